"""Internal rates of return: spreadsheets' cases, several roots, none, roots that touch; and what a root is."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import expm1, log1p

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.measure.cash_flow import CashFlow
from termwise.measure.day_count import year_fraction
from termwise.measure.irr import HIGHEST, LOWEST, internal_rates, rates_of
from termwise.measure.present_value import present_value
from tests.measure.vectors import flows, load, sample

SCANNED = (-13, 5)
"""The range of log(1 + rate) in which the shared cases list every root."""


def within_scan(rates: tuple[float, ...]) -> list[float]:
    low, high = SCANNED
    return [rate for rate in rates if low < log1p(rate) < high]


def test_several_roots_and_none() -> None:
    for name, case in load("xirr/multi_or_no_root_cases.json").items():
        found = within_scan(internal_rates(sample(name)))
        assert found == pytest.approx(case["all_roots_found_by_scan"], rel=1e-6, abs=1e-8), name


def test_the_samples_of_pyxirr() -> None:
    known = load("xirr/multi_or_no_root_cases.json")
    for name, rate in load("xirr/expected.json")["pyxirr"]["xirr"].items():
        if name not in known and name not in {"random.csv", "random_1000.csv"}:
            assert within_scan(internal_rates(sample(name))) == pytest.approx([rate], rel=1e-7, abs=1e-10), name


@pytest.mark.slow
@pytest.mark.parametrize("name", ["random.csv", "random_1000.csv"])
def test_a_thousand_flows_have_the_rate_among_others(name: str) -> None:
    rate = load("xirr/expected.json")["pyxirr"]["xirr"][name]
    assert any(abs(found - rate) < 1e-9 * rate for found in internal_rates(sample(name)))


def test_the_spreadsheets_example() -> None:
    case = load("xirr/expected.json")["microsoft"]
    assert internal_rates(flows(case)) == pytest.approx([float(case["high_precision"])], rel=1e-13)


def test_the_day_count_is_the_askers_choice() -> None:
    case = load("xirr/expected.json")["mathworks"]
    names = {
        "30/360 SIA": "30/360 US",
        "act/360": "ACT/360",
        "act/365F": "ACT/365F",
        "30/360 ISDA": "30/360 Bond Basis",
    }
    names |= {"30E/360": "30E/360", "act/act ISDA": "ACT/ACT ISDA"}
    for name, rate in case["expected"].items():
        assert internal_rates(flows(case), names[name]) == pytest.approx([rate], abs=1e-9), name  # type: ignore[arg-type]


def test_the_cases_of_private_equity() -> None:
    for case in load("xirr/expected.json")["ovf_pme"]["cases"]:
        if "dates" in case:
            found = internal_rates(flows(case), case["day_count"])
        else:
            found = rates_of(zip(case["t"], case["amounts"], strict=True))
        roots = [case["irr"]] if "irr" in case else [root.removesuffix(" (double)") for root in case["roots"]]
        assert found == pytest.approx([float(Fraction(root)) for root in roots], abs=1e-12), case["id"]


def test_no_flows_and_no_investment_have_no_rate() -> None:
    day = date(2026, 1, 1)
    assert internal_rates([]) == ()
    assert internal_rates([CashFlow(day, Fraction(0))]) == ()
    assert internal_rates([CashFlow(day, Fraction(5)), CashFlow(date(2027, 1, 1), Fraction(6))]) == ()
    assert internal_rates([CashFlow(day, Fraction(-5)), CashFlow(day, Fraction(6))]) == ()


def test_a_year_at_ten_percent() -> None:
    assert internal_rates(
        [CashFlow(date(2027, 1, 1), Fraction(110)), CashFlow(date(2026, 1, 1), Fraction(-100))]
    ) == pytest.approx([0.1], rel=1e-14)


def test_roots_that_touch_and_roots_that_coincide_are_told_once() -> None:
    assert rates_of(enumerate([-100, 200, -100])) == pytest.approx([0], abs=1e-12)
    assert rates_of(enumerate([-1, 3, -3, 1])) == pytest.approx([0], abs=1e-4)
    assert rates_of(enumerate([-100, 220, -121])) == pytest.approx([0.1], abs=1e-7)


def test_roots_close_to_one_another_are_told_apart() -> None:
    # (1.1 - x)(1.1001 - x) with x one plus the rate
    assert rates_of(enumerate([1, -2.2001, 1.1 * 1.1001])) == pytest.approx([0.1, 0.1001], abs=1e-9)


def test_rates_beyond_sense_are_not_sought() -> None:
    assert rates_of([(0, -1), (1, 1.5 * (1 + expm1(HIGHEST)))]) == ()
    assert rates_of([(0, -1), (1, 0.5 * (1 + expm1(LOWEST)))]) == ()


@settings(deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=2, max_size=6))
def test_the_present_value_at_every_rate_is_nothing(amounts: list[int]) -> None:
    given_flows = [CashFlow(date(2026, 1, 1 + 5 * i), Fraction(a)) for i, a in enumerate(amounts)]
    timed = [(float(year_fraction(date(2026, 1, 1), f.on, "ACT/365F")), float(f.amount)) for f in given_flows]
    signs = [a > 0 for a in amounts if a]
    changes = sum(one != other for one, other in pairwise(signs))
    rates = rates_of(timed)
    assert list(rates) == sorted(rates)
    assert len(rates) <= changes
    for rate in rates:
        size = sum(abs(amount) * (1 + rate) ** -years for years, amount in timed)
        worth = sum(amount * (1 + rate) ** -years for years, amount in timed)
        assert abs(worth) <= 1e-9 * size


@settings(deadline=None)
@given(st.lists(st.integers(-90, 300), min_size=1, max_size=4, unique=True))
def test_planted_roots_are_all_found(percents: list[int]) -> None:
    polynomial = [Fraction(1)]
    for percent in percents:
        root = 1 + Fraction(percent, 100)
        polynomial = [a - root * b for a, b in zip([*polynomial, Fraction(0)], [Fraction(0), *polynomial], strict=True)]
    found = rates_of((years, float(amount)) for years, amount in enumerate(polynomial))
    assert found == pytest.approx([percent / 100 for percent in sorted(percents)], abs=1e-6)


def test_the_rate_agrees_with_the_exact_present_value() -> None:
    given_flows = [CashFlow(date(2026 + i, 3, 1), Fraction(a)) for i, a in enumerate((-100, 30, 40, 60))]
    (rate,) = internal_rates(given_flows)
    assert abs(present_value(given_flows, Fraction(rate), date(2026, 3, 1))) < Fraction(1, 10**9)
