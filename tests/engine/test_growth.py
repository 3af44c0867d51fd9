"""Drivers without variation: history, growth by regimes and after events, jumps; whole years exactly."""

from fractions import Fraction
from math import prod
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.base.dates import position
from termwise.engine.growth import Growth, ImpossibleGrowthError, Path
from termwise.ir.program import NEVER, DrawnSeries, Period, Regime
from tests.ir.samples import day, months

YEARS = months("2026-01-01", "2027-01-01", "2028-01-01", "2029-01-01", "2030-01-01")
TENTH, HALF = Fraction(1, 10), Fraction(1, 2)
NOON = day("2025-07-02") + HALF
"""The middle of 2025."""


def level(*regimes: Regime, jumps: tuple[tuple[int, int], ...] = ()) -> DrawnSeries:
    """1000 on 31 December 2025, then growing."""
    return DrawnSeries("level", False, (None,) * 4, regimes, jumps=jumps, base=(day("2026-01-01"), Fraction(1000)))


def flow(*regimes: Regime, jumps: tuple[tuple[int, int], ...] = ()) -> DrawnSeries:
    """2 a day in 2025, then growing."""
    return DrawnSeries("flow", True, (None,) * 4, regimes, jumps=jumps, base=(NOON, Fraction(2)))


def over(
    series: DrawnSeries,
    events: tuple[int, ...] = (),
    values: tuple[Fraction, ...] = (TENTH,),
    periods: tuple[Period, ...] = YEARS,
) -> tuple[Any, ...]:
    return Path(series, events, values).over(periods)


def test_a_level_grows_by_whole_powers_in_whole_years() -> None:
    assert over(level(Regime(0, NEVER))) == (1100, 1210, 1331, Fraction(14641, 10))


def test_a_flow_grows_by_the_year_and_is_spread_by_days() -> None:
    assert over(flow(Regime(0, NEVER))) == (
        2 * 365 * Fraction(11, 10),
        2 * 365 * Fraction(121, 100),
        2 * 366 * Fraction(1331, 1000),
        2 * 365 * Fraction(14641, 10000),
    )


def test_the_months_of_a_year_come_to_nearly_the_grown_year() -> None:
    year = [f"2026-{month:02}-01" for month in range(1, 13)]
    monthly = months(*year, "2027-01-01")
    sales = DrawnSeries("sales", True, (None,) * 12, (Regime(0, NEVER),), base=(NOON, Fraction(2)))
    found = over(sales, periods=monthly)
    assert sum(found) / (2 * 365) == pytest.approx(1.1, rel=5e-4)
    a_day = [amount / (month.end - month.start) for amount, month in zip(found, monthly, strict=True)]
    assert a_day == sorted(a_day)


def test_history_stands_and_the_last_of_it_is_grown() -> None:
    known = (Fraction(365), Fraction(400), None, None)
    assert over(DrawnSeries("flow", True, known, (Regime(0, NEVER),))) == (
        365,
        400,
        Fraction(400, 365) * 366 * Fraction(11, 10),
        Fraction(400, 365) * 365 * Fraction(121, 100),
    )
    assert over(DrawnSeries("level", False, known, (Regime(0, NEVER),))) == (365, 400, 440, 484)
    assert over(DrawnSeries("level", False, (Fraction(1),) * 4)) == (1, 1, 1, 1)


def test_without_growth_it_stands_still() -> None:
    assert over(level()) == (1000,) * 4
    assert over(flow()) == (730, 730, 732, 730)


def test_one_regime_follows_another_and_none_the_last() -> None:
    regimes = (Regime(0, day("2027-01-01")), Regime(1, day("2029-01-01")))
    assert over(level(*regimes), values=(TENTH, HALF)) == (1100, 1650, 2475, 2475)


def test_a_regime_changes_within_a_period() -> None:
    found = over(level(Regime(0, day("2026-07-02")), Regime(1, NEVER)), values=(Fraction(0), Fraction(3)))
    share = Fraction(183, 365)
    assert found[0] / 1000 == pytest.approx(float(4**share), rel=1e-15)


