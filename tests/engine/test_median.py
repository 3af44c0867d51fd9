"""Medians of distributions, and the one place where the exact engine rounds."""

from fractions import Fraction
from math import exp, sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.engine.irrational import half_life, power, square_root
from termwise.engine.median import median
from termwise.ir.program import Uncertain

F = Fraction


def test_untruncated_medians_are_exact() -> None:
    assert median(Uncertain("lognormal", F(1, 5), F(4, 5))) == F(2, 5)
    assert median(Uncertain("normal", F(-1), F(4))) == F(3, 2)
    assert median(Uncertain("uniform", F(1), F(2))) == F(3, 2)
    assert median(Uncertain("triangular", F(0), F(2), F(1))) == median(Uncertain("triangular", F(0), F(2))) == 1
    assert median(Uncertain("triangular", F(0), F(2), F(2))) == square_root(F(2))
    assert median(Uncertain("triangular", F(0), F(2), F(0))) == 2 - square_root(F(2))
    assert median(Uncertain("triangular", F(3), F(3), F(3))) == 3


def test_of_an_even_choice_the_lower_of_the_middle() -> None:
    assert median(Uncertain("choice", options=(F(3), F(1), F(2)))) == 2
    assert median(Uncertain("choice", options=(F(3), F(1)))) == 1
    assert median(Uncertain("choice", options=(F(3), F(1), F(2)), low=F(2))) == 2


def test_a_geometric_mean_is_kept_to_forty_digits() -> None:
    found = median(Uncertain("lognormal", F(1), F(2)))
    assert found == F("1.414213562373095048801688724209698078570")


def test_truncation_cuts_the_chance_not_the_range() -> None:
    assert median(Uncertain("uniform", F(0), F(4), low=F(2))) == 3
    assert median(Uncertain("uniform", F(0), F(4), high=F(9))) == 2
    triangle = Uncertain("triangular", F(0), F(2), F(1), low=F(1))
    assert median(triangle) == 2 - square_root(F(1, 2))
    normal = NormalDist(0, 1 / NormalDist().inv_cdf(0.95))
    cut = Uncertain("normal", F(-1), F(1), low=F(0))
    assert median(cut) == pytest.approx(normal.inv_cdf(0.75), rel=1e-11)
    logs = Uncertain("lognormal", F(1, 2), F(2), high=F(1))
    spread = NormalDist(0, 0.6931471805599453 / NormalDist().inv_cdf(0.95))
    assert median(logs) == pytest.approx(exp(spread.inv_cdf(0.25)), rel=1e-11)


def test_far_truncations_and_points() -> None:
    assert median(Uncertain("normal", F(-1), F(1), low=F(1000))) == 1000
    assert median(Uncertain("normal", F(-1), F(1), high=F(-1000))) == -1000
    assert median(Uncertain("lognormal", F(3), F(3), low=F(1))) == 3
    assert median(Uncertain("normal", F(3), F(3), low=F(4))) == 4
    assert median(Uncertain("lognormal", F(1), F(4), low=F(-1))) == 2


@given(st.fractions(F(1, 100), 100), st.integers(-5, 5))
def test_whole_powers_are_exact(base: Fraction, exponent: int) -> None:
    assert power(base, F(exponent)) == base**exponent


@given(st.fractions(F(1, 100), 100), st.fractions(-5, 5))
def test_powers_are_right_to_many_digits(base: Fraction, exponent: Fraction) -> None:
    assert float(power(base, exponent)) == pytest.approx(float(base) ** float(exponent), rel=1e-12)
    assert abs(power(base, exponent) * power(base, -exponent) - 1) < F(1, 10**38)


def test_powers_of_nothing() -> None:
    assert power(F(0), F(1, 2)) == 0
    assert power(F(0), F(0)) == 1
    with pytest.raises(ValueError, match="has no power"):
        power(F(-1), F(1, 2))


@given(st.fractions(0, 10**6))
def test_roots(number: Fraction) -> None:
    assert square_root(number * number) == number
    assert float(square_root(number)) == pytest.approx(sqrt(number), rel=1e-15)


@pytest.mark.parametrize(("chance", "trials"), [(F(1, 2), 1), (F(3, 4), 1), (F(1, 4), 3), (F(1, 100), 69)])
def test_half_lives(chance: Fraction, trials: int) -> None:
    assert half_life(chance) == trials
    assert (1 - chance) ** trials <= F(1, 2)
    assert trials == 1 or (1 - chance) ** (trials - 1) > F(1, 2)
