"""The periods of a program and what the calendar says of each, folded into tables and calendar moves."""

from bisect import bisect_left
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from termwise.base.dates import Duration, Frequency, IsBusinessDay, Rounding, add, add_to_each, last_business_day
from termwise.ir.program import CalendarShift, NumberTable, Period
from termwise.model.deal import Deal

UNITS: dict[Frequency, str] = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
}
"""The unit of time that a frequency repeats in. Weeks begin on Monday."""

ONE_DAY = timedelta(days=1)


def start_of(unit: str, day: date) -> date:
    """The first day of the calendar unit that holds `day`."""
    match unit:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        case _:
            return date(day.year, 1, 1)


def after(unit: str, day: date) -> date:
    """The first day after the calendar unit that holds `day`."""
    first = start_of(unit, day)
    match unit:
        case "day":
            return first + ONE_DAY
        case "week":
            return first + timedelta(days=7)
        case "month":
            return add(first, Duration(months=1))
        case "quarter":
            return add(first, Duration(months=3))
        case _:
            return add(first, Duration(years=1))


def periods_of(deal: Deal) -> tuple[Period, ...]:
    """The calendar periods of the deal's grid within its term; the first and the last may be cut."""
    unit = UNITS[deal.grid]
    found: list[Period] = []
    day = deal.start
    while day < deal.end:
        end = min(after(unit, day), deal.end)
        found.append(Period(day.toordinal(), end.toordinal()))
        day = end
    return tuple(found)


class Anchors(Struct, frozen=True):
    """Anchored days: the first on or after a day, the first after it, and how many a period has at most."""

    at_or_after: CalendarShift
    after: CalendarShift
    most: int


