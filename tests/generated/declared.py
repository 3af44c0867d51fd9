"""What a random deal declares: its parties, things, events and drivers, as far as its sentences name them."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from tests.generated.pen import RATE_OF_EXCHANGE, Pen
from tests.generated.scene import ASSETS, PARTIES, Scene

_WORD = re.compile(r"[a-z_]+")


def declarations(scene: Scene, number: int, words: str) -> str:
    """The declarations of what `words` name, and of what those declarations name in their turn."""
    head = Pen(scene, number)
    lines = [
        'deal "A random deal"',
        "    currency USD",
        f"    period {scene.start} through {scene.end}, {scene.grid}",
        f"    today {scene.today}",
    ]
    if head.odds(0.2):
        lines.append(f"    months round {head.one('up', 'refuse')}")
    for name in PARTIES:
        lines.append(f'party {name} "{name.title()} Ltd", company')
        if head.odds(0.2):
            lines.append(f"    discounts at {head.within(3, 12)}%")
    lines += [f"asset {name}{' of beta' if name == 'cloud' else ''}" for name in ASSETS]
    found: dict[str, str] = {}
    if "EUR" in words:
        words += f" {RATE_OF_EXCHANGE}"
    open_names = {word for word in _WORD.findall(words) if word in _WRITERS}
    while open_names:
        name = min(open_names)
        place = list(_WRITERS).index(name)
        found[name] = "\n    ".join(_WRITERS[name](Pen(scene, 31 * number + place)))
        open_names |= {word for word in _WORD.findall(found[name]) if word in _WRITERS}
        open_names -= found.keys()
    lines += [found[name] for name in _WRITERS if name in found]
    return "\n".join(lines) + "\n"


# -- events ----------------------------------------------------------------------------------------------


def _launch(pen: Pen) -> list[str]:
    first, last = pen.later()
    return ["event launch by alpha", f"likely {pen.of((60, 90, 100, 30))}%, between {first} and {last}"]


def _strike(pen: Pen) -> list[str]:
    return ["event strike", f"{pen.of((1, 5, 20))}% per {pen.one('month', 'year')} from {pen.later()[0]}"]


def _review(pen: Pen) -> list[str]:
    low = pen.within(1, 6)
    wait = pen.one(f"{low} to {low + pen.within(1, 12)} months", f"{low} days to {low + 1} months")
    return ["event review by gamma", f"likely {pen.of((70, 100, 50))}%, {wait} after launch"]


def _failure(pen: Pen) -> list[str]:
    """Of unknown chance, or by a rule."""
    if pen.odds(0.5):
        return ["event failure by beta"]
    return ["event failure", f"when {pen.one('costs', 'sales', 'spend')} {pen.relation()} {pen.rate()}"]


def _milestone(pen: Pen) -> list[str]:
    rules = (
        f"total(sales) >= {pen.sum()}",
        f"cash({pen.of(PARTIES)}) >= {pen.sum()}",
        "worth >= 110m and launch",
        "share_price >= 21 USD per share",
        f"sales >= {pen.sum()} per quarter or strike",
    )
    return ["event milestone", f"when {pen.of(rules)}"]


def _merger(pen: Pen) -> list[str]:
    day = pen.day()
    return ["event merger by delta", f"on {min(day, pen.scene.today)}"]


def _done(pen: Pen) -> list[str]:
    day = pen.scene.today - timedelta(days=pen.within(1, 300))
    known = [f"known from {day + timedelta(days=pen.within(1, 60))}"] if pen.odds(0.3) else []
    return ["event done by alpha", f"on {day}", *known]


# -- drivers ---------------------------------------------------------------------------------------------


def _sales(pen: Pen) -> list[str]:
    """Known by years, growing."""
    year = pen.scene.today.year
    values = ", ".join(f"{year + place} {pen.within(20, 200)}m" for place in range(-1, pen.within(0, 2)))
    return ["driver sales in USD per year", f"known {values}", *_moves(pen)]


def _spend(pen: Pen) -> list[str]:
    """Known by days or months, per month."""
    day = pen.scene.today - timedelta(days=pen.within(0, 50))
    forms = (f"{day} {pen.within(1, 9)}m", f"{day:%Y-%m} {pen.within(1, 9)}m")
    return ["driver spend in USD per month", f"known {pen.of(forms)}", *_moves(pen, "sales")]


def _costs(pen: Pen) -> list[str]:
    """Known by quarters' first days; maybe without any future of its own."""
    first, second = pen.scene.start - timedelta(days=pen.within(1, 90)), pen.scene.start
    known = f"known {first} {pen.within(0, 30)}m, {second} {pen.within(0, 30)}m"
    return ["driver costs in USD per quarter", known, *(_moves(pen, "sales") if pen.odds(0.5) else [])]


