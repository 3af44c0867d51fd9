"""The normal number of a word: its error, its mirror, its order, its constants."""

import hashlib
from decimal import Context, Decimal, localcontext
from pathlib import Path
from runpy import run_path
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from termwise.engine.machine import normal
from termwise.engine.machine.arguments import Arguments
from termwise.engine.machine.numpy_machine import Array, NumpyMachine
from termwise.engine.machine.protocol import ROW

GENERATOR = Path(__file__).parents[3] / "docs" / "constants" / "normal.py"
LAST = 2**32 - 1
PI = Decimal("3.14159265358979323846264338327950288419716939937511")


def machine() -> NumpyMachine:
    return NumpyMachine(Arguments(1, {}, {}, {}, normal.arrays(), np.zeros((0, 16), np.uint64), 0))


def of(words: NDArray[np.uint64]) -> NDArray[np.float64]:
    lanes: Array = words
    return np.asarray(normal.normal(machine(), lanes), np.float64)


def chance_below(z: Decimal) -> Decimal:
    """Marsaglia's series, for |z| up to 7: 1/2 + density * (z + z**3 / 3 + z**5 / 15 + ...)."""
    term = total = z
    for odd in range(3, 400, 2):
        term = term * z * z / odd
        total += term
    return Decimal("0.5") + total * (-z * z / 2).exp() / (2 * PI).sqrt()


def worst_error(words: NDArray[np.uint64]) -> float:
    """In normal units: how far the chance below is from the word's, over the density there."""
    worst = Decimal(0)
    with localcontext(Context(prec=45)):
        for word, z in zip(words.tolist(), of(words).tolist(), strict=True):
            exact = Decimal(z)
            density = (-exact * exact / 2).exp() / (2 * PI).sqrt()
            chance = (Decimal(word) + Decimal("0.5")) / 2**32
            worst = max(worst, abs(chance_below(exact) - chance) / density)
    return float(worst)


def sample() -> NDArray[np.uint64]:
    """Words from all octaves, with the ends of pieces among them."""
    octaves = [2**k + d for k in range(32) for d in (-1, 0, 1)]
    ends = [(16 + part) << shift for part in range(16) for shift in (0, 5, 14, 27)]
    drawn = np.random.default_rng(1).integers(0, 2**32, 300).tolist()
    near_zero = np.random.default_rng(2).integers(0, 5000, 50).tolist()
    words = {int(word) for word in (*octaves, *ends, *drawn, *near_zero) if 0 <= word <= LAST}
    return np.array(sorted(words), np.uint64)


def test_the_error_is_at_most_2e_12() -> None:
    assert worst_error(sample()) < 2e-12


def test_a_planted_fault_in_a_constant_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = normal.arrays()[normal.NAME].copy()
    rows[3::ROW] *= 1 + 1e-6
    wrong = {normal.NAME: rows}
    monkeypatch.setattr(normal, "arrays", lambda: wrong)
    assert worst_error(sample()) > 2e-12


@given(st.integers(0, LAST))
def test_the_upper_half_mirrors_the_lower(word: int) -> None:
    low, high = of(np.array([word, LAST - word], np.uint64))
    assert low == -high
    assert (low < 0) == (word < 2**31)


def test_greater_words_give_no_smaller_numbers() -> None:
    starts = np.random.default_rng(3).integers(0, LAST - 100, 500)
    ends = np.array([(16 + part) << shift for part in range(16) for shift in range(28)])
    for first in (starts, ends - 50):
        places = np.clip(first[:, None] + np.arange(100), 0, LAST).astype(np.uint64)
        rows = [of(row) for row in places]
        assert all((np.diff(row) >= -1e-15).all() for row in rows)
    assert (np.diff(of(np.arange(4096, dtype=np.uint64))) > 0).all()


def test_the_whole_range_is_standard_normal() -> None:
    """Every 2**12th word: the mean is zero by symmetry, variance and kurtosis those of the normal."""
    z = of(np.arange(2**11, 2**32, 2**12, dtype=np.uint64))
    assert abs(float(z.mean())) < 1e-6
    assert float((z**2).mean()) == pytest.approx(1.0, abs=1e-5)
    assert float((z**4).mean()) == pytest.approx(3.0, abs=1e-3)
    assert float(z[len(z) * 19 // 20]) == pytest.approx(NormalDist().inv_cdf(0.95), abs=1e-5)


def test_the_constants_are_what_they_were() -> None:
    digest = hashlib.sha256(normal.FILE.read_bytes()).hexdigest()
    assert digest == "b1eb83651d739f4c093cbb5c782861aa88ce94a1f3c6334b15e9c6b1cc23ebe5"


@pytest.mark.slow
def test_the_constants_are_what_their_maker_makes() -> None:
    pytest.importorskip("mpmath", reason="the constants are made with mpmath")
    assert run_path(str(GENERATOR))["constants"]() == normal.FILE.read_bytes()
