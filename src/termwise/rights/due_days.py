"""The days on which a schedule falls due, as far as they are known."""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from termwise.model.sentence import ByThen, Every, Once, Periodic, Schedule, When, Within
from termwise.standing.due_days import due_days as recurring_days
from termwise.view.conditions import first_day
from termwise.view.course import Reach
from termwise.view.facts import Facts
from termwise.view.figures import At
from termwise.view.moments import reach_of, shifted


def due_days(schedule: Schedule, facts: Facts, start: date, end: date) -> Iterator[date]:
    """The known due days of the periods in `[start, end)`, or the one known due day, in order.

    A day that hangs on an open event is left out. The payment for the last period may fall after `end`.
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
        case Periodic() | Every():
            yield from recurring_days(schedule, start, end, facts)
        case _:
            assert_never(schedule)


def _known(reach: Reach) -> Iterator[date]:
    if reach.earliest is not None and reach.earliest == reach.latest:
        yield reach.earliest
