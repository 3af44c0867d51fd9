"""Present values: exact cases, laws, refused rates."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.measure.cash_flow import CashFlow
from termwise.measure.present_value import ImpossibleRateError, discount_factor, present_value
from tests.measure.vectors import load, sample

TODAY = date(2026, 1, 1)
TENTH = Fraction(1, 10)


def test_whole_years_are_exact() -> None:
    flows = [CashFlow(TODAY, Fraction(-100)), CashFlow(date(2027, 1, 1), Fraction(110))]
    assert present_value(flows, TENTH, TODAY) == 0
    assert present_value(flows, Fraction(0), TODAY) == 10
    assert present_value([], TENTH, TODAY) == 0
    assert present_value(flows, TENTH, date(2027, 1, 1)) == 0


def test_the_past_is_compounded() -> None:
    assert present_value([CashFlow(date(2025, 1, 1), Fraction(100))], TENTH, TODAY) == 110


def test_the_day_count_matters() -> None:
    one = CashFlow(date(2029, 1, 1), Fraction(1))
    assert present_value([one], TENTH, TODAY, "ACT/ACT ISDA") == Fraction(1000, 1331)
    assert present_value([one], TENTH, TODAY) < Fraction(1000, 1331)


def test_a_rate_of_minus_everything_is_refused() -> None:
    with pytest.raises(ImpossibleRateError, match="nothing can be discounted at -100% per year"):
        present_value([], Fraction(-1), TODAY)


def test_the_samples_of_pyxirr() -> None:
    for name, worth in load("xirr/expected.json")["pyxirr"]["xnpv_at_10pct"].items():
        flows = sample(name)
        found = present_value(flows, TENTH, flows[0].on)
        assert float(found) == pytest.approx(worth, rel=1e-9), name


@given(st.dates(TODAY, date(2060, 1, 1)), st.fractions(Fraction(-1, 2), 3, max_denominator=100))
def test_discounting_and_compounding_undo_one_another(day: date, rate: Fraction) -> None:
    there, back = discount_factor(rate, TODAY, day), discount_factor(rate, day, TODAY)
    assert abs(there * back - 1) < Fraction(1, 10**38)


@given(st.dates(TODAY, date(2060, 1, 1)), st.fractions(Fraction(-1, 2), 3, max_denominator=100))
def test_a_higher_rate_is_worth_less(day: date, rate: Fraction) -> None:
    assert discount_factor(rate + TENTH, TODAY, day) <= discount_factor(rate, TODAY, day)
