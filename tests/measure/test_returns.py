"""Rates by path against those of `irr`, all roots, and what is said of paths without one or with several."""

import numpy as np
import pytest

from termwise.engine.machine.arguments import Reals
from termwise.measure.irr import rates_of
from termwise.measure.returns import rates_by_path, returns, years_of
from tests.measure.simulations import program_with, simulated_of

YEARS: Reals = np.arange(6, dtype=np.float64) / 2


def test_side_by_side_is_one_by_one() -> None:
    random = np.random.default_rng(5)
    flows: Reals = random.normal(0, 10, (200, 6)).round(1)
    flows[:, 0] = -np.abs(flows[:, 0])
    flows[0], flows[1] = 0, 5
    found = rates_by_path(YEARS, flows)
    assert {len(rates) for rates in found} >= {0, 1, 2}
    for path, rates in zip(flows, found, strict=True):
        expected = rates_of(zip(YEARS.tolist(), path.tolist(), strict=True))
        assert rates == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_known_rates() -> None:
    flows: Reals = np.array([[-100.0, 0, 110, 0, 0, 0], [-100, 0, 230, 0, -132, 0], [1] * 6, [-1, 0, 0, 0, 0, 0]])
    found = rates_by_path(YEARS, flows)
    assert found[0] == pytest.approx((0.1,))
    assert found[1] == pytest.approx((0.1, 0.2))
    assert found[2:] == [(), ()]


def test_a_party_of_a_simulation() -> None:
    program = program_with("cash:a", at_end=("cash late:a",), periods=13)
    paths = 64
    every = np.zeros((14, paths))
    every[0] = -100
    every[12] = np.where(np.arange(paths) < 48, 120, 0)
    every[13] = np.where(np.arange(paths) < 48, 10, 0)
    found = returns(simulated_of(program, every), "a")
    years = 360 / 365
    assert found.of_mean == pytest.approx([(0.75 * 130 / 100) ** (1 / years) - 1])
    assert (found.paths, found.none.value, found.one.value, found.several.value) == (64, 0.25, 0.75, 0)
    assert found.median.value == pytest.approx(1.3 ** (1 / years) - 1)
    assert years_of(program.periods)[-1] == pytest.approx(years)


def test_a_party_that_only_receives_has_no_rate() -> None:
    program = program_with("cash:a", at_end=("cash late:a",), periods=2)
    found = returns(simulated_of(program, np.ones((3, 32))), "a")
    assert (found.of_mean, found.none.value) == ((), 1)
    assert np.isnan(found.median.value)
    with pytest.raises(KeyError):
        returns(simulated_of(program, np.ones((3, 32))), "b")
