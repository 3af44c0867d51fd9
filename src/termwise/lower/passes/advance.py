"""Payments in advance: on the first day of each unit, for the days of it in force."""

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.grid import UNITS
from termwise.lower.passes.accruing import Accrual
from termwise.lower.passes.dimensions import dimension, is_flow
from termwise.lower.passes.exchange import converted, currency_of, money
from termwise.lower.passes.in_force import running
from termwise.lower.passes.moments import shifted
from termwise.lower.passes.numbers import Literal, per_time
from termwise.lower.passes.pausing import resumed
from termwise.lower.passes.settling import Due, Flow, minimum_in_period, settle
from termwise.lower.passes.shares import Share, earned_on
from termwise.lower.passes.trading import Trade
from termwise.lower.passes.wording import said_by, words
from termwise.model.expression import Expression
from termwise.model.sentence import Payment, Periodic


def in_advance(lo: Lowers, term: Term, one: Trade, share: Share, periodic: Periodic) -> list[Accrual]:
    """Paid on the first day of each unit, or the clause's first day in it, for the unit's days in force.

    The base of a share is what is known on that day: a level in the period, a flow as it was over the unit before
    (nothing before the first). What is paid is paid: another wording counts from the next unit on. Gives what the
    minimum of the clause needs, if it has one.
    """
    unit, said = UNITS[periodic.frequency], term.version.clause.qualifiers
    if lo.grid.ends_with(unit) and unit != lo.grid.unit:
        raise NotLoweredError(f"payments in advance per {unit} are finer than the deal's grid")
    b = lo.builder
    author = said_by(term.version, "sentence.amount", "sentence")
    with lo.saying(term.clause, f"{words(lo, one.amount)} in advance", author):
        first = b.shift(lo.grid.first_day(unit), b.period_start())
        after = b.shift(lo.grid.day_after(unit), b.period_start())
        begins = b.latest(first, term.start)
        day = resumed(lo, term, begins)
        is_its_own = b.both(b.less(begins, term.end), b.opposite(_is_paid(lo, term, first)))
        falls = b.all_of([b.falls_in_period(day), is_its_own, *_held(term)])
        days = running(lo, term, day, b.earliest((_end(lo, term), after)))
        part = b.divide(days, b.days_between(first, after))
        if said.whole_periods:
            part = b.when(b.both(b.less(b.number(0), days), _is_first(lo, term, first, day)), b.number(1))
        base = _base(lo, term, share, unit)
        earned = earned_on(lo, term, share, b.when(falls, b.multiply(base, part)), day)
        due = converted(lo, earned, currency_of(lo, one.amount))
        floor = _floor(lo, term, part, unit)
    on = day if periodic.due_within is None else shifted(lo, day, periodic.due_within)
    flow = Flow(one.payer, one.payee, one.kind, on)
    settle(lo, term, flow, Due(due, falls, floor))
    needed = minimum_in_period(lo, term)
    return [] if needed is None else [Accrual(term, flow, unit, b.number(0), None, needed, "", apart=True)]


def _held(term: Term) -> list[Value]:
    return [] if term.holds is None else [term.holds]


def _others_alike(lo: Lowers, term: Term) -> list[Term]:
    """The other wordings by which the same one pays the same one as often in advance."""
    own = term.sentence
    return [
        one
        for one in lo.terms(term.clause)
        if one.tag != term.tag
        and isinstance(own, Payment)
        and isinstance(one.sentence, Payment)
        and (one.sentence.payer, one.sentence.payee, one.sentence.schedule) == (own.payer, own.payee, own.schedule)
    ]


def _is_paid(lo: Lowers, term: Term, first: Value) -> Value:
    """Whether the unit that begins with a day is paid by a wording from which this one goes on."""
    b = lo.builder
    goes_on = [b.all_of([b.equal(one.end, term.start), b.less(one.start, one.end)]) for one in _others_alike(lo, term)]
    return b.both(b.less(first, term.start), b.any_of(goes_on))


def _end(lo: Lowers, term: Term) -> Value:
    """The end of the wording, or of the last that goes on from it; one that is never in force does not."""
    b, end = lo.builder, term.end
    for one in _others_alike(lo, term):
        end = b.select(b.both(b.equal(one.start, end), b.less(one.start, one.end)), one.end, end)
    return end


def _is_first(lo: Lowers, term: Term, first: Value, day: Value) -> Value:
    """Whether no wording of the clause was in force in the unit before the day: a whole period is paid once."""
    b, before = lo.builder, []
    for one in lo.terms(term.clause):
        days = running(lo, one, b.latest(one.start, first), b.earliest((one.end, day)))
        before.append(days if one.holds is None else b.when(one.holds, days))
    return b.at_most(b.total(before), b.number(0))


def _base(lo: Lowers, term: Term, share: Share, unit: str) -> Value:
    """What the unit's payment is a share of, deductions taken off."""
    b = lo.builder
    base = _known(lo, share.base, f"{term.tag}: amount", unit)
    for place, deducted in enumerate(term.version.clause.qualifiers.deducts, start=1):
        with lo.saying(term.clause, f"deducts {words(lo, deducted)}", term.version.amendment):
            base = b.subtract(base, _known(lo, deducted, f"{term.tag}: deduction {place}", unit))
    return base


def _known(lo: Lowers, amount: Expression, about: str, unit: str) -> Value:
    """An amount as it is known when the unit begins: of a flow what it came to over the unit before."""
    b = lo.builder
    value = lo.number(amount, about)
    if not is_flow(dimension(amount, lo.facts.names(), lo.agreement.deal.currency)):
        return value
    now, before = f"{about}: over the {unit}", f"{about}: over the {unit} before"
    same = b.less(b.number(0), b.table(lo.grid.carrying(unit)))
    came_to = lo.running.get(now)
    last = b.select(same, lo.running.get(before), came_to)
    lo.running.set(before, last)
    lo.running.set(now, b.select(same, b.add(came_to, value), value))
    return last


def _floor(lo: Lowers, term: Term, part: Value, unit: str) -> Value | None:
    """The floor under what is paid for the unit, in proportion to its days in force: a sum, or so much per time.

    One that moves per time is known as the base of a share is: as it was over the unit before.
    """
    floor = term.version.clause.qualifiers.floor
    if floor is None:
        return None
    b, about = lo.builder, f"{term.tag}: floor"
    with lo.saying(term.clause, f"floor {words(lo, floor)}", said_by(term.version, "floor")):
        if not is_flow(dimension(floor, lo.facts.names(), lo.agreement.deal.currency)):
            return b.multiply(money(lo, floor, about), part)
        per = per_time(floor) if isinstance(floor, Literal) else None
        if per is None:
            whole = _known(lo, floor, about, unit)
        else:
            whole = b.multiply(lo.parameter(about, floor), b.table(lo.grid.share_of_unit(per, unit)))
        return b.multiply(converted(lo, whole, currency_of(lo, floor)), part)
