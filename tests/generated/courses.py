"""Random courses of events of a program: any day for an open event, any number within its range, noisy drivers."""

from fractions import Fraction
from random import Random

from msgspec.structs import replace

from termwise.engine.course import Draws, series_of
from termwise.ir.program import NEVER, DrawnEvent, DrawnSeries, NumberParameter, Program, Uncertain

_GRAIN = 1000


def course_of(program: Program, number: int) -> Draws:
    """The course drawn from a number. Each draw hangs on its name alone, so drafts of a deal share theirs."""
    parameters = tuple(_number(Random(f"{number} {one.name}"), one) for one in program.parameters)
    days = tuple(_day(Random(f"{number} {one.name}"), program, one) for one in program.events)
    central = series_of(program, days, parameters)
    series = tuple(
        _noisy(Random(f"{number} {one.name}"), values, one) for one, values in zip(program.series, central, strict=True)
    )
    return Draws(days, parameters, series)


def _noisy(draw: Random, values: tuple[Fraction, ...], series: DrawnSeries) -> tuple[Fraction, ...]:
    """What is known stays; of the rest each is up to twice or half as much."""
    return tuple(
        value * _factor(draw) if known is None else value for value, known in zip(values, series.known, strict=True)
    )


def changed_after(draws: Draws, period: int, number: int) -> Draws:
    """The same course up to a period, other values of every driver from it on."""
    draw = Random(number)
    series = tuple(
        (*values[:period], *(value * _factor(draw) + draw.randrange(10**6) for value in values[period:]))
        for values in draws.series
    )
    return replace(draws, series=series)


def _factor(draw: Random) -> Fraction:
    return Fraction(draw.randint(_GRAIN // 2, 2 * _GRAIN), _GRAIN)


def _day(draw: Random, program: Program, event: DrawnEvent) -> int:
    if event.pinned is not None:
        return event.pinned
    start, end = program.periods[0].start, program.periods[-1].end
    first = max(event.origin_day or start, start)
    return draw.choice((NEVER, draw.randint(first, max(first, end)), draw.randint(first, max(first, end) + 400)))


def _number(draw: Random, parameter: NumberParameter) -> Fraction:
    if parameter.certain is not None or parameter.uncertain is None:
        return parameter.certain or Fraction(0)
    return _within(draw, parameter.uncertain)


def _within(draw: Random, uncertain: Uncertain) -> Fraction:
    if uncertain.shape == "choice":
        return draw.choice(uncertain.options)
    low = uncertain.a if uncertain.low is None else max(uncertain.a, uncertain.low)
    high = uncertain.b if uncertain.high is None else min(uncertain.b, uncertain.high)
    return low + (high - low) * Fraction(draw.randint(0, _GRAIN), _GRAIN)
