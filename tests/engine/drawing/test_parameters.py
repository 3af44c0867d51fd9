"""Uncertain numbers: their distributions, bounds and medians."""

from fractions import Fraction
from math import inf, log
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.engine.drawing.parameters import Q95, middle_and_spread, words_below
from termwise.engine.machine.numpy_machine import Array
from termwise.engine.median import median
from termwise.ir.program import Uncertain
from tests.engine.drawing.samples import Drawn, far_from, program
from tests.engine.machine.test_normal import of

STANDARD = NormalDist()
F = Fraction


def drawn(uncertain: Uncertain, count: int = 4096, seed: int = 1) -> Array:
    return Drawn(program([uncertain]), seed, count).parameters[0]


def test_a_lognormal_number_has_its_quantiles() -> None:
    values = drawn(Uncertain("lognormal", F(100), F(400)))
    spread = log(4) / (2 * Q95)
    assert far_from(np.log(values), NormalDist(log(200), spread).cdf) < 2.2
    assert np.mean(values < 100) == pytest.approx(0.05, abs=0.015)
    assert np.mean(values > 400) == pytest.approx(0.05, abs=0.015)


def test_a_normal_number_has_its_quantiles() -> None:
    values = drawn(Uncertain("normal", F(-1), F(3)))
    assert far_from(values, NormalDist(1, 2 / Q95).cdf) < 2.2


def test_a_truncated_normal_number_is_normal_within() -> None:
    whole = NormalDist(1, 2 / Q95)
    low, high = F(0), F(3, 2)
    values = drawn(Uncertain("normal", F(-1), F(3), low=low, high=high))
    within = whole.cdf(1.5) - whole.cdf(0)
    assert 0 <= values.min() <= values.max() <= 1.5
    assert far_from(values, lambda x: (whole.cdf(x) - whole.cdf(0)) / within) < 2.2


@pytest.mark.parametrize(("low", "high"), [(F(300), None), (None, F(120)), (F(1000), F(2000))])
def test_a_truncated_lognormal_number_keeps_its_bounds(low: Fraction | None, high: Fraction | None) -> None:
    values = drawn(Uncertain("lognormal", F(100), F(400), low=low, high=high))
    whole = NormalDist(log(200), log(4) / (2 * Q95))
    a, b = (whole.cdf(log(low)) if low else 0.0), (whole.cdf(log(high)) if high else 1.0)
    assert (low or 0) <= values.min() <= values.max() <= (high or inf)
    assert far_from(values, lambda x: (whole.cdf(log(x)) - a) / (b - a)) < 2.2


def test_a_truncation_beyond_all_words_gives_its_nearer_bound() -> None:
    assert set(drawn(Uncertain("normal", F(0), F(1), low=F(100), high=F(200)))) == {100.0}
    assert set(drawn(Uncertain("lognormal", F(1), F(2), high=F(1, 10**9)))) == {1e-9}
    assert set(drawn(Uncertain("normal", F(5), F(5), low=F(6)))) == {6.0}


def test_a_uniform_number_lies_anywhere_between() -> None:
    assert far_from(drawn(Uncertain("uniform", F(10), F(30))), lambda x: (x - 10) / 20) < 2.2
    values = drawn(Uncertain("uniform", F(10), F(30), low=F(15), high=F(20)))
    assert 15 <= values.min() <= values.max() <= 20
    assert far_from(values, lambda x: (x - 15) / 5) < 2.2


def test_a_triangular_number_peaks_at_its_mode() -> None:
    values = drawn(Uncertain("triangular", F(0), F(10), mode=F(2)))
    assert far_from(values, lambda x: x * x / 20 if x <= 2 else 1 - (10 - x) ** 2 / 80) < 2.2
    assert values.mean() == pytest.approx(4, abs=0.15)


def test_a_truncated_triangular_number_keeps_its_bounds() -> None:
    values = drawn(Uncertain("triangular", F(0), F(10), mode=F(2), low=F(1), high=F(6)))

    def below(x: float) -> float:
        return x * x / 20 if x <= 2 else 1 - (10 - x) ** 2 / 80

    assert 1 <= values.min() <= values.max() <= 6
    assert far_from(values, lambda x: (below(x) - below(1)) / (below(6) - below(1))) < 2.2


@pytest.mark.parametrize("mode", [F(0), F(10), None])
def test_a_mode_may_lie_at_an_end(mode: Fraction | None) -> None:
    values = drawn(Uncertain("triangular", F(0), F(10), mode=mode))
    at = 5.0 if mode is None else float(mode)
    assert values.mean() == pytest.approx((10 + at) / 3, abs=0.2)
    assert 0 < values.min() < values.max() < 10


def test_a_choice_is_equally_likely_among_what_is_allowed() -> None:
    values = drawn(Uncertain("choice", options=(F(1), F(2), F(5), F(9)), low=F(2)), 6000)
    found, counts = np.unique(values, return_counts=True)
    assert found.tolist() == [2, 5, 9]
    assert ((counts - 2000) ** 2 / 2000).sum() < 18.4  # chi-square, 2 degrees: chance 1e-4


SHAPES = st.sampled_from(
    [
        Uncertain("lognormal", F(100), F(400)),
        Uncertain("lognormal", F(100), F(400), low=F(150)),
        Uncertain("normal", F(-2), F(3), high=F(1)),
        Uncertain("uniform", F(1), F(2), low=F(5, 4)),
        Uncertain("triangular", F(0), F(10), mode=F(7), high=F(8)),
        Uncertain("triangular", F(3), F(3)),
        Uncertain("uniform", F(3), F(3)),
        Uncertain("lognormal", F(3), F(3)),
    ]
)


@settings(max_examples=20)
@given(SHAPES, st.integers(0, 2**64 - 1))
def test_half_of_the_paths_lie_below_the_median_of_the_central_course(uncertain: Uncertain, seed: int) -> None:
    """With low-discrepancy points, to a thousandth."""
    values = Drawn(program([uncertain]), seed, 4096, "sobol").parameters[0]
    middle = float(median(uncertain))
    assert np.mean(values < middle * (1 - 1e-12)) <= 0.501
    assert np.mean(values > middle * (1 + 1e-12)) <= 0.501


@settings(max_examples=30)
@given(st.floats(-7, 7))
def test_words_below_a_bound_are_counted_exactly(bound: float) -> None:
    count = words_below(bound, inclusive=False)
    near = np.clip(np.arange(count - 2, count + 2), 0, 2**32 - 1).astype(np.uint64)
    assert [bool(z < bound) for z in of(near)] == [int(word) < count for word in near]
    assert words_below(bound, inclusive=True) - count in {0, 1}


def test_words_below_all_and_none() -> None:
    assert (words_below(-inf, inclusive=False), words_below(inf, inclusive=True)) == (0, 2**32)
    assert words_below(0.0, inclusive=True) == 2**31


def test_the_interval_is_that_of_ninety_percent() -> None:
    middle, spread = middle_and_spread(-1.0, 5.0)
    assert STANDARD.cdf((5.0 - middle) / spread) == pytest.approx(0.95, abs=1e-15)


def test_certain_numbers_are_arguments() -> None:
    assert set(Drawn(program([F(1, 4)]), count=16).parameters[0]) == {0.25}
