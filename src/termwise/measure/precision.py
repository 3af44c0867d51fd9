"""Simulates until named outputs are known as closely as asked, or says plainly why not.

Paths are doubled; what is done is not done again, so the last round is half of all the work.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from termwise.engine.kernel.tally import REPLICATES
from termwise.engine.simulate.plan import BATCH
from termwise.engine.simulate.progress import Cancelled, OnProgress
from termwise.engine.simulate.simulated import Simulated
from termwise.engine.simulate.simulation import Simulation
from termwise.measure.control_variates import Control, Controlled, controlled
from termwise.measure.errors import Estimate


class Precision(Struct, frozen=True):
    """How closely the means of the outputs named are wanted, in all their periods.

    The half of the 95 % interval is to be at most `relative` of the mean's size (0.001: a tenth of a percent), or
    `absolute` in the output's unit where that is more. No more than `most_paths` are run.
    """

    outputs: tuple[str, ...]
    relative: float
    absolute: float = 0.0
    most_paths: int = 2**24


class Reached(Struct, frozen=True):
    """What came of it: whether every row is as close as asked, which one is the farthest, and that in a sentence.

    `half_width` is half the 95 % interval of the farthest row, `wanted` what it should be at most, both in its unit.
    """

    reached: bool
    paths: int
    name: str
    period: int | None
    mean: float
    half_width: float
    wanted: float

    def __str__(self) -> str:
        where = self.name if self.period is None else f"{self.name} in period {self.period + 1}"
        known = f"{where} is {self.mean:.6g} give or take {self.half_width:.2g} (95%)"
        asked = f"asked was {self.wanted:.2g}"
        if self.reached:
            return f"reached with {self.paths:,} paths: {known} or better, {asked}"
        return f"not reached with {self.paths:,} paths, the most allowed: {known}, {asked}"


class ImpossiblePrecisionError(ValueError):
    """A precision that no simulation can have, or of outputs that are not there."""


def simulate_to(
    simulation: Simulation,
    precision: Precision,
    controls: Sequence[Control] = (),
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[Simulated, Controlled, Reached]:
    """Runs batches until the precision is reached or no more paths are allowed: the run, its means, what came of it.

    Raises `ImpossiblePrecisionError`, and what `Simulation.to` raises.
    """
    if precision.relative < 0 or precision.absolute < 0 or not precision.relative + precision.absolute > 0:
        raise ImpossiblePrecisionError("a precision is a number above zero")
    paths = min(BATCH, precision.most_paths)
    while paths < min(simulation.stored(), precision.most_paths):
        paths *= 2
    while True:
        simulated = simulation.to(min(paths, precision.most_paths), on_progress, cancelled)
        found = controlled(simulated, controls)
        reached = how_close(simulated, found, precision)
        if reached.reached or paths >= precision.most_paths:
            return simulated, found, reached
        paths *= 2


def how_close(simulated: Simulated, found: Controlled, precision: Precision) -> Reached:
    """How the means of the outputs named compare with what is asked: the farthest of their rows.

    Raises `ImpossiblePrecisionError` when an output is not there.
    """
    missing = sorted(set(precision.outputs) - {row.name for row in simulated.rows})
    if missing or not precision.outputs:
        raise ImpossiblePrecisionError(f"no output is named {missing[0]}" if missing else "no output is named")
    rows = [number for number, row in enumerate(simulated.rows) if row.name in precision.outputs]
    replicates = min(simulated.tally.paths, REPLICATES)
    estimates = [Estimate(float(found.mean[row]), float(found.error[row]), replicates) for row in rows]
    halves = [estimate.interval()[1] - estimate.value for estimate in estimates]
    wanted = [max(precision.relative * abs(one.value), precision.absolute) for one in estimates]
    excess = [0.0 if half == 0 else half / want if want else np.inf for half, want in zip(halves, wanted, strict=True)]
    worst = int(np.argmax(excess))
    row = simulated.rows[rows[worst]]
    return Reached(
        reached=excess[worst] <= 1,
        paths=simulated.tally.paths,
        name=row.name,
        period=row.period,
        mean=estimates[worst].value,
        half_width=float(halves[worst]),
        wanted=wanted[worst],
    )
