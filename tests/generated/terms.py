"""Random qualifiers around a sentence, as its kind takes them."""

from tests.generated.pen import Pen

PAYMENTS = frozenset({"share", "periodic", "once", "every"})
MONEY = PAYMENTS | {"purchase", "waterfall"}
TRADE = PAYMENTS | {"purchase", "commitment"}


def when(pen: Pen, kind: str) -> list[str]:
    """When a clause holds: bounds, conditions, conditions precedent."""
    lines: list[str] = []
    if pen.odds(0.25):
        lines.append(f"from {pen.moment()}")
    if pen.odds(0.25):
        lines.append(f"{pen.one('until', 'through')} {pen.moment()}")
    if pen.odds(0.12):
        lines.append(f"while {pen.condition()}")
    if pen.odds(0.1):
        lines.append(f"unless {pen.condition()}")
    if pen.odds(0.12):
        lines.append(f"requires {pen.condition(1)} by {pen.moment()}{otherwise(pen, kind)}")
    if pen.odds(0.05):
        lines.append("survives termination")
    if pen.odds(0.05):
        lines.append('says "as agreed"')
    return lines


def otherwise(pen: Pen, kind: str) -> str:
    """What follows when a condition precedent fails."""
    others = pen.scene.named((), pen.clause)
    options = ["", ", otherwise no effect", ", otherwise ends deal", ", otherwise triggers failure"]
    options += [f", otherwise ends clause {name}" for name in others]
    if kind in TRADE | {"investment", "capital"}:
        options += [f", otherwise {pen.sum()}"] * (3 if kind not in {"share", "purchase"} else 0)
    return pen.of(options)


def bounds(pen: Pen, kind: str) -> list[str]:
    """How much at least and at most, of what, off what."""
    lines: list[str] = []
    if kind in TRADE | {"capital", "investment", "waterfall"}:
        if pen.odds(0.2):
            lines.append(f"cap {pen.sum()} per {pen.one('year', 'year', 'quarter', 'month')}")
        if pen.odds(0.2):
            lines.append(f"cap {pen.one(pen.sum(), pen.sum(), 'undisclosed')} in total")
    if kind in PAYMENTS | {"purchase"} and pen.odds(0.15):
        lines.append(f"floor {pen.sum()}{pen.one('', '', ' per year')}")
    if kind in {"share", "periodic", "purchase", "once"} and pen.odds(0.15):
        lines.append(
            f"minimum {pen.sum()} per {pen.one('year, trued up yearly', 'year', 'quarter, trued up quarterly')}"
        )
    if kind in PAYMENTS | {"purchase"} and pen.odds(0.15):
        lines.append("carried forward")
    if kind in MONEY and pen.odds(0.1):
        lines.append("whole periods")
    if kind == "share":
        lines += _tiers(pen)
    if kind in PAYMENTS | {"waterfall"} and pen.odds(0.1):
        lines.append(f"deducts {pen.one(pen.sum(), '5m per year', 'costs')}")
    if kind in PAYMENTS:
        lines += _advances(pen)
    if kind in MONEY and pen.odds(0.05):
        lines.append(f"rounded to {pen.one('0.01', '1', '1k')}{pen.one('', ' up', ' down', ' half up', ' half even')}")
    if kind in TRADE and pen.odds(0.05):
        lines.append("late interest 8% per year")
    return lines


def _tiers(pen: Pen) -> list[str]:
    if pen.odds(0.7):
        return []
    low = pen.within(1, 50)
    rows = [(pen.one("0", "0", "5m"), pen.within(1, 30)), (f"{low + 5}m", pen.within(1, 30))]
    rows += [(f"{low + 60}m", pen.within(1, 30))] if pen.odds(0.5) else []
    head = f"tiers{pen.one('', ' reset yearly', ' reset yearly')}{pen.one('', '', ', cliff')}".replace(
        "tiers,", "tiers"
    )
    return [head, *(f"    from {above}: {rate}%" for above, rate in rows)]


def _advances(pen: Pen) -> list[str]:
    others = pen.scene.named(("once", "periodic", "every"), pen.clause)
    return [f"recoups {pen.of(others)}"] if others and pen.odds(0.2) else []
