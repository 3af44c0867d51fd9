"""What is earned becomes what is paid: floor, carrying forward, caps, recoupment, the yearly minimum."""

from msgspec import Struct

from termwise.ir.program import Movement, Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.grid import UNITS
from termwise.lower.passes.dimensions import dimension, is_flow
from termwise.lower.passes.in_force import part_in_force, spread
from termwise.model.clause import Cap, Minimum
from termwise.model.expression import Expression
from termwise.model.text import expression_text
from termwise.view.agreement import Version


class Flow(Struct, frozen=True):
    """Who pays whom, of which kind, and on which day what falls due in the period falls due."""

    payer: str
    payee: str
    kind: str
    on: Value


def said_by(version: Version, *paths: str) -> str | None:
    """The amendment that set the first of these values that is said; None is the original text."""
    lines = {line.path: line for line in version.blame}
    found = next((lines[path] for path in paths if path in lines), None)
    return version.amendment if found is None else found.amendment


def settle(lo: Lowers, term: Term, flow: Flow, due: Value, closes: Value | None) -> None:
    """Enter what is due: bounded by floor and caps, net of what is recouped. `closes` None is every period."""
    with lo.saying(term.clause, f"what {flow.payer} owes {flow.payee}", said_by(term.version, "sentence")):
        paid = _recouped(lo, term, _owed(lo, term, due, closes))
    with lo.saying(
        term.clause, f"what {flow.payer} pays {flow.payee}", said_by(term.version, "sentence.amount", "sentence")
    ):
        lo.move(Movement(term.clause, flow.payer, flow.payee, paid, flow.on, flow.kind))


def _owed(lo: Lowers, term: Term, due: Value, closes: Value | None) -> Value:
    """What is owed when the payment's period closes, zero before; what is cut off or added may be carried forward."""
    b, said = lo.builder, term.version.clause.qualifiers
    available, carry = due, f"{term.clause}: carried forward"
    if said.carried_forward:
        available = b.add(due, lo.running.get(carry))
    owed = b.positive_part(available)
    if said.floor is not None:
        with lo.saying(term.clause, f"floor {words(lo, said.floor)}", said_by(term.version, "floor")):
            owed = b.maximum(owed, _floor(lo, term, said.floor, closes))
    owed = capped(lo, term, owed)
    if closes is not None:
        owed = b.when(closes, owed)
    _count(lo, term, owed)
    if said.carried_forward:
        left = b.subtract(available, owed)
        lo.running.set(carry, left if closes is None else b.select(closes, left, lo.running.get(carry)))
    return owed


def words(lo: Lowers, expression: Expression) -> str:
    """An expression in the language, the deal's currency going without saying."""
    return expression_text(expression, lo.agreement.deal.currency)


# -- caps --------------------------------------------------------------------------------------------


def capped(lo: Lowers, term: Term, owed: Value) -> Value:
    """At most what every cap leaves room for."""
    b = lo.builder
    for cap in term.version.clause.qualifiers.cap:
        per = "in total" if cap.per is None else f"per {cap.per}"
        with lo.saying(term.clause, f"cap {words(lo, cap.amount)} {per}", said_by(term.version, "cap")):
            limit = lo.number(cap.amount, f"{term.tag}: cap {per}")
            room = b.positive_part(b.subtract(limit, _counted(lo, term, cap)))
            owed = b.minimum(owed, room)
    return owed


def _counted(lo: Lowers, term: Term, cap: Cap) -> Value:
    if cap.per is None:
        return lo.running.get(f"{term.clause}: paid in all")
    if cap.per != lo.grid.unit and lo.grid.ends_with(cap.per):
        raise NotLoweredError(f"a cap per {cap.per} is finer than the deal's grid")
    return lo.running.get(f"{term.clause}: paid in the {cap.per}", lo.grid.carrying(cap.per))


