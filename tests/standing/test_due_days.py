"""Days on which something that recurs falls due."""

from datetime import date

import pytest

from termwise.base.dates import Duration
from termwise.model.deal import Deal
from termwise.model.moment import On, OnEvent
from termwise.model.sentence import Every, Periodic
from termwise.standing.due_days import due_days
from termwise.view.course import Course, Reach
from termwise.view.facts import CourseFacts

DEAL = Deal("D", date(2020, 1, 1), date(2030, 1, 1), date(2025, 1, 1))
FACTS = CourseFacts(DEAL, Course({"open": Reach(date(2025, 1, 2), None)}))


def found(schedule: Periodic | Every, start: str, end: str) -> list[str]:
    days = due_days(schedule, date.fromisoformat(start), date.fromisoformat(end), FACTS)
    return [str(day) for day in days]


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (Periodic("monthly"), ["2025-01-31", "2025-02-28", "2025-03-31"]),
        (Periodic("monthly", in_advance=True), ["2025-02-01", "2025-03-01"]),
        (Periodic("quarterly"), ["2025-03-31"]),
        (Periodic("yearly"), ["2025-12-31"]),
        (Periodic("yearly", in_advance=True), []),
        (Periodic("monthly", due_last_business_day=True), ["2025-01-31", "2025-02-28", "2025-03-31"]),
        (Periodic("quarterly", due_within=Duration(business_days=10)), ["2025-04-14"]),
        (Every(Duration(months=1), On(date(2024, 12, 31))), ["2025-01-31", "2025-02-28"]),
        (Every(Duration(days=30), On(date(2025, 1, 15))), ["2025-01-15", "2025-02-14", "2025-03-16"]),
        (Every(Duration(months=1), OnEvent("open")), []),
        (Every(Duration(), On(date(2025, 1, 15))), ["2025-01-15"]),
    ],
)
def test_due_days(schedule: Periodic | Every, expected: list[str]) -> None:
    assert found(schedule, "2025-01-10", "2025-03-20") == expected


def test_weeks_end_on_sunday_and_a_last_business_day_may_be_earlier() -> None:
    assert found(Periodic("weekly"), "2025-01-08", "2025-01-20") == ["2025-01-12", "2025-01-19"]
    assert found(Periodic("daily"), "2025-01-08", "2025-01-10") == ["2025-01-08", "2025-01-09"]
    assert found(Periodic("monthly", due_last_business_day=True), "2025-08-01", "2025-09-01") == ["2025-08-29"]
