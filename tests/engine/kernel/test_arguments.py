"""Arguments at hand: what one program left behind is taken by another only where it would come to the same."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from termwise.engine.drawing import prepare
from termwise.engine.drawing.layout import layout
from termwise.engine.drawing.settled import Settled
from termwise.engine.kernel import arguments as made
from termwise.engine.kernel.plan import plan
from termwise.engine.machine.arguments import Arguments
from termwise.ir.program import DrawnEvent, NumberParameter, Period, Program
from termwise.session import load
from termwise.session.futures import simulated_program

EXAMPLES = Path(__file__).parents[3] / "examples"
DEALS = ("microsoft-openai/microsoft-openai.deal", "pharma-licence/pharma-licence.deal")


def moved_number(one: NumberParameter) -> NumberParameter:
    """The same number a little higher, as far as it has a value."""
    return one if one.certain is None else replace(one, certain=one.certain * Fraction(11, 10) + Fraction(1, 100))


def moved_event(one: DrawnEvent) -> DrawnEvent:
    return one if one.pinned is None else replace(one, pinned=one.pinned + 1)


def others(program: Program) -> Iterator[Program]:
    """The program with every number in turn another one, and with one period less."""
    for place, number in enumerate(program.parameters):
        before, after = program.parameters[:place], program.parameters[place + 1 :]
        yield replace(program, parameters=(*before, moved_number(number), *after))
    for place, event in enumerate(program.events):
        before_it, after_it = program.events[:place], program.events[place + 1 :]
        yield replace(program, events=(*before_it, moved_event(event), *after_it))
    yield replace(program, periods=shorter(program.periods))


def shorter(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """The last period ends a day before."""
    return (*periods[:-1], replace(periods[-1], end=periods[-1].end - 1))


def bits(given: Arguments) -> tuple[object, ...]:
    arrays = {**given.columns, **given.arrays, "": given.replicate_words}
    return given.numbers, given.words, {name: (array.shape, array.tobytes()) for name, array in arrays.items()}


def forget() -> None:
    prepare._of_drivers.cache_clear()
    made._of_host.cache_clear()


def differing(program: Program) -> int:
    """How many of the others get other arguments at hand than in a new process, after the program itself."""
    planned, found = plan(program), 0
    for other in others(program):
        forget()
        anew = bits(made.arguments(layout(other), planned, 7))
        forget()
        made.arguments(layout(program), planned, 7)
        found += bits(made.arguments(layout(other), planned, 7)) != anew
    return found


@pytest.fixture(params=DEALS)
def program(request: pytest.FixtureRequest) -> Program:
    return simulated_program(load(EXAMPLES / request.param).agreement(), over_time=False)


def test_what_is_at_hand_is_what_would_be_made(program: Program) -> None:
    assert differing(program) == 0


def test_a_number_that_is_not_looked_at_is_found(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Settled, "__eq__", lambda one, other: type(one) is type(other))
    monkeypatch.setattr(Settled, "__hash__", lambda _: 0)
    assert differing(program) > 0


def test_what_is_drawn_and_a_number_that_is_one_are_told_apart() -> None:
    program = simulated_program(load(EXAMPLES / DEALS[0]).agreement(), over_time=False)
    place = next(place for place, one in enumerate(program.parameters) if one.drawn)
    one = replace(program.parameters[place], certain=Fraction(1), settable=False)
    other = replace(program, parameters=(*program.parameters[:place], one, *program.parameters[place + 1 :]))
    assert Settled(program) != Settled(other)
    assert Settled(program) == Settled(replace(program))


def test_nobody_writes_into_what_is_at_hand(program: Program) -> None:
    given = made.arguments(layout(program), plan(program), 7)
    with pytest.raises(ValueError, match="read-only"):
        next(iter(given.columns.values()))[:] = 0
