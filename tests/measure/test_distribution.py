"""The spread of every output: kept and counted runs tell the same, extremes, atoms, days that never come."""

from math import exp

import numpy as np
import pytest

from termwise.engine.simulate.executors import threads
from termwise.engine.simulate.plan import Plan, Stretch
from termwise.engine.simulate.simulate import simulate
from termwise.engine.simulate.simulated import Simulated
from termwise.engine.simulate.simulation import Simulation
from termwise.ir.builder import Builder
from termwise.ir.program import NEVER, Period
from termwise.measure.control_variates import with_controls
from termwise.measure.distribution import Statistics, statistics
from tests.engine.simulate.numpy_job import task, values
from tests.measure.deals import waits


def run(plan: Plan) -> Simulated:
    return Simulation(task(plan), threads(1)).to(plan.paths)


@pytest.fixture(scope="module")
def kept() -> Statistics:
    return statistics(run(Plan(20_000, seed=4)), (0.01,))


@pytest.fixture(scope="module")
def counted() -> Statistics:
    return statistics(run(Plan(20_000, seed=4, keep_all_up_to=0, keep_ends_up_to=0)), (0.01,))


def test_both_ways_tell_the_same(kept: Statistics, counted: Statistics) -> None:
    for name in ("mean", "error", "deviation"):
        assert np.array_equal(getattr(kept, name), getattr(counted, name))
    assert kept.quantiles.shares == (0.01, 0.05, 0.25, 0.5, 0.75, 0.95)
    numbers = slice(0, 4)
    apart = np.abs(kept.quantiles.values - counted.quantiles.values)[numbers]
    assert (apart <= counted.quantiles.resolution[numbers] + 1e-6 * np.abs(kept.quantiles.values[numbers])).all()
    fine = counted.quantiles.resolution[:3, 1:] <= 0.02 * kept.deviation[:3, None]
    assert fine.all()


def test_a_distribution_is_that_of_the_values(kept: Statistics) -> None:
    every = values(4, Stretch(0, 20_000))
    total = kept.of("total")
    assert total.mean.value == pytest.approx(every[2].mean())
    assert abs(total.mean.value - ((exp(3) - 1) / 3) ** 2) < 4 * total.mean.standard_error
    assert total.deviation == pytest.approx(every[2].std(ddof=1))
    assert (total.lowest, total.highest) == (every[2].min(), every[2].max())
    assert total.quantiles[3].value == pytest.approx(np.median(every[2]), rel=1e-6)
    assert total.quantiles[3].resolution == 0
    assert total.probability is None
    assert total.atoms == ()
    assert kept.of("gain", 1).period == 1
    with pytest.raises(KeyError):
        kept.of("gain")


def test_atoms_are_told(kept: Statistics, counted: Statistics) -> None:
    share = float((values(4, Stretch(0, 20_000))[3] == 1.5).mean())
    for found in (kept, counted):
        (cap,) = found.of("capped").atoms
        assert (cap.value, cap.share) == (1.5, share)
        assert cap.standard_error == pytest.approx(np.sqrt(share * (1 - share) / 20_000), rel=0.6)


def test_days_that_never_come_are_a_probability_not_a_mean(kept: Statistics, counted: Statistics) -> None:
    share = float((values(4, Stretch(0, 20_000))[4] < NEVER).mean())
    for found, slack in ((kept, 0), (counted, 1e-3)):
        day = found.of("day")
        assert np.isnan(day.mean.value)
        assert day.probability is not None
        assert day.probability.estimate.value == pytest.approx(share, abs=slack + 1e-12)
        assert day.atoms[-1].value == NEVER


def test_a_truth_is_a_probability() -> None:
    program, controls = with_controls(waits())
    found = statistics(simulate(program, Plan(30_000, seed=2), threads(2)))
    for control in controls:
        if control.output.endswith(":happened"):
            event = found.of(control.output)
            assert event.type == "truth"
            assert event.probability is not None
            slack = 4 * event.probability.estimate.standard_error
            assert abs(event.probability.estimate.value - control.mean) <= slack
            assert event.probability.at_least <= control.mean <= event.probability.at_most + slack
            assert {atom.value for atom in event.atoms} <= {0.0, 1.0}
            assert {quantile.value for quantile in event.quantiles} <= {0.0, 1.0}
    never = found.of("control:event:never:happened").probability
    assert never is not None
    assert never.at_most == pytest.approx(1e-4, rel=0.01)


def test_a_program_without_outputs_has_no_statistics() -> None:
    nothing = Builder("nothing", "USD", (Period(10, 20),)).program()
    for paths in (100, 30_000):
        found = statistics(simulate(nothing, Plan(paths), threads(1)))
        assert found.rows == ()
        assert found.quantiles.values.shape == (0, 5)


def test_one_path_has_no_error() -> None:
    one = statistics(run(Plan(1))).of("total")
    assert np.isnan(one.mean.standard_error)
    assert one.deviation == 0
    assert {quantile.value for quantile in one.quantiles} == {np.float32(one.mean.value)}
