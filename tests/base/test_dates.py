"""Month arithmetic, business days, and the rows of dates-calc."""

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.base.calendars import UnknownCalendarError, business_days, is_calendar
from termwise.base.dates import (
    AmbiguousDateError,
    Duration,
    Rounding,
    add,
    add_business_days,
    add_to_each,
    day_after,
    day_before,
    first_of_month,
    last_business_day,
    last_of_month,
    weekday,
)

VECTORS = Path(__file__).parents[3] / "shared" / "vectors" / "dates"
PERIOD = re.compile(r"\[(-?\d+) years, (-?\d+) months, (-?\d+) days\]")

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
months = st.integers(min_value=-600, max_value=600)


def rows(name: str) -> list[list[str]]:
    path = VECTORS / name
    if not path.exists():
        pytest.skip("the vectors of dates-calc are not at hand")
    with path.open(encoding="utf-8") as file:
        return [[cell.strip() for cell in row] for row in csv.reader(file, delimiter=";")][1:]


def period(text: str) -> Duration:
    found = PERIOD.fullmatch(text)
    assert found is not None, text
    years, months_, days_ = (int(part) for part in found.groups())
    return Duration(years, months_, days_)


def test_exact_rows() -> None:
    found = rows("exact_computations.csv")
    assert len(found) >= 19
    roundings: tuple[Rounding, ...] = ("down", "up", "refuse")
    for start, length, expected in found:
        for rounding in roundings:
            assert add(date.fromisoformat(start), period(length), rounding) == date.fromisoformat(expected)


def test_ambiguous_rows() -> None:
    found = rows("ambiguous_computations.csv")
    assert len(found) >= 11
    for start, length, up, down in found:
        day = date.fromisoformat(start)
        assert add(day, period(length), "up") == date.fromisoformat(up)
        assert add(day, period(length), "down") == date.fromisoformat(down)
        with pytest.raises(AmbiguousDateError, match="has no day"):
            add(day, period(length), "refuse")


def test_first_and_last_of_month() -> None:
    found = rows("first_last_day_of_month.csv")
    assert len(found) >= 2
    for day, first, last in found:
        assert first_of_month(date.fromisoformat(day)) == date.fromisoformat(first)
        assert last_of_month(date.fromisoformat(day)) == date.fromisoformat(last)


def test_the_message_of_an_ambiguous_date() -> None:
    with pytest.raises(AmbiguousDateError, match=r"^2012-01-31 plus 1 months: 2012-02 has no day 31$"):
        add(date(2012, 1, 31), Duration(months=1), "refuse")


@given(
    st.dates(date(1999, 1, 1), date(2030, 1, 1)),
    st.integers(0, 400),
    st.builds(Duration, st.integers(-3, 3), st.integers(-20, 20), st.integers(-40, 40), st.integers(-3, 3)),
    st.sampled_from(("down", "up")),
)
def test_adding_to_each_day_is_adding_to_every_one(
    first: date, days: int, length: Duration, rounding: Rounding
) -> None:
    every = [first + timedelta(days=count) for count in range(days + 1)]
    expected = tuple(add(day, length, rounding).toordinal() for day in every)
    assert add_to_each(every[0], every[-1], length, rounding) == expected


def test_adding_to_each_day_refuses_what_adding_refuses() -> None:
    january = date(2026, 1, 1), date(2026, 1, 31)
    with pytest.raises(AmbiguousDateError, match="2026-02 has no day 29"):
        add_to_each(*january, Duration(months=1), "refuse")
    assert add_to_each(*january, Duration(days=1), "refuse")[-1] == date(2026, 2, 1).toordinal()
    with pytest.raises(OverflowError):
        add_to_each(date(9980, 1, 1), date(9989, 12, 31), Duration(years=1))


@given(days, days, months)
def test_adding_months_keeps_the_order(one: date, other: date, count: int) -> None:
    low, high = sorted((one, other))
    for rounding in ("down", "up"):
        moved = [add(day, Duration(months=count), rounding) for day in (low, high)]
        assert moved[0] <= moved[1]


@given(days, months)
def test_rounding_down_and_up_differ_by_a_day_at_most(day: date, count: int) -> None:
    down, up = add(day, Duration(months=count), "down"), add(day, Duration(months=count), "up")
    assert timedelta(0) <= up - down <= timedelta(days=1)
    assert down.day == day.day or (down == last_of_month(down) and up.day == 1)


@given(days, st.integers(min_value=-60, max_value=60))
def test_business_days_there_and_back(day: date, count: int) -> None:
    start = last_business_day(day)
    there = add_business_days(start, count)
    assert weekday(there)
    assert add_business_days(there, -count) == start


@given(days)
def test_the_day_before_the_day_after(day: date) -> None:
    assert day_before(day_after(day)) == day


def test_years_outside_the_calendar() -> None:
    with pytest.raises(OverflowError, match="year 10000 is outside the calendar"):
        add(date(9999, 6, 1), Duration(years=1))


@pytest.mark.parametrize(
    ("calendar", "closed"),
    [("US", date(2025, 7, 4)), ("NYSE", date(2025, 4, 18)), ("TARGET", date(2025, 5, 1)), ("ECB", date(2025, 12, 26))],
)
def test_holidays_of_named_calendars(calendar: str, closed: date) -> None:
    is_business_day = business_days(calendar)
    assert weekday(closed)
    assert not is_business_day(closed)
    assert is_business_day(date(2025, 10, 28))
    assert not is_business_day(date(2025, 10, 26))


def test_business_days_skip_the_holidays_of_a_calendar() -> None:
    length = Duration(business_days=3)
    assert add(date(2025, 7, 2), length) == date(2025, 7, 7)
    assert add(date(2025, 7, 2), length, is_business_day=business_days("US")) == date(2025, 7, 8)


def test_a_subdivision_of_a_country() -> None:
    boxing_day = date(2025, 12, 26)
    assert not business_days("GB-ENG")(boxing_day)
    assert is_calendar("US-NY")
    assert not is_calendar("US-XX")


def test_an_unknown_calendar() -> None:
    with pytest.raises(UnknownCalendarError, match="no business-day calendar is called `NARNIA`"):
        business_days("NARNIA")
