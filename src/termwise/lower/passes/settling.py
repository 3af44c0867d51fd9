"""What is earned becomes what is paid: floor, carrying forward, caps, recoupment, the yearly minimum."""

from contextlib import AbstractContextManager

from msgspec import Struct

from termwise.ir.program import Movement, Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.grid import UNITS
from termwise.lower.passes.dimensions import dimension, is_flow
from termwise.lower.passes.entering import enter
from termwise.lower.passes.exchange import money
from termwise.lower.passes.in_force import part_in_force, spread
from termwise.lower.passes.wording import said_by, words
from termwise.model.clause import Cap, Minimum
from termwise.model.expression import Expression


class Flow(Struct, frozen=True):
    """Who pays whom, of which kind, and on which day what falls due in the period falls due."""

    payer: str
    payee: str
    kind: str
    on: Value


class Due(Struct, frozen=True):
    """What has been earned, whether it falls due in the period, and the floor under it."""

    earned: Value
    closes: Value
    floor: Value | None = None


def settle(lo: Lowers, term: Term, flow: Flow, due: Due) -> None:
    """Enter what falls due: not below the floor nor above caps, net of what is recouped."""
    with lo.saying(term.clause, f"what {flow.payer} owes {flow.payee}", said_by(term.version, "sentence")):
        paid = _recouped(lo, term, _owed(lo, term, due))
    author = said_by(term.version, "sentence.amount", "sentence")
    with lo.saying(term.clause, f"what {flow.payer} pays {flow.payee}", author):
        enter(lo, term, Movement(term.clause, flow.payer, flow.payee, paid, flow.on, flow.kind))


def _owed(lo: Lowers, term: Term, due: Due) -> Value:
    """What is owed when the payment's period closes, zero before; what is cut off or added may be carried forward."""
    b, said = lo.builder, term.version.clause.qualifiers
    available, carry = due.earned, f"{term.clause}: carried forward"
    if said.carried_forward:
        available = b.add(available, lo.running.get(carry))
    owed = b.positive_part(available)
    if due.floor is not None:
        owed = b.maximum(owed, due.floor)
    owed = b.when(due.closes, capped(lo, term, rounded(lo, term, owed)))
    count(lo, term, owed)
    if said.carried_forward:
        lo.running.set(carry, b.select(due.closes, b.subtract(available, owed), lo.running.get(carry)))
    return owed


def rounded(lo: Lowers, term: Term, owed: Value) -> Value:
    """An amount to a whole multiple of what the clause rounds to; the unit may be money of another currency."""
    said = term.version.clause.qualifiers.rounded
    if said is None:
        return owed
    with lo.saying(term.clause, f"rounded to {words(lo, said.unit)} {said.mode}", said_by(term.version, "rounded")):
        return lo.builder.round_to(said.mode, owed, money(lo, said.unit, f"{term.tag}: rounded to"))


# -- caps --------------------------------------------------------------------------------------------


def capped(lo: Lowers, term: Term, owed: Value) -> Value:
    """At most what every cap leaves room for."""
    b = lo.builder
    for cap in term.version.clause.qualifiers.cap:
        limit, counted = _limit(lo, term, cap)
        with _saying_cap(lo, term, cap):
            owed = b.minimum(owed, b.positive_part(b.subtract(limit, counted)))
    return owed


def caps_are_followed(lo: Lowers, term: Term) -> None:
    """Raises `NotLoweredError` when a cap cannot be: a wording without its cap must not accrue."""
    for cap in term.version.clause.qualifiers.cap:
        _limit(lo, term, cap)


def _limit(lo: Lowers, term: Term, cap: Cap) -> tuple[Value, Value]:
    """The most that is paid, and what counts towards it so far."""
    with _saying_cap(lo, term, cap):
        return money(lo, cap.amount, f"{term.tag}: cap {_per(cap)}"), _counted(lo, term, cap)


def _saying_cap(lo: Lowers, term: Term, cap: Cap) -> AbstractContextManager[None]:
    return lo.saying(term.clause, f"cap {words(lo, cap.amount)} {_per(cap)}", said_by(term.version, "cap"))


