"""Quantiles: of sorted values NumPy's, of counts within the stated resolution, errors that are honest."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.engine.kernel.tally import Bounds
from termwise.engine.machine.arguments import Reals
from termwise.measure.quantiles import Counted, of_counts, of_values, ordered_cells
from tests.engine.simulate.numpy_job import add_counts, uniforms

SHARES = (0.0, 0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
NUMBERS = st.floats(-100, 100).map(lambda number: round(number, 1)) | st.just(0.0)


def counted(values: Reals, low: Reals, high: Reals, bins: int = 4096) -> Counted:
    bounds = Bounds(low, high, bins)
    counts = bounds.no_counts()
    add_counts(values, bounds, counts)
    return Counted(counts, bounds, values.min(axis=1), values.max(axis=1))


@settings(max_examples=50, deadline=None)
@given(st.lists(NUMBERS, min_size=1, max_size=60))
def test_quantiles_of_values_are_those_of_numpy(numbers: list[float]) -> None:
    values = np.array([numbers])
    assert np.allclose(of_values(values, SHARES).values[0], np.quantile(values[0], SHARES), rtol=1e-12, atol=1e-12)


@settings(max_examples=300, deadline=None)
@given(st.lists(NUMBERS, min_size=1, max_size=80), NUMBERS, NUMBERS, st.integers(1, 9))
def test_counted_quantiles_are_within_their_resolution(numbers: list[float], a: float, b: float, bins: int) -> None:
    values = np.array([numbers])
    found = of_counts(counted(values, np.array([min(a, b)]), np.array([max(a, b)]), bins), SHARES)
    exact = of_values(values, SHARES)
    assert found.values.shape == (1, len(SHARES))
    assert (np.abs(found.values - exact.values) <= found.resolution * (1 + 1e-9) + 1e-9).all()
    assert (np.diff(found.values[0]) >= -1e-9).all()


def test_a_cell_short_in_its_width_is_found() -> None:
    """The planted fault: half the width would not bound the difference."""
    values = np.full((1, 10), 9.9)
    found = of_counts(counted(values, np.array([0.0]), np.array([10.0]), 1), (0.0,))
    assert found.resolution.tolist() == [[10.0]]
    assert 5 < abs(found.values[0, 0] - 9.9) <= 10


def test_bins_of_a_wide_row_are_as_fine_as_stated() -> None:
    u = uniforms(1, 0, 0, 100_000)
    values = np.stack([np.exp(6 * u - 3), np.minimum(u, 0.6), np.maximum(u - 0.5, 0.0)])
    ordered = np.sort(values, axis=1)
    found = of_counts(counted(values, ordered[:, 1250], ordered[:, 98_750]), SHARES[2:-1])
    exact = of_values(values, SHARES[2:-1])
    width = (ordered[:, 98_750] - ordered[:, 1250]) / 4096
    assert (found.resolution <= width[:, None] * (1 + 1e-12)).all()
    assert (np.abs(found.values - exact.values) <= found.resolution + 1e-12).all()
    assert found.values[1, -1] == 0.6
    assert found.resolution[1, -1] == 0.0
    assert found.values[2, :2].tolist() == [0.0, 0.0]
    assert np.allclose(found.errors, exact.errors, rtol=0.2, atol=1e-4)


def test_zeros_stand_where_zero_lies() -> None:
    values = np.array([[-3.0, -1.0, 0.0, 0.0, 1.0, 2.0]])
    for low, high in ((-2, 2), (-4, -2), (0, 1), (-1, 0), (1, 2), (0, 0), (-5, -4)):
        cells = ordered_cells(counted(values, np.array([float(low)]), np.array([float(high)]), 4), 0)
        assert cells.counts.sum() == 6
        middles = (cells.low + cells.high)[cells.counts > 0] / 2
        assert middles.tolist() == sorted(middles), (low, high)


def test_the_error_of_a_quantile_covers_the_truth() -> None:
    """Median of exp(uniform): 95 of 100 intervals of two standard errors, more or less, hold it."""
    hits = 0
    for seed in range(100):
        found = of_values(np.exp(uniforms(seed, 0, 0, 2000))[None, :], (0.5,))
        hits += abs(found.values[0, 0] - np.exp(0.5)) <= 1.96 * found.errors[0, 0]
    assert 89 <= hits <= 99


def test_shares_below_come_from_cells() -> None:
    values = np.array([[0.0, 0.0, 0.1, 0.4, 0.6, 3.0]])
    cells = ordered_cells(counted(values, np.array([0.1]), np.array([1.0]), 9), 0)
    assert cells.share_below(0.0) == 0
    assert cells.share_below(0.05) == pytest.approx(2 / 6)
    assert cells.share_below(0.1) == pytest.approx(2 / 6)
    assert cells.share_below(0.3) == pytest.approx(3 / 6)
    assert cells.share_below(2.0) == pytest.approx(5.5 / 6)
    assert cells.share_below(9.0) == 1


@settings(max_examples=100, deadline=None)
@given(st.lists(NUMBERS.map(abs), min_size=1, max_size=60), NUMBERS.map(abs), NUMBERS.map(abs))
def test_the_fast_way_and_the_ordered_cells_agree(numbers: list[float], a: float, b: float) -> None:
    one = counted(np.array([numbers]), np.array([min(a, b)]), np.array([max(a, b)]), 5)
    ranks = np.arange(len(numbers))
    fast = of_counts(one, tuple(ranks / max(len(numbers) - 1, 1)))
    values, _ = ordered_cells(one, 0).at(ranks)
    assert np.allclose(fast.values[0], values, rtol=1e-9, atol=1e-9)
