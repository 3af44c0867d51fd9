"""A program in which one thing that is drawn has the same value on every path: low, or high.

- A number stands at a quantile of its distribution.
- An event happens after a wait at a quantile of those on which it happens ("low": early); "high" is never where it
  may never happen, else late.
- A driver runs at a quantile of what it can be in each period: its walk W(t) is z sqrt(t) with z the quantile of the
  standard normal distribution, and so its factor exp(sigma W - sigma^2 t / 2). Drivers correlated with it go on alone.

Numbers and waits are pinned by distributions without any spread, and never is a chance of zero, so that the shape of
the program and its machine code stay; only drivers and chances per time need code of their own, one for both ends.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import e, sqrt
from typing import Literal, TypeVar, assert_never

from msgspec.structs import replace

from termwise.base.dates import position
from termwise.engine.growth import varies_from
from termwise.ir.builder import Builder
from termwise.ir.program import (
    NEVER,
    DrawnEvent,
    DrawnSeries,
    NumberTable,
    Operation,
    Program,
    Series,
    Uncertain,
    Value,
)
from termwise.ir.rewritten import rewritten
from termwise.measure.sensitivity.factors import Factor
from termwise.measure.sensitivity.quantile import quantile, standard_normal, wait

End = Literal["low", "high"]

LOW_SHARE = 0.1
"""The quantile of the low end; the high end is as far from the top."""

_CERTAINLY = Fraction(1)
_T = TypeVar("_T")


def pinned(program: Program, factor: Factor, end: End, share: float = LOW_SHARE) -> Program:
    """The program with one factor at its low or high end. KeyError when the program does not draw it."""
    at = share if end == "low" else 1 - share
    match factor.kind:
        case "parameter":
            index = _index([one.name for one in program.parameters], factor)
            parameter = program.parameters[index]
            if parameter.uncertain is None:
                raise KeyError(factor.name)
            sure = replace(parameter, uncertain=_only(parameter.uncertain, quantile(parameter.uncertain, at)))
            return replace(program, parameters=_with(program.parameters, index, sure))
        case "event":
            index = _index([one.name for one in program.events], factor)
            return replace(program, events=_with(program.events, index, _event(program.events[index], end, at)))
        case "driver":
            return _driver(program, _index([one.name for one in program.series], factor), at)
        case _ as never:
            assert_never(never)


def pinned_to(program: Program, factor: Factor, end: End, share: float = LOW_SHARE) -> Fraction | int | None:
    """What a number, or a wait in days, is pinned to; None is never, or a driver, which is pinned to no one number."""
    done = pinned(program, factor, end, share)
    if factor.kind == "parameter":
        found = next(one.uncertain for one in done.parameters if one.name == factor.name)
        return None if found is None else _middle(found)
    waits = (
        one.low_days for one in done.events if factor.kind == "event" and one.name == factor.name and one.chance != 0
    )
    return next(waits, None)


def _only(uncertain: Uncertain, number: Fraction) -> Uncertain:
    """A distribution of the same shape in which there is only one number."""
    if uncertain.shape == "choice":
        return replace(uncertain, options=tuple(number for _ in uncertain.options))
    return replace(uncertain, a=number, b=number, mode=None if uncertain.mode is None else number)


def _middle(uncertain: Uncertain) -> Fraction:
    return uncertain.options[0] if uncertain.shape == "choice" else uncertain.a


def _event(event: DrawnEvent, end: End, at: float) -> DrawnEvent:
    days = wait(event, at)
    may_not_happen = event.chance is not None and event.chance < 1
    if days is None:
        return DrawnEvent(event.name, NEVER, origin=event.origin)
    if event.chance == 0 or (end == "high" and may_not_happen):
        return replace(event, chance=Fraction(0))
    certainly = _CERTAINLY if event.hazard_per_day is not None or event.chance is not None else None
    return replace(event, chance=certainly, hazard_per_day=None, low_days=days, high_days=days)


def _driver(program: Program, index: int, at: float) -> Program:
    """Without its walk, and wherever it is read, times the factor that the walk would be."""
    series = program.series[index]
    variation = series.variation_per_year
    if variation is None:
        raise KeyError(series.name)
    years = _years(program, series)
    z = standard_normal(at)
    up = NumberTable(f"{series.name}: root of the years", tuple(Fraction(z * sqrt(t)) for t in years))
    down = NumberTable(f"{series.name}: half the years", tuple(Fraction(t) / 2 for t in years))
    alone = [
        replace(
            one,
            variation_per_year=None if number == index else one.variation_per_year,
            correlated=() if number == index else tuple(pair for pair in one.correlated if pair[0] != index),
        )
        for number, one in enumerate(program.series)
    ]

    def change(b: Builder, operation: Operation, new: Sequence[Value]) -> Value:
        value = b.append(operation)
        if not (isinstance(operation, Series) and operation.index == index):
            return value
        sigma = new[variation]
        drift = b.multiply(b.multiply(sigma, sigma), b.table(down))
        exponent = b.subtract(b.multiply(sigma, b.table(up)), drift)
        return b.multiply(value, b.power(b.number(Fraction(e)), exponent))

    return rewritten(replace(program, series=tuple(alone)), change)


def _years(program: Program, series: DrawnSeries) -> list[float]:
    """How long the walk has gone on at the end of each period: shape (periods,), zero in the history."""
    known = sum(value is not None for value in series.known)
    begins = position(varies_from(series, program.periods))
    ends = [position(period.end) for period in program.periods]
    return [0.0 if place < known else max(float(end - begins), 0.0) for place, end in enumerate(ends)]


def _index(names: list[str], factor: Factor) -> int:
    if factor.name not in names:
        raise KeyError(factor.name)
    return names.index(factor.name)


def _with(members: tuple[_T, ...], index: int, member: _T) -> tuple[_T, ...]:
    return (*members[:index], member, *members[index + 1 :])
