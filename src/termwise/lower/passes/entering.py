"""Entering money in the ledger: held back while its clause is suspended, paid late where a scenario says so."""

from collections.abc import Iterable

from msgspec.structs import replace

from termwise.ir.program import Movement, Value
from termwise.lower.asking import Lowers, Term
from termwise.lower.passes.in_force import is_suspended_on
from termwise.lower.passes.moments import given, shifted
from termwise.lower.passes.rates import rate_per_year
from termwise.lower.passes.wording import said_by

DAYS_OF_A_YEAR = 365
"""Late interest counts actual days over 365, leap years included (actual/365 fixed)."""


def enter(lo: Lowers, term: Term, movement: Movement) -> None:
    """Enter a movement of a clause: on the day it is paid, with the interest on what is paid late.

    What falls due while the clause is suspended is paid when it goes on, never if it does not.
    """
    for due in _unsuspended(lo, term, movement) if term.pauses else (movement,):
        paid_on = _paid_on(lo, term, due.on)
        lo.move(replace(due, on=paid_on))
        if paid_on != due.on:
            _interest(lo, term, due, paid_on)


def _unsuspended(lo: Lowers, term: Term, movement: Movement) -> Iterable[Movement]:
    """What is paid on the day it falls due, and what was held back until the clause goes on."""
    b, name = lo.builder, f"{term.clause}: held back, {movement.kind} to {movement.payee}"
    with lo.saying(term.clause, "held back while it is suspended"):
        waits = is_suspended_on(lo, term, movement.on)
        back = b.earliest([b.select(b.falls_in_period(again), again, b.never()) for _, again in term.pauses])
        before, kept = lo.running.get(name), b.when(waits, movement.amount)
        in_time = b.add(before, b.when(b.less(movement.on, back), kept))
        released = b.when(b.less(back, b.never()), in_time)
        lo.running.set(name, b.subtract(b.add(before, kept), released))
        on = b.select(b.less(back, b.never()), back, b.period_start())
        at_once = b.subtract(movement.amount, kept)
    return replace(movement, amount=at_once), replace(movement, amount=released, on=on)


def _paid_on(lo: Lowers, term: Term, on: Value) -> Value:
    """The day it is paid: the day it falls due, or so long after as a scenario pins; of several pins the first."""
    b, paid_on = lo.builder, on
    pins = [pin for pin in lo.facts.course.late_pins if pin.clause == term.clause]
    for pin in reversed(pins):
        with lo.saying(term.clause, f"paid {pin.length} late"):
            bears = []
            if pin.start is not None:
                bears.append(b.at_most(given(lo, f"{term.clause}: late from {pin.start}", pin.start), on))
            if pin.end is not None:
                bears.append(b.less(on, given(lo, f"{term.clause}: late until {pin.end}", pin.end)))
            paid_on = b.select(b.all_of(bears), shifted(lo, on, pin.length), paid_on)
    return paid_on


def _interest(lo: Lowers, term: Term, due: Movement, paid_on: Value) -> None:
    b, late = lo.builder, term.version.clause.qualifiers.late_interest
    if late is None:
        return
    with lo.saying(term.clause, "late interest", said_by(term.version, "late_interest")):
        rate = rate_per_year(lo, late.rate, f"{term.tag}: late interest")
        years = b.divide(b.days_between(due.on, paid_on), b.number(DAYS_OF_A_YEAR))
        owed = b.multiply(b.multiply(due.amount, rate), years)
        lo.move(Movement(due.clause, due.payer, due.payee, owed, paid_on, "late interest"))
