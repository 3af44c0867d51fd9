"""Payments, and purchases like them: in every schedule, accrued over the days in force and paid when due."""

from termwise.base.dates import Duration
from termwise.ir.program import Value
from termwise.lower.asking import Delivery, Lowers, NotLoweredError, Term
from termwise.lower.grid import UNITS
from termwise.lower.passes.accruing import Accrual
from termwise.lower.passes.advance import in_advance
from termwise.lower.passes.anchored import anchored
from termwise.lower.passes.deliveries import delivered_in_period, total_price
from termwise.lower.passes.exchange import currency_of, money
from termwise.lower.passes.in_force import is_in_force_on, part_in_force
from termwise.lower.passes.moments import refusing_to_round
from termwise.lower.passes.settling import (
    Due,
    Flow,
    caps_are_followed,
    floor_in_period,
    minimum_in_period,
    settle,
)
from termwise.lower.passes.shares import Share, base_in_period, earned, share_of
from termwise.lower.passes.steering import Lane, lanes
from termwise.lower.passes.trading import Trade, due_day
from termwise.lower.passes.wording import said_by, words
from termwise.model.expression import Expression
from termwise.model.moment import On
from termwise.model.sentence import (
    ByThen,
    Every,
    Once,
    Payment,
    Periodic,
    Purchase,
    Schedule,
    When,
    Within,
)


def lower_payment(lo: Lowers, term: Term, payment: Payment) -> list[Accrual]:
    """One wording of a payment: what it accrues, if it is paid again and again."""
    return trade(lo, term, Trade(payment.payer, payment.payee, payment.amount, payment.schedule, "payment"))


def lower_purchase(lo: Lowers, term: Term, purchase: Purchase) -> list[Accrual]:
    """One wording of a purchase: with each supplier for the time in which he may be bought from."""
    amount = total_price(purchase)
    if amount is None and purchase.quantity is None:
        raise NotLoweredError("no amount is said")
    found: list[Accrual] = []
    for lane in lanes(lo, term, purchase):
        if purchase.quantity is not None:
            quantity = delivered_in_period(lo, lane.term, purchase, purchase.quantity)
            lo.deliver(Delivery(term.clause, purchase.buyer, purchase.asset, lane.seller, quantity))
        if amount is not None:
            lo.note_purchase(lane.term.clause, purchase.buyer, purchase.asset, lane.seller)
            found += trade(lo, lane.term, _bought(purchase, lane, amount))
    return found


def _bought(purchase: Purchase, lane: Lane, amount: Expression) -> Trade:
    return Trade(purchase.buyer, lane.seller, amount, purchase.schedule, "purchase")


def trade(lo: Lowers, term: Term, one: Trade) -> list[Accrual]:
    """Money by its schedule: entered at once, or accruing. Raises `NotLoweredError` for what cannot be followed."""
    share = share_of(lo, one.amount)
    match one.schedule:
        case Periodic(in_advance=True) as periodic:
            return in_advance(lo, term, one, share, periodic)
        case Periodic() as periodic:
            return [_periodic(lo, term, one, share, periodic)]
        case None if share.flows:
            return [_periodic(lo, term, one, share, Periodic(lo.agreement.deal.grid))]
        case None:
            raise NotLoweredError("nothing says when it is paid")
        case Every(length, origin):
            anchored(lo, term, one, share, (length, origin))
        case Once() | ByThen() | Within() | When():
            _once(lo, term, one, share, one.schedule)
    return []


# -- once --------------------------------------------------------------------------------------------


def _once(lo: Lowers, term: Term, one: Trade, share: Share, schedule: Once | ByThen | Within | When) -> None:
    if share.flows:
        raise NotLoweredError("an amount per time is paid once: for how long is not said")
    b = lo.builder
    with lo.saying(term.clause, "the day it falls due", said_by(term.version, "sentence.schedule", "sentence")):
        day = due_day(lo, term, schedule)
        falls = b.both(b.falls_in_period(day), is_in_force_on(lo, term, day))
    with lo.saying(term.clause, words(lo, one.amount), said_by(term.version, "sentence.amount", "sentence")):
        due = b.when(falls, money(lo, one.amount, f"{term.tag}: amount"))
        said = term.version.clause.qualifiers.floor
        floor = None if said is None else money(lo, said, f"{term.tag}: floor")
    settle(lo, term, Flow(one.payer, one.payee, one.kind, day), Due(due, falls, floor))
    _notes(lo, term, schedule)


def _notes(lo: Lowers, term: Term, schedule: Schedule) -> None:
    deal = lo.agreement.deal
    match schedule:
        case Once(On(day)) | ByThen(On(day)) if not deal.start <= day < deal.end:
            lo.leave_out(term.clause, f"it falls due on {day}, outside the deal's period")
        case _:
            pass
    if term.version.clause.qualifiers.minimum is not None:
        lo.leave_out(term.clause, "its minimum: what is paid once has none")


# -- again and again ------------------------------------------------------------------------------------


def _periodic(lo: Lowers, term: Term, one: Trade, share: Share, periodic: Periodic) -> Accrual:
    unit = UNITS[periodic.frequency]
    caps_are_followed(lo, term)
    author = said_by(term.version, "sentence.amount", "sentence")
    with lo.saying(term.clause, f"{words(lo, one.amount)} over the days in force", author):
        base = base_in_period(lo, term, share, unit)
        due = earned(lo, term, share, base, part_in_force(lo, term, unit))
    flow = Flow(one.payer, one.payee, one.kind, due_on(lo, term.clause, periodic))
    floor, needed = floor_in_period(lo, term, unit), minimum_in_period(lo, term)
    return Accrual(term, flow, unit, due, floor, needed, currency_of(lo, one.amount))


def due_on(lo: Lowers, clause: str, periodic: Periodic) -> Value:
    """The day what accrued in the period falls due: the end of the schedule's unit or the grid's, and the grace."""
    unit = UNITS[periodic.frequency]
    longer = lo.grid.unit if lo.grid.ends_with(unit) else unit
    needs_calendar = periodic.due_last_business_day or (periodic.due_within or Duration()).business_days
    business = lo.facts.is_business_day() if needs_calendar else None
    last = periodic.due_last_business_day
    with refusing_to_round():
        move = lo.grid.due(longer, periodic.due_within, business, last=last)
    with lo.saying(clause, f"due on the {move.name}"):
        day = lo.builder.shift(move, lo.builder.period_start())
        # What is worked out in a period of few days may be due on a business day that is already over.
        return lo.builder.latest(day, lo.builder.period_start()) if last else day
