"""What a run of some paths leaves behind: sums, and on request counts by cell, or the values themselves."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from termwise.engine.machine.arguments import Reals

CHUNK = 2048
"""Paths summed in one go; a chunk begins at a multiple of it, so that sums do not hang on who computes which."""
REPLICATES = 16
"""Path `p` belongs to replicate `p % 16`; the replicates are independent estimates of one quantity."""

BELOW, AT_LOW, FIRST_BIN = 0, 1, 2
"""Cells of a row's counts: below `low`, exactly `low`, then the bins."""
CELLS_BESIDE_BINS = 5

Counts = NDArray[np.uint32]
"""How many paths fell in each cell: shape (rows, bins + 5). Cells: below `low`, exactly `low`, the bins (linear,
open at both ends), exactly `high`, above `high`, exactly zero (whatever the bounds)."""


class Bounds(Struct, frozen=True):
    """Where the bins of each row lie: from `low` to `high`, both of shape (rows,), finite, `low <= high`."""

    low: Reals
    high: Reals
    bins: int = 4096

    def cells(self) -> int:
        """Cells per row: the bins, and below, low, high, above, zero."""
        return self.bins + CELLS_BESIDE_BINS

    def no_counts(self) -> Counts:
        """Zero in every cell: what runs add to."""
        return np.zeros((len(self.low), self.cells()), np.uint32)


class Asked(Struct, frozen=True):
    """What to tally beside the sums: the values of the rows `kept`, those of `every` row in short.

    These go to the `room` that there may be for them: shape (rows, paths), whole blocks of paths, one value after the
    other in a row.
    """

    kept: tuple[int, ...] = ()
    every: bool = False
    room: NDArray[np.float32] | None = None


SUMS_ONLY = Asked()
"""Nothing beside the sums."""


class Tally(Struct, frozen=True):
    """What some paths came to, in base units.

    `sums`, `squares`: shape (rows, 16), by replicate, added path by path in order. `lowest`, `highest`: shape
    (rows,), the least and the greatest value seen. `kept`: shape (rows asked, paths). `every`: shape (rows, paths),
    rounded to float32; None unless asked.
    """

    paths: int
    sums: Reals
    squares: Reals
    lowest: Reals
    highest: Reals
    kept: Reals
    every: NDArray[np.float32] | None = None

    def means(self) -> Reals:
        """The mean of every row over all paths, shape (rows,)."""
        return np.asarray(self.sums.sum(axis=1) / self.paths)


def joined(tallies: Sequence[Tally], *, every: bool = True) -> Tally:
    """The tallies of neighbouring paths as one: sums added from left to right, values side by side.

    Those of every row are left out unless `every`.
    """
    first, *others = tallies
    sums, squares = first.sums.copy(), first.squares.copy()
    for tally in others:
        sums += tally.sums
        squares += tally.squares
    lowest, highest = first.lowest, first.highest
    for tally in others:
        lowest = np.where(tally.lowest < lowest, tally.lowest, lowest)
        highest = np.where(tally.highest > highest, tally.highest, highest)
    pieces = [tally.every for tally in tallies if every and tally.every is not None]
    return Tally(
        paths=sum(tally.paths for tally in tallies),
        sums=sums,
        squares=squares,
        lowest=lowest,
        highest=highest,
        kept=np.concatenate([tally.kept for tally in tallies], axis=1),
        every=np.concatenate(pieces, axis=1) if pieces else None,
    )
