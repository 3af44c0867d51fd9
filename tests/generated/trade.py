"""Random sentences about money: payments, purchases, commitments, fees, distributions."""

from tests.generated.pen import FLOWS, LEVELS, Pen
from tests.generated.scene import ASSETS, PARTIES


def frequency(pen: Pen) -> str:
    """How often, mostly no oftener than the grid."""
    return pen.one("quarterly", "monthly", "yearly", "quarterly", "yearly", "weekly", "daily")


def schedule_once(pen: Pen) -> str:
    """A schedule of something that happens once."""
    return pen.one(
        f"on {pen.moment()}",
        *[f"on {pen.day()}"] * 4,
        f"by {pen.moment()}",
        f"within {pen.length()} of {pen.moment()}",
        f"when {pen.condition()}",
        f"when {pen.event()}",
    )


def due(pen: Pen) -> list[str]:
    """When a periodic payment is to be made after its period."""
    if pen.odds(0.75):
        return []
    return [
        pen.one("due within 30 days", "due within 5 business days", "due on last business day", "due within 1 month")
    ]


def share(pen: Pen) -> list[str]:
    """A share of a flow, maybe in steps of time."""
    payer, payee = pen.two()
    lines = [
        f"{payer} pays {payee} {pen.percent()} of {pen.flow()} {frequency(pen)}",
        *(f"    {one}" for one in due(pen)),
    ]
    if pen.odds(0.2):
        lengths = pen.one("6 months", "3 months", "1 year")
        lines.append(f"    first {lengths} {pen.percent_plain()}, then {pen.percent_plain()}")
    return lines


def periodic(pen: Pen) -> list[str]:
    """A sum again and again, after its period or in advance."""
    payer, payee = pen.two()
    amount = pen.total() if pen.odds(0.6) else pen.flow()
    advance = " in advance" if pen.odds(0.3) else ""
    lines = [f"{payer} pays {payee} {amount} {frequency(pen)}{advance}"]
    return [*lines, *(f"    {one}" for one in due(pen) if "last" not in one or not advance)]


def once(pen: Pen) -> list[str]:
    """A sum on a day, by a day, after an event, when something holds."""
    payer, payee = pen.two()
    return [f"{payer} pays {payee} {pen.total()} {schedule_once(pen)}"]


def every(pen: Pen) -> list[str]:
    """A sum on anchored days."""
    payer, payee = pen.two()
    anchor = pen.one(str(pen.day()), str(pen.day()), str(pen.day()), pen.event())
    return [
        f"{payer} pays {payee} {pen.total()} every {pen.one('3 months', '10 days', '1 month', '1 year')} from {anchor}"
    ]


def purchase(pen: Pen) -> list[str]:
    """A purchase, mostly of compute by alpha, so that commitments and exclusivities find it."""
    buyer, seller = ("alpha", pen.of(("beta", "gamma"))) if pen.odds(0.7) else pen.two()
    amount = f"{pen.percent()} of {pen.flow(1)} {frequency(pen)}"
    if pen.odds(0.3):
        amount = f"{pen.total()} {pen.one(frequency(pen), schedule_once(pen))}"
    if pen.odds(0.25):
        often = pen.one("year", "quarter", "month")
        price = f"{pen.within(1, 90)}k per chip"
        quantity = f"{pen.within(10, 900)} chips per {often} of {pen.of(ASSETS)}"
        return [f"{buyer} buys {quantity} from {seller} at {price} {often}ly"]
    return [f"{buyer} buys {pen.of(ASSETS)} from {seller}, {amount}"]


def commitment(pen: Pen) -> list[str]:
    """A promise to buy, with a least per year, its shortfall paid or carried."""
    seller = pen.of(("beta", "gamma"))
    by = f" by {pen.one(str(pen.day()), pen.moment())}" if pen.odds(0.9) else ""
    if pen.odds(0.25):
        price = f"{pen.within(1, 90)}k per chip"
        lines = [f"alpha commits to buy {pen.within(50, 900)} chips of {pen.of(ASSETS)} from {seller} at {price}{by}"]
        return [*lines, f"    shortfall {pen.one('paid', 'carried', 'paid')}"]
    lines = [f"alpha commits to buy {pen.money()} of {pen.of(ASSETS)} from {seller}{by}"]
    if pen.odds(0.5):
        lines.append(f"    at least {pen.one(pen.money(), f'{pen.sum()} per year')}")
    return [*lines, f"    shortfall {pen.one('paid', 'carried', 'paid')}"]


def exclusivity(pen: Pen) -> list[str]:
    """A single source, which steers what is bought elsewhere."""
    thing = pen.one("compute ", "compute.chips ", "")
    return [f"alpha buys {thing}only from {pen.one('beta', 'gamma', 'delta', 'beta, gamma')}"]


