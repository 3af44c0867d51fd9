"""Programs run as one are what they are alone."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.engine.course import Draws
from termwise.engine.reference import run
from termwise.ir.well_formed import faults
from tests.generated.bundle import bundled
from tests.generated.case import ledger
from tests.generated.courses import course_of
from tests.generated.deals import Sketch, program_of, sketches


@settings(max_examples=15, deadline=None)
@given(st.lists(sketches, min_size=1, max_size=3), st.integers(0, 2**31))
def test_a_bundle_does_what_its_parts_do(drawn: list[Sketch], course: int) -> None:
    programs = [program_of(replace(one, frame=drawn[0].frame)) for one in drawn]
    whole = bundled(programs)
    assert faults(whole.program) == ()
    draws = [course_of(program, course) for program in programs]
    together = Draws(
        tuple(day for one in draws for day in one.event_days),
        tuple(number for one in draws for number in one.parameters),
        tuple(row for one in draws for row in one.series),
    )
    done = run(whole.program, together)
    alone = [run(program, one) for program, one in zip(programs, draws, strict=True)]
    assert ledger(done) == sorted(row for one in alone for row in ledger(one))
    for single, places in zip(alone, whole.places, strict=True):
        for value, place in enumerate(places):
            for period in range(len(single.program.periods)):
                assert done.value(place, period) == single.value(value, period)
