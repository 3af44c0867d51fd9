"""The days on which something that recurs falls due."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import assert_never

from termwise.base.dates import Duration, Frequency, add, last_business_day, last_of_month
from termwise.model.sentence import Every, Periodic
from termwise.view.facts import Facts
from termwise.view.moments import reach_of

_MOST = 40_000
"""A bound on the days of one schedule: more than a century of daily payments."""


def due_days(schedule: Periodic | Every, start: date, end: date, facts: Facts) -> Iterator[date]:
    """The due days of the periods that begin or lie in `[start, end)`, in order.

    Calendar periods fall due on their last day, or the first when in advance; on their last business
    day when so said; or a stated time after their last day. An anchored schedule falls due on its
    anchor and every so long after. A schedule anchored on a day not known has no due days.
    """
    match schedule:
        case Periodic():
            return _periodic(schedule, start, end, facts)
        case Every():
            return _anchored(schedule, start, end, facts)
        case _:
            assert_never(schedule)


def _periodic(schedule: Periodic, start: date, end: date, facts: Facts) -> Iterator[date]:
    first = period_start(start, schedule.frequency)
    for _ in range(_MOST):
        following = next_period(first, schedule.frequency)
        if first >= end:
            return
        if not (schedule.in_advance and first < start):
            yield _due(schedule, first, following - timedelta(days=1), facts)
        first = following


def _due(schedule: Periodic, first: date, last: date, facts: Facts) -> date:
    day = first if schedule.in_advance else last
    if schedule.due_last_business_day:
        return last_business_day(last, facts.is_business_day())
    if schedule.due_within is None:
        return day
    rounding = "down" if facts.deal.rounding == "refuse" else facts.deal.rounding
    return add(day, schedule.due_within, rounding, facts.is_business_day())


def _anchored(schedule: Every, start: date, end: date, facts: Facts) -> Iterator[date]:
    origin = reach_of(schedule.origin, facts)
    if origin.earliest is None or origin.earliest != origin.latest:
        return
    rounding = "down" if facts.deal.rounding == "refuse" else facts.deal.rounding
    for count in range(_MOST):
        day = add(origin.earliest, _times(schedule.length, count), rounding)
        if day >= end or (count and day <= origin.earliest):
            return
        if day >= start:
            yield day


def _times(length: Duration, count: int) -> Duration:
    """So often the length, from the anchor: the 31st comes back after a shorter month."""
    return Duration(length.years * count, length.months * count, length.days * count, length.business_days * count)


def period_start(day: date, frequency: Frequency) -> date:
    """The first day of the calendar period `day` lies in; weeks begin on Monday."""
    match frequency:
        case "daily":
            return day
        case "weekly":
            return day - timedelta(days=day.weekday())
        case "monthly":
            return day.replace(day=1)
        case "quarterly":
            return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
        case "yearly":
            return day.replace(month=1, day=1)
        case _:
            assert_never(frequency)


def next_period(first: date, frequency: Frequency) -> date:
    """The first day of the calendar period after the one that begins on `first`."""
    match frequency:
        case "daily":
            return first + timedelta(days=1)
        case "weekly":
            return first + timedelta(days=7)
        case "monthly":
            return last_of_month(first) + timedelta(days=1)
        case "quarterly":
            return add(first, Duration(months=3))
        case "yearly":
            return add(first, Duration(years=1))
        case _:
            assert_never(frequency)
