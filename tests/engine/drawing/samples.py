"""Small programs of parameters, events and drivers, and their draws as arrays."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from termwise.engine.drawing.course import before_periods, end_period, event_days, in_period, parameters
from termwise.engine.drawing.layout import Sampling, layout
from termwise.engine.drawing.prepare import prepare
from termwise.engine.drawing.sobol import group_words
from termwise.engine.machine.numpy_machine import NumpyMachine
from termwise.ir.program import (
    Constant,
    DrawnEvent,
    DrawnSeries,
    Instruction,
    NumberParameter,
    Operation,
    Origin,
    Parameter,
    Period,
    Program,
    Uncertain,
)
from tests.ir.samples import months

Reals = NDArray[np.float64]
HERE = Origin("here", "for a test")

MONTHS = months(*(f"{2026 + month // 12}-{1 + month % 12:02}-01" for month in range(37)))
"""Three years from 2026 on."""


def program(
    numbers: Sequence[Fraction | Uncertain] = (),
    events: Sequence[DrawnEvent] = (),
    series: Sequence[DrawnSeries] = (),
    periods: Sequence[Period] = MONTHS,
) -> Program:
    """Numbers `n0`, `n1`, ...; the prologue has them by the same value numbers."""
    stated = tuple(
        NumberParameter(f"n{i}", None, one, False, HERE)
        if isinstance(one, Uncertain)
        else NumberParameter(f"n{i}", Fraction(one), None, False, HERE)
        for i, one in enumerate(numbers)
    )
    operations: list[Operation] = [Parameter(i) for i in range(len(stated))] or [Constant(Fraction(0))]
    return Program(
        "drawn",
        "USD",
        tuple(periods),
        stated,
        (),
        tuple(events),
        tuple(series),
        (),
        (),
        (),
        tuple(Instruction(operation, "number", "prologue", HERE) for operation in operations),
        (),
    )


class Drawn:
    """What `count` paths from 0 on draw: `parameters` by index, `days` by event, `series` by driver and period."""

    def __init__(self, given: Program, seed: int = 1, count: int = 4096, sampling: Sampling = "independent") -> None:
        laid_out = layout(given, sampling)
        arguments = prepare(laid_out, seed)
        m = NumpyMachine(arguments, 0, count, group_words(arguments, 0, -(-count // 16)))
        self.parameters = [self._wide(one, count) for one in parameters(m, laid_out)]
        self.days = [self._wide(one, count) for one in event_days(m, laid_out)]
        before_periods(m, laid_out, self.days, self.parameters or [m.real(0.0)])
        rows: list[list[Reals]] = []

        def period() -> None:
            rows.append([self._wide(one, count) for one in in_period(m, laid_out)])
            end_period(m, laid_out)

        m.each_period(period)
        self.series = np.array(rows).transpose(1, 0, 2) if given.series else np.zeros((0, 0, 0))

    @staticmethod
    def _wide(lanes: Any, count: int) -> Reals:
        return np.array(np.broadcast_to(lanes, (count,)), np.float64)


def far_from(values: Reals, chance_below: Any) -> float:
    """Kolmogorov's and Smirnov's distance times the root of the number: above 2.2 with chance 1e-4."""
    ordered = np.sort(values)
    below = np.array([chance_below(one) for one in ordered])
    steps = np.arange(len(ordered) + 1) / len(ordered)
    return float(max((steps[1:] - below).max(), (below - steps[:-1]).max()) * np.sqrt(len(ordered)))
