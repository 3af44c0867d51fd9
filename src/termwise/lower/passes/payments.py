"""Payments, and purchases like them: in every schedule, accrued over the days in force and paid when due."""

from msgspec import Struct

from termwise.base.dates import Duration
from termwise.ir.program import Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.grid import UNITS
from termwise.lower.passes.accruing import Accrual
from termwise.lower.passes.in_force import is_in_force_on, part_in_force
from termwise.lower.passes.moments import refusing_to_round, shifted
from termwise.lower.passes.settling import (
    Due,
    Flow,
    caps_are_followed,
    floor_in_period,
    minimum_in_period,
    said_by,
    settle,
    words,
)
from termwise.lower.passes.shares import Share, base_in_period, earned, share_of
from termwise.lower.passes.steering import Lane, lanes
from termwise.model.expression import Expression
from termwise.model.moment import Moment, On, Shifted
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


class Trade(Struct, frozen=True):
    """Money from payer to payee: how much, when, of which kind."""

    payer: str
    payee: str
    amount: Expression
    schedule: Schedule | None
    kind: str


def lower_payment(lo: Lowers, term: Term, payment: Payment) -> list[Accrual]:
    """One wording of a payment: what it accrues, if it is paid again and again."""
    return trade(lo, term, Trade(payment.payer, payment.payee, payment.amount, payment.schedule, "payment"))


def lower_purchase(lo: Lowers, term: Term, purchase: Purchase) -> list[Accrual]:
    """One wording of a purchase: with each supplier for the time in which he may be bought from."""
    if purchase.amount is None:
        raise NotLoweredError("no amount is said")
    found: list[Accrual] = []
    for lane in lanes(lo, term, purchase):
        lo.note_purchase(lane.term.clause, purchase.buyer, purchase.asset, lane.seller)
        found += trade(lo, lane.term, _bought(purchase, lane, purchase.amount))
    return found


def _bought(purchase: Purchase, lane: Lane, amount: Expression) -> Trade:
    return Trade(purchase.buyer, lane.seller, amount, purchase.schedule, "purchase")


def trade(lo: Lowers, term: Term, one: Trade) -> list[Accrual]:
    """Money by its schedule: entered at once, or accruing. Raises `NotLoweredError` for what cannot be followed."""
    share = share_of(lo, one.amount)
    match one.schedule:
        case Periodic(in_advance=True) as periodic:
            _in_advance(lo, term, one, share, periodic)
        case Periodic() as periodic:
            return [_periodic(lo, term, one, share, periodic)]
        case None if share.flows:
            return [_periodic(lo, term, one, share, Periodic(lo.agreement.deal.grid))]
        case None:
            raise NotLoweredError("nothing says when it is paid")
        case Every(length, origin):
            _every(lo, term, one, share, (length, origin))
        case Once() | ByThen() | Within() | When():
            _once(lo, term, one, share, one.schedule)
    return []


# -- once --------------------------------------------------------------------------------------------


def due_day(lo: Lowers, term: Term, schedule: Once | ByThen | Within | When) -> Value:
    """The day on which something that happens once falls due; held back while a condition precedent is open."""
    b, about = lo.builder, f"{term.tag}: due"
    match schedule:
        case Once(moment):
            day = lo.moment(moment, about)
        case ByThen(moment):
            day = lo.moment(moment, about, last=True)
        case Within(length, origin):
            day = shifted(lo, lo.moment(origin, about), length)
        case When(condition):
            return b.latest(lo.since(condition, about), term.start if term.waits else term.first)
    return b.latest(day, term.start) if term.waits else day


