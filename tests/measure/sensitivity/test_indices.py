"""Sobol' indices against known ones: Ishigami's function and a linear model; their errors; planted faults."""

from collections.abc import Callable
from math import pi

import numpy as np
import pytest

from termwise.engine.machine.arguments import Reals
from termwise.measure.sensitivity.indices import Index, indices

Model = Callable[[Reals], Reals]
PATHS = 16_384


def ishigami(x: Reals) -> Reals:
    """T. Ishigami and T. Homma (1990), a = 7, b = 0.1, three uniform numbers from -pi to pi."""
    angles = (2 * x - 1) * pi
    return np.asarray(np.sin(angles[0]) + 7 * np.sin(angles[1]) ** 2 + 0.1 * angles[2] ** 4 * np.sin(angles[0]))


def linear(x: Reals) -> Reals:
    """Variances 1/12, 4/12, 9/12, and a factor that changes nothing."""
    return np.asarray(x[0] + 2 * x[1] + 3 * x[2] + 0 * x[-1] + 1000)


def found(model: Model, factors: int, seed: int = 1, paths: int = PATHS) -> dict[str, Index]:
    """The indices by independent draws; replicate r of path p is p mod 16."""
    random = np.random.default_rng(seed)
    a, b = random.random((factors, paths)), random.random((factors, paths))
    mixed = {}
    for factor in range(factors):
        both = a.copy()
        both[factor] = b[factor]
        mixed[str(factor)] = model(both)
    return {one.factor: one for one in indices(model(a), model(b), mixed)}


def _analytic() -> tuple[list[float], list[float]]:
    v1 = (1 + 0.1 * pi**4 / 5) ** 2 / 2
    v2 = 49 / 8
    v13 = 0.01 * pi**8 * (1 / 18 - 1 / 50)
    variance = v1 + v2 + v13
    return [v1 / variance, v2 / variance, 0.0], [(v1 + v13) / variance, v2 / variance, v13 / variance]


def near(estimate: float, error: float, truth: float) -> bool:
    return abs(estimate - truth) <= 4 * error + 1e-12


def test_ishigami() -> None:
    firsts, totals = _analytic()
    assert [round(value, 3) for value in (*firsts, *totals)] == [0.314, 0.442, 0.0, 0.558, 0.442, 0.244]
    one = found(ishigami, 3)
    for factor, (first, total) in enumerate(zip(firsts, totals, strict=True)):
        index = one[str(factor)]
        assert near(index.first.value, index.first.standard_error, first)
        assert near(index.total.value, index.total.standard_error, total)
        assert 0 < index.first.standard_error < 0.03
        assert 0 < index.total.standard_error < 0.03
    assert list(one) == ["0", "1", "2"]


def test_a_sum_has_no_interactions() -> None:
    one = found(linear, 4)
    for factor, part in enumerate((1 / 14, 4 / 14, 9 / 14, 0.0)):
        index = one[str(factor)]
        assert near(index.first.value, index.first.standard_error, part)
        assert near(index.total.value, index.total.standard_error, part)
    assert (one["3"].first.value, one["3"].total.value, one["3"].total.standard_error) == (0, 0, 0)
    assert list(one) == ["2", "1", "0", "3"]


def test_errors_are_honest() -> None:
    """Over 60 seeds the truth lies within two errors in about 95 of 100 cases."""
    inside = []
    for seed in range(60):
        for index, part in zip(
            sorted(found(linear, 2 + 1, seed, 1024).values(), key=lambda i: i.factor), (1, 4, 9), strict=True
        ):
            inside += [abs(e.value - part / 14) <= 2.13 * e.standard_error for e in (index.first, index.total)]
    assert 0.88 <= np.mean(inside) <= 0.99


def test_what_never_varies_hangs_on_nothing() -> None:
    index = found(lambda x: np.full(x.shape[1], 5.0), 1)["0"]
    assert (index.first.value, index.total.value) == (0, 0)


def test_a_factor_that_was_not_redrawn_is_noticed() -> None:
    """Planted: the run in which the factor comes from B is A's again; then the sum of the parts is short of 1."""
    random = np.random.default_rng(3)
    a, b = random.random((2, PATHS)), random.random((2, PATHS))
    swapped = np.stack([b[0], a[1]])
    right = indices(a.sum(axis=0), b.sum(axis=0), {"0": swapped.sum(axis=0), "1": np.stack([a[0], b[1]]).sum(axis=0)})
    wrong = indices(a.sum(axis=0), b.sum(axis=0), {"0": swapped.sum(axis=0), "1": a.sum(axis=0)})
    assert sum(one.total.value for one in right) == pytest.approx(1, abs=0.03)
    assert sum(one.total.value for one in wrong) == pytest.approx(0.5, abs=0.03)
