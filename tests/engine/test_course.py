"""The central course: medians, likely events, pins; a number of which nothing is known is refused."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from termwise.engine.course import WithoutValueError, central
from termwise.ir.builder import Builder
from termwise.ir.program import NEVER, DrawnEvent, DrawnSeries, NumberParameter, Output, Program, Regime, Uncertain
from tests.ir.random_programs import programs
from tests.ir.samples import ORIGIN, QUARTER, certain, royalty, uncertain

TODAY = QUARTER[0].start
HALF = Fraction(1, 2)


def course_of(*events: DrawnEvent) -> tuple[int, ...]:
    write = Builder("d", "USD", QUARTER)
    for event in events:
        write.event(event)
    return central(write.program()).event_days


def waiting(chance: Fraction | None, low: int = 100, high: int = 400, **more: int) -> DrawnEvent:
    count = "after" in more
    return DrawnEvent("event", None, chance, low, high, None if count else TODAY, more.get("after"))


def test_a_likely_event_happens_at_the_median_of_its_wait() -> None:
    assert course_of(waiting(HALF)) == (TODAY + 200,)
    assert course_of(waiting(None)) == (TODAY + 200,)
    assert course_of(waiting(Fraction(49, 100))) == (NEVER,)


def test_the_median_is_the_nearest_day() -> None:
    assert course_of(waiting(HALF, 2, 3)) == (TODAY + 2,)  # root of 6: 2.45
    assert course_of(waiting(HALF, 2, 4)) == (TODAY + 3,)  # root of 8: 2.83
    assert course_of(waiting(HALF, 0, 4)) == (TODAY + 1,)  # half a day to four: root of 2
    assert course_of(waiting(HALF, 0, 0)) == (TODAY,)


def test_events_follow_one_another() -> None:
    first, second = DrawnEvent("first", 1000), replace(waiting(HALF, after=0), name="second")
    assert course_of(first, second) == (1000, 1200)
    assert course_of(replace(first, pinned=NEVER), second) == (NEVER, NEVER)


def test_a_pin_overrides_everything() -> None:
    assert course_of(replace(waiting(Fraction(0)), pinned=5)) == (5,)
    assert course_of(replace(waiting(Fraction(1)), pinned=NEVER)) == (NEVER,)


def test_a_hazard_has_its_median_day() -> None:
    hazard = DrawnEvent("h", None, hazard_per_day=Fraction(1, 100), origin_day=TODAY)
    assert course_of(hazard) == (TODAY + 68,)
    assert course_of(replace(hazard, hazard_per_day=Fraction(1))) == (TODAY,)
    assert course_of(replace(hazard, hazard_per_day=Fraction(0))) == (NEVER,)


def test_numbers_stand_at_their_medians() -> None:
    write = Builder("d", "USD", QUARTER)
    write.parameter(certain("a", 7))
    write.parameter(uncertain("b", Uncertain("lognormal", Fraction(1), Fraction(9)), undisclosed=True))
    assert central(write.program()).parameters == (Fraction(7), Fraction(3))


def test_a_number_of_which_nothing_is_known_is_refused() -> None:
    write = Builder("d", "USD", QUARTER)
    write.parameter(NumberParameter("secret", None, None, True, ORIGIN))
    with pytest.raises(WithoutValueError, match="nothing is known of secret"):
        central(write.program())


def test_drivers_read_the_numbers_and_events_of_the_course() -> None:
    write = Builder("d", "USD", QUARTER)
    rate = write.multiply(write.parameter(certain("rate", 3)), write.number(5))
    event = write.event(DrawnEvent("signing", QUARTER[1].start))
    write.effect(Output("event", event))
    driver = DrawnSeries("x", False, (Fraction(2), None, None), (), jumps=((0, rate),))
    write.effect(Output("x", write.series(driver)))
    assert central(write.program()).series == ((Fraction(2), Fraction(32), Fraction(32)),)


def test_variation_does_not_move_the_central_course() -> None:
    before = royalty()
    varied = replace(before.series[0], variation_per_year=0, regimes=(Regime(5, NEVER),))
    assert central(replace(before, series=(varied,))).series == central(before).series


@settings(max_examples=60, deadline=None)
@given(programs())
def test_every_program_has_one_central_course(program: Program) -> None:
    draws = central(program)
    assert draws == central(program)
    assert len(draws.event_days) == len(program.events)
    assert len(draws.parameters) == len(program.parameters)
    assert [len(row) for row in draws.series] == [len(program.periods)] * len(program.series)