def _per(cap: Cap) -> str:
    return "in total" if cap.per is None else f"per {cap.per}"


def _counted(lo: Lowers, term: Term, cap: Cap) -> Value:
    if cap.per is None:
        return lo.running.get(f"{term.clause}: paid in all")
    if cap.per != lo.grid.unit and lo.grid.ends_with(cap.per):
        raise NotLoweredError(f"a cap per {cap.per} is finer than the deal's grid")
    return lo.running.get(f"{term.clause}: paid in the {cap.per}", lo.grid.carrying(cap.per))


def counted_against_minimum(term: Term) -> str:
    """The name under which is carried what counts towards a clause's minimum."""
    return f"{term.clause}: counted against the minimum"


def count(lo: Lowers, term: Term, owed: Value) -> None:
    """Add to what caps and the minimum look at.

    A cap bounds what the clause pays, under whichever wording: what was paid before an amendment added it counts too.
    """
    said = term.version.clause.qualifiers
    caps = [cap for one in lo.terms(term.clause) for cap in one.version.clause.qualifiers.cap]
    names = {f"{term.clause}: paid in the {cap.per}" if cap.per else f"{term.clause}: paid in all" for cap in caps}
    for name in sorted(names):
        lo.running.set(name, lo.builder.add(lo.running.get(name), owed))
    if said.minimum is not None:
        name = counted_against_minimum(term)
        lo.running.set(name, lo.builder.add(lo.running.get(name), owed))


# -- recoupment --------------------------------------------------------------------------------------------


def _recouped(lo: Lowers, term: Term, owed: Value) -> Value:
    """What is left to pay after advances are earned back."""
    b, said = lo.builder, term.version.clause.qualifiers
    for advance in said.recoups:
        with lo.saying(term.clause, f"recoups {advance}", said_by(term.version, "recoups")):
            name = f"{term.clause}: recouped of {advance}"
            paid = b.total([lo.so_far(f"principal:{advance}"), *_principal(lo, advance)])
            balance = b.positive_part(b.subtract(paid, lo.running.get(name)))
            taken = b.minimum(owed, balance)
            lo.running.set(name, b.add(lo.running.get(name), taken))
            owed = b.subtract(owed, taken)
    return owed


def _principal(lo: Lowers, clause: str) -> list[Value]:
    return [m.amount for m in lo.movements if m.clause == clause and m.kind not in {"make-up", "late interest"}]


# -- floor and minimum of a period -------------------------------------------------------------------------


def floor_in_period(lo: Lowers, term: Term, unit: str) -> Value | None:
    """What the floor of a payment's `unit` adds in the period, in proportion to the days in force; None without one."""
    floor = term.version.clause.qualifiers.floor
    if floor is None:
        return None
    with lo.saying(term.clause, f"floor {words(lo, floor)}", said_by(term.version, "floor")):
        return _accrued(lo, term, floor, f"{term.tag}: floor", unit)


def minimum_in_period(lo: Lowers, term: Term) -> Value | None:
    """What the minimum adds in the period, the days not in force taken off; None without one."""
    minimum = term.version.clause.qualifiers.minimum
    if minimum is None:
        return None
    with lo.saying(term.clause, f"minimum {words(lo, minimum.amount)}", said_by(term.version, "minimum")):
        return _accrued(lo, term, minimum.amount, f"{term.tag}: minimum", minimum.per or minimum_unit(minimum))


def _accrued(lo: Lowers, term: Term, amount: Expression, about: str, unit: str) -> Value:
    b = lo.builder
    value = money(lo, amount, about)
    flows = is_flow(dimension(amount, lo.facts.names(), lo.agreement.deal.currency))
    share = value if flows else b.multiply(value, spread(lo, term, unit))
    return b.multiply(share, part_in_force(lo, term, unit))


def minimum_unit(minimum: Minimum) -> str:
    """The calendar unit after which the minimum is trued up. Raises `NotLoweredError` when no time is said."""
    units = {str(frequency): unit for frequency, unit in UNITS.items()}
    unit = minimum.per if minimum.trued_up is None else units.get(minimum.trued_up)
    if unit is None:
        raise NotLoweredError("its minimum says no time")
    return unit
