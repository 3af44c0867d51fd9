"""Chances and tails, against closed forms and by hand, with errors that cover the truth."""

from collections.abc import Callable
from math import exp

import numpy as np
import pytest

from termwise.engine.machine.arguments import Reals
from termwise.engine.simulate.executors import threads
from termwise.engine.simulate.plan import Plan
from termwise.engine.simulate.simulated import Simulated
from termwise.engine.simulate.simulation import Simulation
from termwise.measure.errors import Estimate, estimate_of_paths, mean_and_error, paths_by_replicate, sums_by_replicate
from termwise.measure.risk import NotKeptError, chance, chance_below, conditional_value_at_risk, value_at_risk
from tests.engine.simulate.numpy_job import task, uniforms


def run(plan: Plan) -> Simulated:
    return Simulation(task(plan), threads(1)).to(plan.paths)


def by_hand(values: Reals, share: float) -> float:
    """The mean of the worst, the last in part."""
    ordered, whole = np.sort(values), int(share * len(values))
    part = share * len(values) - whole
    total = ordered[:whole].sum() + (ordered[whole] * part if part else 0)
    return float(total / (share * len(values)))


def test_an_expected_shortfall_is_the_mean_of_the_worst() -> None:
    simulated = run(Plan(1003, seed=1))
    values = simulated.tally.kept[0]
    for share in (0.01, 0.05, 0.3333, 1.0):
        found = conditional_value_at_risk(simulated, 2, share)
        assert found.value == pytest.approx(by_hand(values, share), rel=1e-12)
        high = conditional_value_at_risk(simulated, 2, share, "high")
        assert high.value == pytest.approx(-by_hand(-values, share), rel=1e-12)
    assert conditional_value_at_risk(simulated, 2, 1.0).value == pytest.approx(values.mean())
    assert value_at_risk(simulated, 2, 0.05).value == pytest.approx(np.quantile(values, 0.05))
    assert value_at_risk(simulated, 2, 0.05, "high").value == pytest.approx(np.quantile(values, 0.95))
    for share in (0, 1.01):
        with pytest.raises(ValueError, match="a tail is a share above 0 and up to 1"):
            conditional_value_at_risk(simulated, 2, share)


def test_values_that_were_not_kept_are_named() -> None:
    simulated = run(Plan(40_000, keep_ends_up_to=0))
    with pytest.raises(NotKeptError, match="the values of total on each of 40,000 paths were not kept"):
        conditional_value_at_risk(simulated, 2, 0.05)


def test_counted_and_kept_chances_agree() -> None:
    plan = Plan(40_000, seed=2)
    simulated = run(plan)
    bound = 20.0
    exact = (simulated.tally.kept[0] < bound).mean()
    counted = run(Plan(40_000, seed=2, keep_ends_up_to=0))
    assert chance_below(simulated, 2, bound).estimate.value == pytest.approx(exact)
    assert chance_below(counted, 2, bound).estimate.value == pytest.approx(exact, abs=2e-3)
    assert chance_below(counted, 2, bound).estimate.standard_error == pytest.approx(
        (exact * (1 - exact) / 4e4) ** 0.5, 0.01
    )


def test_what_no_path_has_may_still_happen() -> None:
    assert chance(Estimate(0.0, 0.0), 1000).at_most == pytest.approx(0.003, rel=0.01)
    assert chance(Estimate(1.0, 0.0), 1000).at_least == pytest.approx(0.997, rel=0.01)
    middle = chance(Estimate(0.5, 0.01), 1000)
    assert (middle.at_least, middle.at_most) == pytest.approx((0.5 - 0.0213145, 0.5 + 0.0213145))


def test_errors_are_those_of_sixteen_means() -> None:
    values = uniforms(3, 0, 0, 1600)
    means = values.reshape(100, 16).mean(axis=0)
    found = estimate_of_paths(values)
    assert found.value == pytest.approx(means.mean())
    assert found.standard_error == pytest.approx(means.std(ddof=1) / 4)
    assert found.interval()[1] - found.value == pytest.approx(2.13145 * found.standard_error)


def test_few_paths_have_wide_errors_or_none() -> None:
    assert np.isnan(estimate_of_paths(np.array([2.0])).standard_error)
    assert estimate_of_paths(np.array([2.0])).interval() == (-np.inf, np.inf)
    two = estimate_of_paths(np.array([1.0, 3.0]))
    assert (two.value, two.standard_error, two.replicates) == (2.0, 1.0, 2)
    assert two.interval()[1] == pytest.approx(2 + 12.706205)
    assert estimate_of_paths(np.full(5, 7.0)) == Estimate(7.0, 0.0, 5)
    assert paths_by_replicate(35).tolist() == [3, 3, 3] + [2] * 13
    assert sums_by_replicate(np.ones((2, 35)))[1].tolist() == [3, 3, 3] + [2] * 13


def coverage(values_of: Callable[[int], Estimate], truth: float) -> int:
    """How many of 200 intervals hold the truth."""
    hits = 0
    for seed in range(200):
        low, high = values_of(seed).interval()
        hits += low <= truth <= high
    return hits


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    def mean(seed: int) -> Estimate:
        return estimate_of_paths(np.exp(3 * uniforms(seed, 0, 0, 800)))

    assert 182 <= coverage(mean, (exp(3) - 1) / 3) <= 197


def test_intervals_of_tails_hold_the_truth() -> None:
    """The mean of the worst tenth of exp(3u) is the integral of exp(3u) over [0, 1/10], times ten."""

    def tail(seed: int) -> Estimate:
        plan = Plan(1600, seed=seed)
        simulated = run(plan)
        simulated.tally.kept[0] = np.exp(3 * uniforms(seed, 0, 0, 1600))
        return conditional_value_at_risk(simulated, 2, 0.1)

    assert 180 <= coverage(tail, 10 * (exp(0.3) - 1) / 3) <= 198


def test_paths_that_hang_together_need_the_replicates() -> None:
    """The planted fault: the error from the spread of paths is too small when paths repeat one another."""
    hits = naive_hits = 0
    for seed in range(200):
        values = np.repeat(uniforms(seed, 0, 0, 16)[None, :], 20, axis=0).ravel()
        mean, error = mean_and_error(sums_by_replicate(values), 320)
        hits += bool(abs(mean - 0.5) <= 2.13 * error)
        naive_hits += bool(abs(mean - 0.5) <= 2.13 * values.std() / np.sqrt(320))
    assert hits >= 180
    assert naive_hits < 120