def _count(lo: Lowers, term: Term, owed: Value) -> None:
    """Add to what caps and the minimum look at."""
    said = term.version.clause.qualifiers
    names = {f"{term.clause}: paid in the {cap.per}" if cap.per else f"{term.clause}: paid in all" for cap in said.cap}
    for name in sorted(names):
        lo.running.set(name, lo.builder.add(lo.running.get(name), owed))
    if said.minimum is not None and _minimum_unit(said.minimum) is not None:
        name = f"{term.clause}: counted against the minimum"
        lo.running.set(name, lo.builder.add(lo.running.get(name), owed))


# -- floor, recoupment --------------------------------------------------------------------------------


def _floor(lo: Lowers, term: Term, floor: Expression, closes: Value | None) -> Value:
    """The floor of a payment's period, in proportion to the days in force unless whole periods count."""
    b, sentence = lo.builder, term.sentence
    schedule = getattr(sentence, "schedule", None)
    frequency = getattr(schedule, "frequency", None)
    amount = lo.number(floor, f"{term.tag}: floor")
    if frequency is None:
        return amount
    unit = UNITS[frequency]
    flows = is_flow(dimension(floor, lo.facts.names(), lo.agreement.deal.currency))
    share = amount if flows else b.multiply(amount, spread(lo, term, unit))
    accrued = b.multiply(share, part_in_force(lo, term, unit))
    if closes is None:
        return accrued
    name = f"{term.tag}: floor accrued"
    total = b.add(lo.running.get(name), accrued)
    lo.running.set(name, b.select(closes, b.number(0), total))
    return total


def _recouped(lo: Lowers, term: Term, owed: Value) -> Value:
    """What is left to pay after advances are earned back."""
    b, said = lo.builder, term.version.clause.qualifiers
    for advance in said.recoups:
        with lo.saying(term.clause, f"recoups {advance}", said_by(term.version, "recoups")):
            name = f"{term.clause}: recouped of {advance}"
            paid = b.total([lo.so_far(f"paid:{advance}"), *(m.amount for m in lo.movements if m.clause == advance)])
            balance = b.positive_part(b.subtract(paid, lo.running.get(name)))
            taken = b.minimum(owed, balance)
            lo.running.set(name, b.add(lo.running.get(name), taken))
            owed = b.subtract(owed, taken)
    return owed


# -- the minimum --------------------------------------------------------------------------------------


def _minimum_unit(minimum: Minimum) -> str | None:
    """The calendar unit after which the minimum is trued up."""
    if minimum.trued_up is not None:
        return {str(frequency): unit for frequency, unit in UNITS.items()}.get(minimum.trued_up)
    return minimum.per


def true_up(lo: Lowers, term: Term, minimum: Minimum, flow: Flow) -> None:
    """Pay after each unit what was counted less than its minimum, the days not in force taken off.

    Raises `NotLoweredError` when no time is said for the minimum.
    """
    b, unit = lo.builder, _minimum_unit(minimum)
    if unit is None:
        raise NotLoweredError("its minimum says no time")
    with lo.saying(term.clause, f"minimum {words(lo, minimum.amount)}", said_by(term.version, "minimum")):
        amount = lo.number(minimum.amount, f"{term.tag}: minimum")
        share = b.multiply(amount, spread(lo, term, minimum.per or unit))
        part = part_in_force(lo, term, minimum.per or unit)
        needed_name, counted_name = f"{term.clause}: minimum accrued", f"{term.clause}: counted against the minimum"
        needed = b.add(lo.running.get(needed_name), b.multiply(share, part))
        closes = b.less(b.number(0), b.table(lo.grid.closing(unit)))
        short = b.positive_part(b.subtract(needed, lo.running.get(counted_name)))
        topped = b.when(closes, capped(lo, term, short))
        lo.running.set(needed_name, b.select(closes, b.number(0), needed))
        _count(lo, term, topped)
        lo.running.set(counted_name, b.select(closes, b.number(0), lo.running.get(counted_name)))
        on = b.shift(lo.grid.due(unit, None, None, last=False), b.period_start())
        lo.move(Movement(term.clause, flow.payer, flow.payee, topped, on, "true-up"))
