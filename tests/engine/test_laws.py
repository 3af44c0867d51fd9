"""Laws of every run, on random programs; each catches a fault planted into a run that keeps it.

That money is conserved is a law of the sums by party: see the tests of cash.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from termwise.engine.course import central
from termwise.engine.reference import run
from termwise.engine.run import Run
from termwise.ir.program import Movement, Program, StateIn, StateOut, Type, Units
from tests.ir.random_programs import programs
from tests.ir.samples import royalty

TYPES: dict[Type, type] = {"number": Fraction, "day": int, "truth": bool}

Law = Callable[[Run], Iterator[str]]


def entries_are_movements(done: Run) -> Iterator[str]:
    """In every period the movements that are not zero, in order, from whom to whom they flow, are the entries."""
    for period in range(len(done.program.periods)):
        made = []
        for effect in done.program.effects:
            if isinstance(effect, Movement) and (amount := Fraction(done.value(effect.amount, period))):
                ends = (effect.payer, effect.payee) if amount > 0 else (effect.payee, effect.payer)
                made.append((effect.clause, *ends, abs(amount), done.value(effect.on, period)))
        entered = [(e.clause, e.payer, e.payee, e.amount, e.on) for e in done.entries if e.period == period]
        if made != entered:
            yield f"period {period}"


def entries_are_positive_and_dated(done: Run) -> Iterator[str]:
    """Every entry is of something, from one party to another, due in its period or later."""
    for entry in done.entries:
        due = entry.on >= done.program.periods[entry.period].start
        if entry.amount <= 0 or entry.payer == entry.payee or not due:
            yield entry.clause


def units_are_what_is_issued(done: Run) -> Iterator[str]:
    """All units recorded sum to all units issued."""
    periods = range(len(done.program.periods))
    effects = [effect for effect in done.program.effects if isinstance(effect, Units)]
    made = sum((Fraction(done.value(e.amount, p)) for e in effects for p in periods), start=Fraction(0))
    if made != sum((u.amount for u in done.units), start=Fraction(0)):
        yield "units"


def values_are_of_their_types(done: Run) -> Iterator[str]:
    """Every operation has a value of its type in every period."""
    for number, instruction in enumerate(done.program.instructions):
        for period in range(len(done.program.periods)):
            if type(done.value(number, period)) is not TYPES[instruction.type]:
                yield f"%{number}"


def states_are_carried(done: Run) -> Iterator[str]:
    """A period reads what the one before left, the first what is stated."""
    reads = {i.operation: number for number, i in enumerate(done.program.instructions)}
    for effect in done.program.effects:
        read = reads.get(StateIn(effect.index)) if isinstance(effect, StateOut) else None
        if read is None or not isinstance(effect, StateOut):
            continue
        left = [done.program.states[effect.index].initial]
        left += [Fraction(done.value(effect.value, period)) for period in range(len(done.body))]
        if [done.value(read, period) for period in range(len(done.body))] != left[:-1]:
            yield done.program.states[effect.index].name


LAWS: tuple[Law, ...] = (
    entries_are_movements,
    entries_are_positive_and_dated,
    units_are_what_is_issued,
    values_are_of_their_types,
    states_are_carried,
)


@settings(max_examples=80, deadline=None)
@given(programs())
def test_every_run_keeps_every_law(program: Program) -> None:
    done = run(program, central(program))
    assert {law.__name__: list(law(done)) for law in LAWS} == {law.__name__: [] for law in LAWS}
    assert run(program, central(program)) == done


# -- planted faults ---------------------------------------------------------------------------------------

GOOD = run(royalty(), central(royalty()))
FIRST = GOOD.entries[0]


def with_body(instruction: int, period: int, value: Fraction | int) -> Run:
    """The good run with one value of the body changed."""
    place = instruction - len(GOOD.prologue)
    row = GOOD.body[period]
    changed = (*row[:place], value, *row[place + 1 :])
    return replace(GOOD, body=(*GOOD.body[:period], changed, *GOOD.body[period + 1 :]))


PLANTED: list[tuple[Law, Run]] = [
    (entries_are_movements, replace(GOOD, entries=GOOD.entries[1:])),
    (entries_are_movements, replace(GOOD, entries=(FIRST, *GOOD.entries))),
    (entries_are_movements, replace(GOOD, entries=(replace(FIRST, payer="owner", payee="maker"), *GOOD.entries[1:]))),
    (entries_are_positive_and_dated, replace(GOOD, entries=(replace(FIRST, amount=Fraction(0)),))),
    (entries_are_positive_and_dated, replace(GOOD, entries=(replace(FIRST, amount=Fraction(-1)),))),
    (entries_are_positive_and_dated, replace(GOOD, entries=(replace(FIRST, on=1),))),
    (units_are_what_is_issued, replace(GOOD, units=())),
    (values_are_of_their_types, with_body(13, 1, 140)),
    (states_are_carried, with_body(14, 2, Fraction(61))),
]


def test_the_good_run_keeps_every_law() -> None:
    assert [breach for law in LAWS for breach in law(GOOD)] == []


@pytest.mark.parametrize(("law", "planted"), PLANTED, ids=[law.__name__ for law, _ in PLANTED])
def test_a_planted_fault_breaks_its_law(law: Law, planted: Run) -> None:
    assert list(law(planted))


def test_every_law_catches_a_planted_fault() -> None:
    assert {law for law, _ in PLANTED} == set(LAWS)
