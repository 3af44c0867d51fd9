"""The paths of a run so far, batch after batch in order."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from termwise.engine.kernel.tally import Bounds, Counts, Tally
from termwise.engine.machine.arguments import Reals
from termwise.engine.simulate.work import Finished

_T = TypeVar("_T", np.float32, np.float64)


class OutOfOrderError(ValueError):
    """A batch that does not follow those before it."""


class Merged:
    """What all batches so far came to. Batches must come in order; whole batches may be followed by more.

    `sums`, `squares`: shape (rows, 16), by replicate. `lowest`, `highest`: shape (rows,). `counts` as in the
    kernel's tallies, None when nothing is counted. `kept`, `every`: shape (rows, paths), in pieces.
    """

    def __init__(self, rows: int, bounds: Bounds | None) -> None:
        self.paths = 0
        self.sums = np.zeros((rows, 16))
        self.squares = np.zeros((rows, 16))
        self.lowest = np.full(rows, np.inf)
        self.highest = np.full(rows, -np.inf)
        self.counts = None if bounds is None else bounds.no_counts()
        self.kept: list[Reals] = []
        self.every: list[NDArray[np.float32]] = []
        self._shown = False

    def add(self, done: Finished) -> None:
        """The next batches. Raises `OutOfOrderError` when they are others."""
        first = done.portion.batches[0].first
        if first != self.paths:
            raise OutOfOrderError(f"paths {first:,} and later cannot follow {self.paths:,} paths")
        for tally in done.tallies:
            self._add(tally)
        if self.counts is None or done.counts is None:
            return
        if self._shown:  # somebody has them as they are
            self.counts = self.counts + done.counts
            self._shown = False
        else:
            self.counts += done.counts

    def _add(self, tally: Tally) -> None:
        self.paths += tally.paths
        self.sums += tally.sums
        self.squares += tally.squares
        self.lowest = np.where(tally.lowest < self.lowest, tally.lowest, self.lowest)
        self.highest = np.where(tally.highest > self.highest, tally.highest, self.highest)
        if len(tally.kept):
            self.kept.append(tally.kept)
        if tally.every is not None:
            self.every.append(tally.every)

    def tally_with(self, rest: Finished | None) -> tuple[Tally, Counts | None]:
        """All of it, and a last batch that is not whole, as one tally and its counts; batches added later do not
        show in them. The counts of the last batch are used up.
        """
        copy = Merged(len(self.lowest), None)
        copy.paths, copy.lowest, copy.highest = self.paths, self.lowest, self.highest
        copy.sums, copy.squares = self.sums.copy(), self.squares.copy()
        copy.kept, copy.every = list(self.kept), list(self.every)
        counts = self.counts
        if rest is not None:
            copy.add(rest)
        if counts is not None and rest is not None and rest.counts is not None:
            if self.paths:
                np.add(rest.counts, counts, out=rest.counts)
            counts = rest.counts
        elif counts is not None:
            self._shown = True
        kept = _side_by_side(copy.kept) if copy.kept else np.zeros((0, copy.paths))
        every = _side_by_side(copy.every) if copy.every else None
        tally = Tally(copy.paths, copy.sums, copy.squares, copy.lowest, copy.highest, kept, every)
        return tally, counts


def _side_by_side(pieces: list[NDArray[_T]]) -> NDArray[_T]:
    """Pieces of shape (rows, paths) as one; a single one as it is."""
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces, axis=1)
