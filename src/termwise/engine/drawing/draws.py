"""The draws of chosen paths, for the exact engine: the same that a kernel makes, on the NumPy machine."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from termwise.engine.course import Draws
from termwise.engine.drawing.course import before_periods, end_period, event_days, in_period, parameters
from termwise.engine.drawing.layout import Layout, Sampling, layout
from termwise.engine.drawing.prepare import prepare
from termwise.engine.drawing.sobol import group_words
from termwise.engine.evaluate import prologue
from termwise.engine.machine.arguments import Arguments
from termwise.engine.machine.numpy_machine import GROUP, Array, NumpyMachine
from termwise.ir.program import Program

_AT_ONCE = 2048


def draws(program: Program, seed: int, paths: Sequence[int], sampling: Sampling = "sobol") -> tuple[Draws, ...]:
    """The draws of paths by number, in the order asked. Numbers drawn are those of the kernel, as fractions.

    Certain numbers are exact. Raises as `prepare` does.
    """
    laid_out = layout(program, sampling)
    arguments = prepare(laid_out, seed)
    found: dict[int, Draws] = {}
    for first, count in _stretches(sorted(set(paths))):
        found.update(enumerate(_stretch(laid_out, arguments, first, count), start=first))
    return tuple(found[path] for path in paths)


def _stretches(paths: Sequence[int]) -> list[tuple[int, int]]:
    """Whole groups that cover the paths, neighbouring ones together: first path and count."""
    found: list[tuple[int, int]] = []
    for group in sorted({path // GROUP for path in paths}):
        first, count = found[-1] if found else (-1, 0)
        if found and group * GROUP == first + count and count < _AT_ONCE:
            found[-1] = (first, count + GROUP)
        else:
            found.append((group * GROUP, GROUP))
    return found


def _stretch(laid_out: Layout, arguments: Arguments, first: int, count: int) -> list[Draws]:
    program = laid_out.program
    m = NumpyMachine(arguments, first, count, group_words(arguments, first // GROUP, -(-count // GROUP)))
    drawn = _by_path(parameters(m, laid_out), count)
    numbers = [
        tuple(
            one.certain if one.certain is not None else Fraction(row[index])
            for index, one in enumerate(program.parameters)
        )
        for row in drawn
    ]
    lanes = event_days(m, laid_out)
    days = [tuple(int(day) for day in row) for row in _by_path(lanes, count)]
    if program.series:
        values = [prologue(program, *one) for one in zip(days, numbers, strict=True)]
        before_periods(m, laid_out, lanes, _lanes(values))
    series: list[list[Array]] = []

    def period() -> None:
        series.append(in_period(m, laid_out))
        end_period(m, laid_out)

    m.each_period(period)
    by_period = [_by_path(period, count) for period in series]
    return [
        Draws(
            days[path],
            numbers[path],
            tuple(
                tuple(Fraction(by_period[period][path][index]) for period in range(len(program.periods)))
                for index in range(len(program.series))
            ),
        )
        for path in range(count)
    ]


def _by_path(lanes: Sequence[Array], count: int) -> list[list[float]]:
    """Shape (paths, values)."""
    rows = [np.broadcast_to(one, (count,)).tolist() for one in lanes]
    return [[row[path] for row in rows] for path in range(count)]


def _lanes(values: Sequence[Sequence[Fraction | int]]) -> list[Array]:
    """By value number, one real per path."""
    return [np.array([float(path[number]) for path in values]) for number in range(len(values[0]))]
