"""Civil time: durations, month arithmetic that states its rounding, schedules' units.

Intervals are half-open `[start, end)` in whole civil days everywhere in Termwise.
Month arithmetic follows Monat, Fromherz and Merigoux, "Formalizing Date Arithmetic and
Statically Detecting Ambiguities for the Law" (ESOP 2024).
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Literal

from msgspec import Struct

Rounding = Literal["down", "up", "refuse"]
Frequency = Literal["daily", "weekly", "monthly", "quarterly", "yearly"]
IsBusinessDay = Callable[[date], bool]
Moment = int | Fraction
"""The ordinal of a day, or a fraction of one: the middle of a period may be noon."""

FIRST_YEAR = 1000
LAST_YEAR = 5000
"""The years in which days can be written: what is worked out from them has room before the calendar ends."""


def is_writable(day: date) -> bool:
    """Whether a deal, a course or a question can name `day`."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


_ROOM = 10


class Duration(Struct, frozen=True):
    """A length of civil time. Months and years are calendar months; days are civil days.

    `business_days` are counted on a business-day calendar and excludes the others.
    """

    years: int = 0
    months: int = 0
    days: int = 0
    business_days: int = 0

    def __str__(self) -> str:
        parts = [
            f"{count} {unit if count != 1 else unit.removesuffix('s')}"
            for count, unit in (
                (self.years, "years"),
                (self.months, "months"),
                (self.days, "days"),
                (self.business_days, "business days"),
            )
            if count
        ]
        return " ".join(parts) or "0 days"

    def negated(self) -> "Duration":
        """The same length backwards."""
        return Duration(-self.years, -self.months, -self.days, -self.business_days)


class AmbiguousDateError(ValueError):
    """A month addition has no such day (31 January + 1 month) and rounding is `refuse`."""


def weekday(day: date) -> bool:
    """Whether `day` is Monday to Friday: the calendar without a name."""
    return day.weekday() < 5


def add(
    day: date,
    length: Duration,
    rounding: Rounding = "down",
    is_business_day: IsBusinessDay = weekday,
) -> date:
    """`day` plus `length`: years and months first, rounded, then days, then business days.

    Raises `AmbiguousDateError` when the month has no such day and `rounding` is "refuse";
    `OverflowError` outside the years 10 to 9989: a day at the very end of the calendar has no day beside it.
    """
    moved = _add_months(day, 12 * length.years + length.months, rounding)
    moved += timedelta(days=length.days)
    moved = add_business_days(moved, length.business_days, is_business_day)
    if not _ROOM <= moved.year <= 9999 - _ROOM:
        raise OverflowError(f"{moved} is too near the end of the calendar")
    return moved


def add_to_each(
    first: date, last: date, length: Duration, rounding: Rounding = "down", is_business_day: IsBusinessDay = weekday
) -> tuple[int, ...]:
    """The ordinals of `add` to every day from `first` through `last`: month by month, where `add` goes day by day.

    Raises as `add` does.
    """
    if length.business_days or rounding == "refuse":
        every = (date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1))
        return tuple(add(day, length, rounding, is_business_day).toordinal() for day in every)
    return _each_of_months(first, last, length, rounding)


@lru_cache(maxsize=32)  # every view of a deal moves the same days by the same lengths
def _each_of_months(first: date, last: date, length: Duration, rounding: Rounding) -> tuple[int, ...]:
    for end in (first, last):
        add(end, length, rounding)  # whatever leaves the calendar leaves it at an end
    months, over = 12 * length.years + length.months, 0 if rounding == "down" else 1
    found: list[int] = []
    month = first_of_month(first)
    while month <= last:
        lands = _add_months(month, months, rounding)
        begins, days = lands.toordinal() + length.days, monthrange(lands.year, lands.month)[1]
        here = range(1 if found else first.day, monthrange(month.year, month.month)[1] + 1)
        found += [begins + (day - 1 if day <= days else days - 1 + over) for day in here]
        month = _add_months(month, 1, rounding)
    return tuple(found[: last.toordinal() + 1 - first.toordinal()])


def _add_months(day: date, months: int, rounding: Rounding) -> date:
    if months == 0:
        return day
    index = 12 * day.year + (day.month - 1) + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"year {year} is outside the calendar")
    last = monthrange(year, month + 1)[1]
    if day.day <= last:
        return date(year, month + 1, day.day)
    if rounding == "refuse":
        raise AmbiguousDateError(f"{day} plus {months} months: {year:04}-{month + 1:02} has no day {day.day}")
    end = date(year, month + 1, last)
    return end if rounding == "down" else end + timedelta(days=1)


def add_business_days(day: date, count: int, is_business_day: IsBusinessDay = weekday) -> date:
    """The `count`-th business day after `day` (before it when negative); `day` itself for 0."""
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_business_day(day)
    return day


def last_business_day(day: date, is_business_day: IsBusinessDay = weekday) -> date:
    """`day` if it is a business day, else the last one before it."""
    while not is_business_day(day):
        day -= timedelta(days=1)
    return day


def first_of_month(day: date) -> date:
    """The first day of the month of `day`."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def day_before(day: date) -> date:
    """The civil day before `day`: the last day of an interval that ends at `day`."""
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    """The civil day after `day`."""
    return day + timedelta(days=1)


@lru_cache(maxsize=8192)  # the ends and middles of the periods are asked for again and again
def position(day: Moment) -> Fraction:
    """Where a day lies in calendar years: 2026.0 is the beginning of 1 January 2026."""
    whole = date.fromordinal(floor(day))
    first = date(whole.year, 1, 1).toordinal()
    length = date(whole.year, 12, 31).toordinal() + 1 - first
    return whole.year + Fraction(Fraction(day) - first) / length
