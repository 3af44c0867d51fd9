"""Programs cut down to some outputs say of them what the whole program says, and nothing more."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.engine.course import central
from termwise.engine.reference import run
from termwise.ir.builder import Builder
from termwise.ir.only import only
from termwise.ir.program import Movement, Output, Program, State
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
