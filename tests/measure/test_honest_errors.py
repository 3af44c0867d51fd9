"""Errors that say what they should: over a hundred seeds 95 % intervals hold closed-form answers about 95 times."""

from collections.abc import Callable

import numpy as np
import pytest

from termwise.engine.simulate.executors import threads
from termwise.engine.simulate.plan import Plan, Sampling
from termwise.engine.simulate.simulate import simulate
from termwise.ir.program import Program
from termwise.measure.errors import Estimate, means
from termwise.measure.known_means import days_of_events
from tests.measure.deals import END, START, royalty, waits

SEEDS = range(100)
LIKELY = days_of_events(waits().events, START, END)[1]
CASES: list[tuple[Callable[[], Program], str, float]] = [
    (royalty, "paid in all", 1600.0),
    (waits, "after likely", 2 * LIKELY[1] if LIKELY else 0.0),
]


def estimates(make: Callable[[], Program], output: str, sampling: Sampling) -> list[tuple[Estimate, float]]:
    """Mean and, beside it, the error that the spread of paths would give."""
    found = []
    for seed in SEEDS:
        simulated = simulate(make(), Plan(1024, seed, sampling), threads(1))
        row = simulated.row(output)
        mean, error = means(simulated.tally)
        values = simulated.values(row)
        assert values is not None
        found.append((Estimate(float(mean[row]), float(error[row])), float(values.std() / np.sqrt(1024))))
    return found


@pytest.mark.parametrize(("make", "output", "truth"), CASES)
@pytest.mark.parametrize("sampling", ["independent", "sobol"])
def test_intervals_hold_the_truth(make: Callable[[], Program], output: str, truth: float, sampling: Sampling) -> None:
    found = [one for one, _ in estimates(make, output, sampling)]
    hits = sum(low <= truth <= high for low, high in (one.interval() for one in found))
    assert 88 <= hits <= 100
    apart = np.array([one.value - truth for one in found])
    said = np.sqrt(np.mean([one.standard_error**2 for one in found]))
    assert 0.75 < np.sqrt((apart**2).mean()) / said < 1.3
    assert abs(apart.mean()) < 4 * said / np.sqrt(len(found))


def test_the_spread_of_paths_tells_nothing_of_points_that_are_well_spread() -> None:
    """The planted fault: as if Sobol points were independent, the error would be several times what it is."""
    found = estimates(royalty, "paid in all", "sobol")
    really = np.sqrt(np.mean([(one.value - 1600.0) ** 2 for one, _ in found]))
    assert np.mean([naive for _, naive in found]) > 4 * really
