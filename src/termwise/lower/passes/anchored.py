"""Payments on anchored days: every three months from a day or an event, several in a period where they are close."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from termwise.base.dates import Duration
from termwise.ir.program import NEVER, Origin, State, Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes.dimensions import dimension, is_flow
from termwise.lower.passes.exchange import converted, currency_of, money
from termwise.lower.passes.in_force import days_in_force, is_in_force_on
from termwise.lower.passes.moments import refusing_to_round, shifted
from termwise.lower.passes.settling import Due, Flow, settle
from termwise.lower.passes.shares import Share, base_in_period, earned
from termwise.lower.passes.trading import Trade
from termwise.lower.passes.wording import said_by, words
from termwise.model.expression import Expression
from termwise.model.moment import Moment
from termwise.view.moments import reach_of


def anchored(lo: Lowers, term: Term, one: Trade, share: Share, every: tuple[Duration, Moment]) -> None:
    """A sum whole on each anchored day in force; a share of a flow for the days since the anchored day before."""
    days = anchored_days(lo, term, every)
    author = said_by(term.version, "sentence.amount", "sentence")
    with lo.saying(term.clause, f"{words(lo, one.amount)} every {every[0]}", author):
        if share.flows:
            _accrued(lo, term, one, share, days)
        else:
            _sums(lo, term, one, days)


def anchored_days(lo: Lowers, term: Term, every: tuple[Duration, Moment]) -> "AnchoredDays":
    """The days a length of time apart, from a moment on; the term's tag names what is carried to find them."""
    length, origin = every
    with lo.saying(term.clause, f"every {length}", said_by(term.version, "sentence.schedule", "sentence")):
        at = reach_of(origin, lo.facts, term.clause)
        if at.earliest is not None and at.earliest == at.latest:
            return _from_a_date(lo, at.earliest, length)
        return _from_an_event(lo, term, origin, length)


class AnchoredDays(Struct, frozen=True):
    """The anchored days of a period in order, later ones after them, and the first one after the period."""

    of_period: tuple[Value, ...]
    following: Value


def _from_a_date(lo: Lowers, origin: date, length: Duration) -> AnchoredDays:
    """Each so many lengths after the origin: the 31st comes back after a shorter month."""
    b = lo.builder
    with refusing_to_round():
        anchors = lo.grid.anchors(origin, length, lo.agreement.deal.rounding)
    days = [b.shift(anchors.at_or_after, b.period_start())]
    while len(days) < anchors.most:
        days.append(b.shift(anchors.after, days[-1]))
    return AnchoredDays(tuple(days), b.shift(anchors.at_or_after, b.period_end()))


def _from_an_event(lo: Lowers, term: Term, origin: Moment, length: Duration) -> AnchoredDays:
    """From a day that only the run knows: each a length after the one before, carried from period to period."""
    b, name = lo.builder, f"{term.tag}: next day"
    begins = lo.moment(origin, f"{term.tag}: every")
    shifted(lo, begins, length)  # a calendar that refuses to round refuses here, before anything is carried
    before = b.state(State(name, "day", Fraction(NEVER), Origin(term.clause, name)))
    day = b.select(b.less(before, b.never()), before, begins)
    days = []
    for _ in range(lo.grid.anchors(lo.agreement.deal.start, length, "down").most + 1):
        days.append(day)
        day = b.select(b.less(day, b.period_end()), shifted(lo, day, length), day)
    lo.carry_day(name, day)
    return AnchoredDays(tuple(days), day)


def _sums(lo: Lowers, term: Term, one: Trade, days: AnchoredDays) -> None:
    b = lo.builder
    amount, start = money(lo, one.amount, f"{term.tag}: amount"), b.period_start()
    wordings = lo.terms(term.clause)  # a sum is paid by the one in force on the day, its floor is of all the days
    for on in days.of_period:
        end = b.earliest((on, b.period_end()))
        floor = _floor(lo, term, wordings, (start, end), b.falls_in_period(on))
        falls = b.both(b.falls_in_period(on), is_in_force_on(lo, term, on))
        _settle(lo, term, one, on, Due(b.when(falls, amount), falls, floor))
        start = b.latest(start, end)
    _floor(lo, term, wordings, (start, b.period_end()), b.falls_in_period(b.never()))