class Grid:
    """The calendar of one program."""

    def __init__(self, deal: Deal, first: date, last: date) -> None:
        """`first` and `last` are the days between which the calendar moves days."""
        self.deal = deal
        self.unit = UNITS[deal.grid]
        self.periods = periods_of(deal)
        self._first, self._last = first, last
        self._shifts: dict[str, CalendarShift] = {}

    def ends_with(self, unit: str) -> bool:
        """Whether every period is at least one whole unit: nothing is left to accrue from one to the next."""
        order = ("day", "week", "month", "quarter", "year")
        return order.index(unit) <= order.index(self.unit)

    def share(self, unit: str) -> NumberTable:
        """How many calendar units the period is: a January of 31 days is 31/365 of a year."""
        return NumberTable(f"{unit}s in the period", _shares(unit, self.periods))

    def share_of_unit(self, per: str, unit: str) -> NumberTable:
        """How many calendar units `per` are in the `unit` that holds the period's first day."""
        days = [date.fromordinal(period.start) for period in self.periods]
        spans = tuple(Period(start_of(unit, day).toordinal(), after(unit, day).toordinal()) for day in days)
        return NumberTable(f"{per}s in its {unit}", _shares(per, spans))

    def closing(self, unit: str) -> NumberTable:
        """1 where a unit ends within the period, and in the last period of all; else 0."""
        return NumberTable(f"a {unit} ends", _closings(unit, self.periods))

    def last_period(self) -> NumberTable:
        """1 in the last period of all, else 0."""
        return NumberTable("the last period", tuple(Fraction(period is self.periods[-1]) for period in self.periods))

    def carrying(self, unit: str) -> NumberTable:
        """0 in the first period of a unit, where what was counted in the unit before is forgotten; else 1."""
        units = [start_of(unit, date.fromordinal(period.start)) for period in self.periods]
        same = [False, *(before == here for before, here in pairwise(units))]
        return NumberTable(f"same {unit} as before", tuple(Fraction(value) for value in same))

    def shift(self, name: str, move: Callable[[date], date]) -> CalendarShift:
        """A calendar move over every day that may be asked; a name stands for one move."""
        if name not in self._shifts:
            first, last = self._first.toordinal(), self._last.toordinal()
            days = tuple(move(date.fromordinal(day)).toordinal() for day in range(first, last + 1))
            self._shifts[name] = CalendarShift(name, first, days)
        return self._shifts[name]

    def later(self, name: str, by: Duration, business: IsBusinessDay) -> CalendarShift:
        """Every day and a length of time, rounded as the deal says. Raises what `base.dates.add` raises."""
        if name not in self._shifts:
            days = add_to_each(self._first, self._last, by, self.deal.rounding, business)
            self._shifts[name] = CalendarShift(name, self._first.toordinal(), days)
        return self._shifts[name]

    def yesterday(self) -> CalendarShift:
        """The day before."""
        return self._by_days("the day before", -1)

    def tomorrow(self) -> CalendarShift:
        """The day after."""
        return self._by_days("the day after", 1)

    def _by_days(self, name: str, count: int) -> CalendarShift:
        """A move by so many days."""
        if name not in self._shifts:
            first, last = self._first.toordinal(), self._last.toordinal()
            self._shifts[name] = CalendarShift(name, first, tuple(range(first + count, last + count + 1)))
        return self._shifts[name]

    def first_day(self, unit: str) -> CalendarShift:
        """The first day of the unit."""
        return self._by_unit(f"first day of its {unit}", unit, lambda first, _: first)

    def day_after(self, unit: str) -> CalendarShift:
        """The first day after the unit."""
        return self._by_unit(f"first day after its {unit}", unit, lambda _, following: following)

    def _by_unit(self, name: str, unit: str, move: Callable[[date, date], date]) -> CalendarShift:
        """A move that takes all days of a unit to one: of the unit's first day and the first day after it."""
        if name not in self._shifts:
            days: list[int] = []
            first = start_of(unit, self._first)
            while first <= self._last:
                following = after(unit, first)
                here = min(following, self._last + ONE_DAY) - max(first, self._first)
                days += [move(first, following).toordinal()] * here.days
                first = following
            self._shifts[name] = CalendarShift(name, self._first.toordinal(), tuple(days))
        return self._shifts[name]

    def due(self, unit: str, grace: Duration | None, business: IsBusinessDay | None, *, last: bool) -> CalendarShift:
        """The last day of the unit and `grace` after it; on its last business day when `last`."""
        words = f"last {'business ' if last else ''}day of its {unit}"
        name = words if grace is None else f"{grace} after the {words}"

        def move(_: date, following: date) -> date:
            end = following - ONE_DAY
            if last and business is not None:
                end = last_business_day(end, business)
            return end if grace is None else add(end, grace, self.deal.rounding, business or _every_day)

        return self._by_unit(name, unit, move)

    def anchors(self, origin: date, length: Duration, rounding: Rounding) -> "Anchors":
        """The days origin, origin + length, origin + twice the length, …; none before the origin."""
        days: list[date] = []
        day, count = origin, 0
        while day <= self._last + timedelta(days=366):
            days.append(day)
            count += 1
            following = add(origin, _times(length, count), rounding)
            if following <= day:
                break
            day = following
        most = max(sum(period.start <= one.toordinal() < period.end for one in days) for period in self.periods)
        words = f"{origin} and every {length}"
        return Anchors(
            self.shift(f"first of {words}", lambda one: _next(days, one)),
            self.shift(f"next of {words}", lambda one: _next(days, one + ONE_DAY)),
            max(most, 1),
        )


@lru_cache(maxsize=64)  # every clause and every view of a deal asks for the same few
def _shares(unit: str, spans: tuple[Period, ...]) -> tuple[Fraction, ...]:
    """How many calendar units each stretch of days is."""
    return tuple(_share(unit, span) for span in spans)


def _share(unit: str, span: Period) -> Fraction:
    total, day, end = Fraction(0), date.fromordinal(span.start), date.fromordinal(span.end)
    while day < end:
        following = after(unit, day)
        until = min(following, end)
        total += Fraction((until - day).days, (following - start_of(unit, day)).days)
        day = until
    return total


@lru_cache(maxsize=64)  # as shares are
def _closings(unit: str, periods: tuple[Period, ...]) -> tuple[Fraction, ...]:
    """1 for a period within which a unit ends, and for the last one; else 0."""
    *others, _ = periods
    return (*(Fraction(_closes(unit, period)) for period in others), Fraction(1))


def _closes(unit: str, period: Period) -> bool:
    last = date.fromordinal(period.end - 1)
    return after(unit, date.fromordinal(period.start)).toordinal() <= period.end or after(unit, last) == (
        last + ONE_DAY
    )


def _every_day(day: date) -> bool:  # noqa: ARG001 - a calendar without holidays
    return True


def _times(length: Duration, count: int) -> Duration:
    return Duration(length.years * count, length.months * count, length.days * count, length.business_days * count)


def _next(days: list[date], day: date) -> date:
    """The first of the days on or after `day`; the last of the calendar when there is none."""
    place = bisect_left(days, day)
    return days[place] if place < len(days) else date.max
