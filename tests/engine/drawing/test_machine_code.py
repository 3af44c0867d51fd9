"""Everything that can be drawn, by machine code and by NumPy: the same bytes, with any lanes and sampling."""

from fractions import Fraction

import numpy as np
import pytest
from msgspec.structs import replace

from termwise.engine.drawing.layout import Sampling
from termwise.ir.program import (
    NEVER,
    DrawnEvent,
    DrawnSeries,
    EventDay,
    Instruction,
    Operation,
    Origin,
    Program,
    Regime,
    Series,
    Type,
    Uncertain,
)
from tests.engine.drawing.samples import MONTHS, program
from tests.engine.kernel.agreement import by_kernel, by_numpy, laid_open

F = Fraction
START = MONTHS[0].start
OPEN = (None,) * 36
NUMBERS = (
    Uncertain("lognormal", F(1, 20), F(1, 5)),
    Uncertain("lognormal", F(1, 20), F(1, 5), high=F(1, 8)),
    Uncertain("normal", F(-1, 5), F(1, 5), low=F(-1, 10)),
    Uncertain("uniform", F(-3, 2), F(1)),
    Uncertain("triangular", F(0), F(1), mode=F(1, 4)),
    Uncertain("choice", options=(F(1, 10), F(1, 5), F(3, 10))),
    F(1, 5),
)
EVENTS = (
    DrawnEvent("agi", None, F(3, 5), 100, 900, START),
    DrawnEvent("listing", None, F(1, 2), 0, 90, after=0),
    DrawnEvent("breach", None, origin_day=START - 50, hazard_per_day=F(1, 500)),
    DrawnEvent("signing", START + 40),
)
ALL_AFTER = (
    Regime(0, START + 300),
    Regime(6, NEVER),
    Regime(3, NEVER, 0),
    Regime(2, START + 900, 2),
    Regime(1, NEVER, 3),
)
JUMPS = ((0, 2), (1, 3), (2, 4))
SERIES = (
    DrawnSeries("level", False, (F(7), F(8), *OPEN[2:]), ALL_AFTER, 6, (), JUMPS),
    DrawnSeries("flow", True, OPEN, ALL_AFTER, 5, ((0, F(1, 3)),), JUMPS, base=(START - F(1, 2), F(3))),
    DrawnSeries(
        "late", True, OPEN, (Regime(3, NEVER),), 6, ((0, F(-1, 3)),), JUMPS, base=(START - 183, F(3)), known_until=START
    ),
    DrawnSeries("plain", True, OPEN, (Regime(3, NEVER),), base=(START, F(3))),
    DrawnSeries("certain", False, OPEN, (Regime(6, NEVER),), jumps=((3, 6),), base=(START, F(3))),
)


def everything() -> Program:
    """Outputs of every number, every day and every driver in every period."""
    given = program(NUMBERS, EVENTS, SERIES)
    here = Origin("here", "for a test")
    days: list[tuple[Operation, Type]] = [(EventDay(index), "day") for index in range(len(EVENTS))]
    series: list[tuple[Operation, Type]] = [(Series(index), "number") for index in range(len(SERIES))]
    more = [Instruction(one, kind, "prologue", here) for one, kind in days]
    more += [Instruction(one, kind, "body", here) for one, kind in series]
    return laid_open(replace(given, instructions=(*given.instructions, *more)))


@pytest.mark.parametrize("sampling", ["sobol", "independent"])
@pytest.mark.parametrize("lanes", [4, 8, 16])
def test_what_is_drawn_is_the_same_to_the_last_bit(lanes: int, sampling: Sampling) -> None:
    found, expected = by_kernel(everything(), lanes, 300, sampling), by_numpy(everything(), 300, sampling)
    assert np.isfinite(expected).all()
    assert found.tobytes() == expected.tobytes()
