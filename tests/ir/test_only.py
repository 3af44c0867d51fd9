"""Programs cut down to some outputs say of them what the whole program says, and nothing more."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.engine.course import central
from termwise.engine.reference import run
from termwise.engine.run import Entry, UnitsIssued
from termwise.ir.builder import Builder
from termwise.ir.only import keeping, only, through
from termwise.ir.program import Effect, Movement, Output, Program, State, Units
from termwise.ir.well_formed import faults
from tests.ir.random_programs import programs
from tests.ir.samples import ORIGIN, QUARTER


@settings(max_examples=60, deadline=None)
@given(programs(), st.sets(st.sampled_from(("number", "day", "truth")), min_size=1))
def test_what_is_kept_is_as_it_was(program: Program, names: set[str]) -> None:
    cut = only(program, names)
    assert faults(cut) == ()
    whole, part = run(program, central(program)), run(cut, central(cut))
    assert {one.name for one in part.outputs} == names
    for name in names:
        assert part.output(name).values == whole.output(name).values
    assert (part.entries, part.units) == ((), ())
    assert only(cut, names) == cut
    assert (cut.parameters, cut.events) == (program.parameters, program.events)


@settings(max_examples=60, deadline=None)
@given(programs(), st.sampled_from(("anna", "ben", "cleo", "nobody")))
def test_money_and_units_that_are_kept_are_as_they_were(program: Program, party: str) -> None:
    def keep(effect: Effect) -> bool:
        return (isinstance(effect, Movement) and party in (effect.payer, effect.payee)) or (
            isinstance(effect, Units) and effect.holder == party
        )

    cut = keeping(program, keep)
    assert faults(cut) == ()
    whole, part = run(program, central(program)), run(cut, central(cut))
    assert [told(one) for one in part.entries] == [
        told(one) for one in whole.entries if party in (one.payer, one.payee)
    ]
    assert [told(one) for one in part.units] == [told(one) for one in whole.units if one.holder == party]
    assert part.outputs == ()


@settings(max_examples=100, deadline=None)
@given(programs(), st.integers(-3, 160))
def test_periods_up_to_a_day_are_as_they_were(program: Program, days: int) -> None:
    day = program.periods[0].start + days
    cut = through(program, day)
    assert faults(cut) == ()
    count = len(cut.periods)
    assert cut.periods == program.periods[:count]
    assert all(period.start <= day for period in cut.periods[1:])
    assert all(period.start > day for period in program.periods[count:])
    whole, part = run(program, central(program)), run(cut, central(cut))
    assert part.entries == tuple(one for one in whole.entries if one.period < count)
    assert part.units == tuple(one for one in whole.units if one.period < count)
    assert part.outputs == tuple(replace(one, values=one.values[:count]) for one in whole.outputs)


def test_an_output_that_tells_of_later_periods_alone_goes() -> None:
    write = Builder("d", "USD", QUARTER)
    write.effect(Output("late", write.number(1), (1, 2)))
    write.effect(Output("both", write.number(1), (0, 1)))
    cut = through(write.program(), QUARTER[0].start)
    assert cut.effects == (Output("both", 0, (0,)),)


def told(one: Entry | UnitsIssued) -> Entry | UnitsIssued:
    """All but the number of the operation, which is each program's own."""
    return replace(one, instruction=0)


def test_states_that_nothing_kept_rests_on_are_gone() -> None:
    write = Builder("d", "USD", QUARTER)
    carried = {name: write.state(State(name, "number", Fraction(1), ORIGIN)) for name in "abcd"}
    write.carry("a", write.add(carried["a"], carried["c"]))
    write.carry("b", write.add(carried["b"], carried["a"]))
    write.carry("c", write.add(carried["c"], write.number(1)))
    write.carry("d", write.add(carried["d"], carried["b"]))
    write.effect(Movement("x", "p", "q", carried["d"], write.period_start(), "payment"))
    write.effect(Output("a", carried["a"]))
    write.effect(Output("d", carried["d"]))
    program = write.program()
    cut = only(program, {"a"})
    assert [state.name for state in cut.states] == ["a", "c"]
    assert len(cut.effects) == 3
    assert len(cut.instructions) < len(program.instructions)
    assert len(only(program, {"d"}).states) == 4
