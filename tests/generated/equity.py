"""Random sentences about who holds a company: issues, rounds, warrants, notes, pools."""

from tests.generated.pen import Pen
from tests.generated.scene import COMPANIES, PARTIES
from tests.generated.trade import schedule_once


def issue(pen: Pen) -> list[str]:
    """Percentages of the whole, or numbers of shares of a class."""
    company = COMPANIES[pen.odds(0.25)]
    holders = pen.draw.sample([party for party in PARTIES if party != company], pen.within(1, 3))
    if pen.odds(0.5):
        cuts = [100 // len(holders)] * len(holders)
        cuts[0] += 100 - sum(cuts)
        lines = [f"{company} issues {', '.join(f'{name} {cut}%' for name, cut in zip(holders, cuts, strict=True))}"]
    else:
        amounts = ", ".join(f"{name} {pen.within(1, 900)}k shares" for name in holders)
        price = pen.one("", "", f" at {pen.within(1, 40)} USD per share")
        lines = [f"{company} issues {amounts}{price}"]
        if pen.odds(0.4):
            lines += ["    class preferred", *_class(pen)]
    if pen.odds(0.5):
        lines[0] += f" on {pen.moment()}"
    return lines


def _class(pen: Pen) -> list[str]:
    """What a class of shares is entitled to."""
    lines = []
    if pen.odds(0.6):
        lines.append(f"    preference {pen.one('1x', '1.5x')} of {pen.within(1, 9)} per share")
        lines.append("    senior to ordinary")
    if pen.odds(0.6):
        lines.append(f"    {pen.one('participating', 'participating, capped at 3x', 'non-participating')}")
    if pen.odds(0.4):
        lines.append("    converts 1 to 1.25")
    if pen.odds(0.2):
        lines.append(f"    anti-dilution {pen.one('full ratchet', 'broad-based weighted average')}")
    return lines


def investment(pen: Pen) -> list[str]:
    """A round: before or after the money, per share, or without a price."""
    holder, company = pen.holder()
    price = pen.one(
        f" at {pen.within(20, 900)}m pre-money",
        f" at {pen.within(100, 900)}m post-money",
        f" at {pen.within(1, 50)} USD per share",
        " at worth pre-money",
        "",
    )
    when = f" {schedule_once(pen)}" if pen.odds(0.8) else ""
    lines = [f"{holder} invests {pen.money()} in {company}{price}{when}"]
    if "-money" in price and pen.odds(0.2):
        lines.append(f"    convention {pen.one('pre-money', 'percentage ownership', 'dollars invested')}")
    if price and pen.odds(0.2):
        lines.append("    class preferred")
    return lines


def warrant(pen: Pen) -> list[str]:
    """Shares that vest by rows."""
    holder, company = pen.holder()
    shares = pen.within(2, 900)
    lines = [f"{company} issues {holder} warrant on {shares}k shares at {pen.one('0.01', '10', '25')}"]
    if pen.odds(0.8):
        lines.append("    vests")
        first = pen.within(1, shares - 1)
        lines.append(f"        {first}k shares when {pen.condition()}")
        lines.append(f"        {shares - first}k shares when {pen.condition(1)}")
    if pen.odds(0.5):
        lines.append(f"    exercised when {pen.one('vested', pen.condition(1))}")
        if pen.odds(0.4):
            lines.append("    net exercise at share_price")
    return lines


def conversion(pen: Pen) -> list[str]:
    """A note or another clause's money that becomes shares."""
    holder, company = pen.holder()
    paid = pen.scene.named(("once", "investment"), pen.clause)
    instrument = pen.of(paid) if paid else "cloud"
    cap = f", cap {pen.within(20, 200)}m{pen.one('', ' pre-money', ' post-money')}"
    terms = pen.one("", cap, ", discount 20%", f"{cap}, discount 15%")
    rounds = pen.scene.named(("investment",), pen.clause)
    if rounds and pen.odds(0.5):
        lines = [f"{holder} converts {instrument} into {company} in {pen.of(rounds)}{terms}"]
    else:
        lines = [f"{holder} converts {instrument} into {company}{terms} {schedule_once(pen)}"]
    return [*lines, "    interest 8% per year"] if pen.odds(0.3) else lines


def pool(pen: Pen) -> list[str]:
    """Options set aside."""
    amount = pen.one("10%", f"{pen.within(1, 200)}k shares")
    return [f"{pen.of(COMPANIES)} reserves {amount} for options{pen.one('', f' on {pen.moment()}')}"]


def option(pen: Pen) -> list[str]:
    """A put or a call on shares."""
    holder, company = pen.holder()
    other = pen.of([party for party in PARTIES if party not in {holder, company}])
    amount = pen.one(f"{pen.within(1, 50)}%", "all", f"{pen.within(1, 90)}k shares")
    price = pen.one(f"{pen.within(1, 90)}m", "(20% of worth)", f"{pen.within(1, 40)} per share")
    side = pen.one(f"put on {amount} of {company} to {other}", f"call on {amount} of {company} from {other}")
    lines = [f"{holder} has {side} at {price}"]
    return [*lines, f"    exercised when {pen.condition()}"] if pen.odds(0.7) else lines
