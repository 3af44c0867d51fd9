"""A course of events: everything drawn, settled. The central course settles it without sampling."""

from fractions import Fraction
from math import isqrt

from msgspec import Struct

from termwise.engine.evaluate import prologue
from termwise.engine.growth import Path
from termwise.engine.irrational import half_life
from termwise.engine.median import median
from termwise.ir.program import NEVER, DrawnEvent, NumberParameter, Program


class Draws(Struct, frozen=True):
    """What one path of a program needs beside it.

    `event_days`: shape (events,), ordinals or `NEVER`. `parameters`: shape (parameters,), base units.
    `series`: shape (drivers, periods), flows as amounts over the period, levels at its end.
    """

    event_days: tuple[int, ...]
    parameters: tuple[Fraction, ...]
    series: tuple[tuple[Fraction, ...], ...]


class WithoutValueError(ValueError):
    """A number that has neither a value nor a distribution."""


def central(program: Program) -> Draws:
    """The central course: numbers at their medians, growth without variation, an event at the median of its wait.

    An event whose chance is below one half never happens. Pinned days and certain numbers stand. Raises
    `WithoutValueError` for a number of which nothing is known, `ImpossibleGrowthError` for a driver
    that falls by more than everything.
    """
    parameters = tuple(_number(parameter) for parameter in program.parameters)
    days: list[int] = []
    for event in program.events:
        days.append(_central_day(event, days))
    return Draws(tuple(days), parameters, series_of(program, tuple(days), parameters))


def series_of(
    program: Program, event_days: tuple[int, ...], parameters: tuple[Fraction, ...]
) -> tuple[tuple[Fraction, ...], ...]:
    """Every driver over the periods, without variation: shape (drivers, periods)."""
    values = prologue(program, event_days, parameters)
    return tuple(Path(series, event_days, values).over(program.periods) for series in program.series)


def _number(parameter: NumberParameter) -> Fraction:
    if parameter.certain is not None:
        return parameter.certain
    if parameter.uncertain is None:
        raise WithoutValueError(f"nothing is known of {parameter.name}")
    return median(parameter.uncertain)


def _central_day(event: DrawnEvent, earlier: list[int]) -> int:
    if event.pinned is not None:
        return event.pinned
    begins = earlier[event.after] if event.after is not None else event.origin_day
    likely = event.chance is None or event.chance >= Fraction(1, 2)
    if begins is None or begins == NEVER or not likely:
        return NEVER
    if event.hazard_per_day is not None:
        return begins + _median_trial(event.hazard_per_day) if event.hazard_per_day else NEVER
    if event.low_days is None or event.high_days is None:
        return NEVER
    return begins + _geometric_mean(event.low_days, event.high_days)


def _median_trial(chance: Fraction) -> int:
    """Days after the first trial until one half of all paths have seen the event; the first trial is on day 0."""
    return 0 if chance >= Fraction(1, 2) else half_life(chance) - 1


def _geometric_mean(low: int, high: int) -> int:
    """The whole number nearest to the root of the product; a least wait of no days counts as half a day."""
    if low == 0:
        return (isqrt(2 * high) + 1) // 2
    product = low * high
    root = isqrt(product)
    return root + (product - root * root > root)
