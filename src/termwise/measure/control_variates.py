"""Control variates: outputs whose means are known correct, by what they miss in this sample, those of the others.

    controlled mean = mean - sum over controls of b * (mean of the control - its known mean)

The coefficients b are those of a regression on the first 2,048 paths; as they hardly hang on the rest, the bias is of
the order 1/N, far below the error. The error comes from the replicates of the corrected values. Glasserman, Monte
Carlo Methods in Financial Engineering (2003), section 4.1; for randomised points Hickernell, Lemieux and Owen,
Control variates for quasi-Monte Carlo (2005): a control may also do harm there, so it is used only where it helps.

Controls are what drives a deal: every driver's distance from its course without variation (mean zero, whatever else
is drawn: variation is a martingale), at the end and summed; every uncertain number, cut at its 5 and 95 %
quantiles where its tails are long; whether every event has happened, and for how many days.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from termwise.engine.evaluate import prologue
from termwise.engine.machine.arguments import Reals
from termwise.engine.median import median
from termwise.engine.simulate.simulated import Simulated
from termwise.ir.builder import Builder
from termwise.ir.program import (
    AT_END,
    NEVER,
    EventDay,
    NumberParameter,
    Origin,
    Output,
    Parameter,
    Program,
    Series,
    State,
    Uncertain,
    Value,
)
from termwise.measure.errors import mean_and_error, means, paths_by_replicate
from termwise.measure.known_means import days_of_events, mean_of_number

PREFIX = "control:"
"""How the names of controls begin."""

_BLOCK = 256
"""Rows whose weights are found together: so few that their paths stay in a processor's cache."""
_FEWEST_PATHS = 1024
_MOST_CONTROLS = 32
_WIDEST_DRIVER = 1.5
"""The greatest variation to the end (per year, times the root of the years) of a driver that is used: the normal
numbers reach 6.3 deviations, which a wilder driver would show in its mean."""
_HELPS_BELOW = 0.7
"""A control is used where the error with it is below so much of the error without."""
_KNOWN_TO = 1e-9
"""Of its size, how closely a mean is known at best: the numbers drawn are as exact as that."""
_COLLINEAR = 1e-6


class Control(Struct, frozen=True):
    """An output of interest at the end, by name, and its known mean in its unit."""

    output: str
    mean: float


class Controlled(Struct, frozen=True):
    """Corrected means and errors of all rows, shape (rows,), and where they are `used`: where they are closer."""

    mean: Reals
    error: Reals
    used: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]"


def with_controls(program: Program) -> tuple[Program, tuple[Control, ...]]:
    """The program with its controls as further outputs, and what they are; everything else is as before."""
    b = Builder.reopened(program)
    controls: list[Control] = []
    for add in (_drivers, _numbers, _events):
        controls += add(b, program, _MOST_CONTROLS - len(controls))
    return b.program(), tuple(controls)


def is_control(name: str) -> bool:
    """Whether an output is there as a control only."""
    return name.startswith(PREFIX)


# -- what is added to a program -------------------------------------------------------------------------


def _drivers(b: Builder, program: Program, room: int) -> list[Control]:
    found: list[Control] = []
    for index, series in enumerate(program.series):
        variation = series.variation_per_year
        if variation is None or len(found) + 2 > room or not _is_tame(program, variation, series.known):
            continue
        name = f"{PREFIX}driver:{series.name}"
        with b.origin(Origin(series.name, "its distance from its course without variation")):
            calm = replace(series, name=f"{series.name} without variation", variation_per_year=None, correlated=())
            apart = b.subtract(b.append(Series(index)), b.series(calm))
            total = b.add(b.state(State(name, "number", Fraction(0), Origin(series.name, "summed"))), apart)
            b.carry(name, total)
            b.effect(Output(f"{name}:sum", total, periods=AT_END))
            b.effect(Output(f"{name}:end", apart, periods=AT_END))
        found += [Control(f"{name}:sum", 0.0), Control(f"{name}:end", 0.0)]
    return found


def _is_tame(program: Program, variation: Value, known: Sequence[Fraction | None]) -> bool:
    """Whether a driver has a future, and varies so little to its end that its mean is that of its formula."""
    ahead = [period for period, value in zip(program.periods, known, strict=True) if value is None]
    if not ahead:
        return False
    numbers = tuple(
        Fraction(0) if one.certain is None and one.uncertain is None else _middle(one) for one in program.parameters
    )
    values = prologue(program, (NEVER,) * len(program.events), numbers)
    years = (ahead[-1].end - ahead[0].start) / 365.25
    return abs(float(values[variation])) * sqrt(years) <= _WIDEST_DRIVER


def _middle(parameter: NumberParameter) -> Fraction:
    if parameter.certain is not None:
        return parameter.certain
    return Fraction(0) if parameter.uncertain is None else median(parameter.uncertain)


def _numbers(b: Builder, program: Program, room: int) -> list[Control]:
    found: list[Control] = []
    for index, parameter in enumerate(program.parameters):
        uncertain = parameter.uncertain
        if parameter.certain is not None or uncertain is None or len(found) >= room:
            continue
        name = f"{PREFIX}number:{parameter.name}"
        ends = (uncertain.a, uncertain.b) if uncertain.shape in ("lognormal", "normal") else None
        with b.origin(Origin(parameter.name, "as a control")):
            value = b.append(Parameter(index))
            if ends is not None:
                low, high = (
                    _given(b, f"{name} {end}", number) for end, number in zip(("5%", "95%"), ends, strict=True)
                )
                value = b.clamp(value, low, high)
            b.effect(Output(name, value, periods=AT_END))
        found.append(Control(name, _mean(uncertain)))
    return found


