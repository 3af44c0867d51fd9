"""The whole course: streams disturb no other, numbers change no code, the exact engine has the same draws."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from termwise.engine.course import Draws, WithoutValueError
from termwise.engine.drawing.course import before_periods, end_period, event_days, in_period, parameters
from termwise.engine.drawing.draws import draws
from termwise.engine.drawing.layout import Layout, Sampling, layout
from termwise.engine.drawing.prepare import prepare
from termwise.engine.reference import run
from termwise.ir.program import NEVER, DrawnEvent, DrawnSeries, Program, Regime, Uncertain
from tests.engine.drawing.samples import MONTHS, Drawn, program
from tests.engine.drawing.tracing import Tracing
from tests.ir.random_programs import programs

F = Fraction
START = MONTHS[0].start
NUMBERS = (Uncertain("lognormal", F(1, 10), F(3, 10)), F(1, 5), Uncertain("uniform", F(-1, 2), F(1)))
EVENTS = (
    DrawnEvent("agi", None, F(2, 5), 200, 2000, START),
    DrawnEvent("listing", None, F(1, 2), 10, 90, after=0),
    DrawnEvent("breach", None, origin_day=START, hazard_per_day=F(1, 900)),
)
OPEN = (None,) * 36
SERIES = (
    DrawnSeries("users", False, OPEN, (Regime(0, NEVER),), 1, base=(START, F(100))),
    DrawnSeries(
        "sales",
        True,
        OPEN,
        (Regime(0, START + 300), Regime(2, NEVER, 0)),
        1,
        ((0, F(1, 2)),),
        ((2, 2),),
        base=(START, F(3)),
    ),
)
MODES = pytest.mark.parametrize("sampling", ["sobol", "independent"])


def full(**changes: Any) -> Program:
    return replace(program(NUMBERS, EVENTS, SERIES), **changes)


def same(left: Any, right: Any) -> bool:
    return np.ascontiguousarray(left).tobytes() == np.ascontiguousarray(right).tobytes()


@MODES
def test_a_further_parameter_event_or_driver_changes_no_other_draw(sampling: Sampling) -> None:
    """Byte for byte, wherever it is stated."""
    small = Drawn(full(), 9, 512, sampling)
    more = program(
        (*NUMBERS, Uncertain("normal", F(0), F(1))),
        (*EVENTS, DrawnEvent("strike", None, F(1, 2), 1, 50, START)),
        (*SERIES, replace(SERIES[0], name="wages", correlated=((1, F(-1, 3)),)), replace(SERIES[0], name="costs")),
    )
    large = Drawn(more, 9, 512, sampling)
    assert same(small.parameters, large.parameters[:3])
    assert same(small.days, large.days[:3])
    assert same(small.series, large.series[:2])


@MODES
def test_names_decide_what_is_drawn_not_places(sampling: Sampling) -> None:
    turned = full(events=(EVENTS[2], *EVENTS[:2]), series=())
    turned = replace(turned, events=(EVENTS[2], EVENTS[0], replace(EVENTS[1], after=1)))
    one, other = Drawn(full(series=()), 4, 256, sampling), Drawn(turned, 4, 256, sampling)
    assert same(one.days, [other.days[1], other.days[2], other.days[0]])
    users = replace(SERIES[0], correlated=((0, F(1, 2)),))
    one, other = (
        Drawn(full(series=both), 4, 64, sampling) for both in (SERIES, (replace(SERIES[1], correlated=()), users))
    )
    assert same(one.series, other.series[::-1])


@MODES
def test_seeds_draw_differently_and_again_alike(sampling: Sampling) -> None:
    one, again, other = (Drawn(full(), seed, 64, sampling).series for seed in (1, 1, 2))
    assert same(one, again)
    assert (one[:, -1] != other[:, -1]).mean() > 0.9
    assert same(Drawn(full(), -1, 64, sampling).series, Drawn(full(), 2**64 - 1, 64, sampling).series)


def test_a_changed_number_leaves_the_same_random_numbers() -> None:
    """Common random numbers: faster growth lies above slower growth on every path."""
    slow = Drawn(program((F(1, 10), F(1, 5)), series=SERIES[:1]), 3, 256).series[0]
    fast = Drawn(program((F(1, 5), F(1, 5)), series=SERIES[:1]), 3, 256).series[0]
    assert np.allclose(np.ptp(fast[-1] / slow[-1]), 0, atol=1e-12)


# -- the same code -------------------------------------------------------------------------------------------


def asked(laid_out: Layout) -> list[tuple[Any, ...]]:
    machine: Any = Tracing()
    parameters(machine, laid_out)
    days = event_days(machine, laid_out)
    before_periods(machine, laid_out, days, list(range(len(laid_out.program.instructions))))

    def period() -> None:
        in_period(machine, laid_out)
        end_period(machine, laid_out)

    machine.each_period(period)
    return list(machine.asked)


def layout_of(arguments: Any) -> Any:
    return (
        sorted(arguments.numbers),
        sorted(arguments.words),
        {name: len(column) for name, column in arguments.columns.items()},
        sorted(arguments.arrays),
        arguments.group_columns,
    )


@MODES
def test_changed_numbers_give_the_same_code_and_the_same_names(sampling: Sampling) -> None:
    other = program(
        (Uncertain("lognormal", F(1), F(9)), F(0), Uncertain("uniform", F(0), F(0))),
        (
            DrawnEvent("agi", None, F(1), 0, 3, START - 900),
            DrawnEvent("listing", None, F(0), 0, 0, after=0),
            DrawnEvent("breach", None, origin_day=START + 5, hazard_per_day=F(0)),
        ),
        (
            replace(SERIES[0], base=(START - 500, F(0))),
            replace(SERIES[1], regimes=(Regime(0, NEVER), Regime(2, START + 1, 0)), correlated=((0, F(-1)),)),
        ),
    )
    one, two = layout(full(), sampling), layout(other, sampling)
    assert repr(asked(one)) == repr(asked(two))  # what is not a number is not equal to itself
    assert layout_of(prepare(one, 1)) == layout_of(prepare(two, 77))


def test_only_what_needs_it_pays_for_it() -> None:
    """A driver that is certain is read and nothing else."""
    certain = program((F(1, 10),), series=[replace(SERIES[0], variation_per_year=None)])
    laid_out = layout(certain)
    assert laid_out.certain.driver(0)
    assert asked(laid_out) == [("argument", "parameter:n0"), ("each_period",), ("column", "driver:users")]


def test_nothing_is_known_of_a_number() -> None:
    bare = program([F(1)])
    bare = replace(bare, parameters=(replace(bare.parameters[0], certain=None),))
    with pytest.raises(WithoutValueError, match="nothing is known of n0"):
        prepare(layout(bare), 1)


# -- the exact engine ------------------------------------------------------------------------------------------


@MODES
def test_draws_are_those_of_the_lanes(sampling: Sampling) -> None:
    lanes = Drawn(full(), 6, 4096, sampling)
    asked_for = [4095, 0, 17, 17, 2048]
    found = draws(full(), 6, asked_for, sampling)
    for path, one in zip(asked_for, found, strict=True):
        assert one.event_days == tuple(int(day[path]) for day in lanes.days)
        assert [float(number) for number in one.parameters] == [float(n[path]) for n in lanes.parameters]
        assert np.array([[float(v) for v in row] for row in one.series]).tobytes() == lanes.series[:, :, path].tobytes()


def test_certain_numbers_stay_exact() -> None:
    (found,) = draws(program([F(1, 3)], [DrawnEvent("e", 700000)]), 1, [5])
    assert found == Draws((700000,), (F(1, 3),), ())


@settings(max_examples=30, deadline=None)
@given(programs())
def test_every_program_can_be_drawn_and_run(given_program: Program) -> None:
    for sampling in ("sobol", "independent"):
        for one in draws(given_program, 1, range(3), sampling):
            assert len(one.event_days) == len(given_program.events)
            assert run(given_program, one).draws is one
