"""The arguments of the draws: all numbers that the functions of `course` read, for one program and one seed."""

from collections.abc import Collection
from functools import lru_cache

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from termwise.engine.course import WithoutValueError
from termwise.engine.drawing import events, parameters
from termwise.engine.drawing.bridge import Bridge, bridge_over, named, refills
from termwise.engine.drawing.calendar_years import Calendar, calendar
from termwise.engine.drawing.correlation import mixtures
from termwise.engine.drawing.drivers import has_history
from termwise.engine.drawing.layout import Layout
from termwise.engine.drawing.layout import layout as laid_out
from termwise.engine.drawing.regimes import Base, log_growth, positions_by_day, turning_numbers, years_by_regime
from termwise.engine.drawing.settled import Settled
from termwise.engine.drawing.sobol import scrambles
from termwise.engine.drawing.streams import again
from termwise.engine.growth import base_of, days_with_jumps, first_open_day, product, varies_from
from termwise.engine.machine import normal
from termwise.engine.machine.arguments import Arguments, Reals, Words
from termwise.engine.machine.numpy_machine import GROUP, Array, NumpyMachine
from termwise.engine.machine.special import exp
from termwise.ir.program import DrawnSeries

_WORD = 2**64


class _Made(Struct, frozen=True):
    """What has been prepared so far; the mappings fill up."""

    numbers: dict[str, float]
    words: dict[str, int]
    columns: dict[str, Reals]
    arrays: dict[str, Reals]


def prepare(layout: Layout, seed: int) -> Arguments:
    """The arguments of a program's draws. A seed counts modulo 2**64.

    Raises `WithoutValueError` for a number of which nothing is known and `ImpossibleCorrelationError`.
    """
    program = layout.program
    made = _Made(
        {}, {"seed": seed % _WORD, **{f"stream:{one}": one for one, _ in layout.streams}}, {}, dict(normal.arrays())
    )
    for parameter in program.parameters:
        name = f"parameter:{parameter.name}"
        if parameter.certain is not None:
            made.numbers[name] = float(parameter.certain)
        elif parameter.uncertain is None:
            raise WithoutValueError(f"nothing is known of {parameter.name}")
        if parameter.settable:
            made.numbers.setdefault(name, 0.0)
            made.numbers[f"{name}:set"] = float(parameter.certain is not None)
        if parameter.drawn and parameter.uncertain is not None:
            numbers, words, arrays = parameters.numbers_of(name, parameter.uncertain)
            made.numbers.update(numbers)
            made.words.update(words)
            made.arrays.update(arrays)
    for event in program.events:
        made.numbers.update(events.numbers_of(event))
    if program.series:
        drivers = _of_drivers(Settled(program))
        made.numbers.update(drivers.numbers)
        made.columns.update(drivers.columns)
        made.arrays.update(drivers.arrays)
    seeds, shuffles, dimensions = scrambles(layout, seed % _WORD)
    return Arguments(
        periods=len(program.periods),
        numbers=made.numbers,
        words=made.words,
        columns=made.columns,
        arrays=made.arrays,
        replicate_words=seeds,
        group_columns=len(seeds),
        group_seeds=shuffles,
        group_dimensions=dimensions,
    )


def redrawn(given: Arguments, layout: Layout, streams: Collection[int], time: int = 1) -> Arguments:
    """The arguments with some streams drawn again, for the `time`-th time; all others draw what they drew."""
    drawn = {one: again(one, time) if one in streams else one for one, _ in layout.streams}
    seeds, shuffles, _ = scrambles(layout, given.words["seed"], drawn)
    words = {**given.words, **{f"stream:{one}": number for one, number in drawn.items()}}
    return replace(given, words=words, replicate_words=seeds, group_seeds=shuffles)


@lru_cache(maxsize=8)  # a slider asks again and again for the same
def _of_drivers(settled: Settled) -> _Made:
    """What the drivers read, not to be written to: no number that is drawn is part of it."""
    made, program, when = _Made({}, {}, {}, {}), settled.program, calendar(settled.program)
    layout = laid_out(program)
    made.columns["drawing:start"], made.columns["drawing:end"] = when.starts, when.ends
    made.columns["drawing:at_end"], made.columns["drawing:at_middle"] = when.at_end, when.at_middle
    history = min((_known(one) for one in program.series if one.variation_per_year is not None), default=0)
    made.columns.update(refills(len(program.periods), history))
    for index in range(len(program.series)):
        _prepare_value(made, layout, index, when)
    _prepare_walks(made, layout, when)
    turning = [index for index in range(len(program.series)) if not layout.certain.turns(index)]
    if turning:
        bases = [base_of(program.series[index], program.periods)[0] for index in turning]
        numbers, arrays = positions_by_day(when, int(min(bases)))
        made.numbers.update(numbers)
        made.arrays.update(arrays)
    for array in (*made.columns.values(), *made.arrays.values()):
        array.setflags(write=False)
    return made


