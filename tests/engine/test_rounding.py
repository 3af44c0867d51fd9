"""Rounding to whole multiples, against `decimal`; powers that compound."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.engine.irrational import compounded
from termwise.engine.rounding import rounded
from termwise.ir.program import RoundingMode

_DECIMAL = {"up": ROUND_UP, "down": ROUND_DOWN, "half up": ROUND_HALF_UP, "half even": ROUND_HALF_EVEN}
_MODES: tuple[RoundingMode, ...] = ("up", "down", "half up", "half even")


@given(
    st.decimals(min_value=-(10**6), max_value=10**6, places=4),
    st.sampled_from(_MODES),
    st.sampled_from(("1", "0.1", "0.01")),
)
def test_rounding_is_what_decimal_says(number: Decimal, mode: RoundingMode, unit: str) -> None:
    expected = number.quantize(Decimal(unit), rounding=_DECIMAL[mode])
    assert rounded(mode, Fraction(number), Fraction(unit)) == Fraction(expected)


@pytest.mark.parametrize("unit", [Fraction(0), Fraction(-1)])
def test_without_a_unit_nothing_is_rounded(unit: Fraction) -> None:
    assert rounded("half even", Fraction(1, 3), unit) == Fraction(1, 3)


def test_five_cents() -> None:
    assert rounded("half up", Fraction("1.025"), Fraction("0.05")) == Fraction("1.05")
    assert rounded("half even", Fraction("1.025"), Fraction("0.05")) == Fraction("1.00")
    assert rounded("up", Fraction("-1.01"), Fraction("0.05")) == Fraction("-1.05")


def test_compounding() -> None:
    assert compounded(Fraction(11, 10), Fraction(2)) == Fraction(121, 100)
    assert compounded(Fraction(0), Fraction(0)) == 1
    assert compounded(Fraction(-1), Fraction(1, 2)) == 0
    assert compounded(Fraction(0), Fraction(-1)) == 0
    assert abs(compounded(Fraction(2), Fraction(1, 2)) ** 2 - 2) < Fraction(1, 10**38)
    assert compounded(Fraction(2), Fraction(2000)).denominator == 1
