"""Day counts against published and QuantLib figures, and their laws."""

from datetime import date
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.measure.day_count import Convention, icma, thirty_day_months, year_fraction
from tests.measure.vectors import load

CONVENTIONS: tuple[Convention, ...] = get_args(Convention)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_published_actual_cases() -> None:
    for case in load("day_count/quantlib_published.json")["act_act"]:
        start, end = day(case["start"]), day(case["end"])
        if case["convention"] == "ACT/ACT ISMA":
            found = icma(start, end, day(case["ref_start"]), day(case["ref_end"]))
        else:
            found = year_fraction(start, end, case["convention"])
        assert float(found) == pytest.approx(case["year_fraction"], abs=1e-10), case


def test_published_thirty_day_months() -> None:
    for case in load("day_count/quantlib_published.json")["thirty_360_days"]:
        termination = None if case["termination"] is None else day(case["termination"])
        start, end = day(case["start"]), day(case["end"])
        assert thirty_day_months(start, end, case["convention"], termination) == case["days"], case
        assert year_fraction(start, end, case["convention"], termination) == Fraction(case["days"], 360)


def test_the_grid_of_quantlib() -> None:
    for case in load("day_count/quantlib_oracle_grid.json")["cases"]:
        start, end = day(case.pop("start")), day(case.pop("end"))
        for convention, years in case.items():
            assert float(year_fraction(start, end, convention)) == pytest.approx(years, abs=1e-12), (case, convention)


def test_one_value_three_amounts() -> None:
    case = load("day_count/ocf_actual_365_ambiguity.json")
    for convention, interest in case["interest"].items():
        years = year_fraction(day(case["start"]), day(case["end"]), convention)
        found = case["principal"] * Fraction(case["rate"]) * years
        assert abs(found - Fraction(interest)) < Fraction(1, 10**6)


def test_what_is_exact_is_exact() -> None:
    start, end = day("2027-01-01"), day("2029-01-01")
    assert year_fraction(start, end, "ACT/365F") == Fraction(731, 365)
    assert year_fraction(start, end, "ACT/360") == Fraction(731, 360)
    assert year_fraction(start, end, "ACT/365.25") == Fraction(731 * 4, 1461)
    assert year_fraction(start, end, "ACT/ACT ISDA") == 2
    assert year_fraction(start, end, "ACT/ACT AFB") == 2
    assert icma(day("2027-01-01"), day("2028-07-01"), day("2027-01-01"), day("2027-07-01")) == Fraction(3, 2)
    assert icma(day("2025-07-01"), day("2026-04-01"), day("2026-01-01"), day("2026-07-01")) == Fraction(181 + 90, 362)


def test_an_afb_year_with_a_leap_day_has_366_days() -> None:
    assert year_fraction(day("2024-01-15"), day("2024-03-15"), "ACT/ACT AFB") == Fraction(60, 366)
    assert year_fraction(day("2025-01-15"), day("2025-03-15"), "ACT/ACT AFB") == Fraction(59, 365)
    assert year_fraction(day("2024-02-29"), day("2025-02-28"), "ACT/ACT AFB") == 1


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_days_run_forward_only(convention: Convention) -> None:
    with pytest.raises(ValueError, match="2025-01-01 is before 2026-01-01"):
        year_fraction(day("2026-01-01"), day("2025-01-01"), convention)


def test_a_reference_period_has_months() -> None:
    with pytest.raises(ValueError, match="shorter than half a month"):
        icma(day("2026-01-01"), day("2026-02-01"), day("2026-01-01"), day("2026-01-05"))


@given(DAYS, DAYS)
def test_no_convention_is_far_from_the_calendar(one: date, other: date) -> None:
    start, end = sorted((one, other))
    for convention in CONVENTIONS:
        years = year_fraction(start, end, convention)
        assert abs(years - Fraction((end - start).days * 4, 1461)) <= Fraction(5, 360) + years / 60
        assert year_fraction(start, start, convention) == 0


@given(st.lists(DAYS, min_size=3, max_size=3))
def test_actual_days_add_up(days: list[date]) -> None:
    start, middle, end = sorted(days)
    for convention in ("ACT/365F", "ACT/360", "ACT/365.25", "ACT/ACT ISDA"):
        parts = year_fraction(start, middle, convention) + year_fraction(middle, end, convention)
        assert parts == year_fraction(start, end, convention)