def capital(pen: Pen) -> list[str]:
    """A promise to invest."""
    holder, company = pen.holder()
    return [f"{holder} commits to invest {pen.money()} in {company} by {pen.day()}"]


def power(pen: Pen) -> list[str]:
    """A power that ends, suspends or triggers something, for a fee."""
    one, other = pen.two()
    ends = pen.scene.named((), pen.clause)
    notice = pen.one("", " after 30 days notice", " after 2 months notice")
    lines = [f"either {one} or {other} may terminate{notice}"]
    effect = [
        "ends deal",
        *(f"ends clause {name}" for name in ends),
        *(f"{pen.one('suspends', 'resumes')} {name}" for name in ends),
        "triggers failure",
    ]
    lines.append(f"    {pen.of(effect)}")
    if pen.odds(0.7):
        payer = pen.one("terminating party", f"{one} pays {other}").removesuffix(f" pays {other}")
        lines.append(f"    {payer} pays {'' if payer.startswith('term') else other + ' '}{pen.sum()}")
    if pen.odds(0.4):
        lines.append(f"    exercised when {pen.condition()}")
    return lines


def duty(pen: Pen) -> list[str]:
    """A duty whose breach costs something."""
    one, other = pen.two()
    lines = [f"{one} must deliver compute to {other} {pen.one('by', 'by', 'on')} {pen.day()}"]
    if pen.odds(0.6):
        lines.append(f"    fulfilled when {pen.event()}")
    if pen.odds(0.3):
        lines.append(f"    cure {pen.within(1, 40)} days")
    lines.append(f"    on breach {pen.one(f'{one} pays {other} {pen.sum()}', 'triggers failure', 'ends deal')}")
    return lines


def words(pen: Pen) -> list[str]:
    """Sentences that move nothing."""
    one, other = pen.two()
    return [
        pen.one(
            f"{one} grants {other} use of cloud" if one == "beta" else f"{one} may sell compute",
            f"{one} must not sell compute",
            f"{one} has first refusal when {other} buys compute",
            f"{one} needs consent of {other} to sell compute",
            'untranslated "in good faith"',
        )
    ]


def loan(pen: Pen) -> list[str]:
    """Money lent, with interest, a fee, and a day on which the rest comes back."""
    lender, borrower = pen.two()
    lines = [f"{lender} lends {borrower} {pen.money()} on {pen.day()}"]
    if pen.odds(0.8):
        lines.append(f"    interest {interest(pen)}")
    if pen.odds(0.3):
        lines.append(f"    exit fee {pen.within(1, 900)}k")
    if pen.odds(0.4):
        lines.append(f"    repaid by {pen.one(str(pen.scene.end), pen.moment())}")
    return lines


def interest(pen: Pen) -> str:
    """A rate per year, simple or compounded, by a count of days."""
    compounded = pen.one("", " simple", " compounded", " compounded quarterly", " compounded monthly")
    return f"{pen.within(1, 15)}% per year{compounded}{pen.one('', ', actual/360', ', actual/actual', ', actual/365')}"


def waterfall(pen: Pen) -> list[str]:
    """A distribution in tiers, of a flow again and again or of a sum once."""
    payer = pen.of(PARTIES)
    others = [party for party in PARTIES if party != payer]
    base = f"{pen.of(FLOWS)} {pen.one('yearly', 'quarterly', 'monthly')}"
    if pen.odds(0.2):
        base = f"{pen.of(LEVELS)} {pen.one(f'on {pen.day()}', f'when {pen.event()}')}"
    lines = [f"{payer} distributes {base}"]
    for _ in range(pen.within(0, 3)):
        part = pen.within(1, 99)
        one, other = pen.draw.sample(others, 2)
        shares = f"{one} {part}%, {other} {100 - part}%"
        lines.append(f"    {_bound(pen, one)}: {shares}")
    part = pen.within(1, 99)
    lines.append(f"    then {pen.one(f'{others[0]} 100%', f'{others[0]} {part}%, {others[1]} {100 - part}%')}")
    return lines


def _bound(pen: Pen, party: str) -> str:
    """What a row of a distribution lasts until; `party` has a part in it."""
    paid = pen.scene.named(("once", "share", "periodic", "investment"), pen.clause)
    back = [f"until {party} has {pen.of(paid)} back{pen.one('', f' with {interest(pen)}')}"] if paid else []
    plain = (f"first {pen.sum()}", f"until {party} has {pen.sum()}")
    return pen.of((*plain, *plain, f"catch-up until {party} has {pen.within(5, 40)}%", *back))
