"""When a moment comes, as far as a course of events tells: exact arithmetic on bounds.

Every rule here is monotone in the days it is given, so bounds of the parts give bounds of the whole.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import assert_never

from termwise.base.dates import AmbiguousDateError, Duration, Rounding, add, last_of_month, weekday
from termwise.model.deal import Deal
from termwise.model.moment import (
    Bound,
    FirstOf,
    LastOf,
    Moment,
    On,
    OnBreach,
    OneOfMoments,
    OnEvent,
    Shifted,
    UndisclosedMoment,
)
from termwise.model.text import moment_text
from termwise.view.course import NEVER, Course, HangsOn, Reach, Tri, all_of, any_of, certainly
from termwise.view.facts import CourseFacts, Facts


def reach(moment: Moment, deal: Deal, course: Course) -> Reach:
    """When the moment comes, from a deal and a course alone (a breach is open)."""
    return reach_of(moment, CourseFacts(deal, course))


def reach_of(moment: Moment, facts: Facts, about: str | None = None, *, last: bool = False) -> Reach:
    """When the moment comes. A date written as a month or a year is its first day, or its `last`.

    `about` names the clause or amendment an undisclosed date belongs to. Raises
    `UnknownCalendarError` when business days are counted on a calendar there is not.
    """
    match moment:
        case On():
            return certainly(last_day(moment) if last else moment.day)
        case OnEvent(event):
            return facts.event(event)
        case OnBreach(clause):
            return facts.breach(clause)
        case Shifted(origin, by):
            return shifted(reach_of(origin, facts, about), by, facts)
        case FirstOf(moments):
            return first_of(reach_of(part, facts, about, last=last) for part in moments)
        case LastOf(moments):
            return last_of(reach_of(part, facts, about, last=last) for part in moments)
        case OneOfMoments(options):
            days = [last_day(option) if last else option.day for option in options]
            return _open_between(min(days), max(days), about or moment_text(moment))
        case UndisclosedMoment(earliest, latest):
            first = facts.deal.start if earliest is None else earliest.day
            return _open_between(first, None if latest is None else last_day(latest), about or moment_text(moment))
        case _:
            assert_never(moment)


def come(moment: Moment, day: date, facts: Facts, about: str | None = None) -> Tri:
    """Whether the moment has come on `day`, its own day included; open only on what still matters that day."""
    match moment:
        case FirstOf(moments):
            return any_of(tuple(come(part, day, facts, about) for part in moments))
        case LastOf(moments):
            return all_of(tuple(come(part, day, facts, about) for part in moments))
        case _:
            return reach_of(moment, facts, about).by(day)


def end_of(bound: Bound, facts: Facts, about: str | None = None) -> Reach:
    """The first day outside: the moment itself for `until`, the day after it (its month, its year) for `through`."""
    if not bound.inclusive:
        return reach_of(bound.moment, facts, about)
    return moved(reach_of(bound.moment, facts, about, last=True), 1)


def ended(bound: Bound, day: date, facts: Facts, about: str | None = None) -> Tri:
    """Whether an end has come on `day`: whether `day` is outside."""
    if not bound.inclusive:
        return come(bound.moment, day, facts, about)
    return _passed(bound.moment, day, facts, about)


def _passed(moment: Moment, day: date, facts: Facts, about: str | None) -> Tri:
    match moment:
        case FirstOf(moments):
            return any_of(tuple(_passed(part, day, facts, about) for part in moments))
        case LastOf(moments):
            return all_of(tuple(_passed(part, day, facts, about) for part in moments))
        case _:
            return moved(reach_of(moment, facts, about, last=True), 1).by(day)


def last_day(on: On) -> date:
    """The last day of what was written: the day itself, its month or its year."""
    match on.precision:
        case "day":
            return on.day
        case "month":
            return last_of_month(on.day)
        case "year":
            return date(on.day.year, 12, 31)
        case _:
            assert_never(on.precision)


def first_of(reaches: Iterable[Reach]) -> Reach:
    """The earliest of several; never, when none comes. It hangs on those that may still come first."""
    coming = [one for one in reaches if one.earliest is not None]
    if not coming:
        return NEVER
    earliest = min(one.earliest for one in coming if one.earliest is not None)
    latest = min((one.latest for one in coming if one.latest is not None), default=None)
    return _hanging(earliest, latest, (one for one in coming if _before(one.earliest, latest)))


def last_of(reaches: Iterable[Reach]) -> Reach:
    """The latest of several; never, when one never comes. It hangs on those that may still come last."""
    parts = list(reaches)
    earliest = max((one.earliest for one in parts if one.earliest is not None), default=None)
    if earliest is None or any(one.earliest is None for one in parts):
        return NEVER
    ends = [one.latest for one in parts if one.latest is not None]
    latest = max(ends) if len(ends) == len(parts) else None
    return _hanging(earliest, latest, (one for one in parts if _before(earliest, one.latest)))


def moved(one: Reach, days: int) -> Reach:
    """The same, a number of civil days later (earlier when negative)."""
    return _each(one, lambda day: day + timedelta(days=days))


def shifted(origin: Reach, by: Duration, facts: Facts) -> Reach:
    """The origin plus a length of time, months rounded as the deal says, business days on its calendar.

    Where the deal refuses to round and the month has no such day, it is open between both roundings.
    """
    deal = facts.deal
    is_business_day = facts.is_business_day() if by.business_days else weekday

    def plus(day: date, rounding: Rounding) -> date:
        return add(day, by, rounding, is_business_day)

    if deal.rounding != "refuse":
        rounding = deal.rounding
        return _each(origin, lambda day: plus(day, rounding))
    try:
        return _each(origin, lambda day: plus(day, "refuse"))
    except AmbiguousDateError as ambiguous:
        low, high = _each(origin, lambda day: plus(day, "down")), _each(origin, lambda day: plus(day, "up"))
        return Reach(low.earliest, high.latest, origin.hangs_on | {HangsOn("words", str(ambiguous))})


def not_after(one: Reach, other: Reach) -> Tri:
    """Whether `one` comes on the day of `other` or before. No, when it never comes."""
    if one.earliest is None or (other.latest is not None and one.earliest > other.latest):
        return Tri(False)
    if one.latest is not None and (other.earliest is None or one.latest <= other.earliest):
        return Tri(True)
    return Tri(None, one.hangs_on | other.hangs_on)


def if_true(one: Reach, truth: Tri) -> Reach:
    """The moment if a truth holds, never if it does not, perhaps never while it is open."""
    if truth.value is True:
        return one
    if truth.value is False or one.earliest is None:
        return NEVER
    return Reach(one.earliest, None, one.hangs_on | truth.hangs_on)


def not_before(one: Reach, day: date) -> Reach:
    """The moment, held back to `day` when it would come earlier."""
    return last_of((one, certainly(day)))


def _each(one: Reach, move: Callable[[date], date]) -> Reach:
    """Both bounds moved. Beyond the calendar's last year a moment never comes; before its first it is its first day."""
    if one.earliest is None:
        return NEVER
    earliest = _within_calendar(move, one.earliest)
    if earliest is None:
        return NEVER
    return Reach(earliest, None if one.latest is None else _within_calendar(move, one.latest), one.hangs_on)


def _within_calendar(move: Callable[[date], date], day: date) -> date | None:
    try:
        return move(day)
    except OverflowError:
        return None if day.year > 5000 else date.min


def _before(one: date | None, other: date | None) -> bool:
    """Whether `one` is before `other`, None of the latter being without end."""
    return one is not None and (other is None or one < other)


def _hanging(earliest: date, latest: date | None, parts: Iterable[Reach]) -> Reach:
    if earliest == latest:
        return certainly(earliest)
    return Reach(earliest, latest, frozenset[HangsOn]().union(*(part.hangs_on for part in parts)))


def _open_between(earliest: date, latest: date | None, about: str) -> Reach:
    if earliest == latest:
        return certainly(earliest)
    return Reach(earliest, latest, frozenset({HangsOn("number", about)}))
