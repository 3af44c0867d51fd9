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
        lines = [f"{company} issues {amounts}"]
        if pen.odds(0.3):
            lines.append("    class preferred")
    if pen.odds(0.5):
        lines[0] += f" on {pen.moment()}"
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
    return [f"{holder} invests {pen.money()} in {company}{price}{when}"]


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
    return lines


def conversion(pen: Pen) -> list[str]:
    """A note or another clause's money that becomes shares."""
    holder, company = pen.holder()
    paid = pen.scene.named(("once", "investment"), pen.clause)
    instrument = pen.of(paid) if paid else "cloud"
    terms = pen.one(
        "", f", cap {pen.within(20, 200)}m", ", discount 20%", f", cap {pen.within(20, 200)}m, discount 15%"
    )
    return [f"{holder} converts {instrument} into {company}{terms} {schedule_once(pen)}"]


def pool(pen: Pen) -> list[str]:
    """Options set aside."""
    amount = pen.one("10%", f"{pen.within(1, 200)}k shares")
    return [f"{pen.of(COMPANIES)} reserves {amount} for options{pen.one('', f' on {pen.moment()}')}"]
