"""The first chunk, looked at before the rest: where each row's histogram should lie.

Every run has the same pilot, paths 0 to 2,047 at most, so the bounds hang on nothing but program, seed and sampling.
"""

from collections.abc import Sequence

import numpy as np

from termwise.engine.kernel.tally import CHUNK, Asked, Bounds
from termwise.engine.machine.arguments import Reals
from termwise.engine.simulate.plan import Stretch
from termwise.engine.simulate.work import Simulator
from termwise.ir.program import NEVER

USUAL_SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles that every row has."""

_MOST_BINS, _FEWEST_BINS, _MOST_CELLS = 4096, 256, 2**23
_ROWS_AT_ONCE = 64
_MARGIN = 4
"""The bounds lie at a quarter of the lowest share asked for, and as far from the top."""


def pilot(simulator: Simulator, paths: int) -> Reals:
    """Every row on the first paths of a run, shape (rows, at most 2,048)."""
    everything = Asked(kept=tuple(range(len(simulator.rows))))
    return simulator.run(Stretch(0, min(paths, CHUNK)), everything, None, None).kept


def bounds(values: Reals, shares: Sequence[float], days: Sequence[bool]) -> Bounds:
    """Histogram bounds for rows of pilot values, shape (rows, paths), that hold the quantiles asked for.

    They are values seen, so that a cap or floor that many paths reach is counted apart, as exactly `high` or `low`.
    Of rows of days (`days`, shape (rows,)) only those that come are looked at.
    """
    lowest = min((*USUAL_SHARES, *shares)) / _MARGIN
    highest = 1 - (1 - max((*USUAL_SHARES, *shares))) / _MARGIN
    rows, paths = values.shape
    low, high = np.empty(rows), np.empty(rows)
    for first in range(0, rows, _ROWS_AT_ONCE):
        ordered = np.sort(values[first : first + _ROWS_AT_ONCE], axis=1)
        low[first : first + _ROWS_AT_ONCE] = ordered[:, _place(lowest, paths)]
        high[first : first + _ROWS_AT_ONCE] = ordered[:, _place(highest, paths)]
    for row in np.flatnonzero(np.asarray(days, bool)):
        coming = values[row][values[row] < NEVER]
        if len(coming):
            low[row], high[row] = coming.min(), coming.max()
    with np.errstate(over="ignore", invalid="ignore"):
        finite = np.isfinite(high - low)
    return Bounds(np.where(finite, low, 0.0), np.where(finite, high, 0.0), bins_for(len(values)))


def bins_for(rows: int) -> int:
    """How many bins each of so many rows has: 4,096, and fewer when all together would take more than 32 MB.

    A table much larger than a processor's caches would make counting slower than simulating.
    """
    bins = _MOST_BINS
    while bins > _FEWEST_BINS and rows * bins > _MOST_CELLS:
        bins //= 2
    return bins


def _place(share: float, paths: int) -> int:
    """The place of a share's quantile among ordered values, nearest to outside."""
    place = (paths - 1) * share
    return int(np.floor(place)) if share < 0.5 else int(np.ceil(place))