def _profit(pen: Pen) -> list[str]:
    if pen.odds(0.4):
        return ["driver profit in USD per year", f"known {pen.scene.today.year} {pen.within(-40, 60)}m", *_moves(pen)]
    return ["driver profit in USD per year", f"is sales - {pen.within(10, 90)}m per year"]


def _fees(pen: Pen) -> list[str]:
    formula = pen.one(
        f"{pen.within(1, 20)}% of sales",
        f"max(sales - {pen.within(20, 90)}m per year, {pen.within(1, 9)}m per year)",
        f"{pen.within(1, 9)}% of sales + {pen.sum()} per month",
    )
    return ["driver fees in USD per year", f"is {formula}"]


def _worth(pen: Pen) -> list[str]:
    day: date = pen.scene.today - timedelta(days=pen.within(0, 200))
    return ["driver worth in USD", f"known {day} {pen.within(50, 300)}m", *_moves(pen, "sales")]


def _book(pen: Pen) -> list[str]:
    return ["driver book in USD", f"is {pen.one(f'{pen.within(10, 90)}% of worth', f'worth - {pen.sum()}')}"]


def _share_price(pen: Pen) -> list[str]:
    day = pen.scene.today - timedelta(days=pen.within(0, 40))
    return ["driver share_price in USD per share", f"known {day} {pen.within(5, 40)}", *_moves(pen)]


def _eur_usd(pen: Pen) -> list[str]:
    day = pen.scene.today - timedelta(days=pen.within(0, 90))
    return ["driver eur_usd in USD per EUR", f"known {day} 1.{pen.within(1, 30):02}", *_moves(pen)]


def _moves(pen: Pen, beside: str | None = None) -> list[str]:
    """Growth in regimes, growth after events, variation, correlation, jumps."""
    low = pen.within(1, 30)
    growth = pen.one(
        f"grows -{low}% per year",
        f"grows {low}% per year",
        f"grows {low}% to {low + pen.within(1, 40)}% per year",
        f"grows {low}% per year until {pen.day()}, then {pen.within(-5, 9)}% per year",
        f"grows undisclosed {low}% to {low + 5}% per year",
    )
    lines = [growth] if pen.odds(0.8) else []
    if pen.odds(0.3):
        lines.append(f"grows {pen.within(-30, 50)}% per year after {pen.one('launch', 'strike', 'merger')}")
    if pen.odds(0.6):
        varies = f"varies {pen.within(0, 40)}% per year"
        with_ = f", correlated {pen.of((0.5, -0.3, 0.4))} with {beside}" if beside and pen.odds(0.5) else ""
        lines.append(varies + with_)
    if pen.odds(0.3):
        size = pen.one("20%", "30%", "10% to 60%")
        lines.append(f"jumps {size} when {pen.one('launch', 'strike', 'review', 'milestone')}")
    return lines


_WRITERS: dict[str, Callable[[Pen], list[str]]] = {
    "launch": _launch,
    "strike": _strike,
    "review": _review,
    "failure": _failure,
    "milestone": _milestone,
    "merger": _merger,
    "done": _done,
    "sales": _sales,
    "worth": _worth,
    "spend": _spend,
    "costs": _costs,
    "profit": _profit,
    "fees": _fees,
    "book": _book,
    "share_price": _share_price,
    RATE_OF_EXCHANGE: _eur_usd,
}