def test_growth_after_an_event_takes_over_from_its_day() -> None:
    grows = (Regime(0, NEVER), Regime(1, NEVER, after=0))
    values = (TENTH, HALF)
    assert over(level(*grows), (NEVER,), values) == over(level(Regime(0, NEVER)))
    assert over(level(*grows), (day("2028-01-01"),), values) == (1100, 1210, 1815, Fraction(5445, 2))
    assert over(level(*grows), (day("2020-01-01"),), values) == (1500, 2250, 3375, Fraction(10125, 2))


def test_the_event_that_happened_last_decides() -> None:
    grows = (Regime(0, NEVER, after=0), Regime(1, day("2029-01-01"), after=1))
    events = (day("2027-01-01"), day("2028-01-01"))
    assert over(level(*grows), events, (TENTH, HALF)) == (1000, 1100, 1650, 1815)
    assert over(level(*grows), events[::-1], (TENTH, HALF)) == (1000, 1500, 1650, 1815)


def test_a_jump_multiplies_from_its_day_on() -> None:
    jumps = ((0, 0),)
    assert over(level(jumps=jumps), (day("2027-05-05"),), (HALF,)) == (1000, 1500, 1500, 1500)
    assert over(level(jumps=jumps), (day("2027-01-01"),), (HALF,)) == (1000, 1500, 1500, 1500)
    assert over(level(jumps=jumps), (day("2026-12-31"),), (HALF,)) == (1500, 1500, 1500, 1500)
    assert over(level(jumps=jumps), (day("2026-01-01"),), (HALF,)) == (1000,) * 4
    assert over(flow(jumps=jumps), (day("2027-12-22"),), (HALF,)) == (730, 730 + 10, 732 + 366, 1095)


def test_jumps_multiply_one_another() -> None:
    both = level(jumps=((0, 0), (1, 1)))
    assert over(both, (day("2026-05-05"), day("2027-05-05")), (HALF, Fraction(-1))) == (1500, 0, 0, 0)
    halves = flow(jumps=((0, 0), (1, 0)))
    twice = over(halves, (day("2026-12-22"), day("2026-12-27")), (Fraction(1),))
    assert twice[0] == 2 * (355 + 2 * 5 + 4 * 5)


def test_what_history_knows_has_jumped_already() -> None:
    known = DrawnSeries("flow", True, (Fraction(10), None, None, None), jumps=((0, 0),))
    assert over(known, (day("2026-05-05"),), (HALF,))[1] == 10
    assert over(known, (day("2027-01-01"),), (HALF,))[1] == 15


def test_a_year_known_before_the_first_period_has_jumped_already() -> None:
    whole_year = flow(jumps=((0, 0),))
    in_autumn = (day("2025-09-01"),)
    assert over(whole_year, in_autumn, (HALF,)) == (1095, 1095, 1098, 1095)
    assert over(replace(whole_year, known_until=day("2026-01-01")), in_autumn, (HALF,)) == (730, 730, 732, 730)


def test_nothing_falls_by_more_than_everything() -> None:
    assert over(level(Regime(0, NEVER)), values=(Fraction(-1),)) == (0,) * 4
    with pytest.raises(ImpossibleGrowthError, match="driver level falls by more than 100% per year"):
        over(level(Regime(0, NEVER)), values=(Fraction(-2),))


def test_positions_are_calendar_years() -> None:
    assert position(day("2026-01-01")) == 2026
    assert position(NOON) == 2025 + HALF
    assert position(day("2024-07-02")) == 2024 + HALF
    assert position(day("2026-10-28")) - position(day("2025-10-28")) == 1


@given(st.integers(day("2026-01-01"), day("2029-12-31")), st.integers(day("2026-01-01"), day("2029-12-31")))
def test_growth_over_two_stretches_is_the_product(middle: int, end: int) -> None:
    start, end = day("2026-01-01"), max(middle, end)
    path = Path(level(Regime(0, day("2028-02-03")), Regime(1, NEVER)), (), (TENTH, HALF))
    whole = [*Growth(path, start).until(middle), *Growth(path, middle).until(end)]
    assert abs(prod(whole, start=Fraction(1)) / prod(Growth(path, start).until(end), start=Fraction(1)) - 1) < Fraction(
        1, 10**35
    )
