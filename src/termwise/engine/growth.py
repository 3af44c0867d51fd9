"""What a driver comes to in every period: history, then growth by regimes and jumps at events, without variation.

Growth compounds in calendar years: one year from 28 October to 28 October, and a day is 1/365 or 1/366 of its
year, so whole years grow by whole powers. A level grows from the day of its base to the period's end. A flow
grows from the middle of its base to the middle of the period and is spread evenly over the period's days.
A jump multiplies from the day of its event on.
"""

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import floor, prod

from termwise.base.dates import Moment, position
from termwise.engine.irrational import power
from termwise.ir.program import NEVER, DrawnSeries, Period, Regime


class ImpossibleGrowthError(ValueError):
    """A driver that loses more than everything in a year."""


class Path:
    """One driver on one course of events."""

    def __init__(self, series: DrawnSeries, event_days: Sequence[int], values: Sequence[Fraction | int]) -> None:
        """`values` are those of the prologue, by value number."""
        self.series = series
        self.event_days = event_days
        self.factors = [1 + Fraction(values[regime.rate]) for regime in series.regimes]
        self.jumps = [(event_days[event], 1 + Fraction(values[size])) for event, size in series.jumps]
        if any(factor < 0 for factor in self.factors):
            raise ImpossibleGrowthError(f"driver {series.name} falls by more than 100% per year")

    def over(self, periods: Sequence[Period]) -> tuple[Fraction, ...]:
        """Shape (periods,): amounts over the period of a flow, values at its end of a level."""
        known = [value for value in self.series.known if value is not None]
        open_from = first_open_day(self.series, periods)
        base_day, base = base_of(self.series, periods)
        growth = Growth(self, base_day)
        jumps = [(day, factor) for day, factor in self.jumps if day >= open_from]
        ahead = periods[len(known) :]
        return (*known, *(self._in(period, base, growth, jumps) for period in ahead))

    def _in(self, period: Period, base: Fraction, growth: "Growth", jumps: list[tuple[int, Fraction]]) -> Fraction:
        if not self.series.flow:
            return prod([*growth.until(period.end), *_counted(jumps, period.end - 1)], start=base)
        middle = Fraction(period.start + period.end, 2)
        return prod(growth.until(middle), start=base) * days_with_jumps(period, jumps)


class Growth:
    """The growth of a driver from a day on: its regimes one after the other, and how long each has run by then."""

    def __init__(self, path: Path, start: Moment) -> None:
        """`start` is what the driver grows from: the day of its base."""
        series, event_days = path.series, path.event_days
        changes = {regime.until for regime in series.regimes}
        changes |= {event_days[regime.after] for regime in series.regimes if regime.after is not None}
        self._factors = path.factors
        self._begins: list[Moment] = [start, *sorted(day for day in changes if start < day < NEVER)]
        self._regimes = [regime_at(series.regimes, event_days, day) for day in self._begins]
        years = [Fraction(0)] * len(path.factors)
        self._years = [tuple(years)]
        for (here, there), regime in zip(pairwise(self._begins), self._regimes, strict=False):
            if regime is not None:
                years[regime] += position(there) - position(here)
            self._years.append(tuple(years))

    def until(self, end: Moment) -> list[Fraction]:
        """The factors of growth up to a moment: none when it is not later than the day it grows from."""
        if end <= self._begins[0]:
            return []
        last = bisect_left(self._begins, end) - 1
        years, regime = list(self._years[last]), self._regimes[last]
        if regime is not None:
            years[regime] += position(end) - position(self._begins[last])
        return [power(factor, length) for factor, length in zip(self._factors, years, strict=True) if length]


def regime_at(regimes: Sequence[Regime], event_days: Sequence[int], moment: Moment) -> int | None:
    """The regime that holds from a moment on: the last begun by an event, else the first not yet over."""
    running = [(index, one) for index, one in enumerate(regimes) if moment < one.until]
    by_event = [
        (event_days[one.after], index)
        for index, one in running
        if one.after is not None and event_days[one.after] <= moment
    ]
    if by_event:
        return max(by_event)[1]
    return next((index for index, one in running if one.after is None), None)


def base_of(series: DrawnSeries, periods: Sequence[Period]) -> tuple[Moment, Fraction]:
    """What the future grows from: a day, and a level on that day or an amount per day around it."""
    known = [value for value in series.known if value is not None]
    return series.base or _last_known(series.flow, known[-1], periods[len(known) - 1])


def known_by_period(series: DrawnSeries) -> bool:
    """Whether the history ends with its last known period; a level otherwise is known up to the day of its base."""
    return bool(series.known) and series.known[0] is not None and (series.flow or series.base is None)


def varies_from(series: DrawnSeries, periods: Sequence[Period]) -> Moment:
    """From when a driver varies: the end of the last known period, or of what is known before all periods."""
    if known_by_period(series):
        return periods[sum(value is not None for value in series.known) - 1].end
    return base_of(series, periods)[0] if series.known_until is None else series.known_until


def first_open_day(series: DrawnSeries, periods: Sequence[Period]) -> int:
    """The first day after the history: from then on jumps count."""
    if known_by_period(series):
        return periods[sum(value is not None for value in series.known) - 1].end
    return floor(base_of(series, periods)[0]) + 1 if series.known_until is None else series.known_until


def _last_known(flow: bool, value: Fraction, period: Period) -> tuple[Moment, Fraction]:
    if not flow:
        return period.end, value
    return Fraction(period.start + period.end, 2), value / (period.end - period.start)


def days_with_jumps(period: Period, jumps: list[tuple[int, Fraction]]) -> Fraction:
    """The period's days, each counted with the jumps up to it."""
    inside = sorted({day for day, _ in jumps if period.start < day < period.end})
    bounds = [period.start, *inside, period.end]
    return sum((product(jumps, here) * (there - here) for here, there in pairwise(bounds)), start=Fraction(0))


def product(jumps: list[tuple[int, Fraction]], day: int) -> Fraction:
    """What all jumps up to a day, itself included, multiply by."""
    return prod(_counted(jumps, day), start=Fraction(1))


def _counted(jumps: list[tuple[int, Fraction]], day: int) -> list[Fraction]:
    return [factor for when, factor in jumps if when <= day]