def _prepare_value(made: _Made, layout: Layout, index: int, when: Calendar) -> None:
    """History, and of the future what is certain: the base, and growth and jumps where they are."""
    series, certain, periods = layout.program.series[index], layout.certain, layout.program.periods
    name = f"driver:{series.name}"
    known = np.array([0.0 if value is None else float(value) for value in series.known])
    open_periods = np.array([value is None for value in series.known])
    moment, base = base_of(series, periods)
    ahead = np.where(open_periods, float(base), 0.0)
    measured = Base(moment, when.at_middle if series.flow else when.at_end)
    if certain.growth(index):
        ahead = _host().multiply(ahead, _grown(layout, index, when, measured))
    elif certain.turns(index):
        years = years_by_regime(series, certain.event_days(), when, measured)
        made.columns.update({f"{name}:years:{number}": column for number, column in enumerate(years)})
    else:
        made.numbers.update(turning_numbers(series, when, measured))
    if certain.jumps(index):
        ahead = _host().multiply(ahead, _jumped(layout, index))
    else:
        made.numbers[f"{name}:opens"] = float(first_open_day(series, periods))
    ahead = np.where(open_periods, ahead, 0.0)
    if certain.driver(index):
        made.columns[name] = known + ahead
        return
    made.columns[f"{name}:ahead"] = ahead
    if has_history(series):
        made.columns[f"{name}:known"] = known


def _grown(layout: Layout, index: int, when: Calendar, base: Base) -> Reals:
    """The factor of growth since the base when a period is measured: shape (periods,)."""
    series, certain = layout.program.series[index], layout.certain
    rates, m = certain.numbers(index), _host()
    exponent: Array = np.zeros(len(base.measured))
    years = years_by_regime(series, certain.event_days(), when, base)
    for regime, column in zip(series.regimes, years, strict=True):
        exponent = m.add(exponent, m.multiply(log_growth(m, m.real(float(rates[regime.rate]))), column))
    return np.asarray(exp(m, exponent), np.float64)


def _jumped(layout: Layout, index: int) -> Reals:
    """Of a level the product of the jumps so far, of a flow the days, each with the jumps up to it."""
    series, certain, periods = layout.program.series[index], layout.certain, layout.program.periods
    if not series.jumps:
        return np.array([float(period.end - period.start) if series.flow else 1.0 for period in periods])
    opens, days, sizes = first_open_day(series, periods), certain.event_days(), certain.numbers(index)
    jumps = [(days[event], 1 + sizes[size]) for event, size in series.jumps if days[event] >= opens]
    if series.flow:
        return np.array([float(days_with_jumps(period, jumps)) for period in periods])
    return np.array([float(product(jumps, period.end - 1)) for period in periods])


def _prepare_walks(made: _Made, layout: Layout, when: Calendar) -> None:
    """The bridges, one for all histories that end together, and the mixtures."""
    bridges: dict[tuple[float, int], Bridge] = {}
    moved: dict[int, Reals] = {}
    for index, series in enumerate(layout.program.series):
        if series.variation_per_year is None:
            continue
        known = _known(series)
        begins = when.position(varies_from(series, layout.program.periods))
        if (begins, known) not in bridges:
            times = np.maximum(when.at_end - begins, 0.0)
            times[:known] = 0.0
            bridges[begins, known] = bridge_over(times, known)
        bridge = bridges[begins, known]
        numbers, columns = named(series.name, bridge)
        made.numbers.update(numbers)
        made.columns.update(columns)
        moved[index] = np.diff(bridge.columns["time"], prepend=0.0)
    made.columns.update(mixtures(layout.program, layout.partners, moved))


def _known(series: DrawnSeries) -> int:
    """How many periods of a driver are history."""
    return sum(value is not None for value in series.known)


def _host() -> NumpyMachine:
    words: Words = np.zeros((0, GROUP), np.uint64)
    return NumpyMachine(Arguments(0, {}, {}, {}, {}, words, 0))
