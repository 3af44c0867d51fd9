"""The functions made of the machine's operations: errors against 50 digits, edges, order, and the exact rules."""

import math
from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from runpy import run_path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from termwise.engine.irrational import compounded
from termwise.engine.machine import special
from termwise.engine.machine.arguments import Arguments
from termwise.engine.machine.numpy_machine import NumpyMachine
from termwise.engine.rounding import rounded as exactly_rounded
from termwise.ir.program import RoundingMode

NAN, INF = float("nan"), float("inf")
M = NumpyMachine(Arguments(1, {}, {}, {}, {}, np.zeros((0, 16), np.uint64), 0))
DIGITS = Context(prec=50)

Reals = NDArray[np.float64]


def ulps(found: float, exact: Decimal) -> float:
    return float(abs(Decimal(found) - exact) / Decimal(math.ulp(float(exact))))


def worst(function: Callable[..., Reals], exact: Callable[[Decimal], Decimal], at: Reals) -> float:
    with localcontext(DIGITS):
        return max(
            ulps(float(y), exact(Decimal(float(x))))
            for x, y in zip(at, function(M, at), strict=True)
            if math.isfinite(y)
        )


def spread(low: float, high: float, seed: int, count: int = 4000) -> Reals:
    return np.random.default_rng(seed).uniform(low, high, count)


@pytest.mark.parametrize(("low", "high"), [(-0.4, 0.4), (-20, 20), (-700, 709.7), (-1e-9, 1e-9)])
def test_exp_is_within_one_unit_of_the_last_place(low: float, high: float) -> None:
    assert worst(special.exp, Decimal.exp, spread(low, high, 1)) < 1.0


def test_exp_of_what_is_hardly_above_zero() -> None:
    assert worst(special.exp, Decimal.exp, spread(-708.04, -700, 2)) < 1.1


def test_exp_at_its_edges() -> None:
    at = np.array(
        [0.0, -0.0, 709.782712893384, 709.7827128933841, 710, 1e300, INF, -708.04, -708.05, -746, -1e300, -INF]
    )
    found = special.exp(M, at)
    assert found[:2].tolist() == [1.0, 1.0]
    assert math.isfinite(found[2])
    assert found[3:7].tolist() == [INF] * 4
    assert found[7] > 2.0**-1022
    assert found[8:].tolist() == [0.0] * 4
    assert math.isnan(special.exp(M, np.array([NAN]))[0])


@pytest.mark.parametrize(("low", "high"), [(0.5, 2.0), (0.9999, 1.0001), (1e-9, 1e-3), (1, 1e6)])
def test_log_is_within_one_unit_of_the_last_place(low: float, high: float) -> None:
    assert worst(special.log, Decimal.ln, spread(low, high, 3)) < 1.0


def test_log_over_all_exponents() -> None:
    assert worst(special.log, Decimal.ln, np.exp2(spread(-1073, 1023.9, 4))) < 1.0


def test_log_at_its_edges() -> None:
    at = np.array([1.0, 0.0, -0.0, INF, 5e-324, 1.7976931348623157e308])
    assert special.log(M, at)[:4].tolist() == [0.0, -INF, -INF, INF]
    assert worst(special.log, Decimal.ln, at[4:]) < 1.0
    assert np.isnan(special.log(M, np.array([-1.0, -INF, -5e-324, NAN]))).all()


@pytest.mark.parametrize("function", [special.exp, special.log])
def test_neighbours_never_change_their_order(function: Callable[..., Reals]) -> None:
    starts = spread(0.01, 40, 5, 300)
    runs = np.array([s + np.spacing(s) * np.arange(50) for s in starts])
    assert (np.diff(function(M, runs), axis=1) >= 0).all()


def test_the_constants_are_what_their_maker_makes() -> None:
    pytest.importorskip("mpmath", reason="the constants are made with mpmath")
    made = run_path(str(Path(__file__).parents[3] / "docs" / "constants" / "special.py"))["constants"]()
    assert made == {"_EXP": list(special._EXP), "_LOG": list(special._LOG)}


def test_a_planted_fault_in_a_coefficient_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = (*special._EXP[:4], special._EXP[4] * (1 + 1e-10), *special._EXP[5:])
    monkeypatch.setattr(special, "_EXP", wrong)
    assert worst(special.exp, Decimal.exp, spread(-0.4, 0.4, 1)) > 1.0


EDGES = [
    0.0,
    -0.0,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    2.0**51 + 0.5,
    2.0**52 - 0.5,
    -(2.0**52) + 0.5,
    2.0**52,
    2.0**53 + 2,
    1e300,
]


@given(st.one_of(st.sampled_from(EDGES), st.floats(allow_nan=False, allow_infinity=False)))
def test_floor_and_nearest_are_exact(x: float) -> None:
    at = np.array([x])
    assert special.floor(M, at)[0] == math.floor(x)
    assert special.nearest(M, at)[0] == round(x)


def test_floor_of_what_is_not_finite() -> None:
    assert special.floor(M, np.array([INF, -INF])).tolist() == [INF, -INF]
    assert np.isnan(special.floor(M, np.array([NAN])))[0]


@given(st.integers(0, 2**52 - 1))
def test_words_and_reals_are_the_same_numbers(number: int) -> None:
    word = np.array([number], np.uint64)
    assert special.real_of_word(M, word)[0] == number
    assert special.word_of_real(M, special.real_of_word(M, word))[0] == number


@given(st.floats(1e-6, 1e10), st.floats(-30, 30))
def test_powers_keep_their_bound(base: float, exponent: float) -> None:
    found = float(special.power(M, np.array([base]), np.array([exponent]))[0])
    exact = compounded(Fraction(base), Fraction(exponent))
    bound = (2 + abs(exponent * math.log(base))) * 2.0**-52
    assert abs(Fraction(found) - exact) <= Fraction(bound) * exact


def test_powers_at_their_edges() -> None:
    base = np.array([0.0, -2.0, -2.0, 0.0, 5.0, 1.0, 0.1, 0.0])
    exponent = np.array([2.0, 0.5, 0.0, 0.0, 0.0, 1e9, 1.0, -1.0])
    assert special.power(M, base, exponent).tolist() == [0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.1, 0.0]


MODES: tuple[RoundingMode, ...] = ("up", "down", "half up", "half even")


@given(st.integers(-(10**9), 10**9), st.sampled_from([1, 2, 4, 8, 10, 100, 1000]), st.sampled_from(MODES))
def test_decimal_numbers_round_as_they_do_exactly(thousandths: int, parts: int, mode: RoundingMode) -> None:
    number, unit = Fraction(thousandths, 1000), Fraction(1, parts)
    found = special.rounded(M, mode, np.array([float(number)]), np.array([float(unit)]))
    assert float(found[0]) == pytest.approx(float(exactly_rounded(mode, number, unit)), rel=1e-15, abs=0)


@given(st.floats(-1e9, 1e9), st.sampled_from([0.25, 1.0, 3.0, 1000.0]), st.sampled_from(MODES))
def test_other_numbers_round_to_a_neighbour(number: float, unit: float, mode: RoundingMode) -> None:
    found = float(special.rounded(M, mode, np.array([number]), np.array([unit]))[0])
    assert abs(found - number) <= unit * (1 + 1e-12)
    assert (found / unit) == round(found / unit)


def test_a_unit_of_nothing_rounds_nothing() -> None:
    for mode in MODES:
        assert special.rounded(M, mode, np.array([1.23, 1.23]), np.array([0.0, -1.0])).tolist() == [1.23, 1.23]