def _given(b: Builder, name: str, number: Fraction) -> Value:
    """A run-time number, so that the code hangs on no number of the text."""
    return b.parameter(NumberParameter(name, number, None, undisclosed=False, origin=Origin(name, "a control's end")))


def _mean(uncertain: Uncertain) -> float:
    if uncertain.shape in ("lognormal", "normal"):
        return mean_of_number(uncertain, float(uncertain.a), float(uncertain.b))
    return mean_of_number(uncertain, -np.inf, np.inf)


def _events(b: Builder, program: Program, room: int) -> list[Control]:
    start, end = program.periods[0].start, program.periods[-1].end
    found: list[Control] = []
    for index, known in enumerate(days_of_events(program.events, start, end)):
        event = program.events[index]
        if known is None or event.pinned is not None or len(found) + 2 > room:
            continue
        name = f"{PREFIX}event:{event.name}"
        with b.origin(Origin(event.name, "as a control")):
            day = b.append(EventDay(index))
            last = b.given_day(f"{PREFIX}end", end)
            since = b.latest(day, b.given_day(f"{PREFIX}start", start))
            b.effect(Output(f"{name}:happened", b.less(day, last), periods=AT_END))
            b.effect(Output(f"{name}:days", b.days_between(since, last), periods=AT_END))
        found += [Control(f"{name}:happened", known[0]), Control(f"{name}:days", known[1])]
    return found


# -- what is made of them -----------------------------------------------------------------------------------


def controlled(simulated: Simulated, controls: Sequence[Control]) -> Controlled:
    """Means of all rows corrected by the controls; a row is left as it is where they do not help.

    Of fewer than 1,024 paths, and without controls, nothing is corrected.
    """
    tally = simulated.tally
    mean, error = means(tally)
    none = Controlled(mean, error, np.zeros(len(mean), bool))
    if not controls or tally.paths < _FEWEST_PATHS:
        return none
    rows = [simulated.row(control.output) for control in controls]
    of_controls = simulated.first_paths(rows)
    blocks = (slice(first, first + _BLOCK) for first in range(0, len(mean), _BLOCK))
    weights = np.concatenate([coefficients(simulated.first_paths(block), of_controls) for block in blocks])
    counts = paths_by_replicate(tally.paths)
    missed = tally.sums[rows] - counts * np.array([control.mean for control in controls])[:, None]
    sums = tally.sums.copy()
    for number, one in enumerate(missed):
        sums -= weights[:, number, None] * one
    corrected, left = mean_and_error(sums, tally.paths)
    left = np.maximum(left, _KNOWN_TO * np.abs(corrected))
    used = (left < _HELPS_BELOW * error) & (tally.lowest < tally.highest)
    used[rows] = False
    return Controlled(np.where(used, corrected, mean), np.where(used, left, error), used)


def coefficients(values: Reals, controls: Reals) -> Reals:
    """How much of each control, shape (controls, paths), is in each row, shape (rows, paths): (rows, controls).

    Least squares by a pivoted Cholesky factor of the controls' correlations; a control that others make up, or that
    does not vary, has no part. Sums are taken in a fixed order, on one processor.
    """
    apart = controls - controls.mean(axis=1, keepdims=True)
    scale = np.sqrt((apart * apart).mean(axis=1))
    there = np.flatnonzero(scale > _COLLINEAR * np.abs(controls).max(axis=1, initial=0.0))
    unit = apart[there] / scale[there, None]
    paths = values.shape[1]
    correlations = np.einsum("ip,jp->ij", unit, unit) / paths
    with_rows = np.einsum("rp,jp->rj", values - values.mean(axis=1, keepdims=True), unit) / paths
    chosen, solved = _least_squares(correlations, with_rows)
    weights = np.zeros((len(values), len(controls)))
    weights[:, there[chosen]] = solved / scale[there[chosen]]
    return weights


def _least_squares(correlations: Reals, with_rows: Reals) -> tuple[list[int], Reals]:
    """The controls that are not made up of others, and the solution for every row: shape (rows, chosen)."""
    size = len(correlations)
    left = np.diag(correlations).copy()
    factor = np.zeros((size, size))
    chosen: list[int] = []
    forward: list[Reals] = []
    while len(chosen) < size:
        pivot = int(np.argmax(left))
        if left[pivot] <= _COLLINEAR:
            break
        step = len(chosen)
        root = sqrt(left[pivot])
        column = correlations[:, pivot].copy()
        part = with_rows[:, pivot].copy()
        for before in range(step):
            column -= factor[:, before] * factor[pivot, before]
            part -= forward[before] * factor[pivot, before]
        factor[:, step] = column / root
        forward.append(part / root)
        left -= factor[:, step] ** 2
        left[[*chosen, pivot]] = -1.0
        chosen.append(pivot)
    return chosen, _backward(factor[chosen][:, : len(chosen)], forward, len(with_rows))


def _backward(lower: Reals, forward: list[Reals], rows: int) -> Reals:
    """The solution of `lower.T x = forward` for every row."""
    solved = np.zeros((rows, len(forward)))
    for step in reversed(range(len(forward))):
        rest = forward[step].copy()
        for after in range(step + 1, len(forward)):
            rest -= lower[after, step] * solved[:, after]
        solved[:, step] = rest / lower[step, step]
    return solved
