"""The days on which a schedule falls due, as far as they are known.

A periodic schedule follows calendar periods and falls due on a period's last day (`in advance`: its first),
or as its `due` line says. `every 3 months from D` has periods of its own that begin on D.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count as count_from
from typing import assert_never

from termwise.base.dates import Duration, Frequency, add, day_after, day_before, last_business_day
from termwise.model.moment import Moment
from termwise.model.sentence import ByThen, Every, Once, Periodic, Schedule, When, Within
from termwise.view.conditions import first_day
from termwise.view.course import Reach
from termwise.view.facts import Facts
from termwise.view.figures import At
from termwise.view.moments import reach_of, shifted


def due_days(schedule: Schedule, facts: Facts, start: date, end: date) -> Iterator[date]:
    """The known due days of periods that begin in `[start, end)`, or the one known due day, in order.

    A day that hangs on an open event is left out. A periodic schedule's day may fall after `end`: the
    payment for the last period.
    """
    match schedule:
        case Once(moment):
            yield from _known(reach_of(moment, facts))
        case ByThen(moment):
            yield from _known(reach_of(moment, facts, last=True))
        case Within(length, origin):
            yield from _known(shifted(reach_of(origin, facts), length, facts))
        case When(condition):
            yield from _known(first_day(condition, At(start, facts)))
        case Periodic():
            yield from _periodic(schedule, facts, start, end)
        case Every(length, origin):
            yield from _anchored(length, origin, facts, start, end)
        case _:
            assert_never(schedule)


def _known(reach: Reach) -> Iterator[date]:
    if reach.earliest is not None and reach.earliest == reach.latest:
        yield reach.earliest


def _periodic(schedule: Periodic, facts: Facts, start: date, end: date) -> Iterator[date]:
    first = start
    while first < end:
        following = next_period(first, schedule.frequency)
        last = day_before(following)
        yield _due(schedule, facts, first, last)
        first = following


def _due(schedule: Periodic, facts: Facts, first: date, last: date) -> date:
    """The due day of one period, whose first day is cut to the start of the clause."""
    if schedule.due_last_business_day:
        return last_business_day(last, facts.is_business_day())
    base = first if schedule.in_advance else last
    if schedule.due_within is None:
        return base
    rounding = "down" if facts.deal.rounding == "refuse" else facts.deal.rounding
    return add(base, schedule.due_within, rounding, facts.is_business_day())


def next_period(day: date, frequency: Frequency) -> date:
    """The first day of the calendar period after that of `day`. Weeks begin on Monday."""
    match frequency:
        case "daily":
            return day_after(day)
        case "weekly":
            return day + timedelta(days=7 - day.weekday())
        case "monthly":
            return add(day.replace(day=1), Duration(months=1))
        case "quarterly":
            return add(date(day.year, day.month - (day.month - 1) % 3, 1), Duration(months=3))
        case "yearly":
            return date(day.year + 1, 1, 1)
        case _:
            assert_never(frequency)


def _anchored(length: Duration, origin: Moment, facts: Facts, start: date, end: date) -> Iterator[date]:
    """The last day of each period that begins on the origin and every length after it, counted from the origin."""
    for anchor in _known(reach_of(origin, facts)):
        for count in count_from(1):
            due = day_before(add(anchor, _times(length, count), "down", facts.is_business_day()))
            if due < anchor or due >= end:
                return
            if due >= start:
                yield due


def _times(length: Duration, count: int) -> Duration:
    return Duration(length.years * count, length.months * count, length.days * count, length.business_days * count)
