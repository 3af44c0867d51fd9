"""Moments as days: dates as run-time days, events by their day, lengths of time by the calendar."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import assert_never

from termwise.base.dates import AmbiguousDateError, Duration, add
from termwise.ir.program import Value
from termwise.lower.asking import Lowers, NotLoweredError
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
from termwise.view.moments import last_day


def moment(lo: Lowers, of: Moment, about: str, *, last: bool = False) -> Value:
    """The day a moment comes. Raises `NotLoweredError` for a date that is not public."""
    b = lo.builder
    match of:
        case On():
            return given(lo, about, last_day(of) if last else of.day)
        case OnEvent(event):
            return lo.event(event)
        case OnBreach(clause):
            return _breach(lo, clause)
        case Shifted(On() as origin, by):
            return given(lo, about, _added(lo, origin.day, by))
        case Shifted(origin, by):
            return shifted(lo, lo.moment(origin, about), by)
        case FirstOf(moments):
            return b.earliest([lo.moment(part, about, last=last) for part in moments])
        case LastOf(moments):
            days = [lo.moment(part, about, last=last) for part in moments]
            return b.latest(days[0], *days[1:])
        case OneOfMoments(options):
            middle = sorted(options, key=lambda option: option.day)[(len(options) - 1) // 2]
            lo.leave_out(about.partition(":")[0], f"{moment_text(of)} is open: {middle.day} is taken")
            return lo.moment(middle, about, last=last)
        case UndisclosedMoment(On() as low, On() as high):
            middle_day = date.fromordinal((low.day.toordinal() + last_day(high).toordinal()) // 2)
            lo.leave_out(
                about.partition(":")[0], f"a date is not public: {middle_day} is taken, the middle of its range"
            )
            return given(lo, about, middle_day)
        case UndisclosedMoment():
            raise NotLoweredError("a date that is not public")
        case _:
            assert_never(of)


def end(lo: Lowers, bound: Bound, about: str) -> Value:
    """The first day outside."""
    if not bound.inclusive:
        return lo.moment(bound.moment, about)
    match bound.moment:
        case On():
            return given(lo, about, _added(lo, last_day(bound.moment), Duration(days=1)))
        case _:
            return shifted(lo, lo.moment(bound.moment, about, last=True), Duration(days=1))


def given(lo: Lowers, about: str, day: date) -> Value:
    """A day of the text as a run-time day, under the name of what it is for."""
    return lo.given_day(about, day.toordinal())


def shifted(lo: Lowers, day: Value, by: Duration) -> Value:
    """A day moved by a length of time, months rounded as the deal says."""
    if by == Duration():
        return day
    words = f"{by} after" if min(by.years, by.months, by.days, by.business_days) >= 0 else f"{by.negated()} before"
    with refusing_to_round():
        later = lo.grid.later(words, by, lo.facts.is_business_day())
    return lo.builder.shift(later, day)


def _added(lo: Lowers, day: date, by: Duration) -> date:
    with refusing_to_round():
        return add(day, by, lo.agreement.deal.rounding, lo.facts.is_business_day())


@contextmanager
def refusing_to_round() -> Iterator[None]:
    """Where the calendar counts months: a month that the deal refuses to round cannot be followed."""
    try:
        yield
    except AmbiguousDateError as ambiguous:
        raise NotLoweredError(f"the deal refuses to round, and {ambiguous}") from ambiguous


def _breach(lo: Lowers, clause: str) -> Value:
    when = lo.facts.breach(clause)
    if when.earliest is not None and when.earliest == when.latest:
        return given(lo, f"breach of {clause}", when.earliest)
    if when.earliest is None:
        return lo.builder.never()
    found = lo.uses(clause)
    if not found:
        lo.leave_out(clause, "whether it is violated is open: it is taken as kept")
    return lo.builder.earliest([use.day for use in found])
