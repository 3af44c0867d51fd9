"""Calendar moves: a formula says the same as the table on every day, or the table is looked up."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from termwise.base.dates import Duration, add, last_business_day, weekday
from termwise.ir.program import NEVER, CalendarShift
from termwise.report.xlsx.moves import Looked, Said, move_of

FIRST, DAYS = date(2023, 12, 29), 900


def shift(move: Callable[[date], date]) -> CalendarShift:
    """The move as a table."""
    days = (FIRST + timedelta(days=place) for place in range(DAYS))
    return CalendarShift("move", FIRST.toordinal(), tuple(move(day).toordinal() for day in days))


def _month_end(day: date) -> date:
    return add(day.replace(day=1), Duration(months=1)) - timedelta(days=1)


@pytest.mark.parametrize(
    ("move", "formula"),
    [
        (lambda day: day - timedelta(days=1), "{day}-1"),
        (lambda day: day + timedelta(days=4096), "{day}+4096"),
        (lambda day: add(day, Duration(months=24)), "EDATE({day},24)"),
        (lambda day: add(day, Duration(months=-3)), "EDATE({day},-3)"),
        (lambda day: add(day, Duration(months=1), "up"), "EDATE({day},1)+(DAY(EDATE({day},1))<DAY({day}))"),
        (lambda day: day.replace(day=1), "EOMONTH({day},-1)+1"),
        (_month_end, "EOMONTH({day},0)"),
        (lambda day: _month_end(day) + timedelta(days=30), "EOMONTH({day},0)+30"),
        (lambda day: add(_month_end(day), Duration(months=2)), "EDATE(EOMONTH({day},0),2)"),
        (lambda day: date(day.year, 12, 31), "DATE(YEAR({day})+1,1,1)-1"),
        (lambda day: day - timedelta(days=day.weekday()), "({day}-WEEKDAY({day},3))"),
        (lambda day: last_business_day(_month_end(day), weekday), "WORKDAY(EOMONTH({day},0)+1,-1)"),
        (lambda day: add(day, Duration(business_days=5)), "WORKDAY({day},5)"),
    ],
)
def test_what_the_calendar_says_is_a_formula(move: Callable[[date], date], formula: str) -> None:
    assert move_of(shift(move)) == Said(formula)


def test_one_day_that_is_moved_elsewhere_makes_it_a_table() -> None:
    plain = shift(lambda day: day + timedelta(days=30))
    planted = CalendarShift("move", plain.first, (*plain.days[:500], plain.days[500] + 1, *plain.days[501:]))
    assert isinstance(move_of(planted), Looked)


def test_a_table_holds_the_days_on_which_something_changes() -> None:
    dates = (date(2024, 3, 31), date(2024, 9, 30), date(2030, 1, 1))
    found = move_of(shift(lambda day: next(one for one in dates if one >= day)))
    assert isinstance(found, Looked)
    assert found.steps == (
        (FIRST.toordinal(), dates[0].toordinal()),
        (date(2024, 4, 1).toordinal(), dates[1].toordinal()),
        (date(2024, 10, 1).toordinal(), dates[2].toordinal()),
        (FIRST.toordinal() + DAYS, NEVER),
    )