def _accrued(lo: Lowers, term: Term, one: Trade, share: Share, days: AnchoredDays) -> None:
    """The flow's part of each stretch between anchored days; what is left in the end falls due on the next one."""
    b, said, name = lo.builder, term.version.clause.qualifiers, f"{term.tag}: accrued since the day before"
    if said.whole_periods:
        raise NotLoweredError("whole periods of a share on anchored days are not followed")
    if any(not _flows(lo, deducted) for deducted in said.deducts):
        raise NotLoweredError("what is deducted on anchored days has to be per time")
    base, start, currency = base_in_period(lo, term, share, "year"), b.period_start(), currency_of(lo, one.amount)
    for on in days.of_period:
        falls = b.falls_in_period(on)
        end = b.earliest((on, b.period_end()))
        due = b.add(lo.running.get(name), _between(lo, term, share, base, (start, end)))
        lo.running.set(name, b.select(falls, b.number(0), due))
        floor = _floor(lo, term, (term,), (start, end), falls)
        _settle(lo, term, one, on, Due(b.when(falls, converted(lo, due, currency)), falls, floor))
        start = b.latest(start, end)
    rest = b.add(lo.running.get(name), _between(lo, term, share, base, (start, b.period_end())))
    lo.running.set(name, rest)
    ends = b.less(b.number(0), b.table(lo.grid.last_period()))
    ends = b.both(ends, b.less(days.following, b.never()))
    floor = _floor(lo, term, (term,), (start, b.period_end()), ends)
    _settle(lo, term, one, days.following, Due(b.when(ends, converted(lo, rest, currency)), ends, floor))


def _flows(lo: Lowers, amount: Expression) -> bool:
    return is_flow(dimension(amount, lo.facts.names(), lo.agreement.deal.currency))


def _between(lo: Lowers, term: Term, share: Share, base: Value, stretch: tuple[Value, Value]) -> Value:
    """What the base of a stretch of the period earns by its days in force."""
    piece, part = _within(lo, term, stretch)
    return earned(lo, piece, share, base, part)


def _within(lo: Lowers, term: Term, stretch: tuple[Value, Value]) -> tuple[Term, Value]:
    """The wording within a stretch of the period, and its days in force there as a part of the period."""
    b, (start, end) = lo.builder, stretch
    piece = replace(term, start=b.latest(term.start, start), end=b.earliest((term.end, end)))
    return piece, b.divide(days_in_force(lo, piece), b.days_in_period())


def _floor(
    lo: Lowers, term: Term, wordings: Sequence[Term], stretch: tuple[Value, Value], falls: Value
) -> Value | None:
    """The floor under what falls due at the end of a stretch of the period: a sum, or so much per time that any of the
    `wordings` was in force since the anchored day before. Where it `falls` it begins anew. None without one.
    """
    said = term.version.clause.qualifiers.floor
    if said is None:
        return None
    with lo.saying(term.clause, f"floor {words(lo, said)}", said_by(term.version, "floor")):
        if not _flows(lo, said):
            return money(lo, said, f"{term.tag}: floor")
        b, name = lo.builder, f"{term.tag}: floor since the day before"
        since = b.total([lo.running.get(name), *(_floor_within(lo, one, stretch) for one in wordings)])
        lo.running.set(name, b.select(falls, b.number(0), since))
        return since


def _floor_within(lo: Lowers, term: Term, stretch: tuple[Value, Value]) -> Value:
    """What the floor of a wording comes to on its days in force of a stretch; zero without one per time."""
    b, said = lo.builder, term.version.clause.qualifiers.floor
    if said is None or not _flows(lo, said):
        return b.number(0)
    _, part = _within(lo, term, stretch)
    return b.multiply(money(lo, said, f"{term.tag}: floor"), part)


def _settle(lo: Lowers, term: Term, one: Trade, on: Value, due: Due) -> None:
    """Settle what falls due on an anchored day."""
    settle(lo, term, Flow(one.payer, one.payee, one.kind, on), due)