def _once(lo: Lowers, term: Term, one: Trade, share: Share, schedule: Once | ByThen | Within | When) -> None:
    if share.flows:
        raise NotLoweredError("an amount per time is paid once: for how long is not said")
    b = lo.builder
    with lo.saying(term.clause, "the day it falls due", said_by(term.version, "sentence.schedule", "sentence")):
        day = due_day(lo, term, schedule)
        falls = b.both(b.falls_in_period(day), is_in_force_on(lo, term, day))
    with lo.saying(term.clause, words(lo, one.amount), said_by(term.version, "sentence.amount", "sentence")):
        due = b.when(falls, lo.number(one.amount, f"{term.tag}: amount"))
        said = term.version.clause.qualifiers.floor
        floor = None if said is None else lo.number(said, f"{term.tag}: floor")
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
    return Accrual(term, flow, unit, due, floor_in_period(lo, term, unit), minimum_in_period(lo, term))


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


def _in_advance(lo: Lowers, term: Term, one: Trade, share: Share, periodic: Periodic) -> None:
    """Paid on the first day of each unit, or the clause's first day in it, for the unit's days in force."""
    unit = UNITS[periodic.frequency]
    if share.flows or share.rate is not None:
        raise NotLoweredError("a share cannot be paid in advance: its base is not known yet")
    said = term.version.clause.qualifiers
    if said.tiers is not None or said.floor is not None or said.minimum is not None:
        raise NotLoweredError("tiers, floors and minimums of what is paid in advance are not followed")
    if lo.grid.ends_with(unit) and unit != lo.grid.unit:
        raise NotLoweredError(f"payments in advance per {unit} are finer than the deal's grid")
    b = lo.builder
    with lo.saying(
        term.clause, f"{words(lo, one.amount)} in advance", said_by(term.version, "sentence.amount", "sentence")
    ):
        first = b.shift(lo.grid.first_day(unit), b.period_start())
        after = b.shift(lo.grid.day_after(unit), b.period_start())
        day = b.latest(first, term.start)
        falls = b.falls_in_period(day)
        if term.holds is not None:
            falls = b.both(falls, term.holds)
        days = b.days_between(day, b.earliest((term.end, after)))
        part = b.divide(days, b.days_between(first, after))
        if said.whole_periods:
            part = b.when(b.less(b.number(0), days), b.number(1))
        due = b.when(falls, b.multiply(lo.number(one.amount, f"{term.tag}: amount"), part))
    on = day if periodic.due_within is None else shifted(lo, day, periodic.due_within)
    flow = Flow(one.payer, one.payee, one.kind, on)
    settle(lo, term, flow, Due(due, falls))


def _every(lo: Lowers, term: Term, one: Trade, share: Share, anchored: tuple[Duration, Moment]) -> None:
    """The whole sum on each anchored day on which the clause is in force; several a period where they are close."""
    if share.flows:
        raise NotLoweredError("a share of a flow on anchored days is not followed")
    if term.version.clause.qualifiers.floor is not None:
        raise NotLoweredError("a floor of what is paid on anchored days is not followed")
    length, origin = anchored
    match origin:
        case On(day) | Shifted(On(day), Duration(0, 0, 0, 0)):
            pass
        case _:
            raise NotLoweredError("days counted from an event are not followed, only days counted from a date")
    b = lo.builder
    with refusing_to_round():
        anchors = lo.grid.anchors(day, length, lo.agreement.deal.rounding)
    due, any_falls, on = b.number(0), b.false(), b.shift(anchors.at_or_after, b.period_start())
    first = on
    with lo.saying(
        term.clause, f"{words(lo, one.amount)} every {length}", said_by(term.version, "sentence.amount", "sentence")
    ):
        amount = lo.number(one.amount, f"{term.tag}: amount")
        for place in range(anchors.most):
            falls = b.both(b.falls_in_period(on), is_in_force_on(lo, term, on))
            due, any_falls = b.add(due, b.when(falls, amount)), b.either(any_falls, falls)
            if place + 1 < anchors.most:
                on = b.shift(anchors.after, on)
    settle(lo, term, Flow(one.payer, one.payee, one.kind, first), Due(due, any_falls))
