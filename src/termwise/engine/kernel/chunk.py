"""The call of machine code for one chunk of paths, and what it leaves behind."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from termwise.engine.kernel.code import Code, chunk_code
from termwise.engine.kernel.context import CHUNK_OF_PATHS, Context, aligned
from termwise.engine.kernel.parts import BLOCK
from termwise.engine.kernel.reduce import ADDRESSES, NUMBERS
from termwise.engine.kernel.tally import CHUNK, REPLICATES, SUMS_ONLY, Asked, Bounds, Counts, Tally
from termwise.engine.machine.arguments import Arguments, Reals, Words

_LANES_OF_EXTREMES = 4
"""Least and greatest values hang on no order, so they need no lane per replicate."""


class _Room:
    """Memory that a chunk is worked out in, lent to one thread at a time: fresh memory costs as much as the work.

    The buffer has the numbers of rows that are the same on all paths; the code never writes those.
    """

    def __init__(self, fixed: Reals, slots: int, lanes: int) -> None:
        self.buffer = aligned(len(fixed) * BLOCK)
        self.buffer.reshape(len(fixed), BLOCK)[:] = fixed[:, np.newaxis]
        self.frame = aligned(slots * lanes)
        self._cells: NDArray[np.uint16] | None = None

    def cells(self) -> NDArray[np.uint16]:
        """Room for the cell of every value, made when first asked for."""
        if self._cells is None:
            self._cells = np.empty((len(self.buffer) // BLOCK, CHUNK), np.uint16)
        return self._cells


class Paths:
    """The code of a program with its arguments; any threads may share it."""

    def __init__(self, code: Code, lanes: int, arguments: Arguments, first_rows: Sequence[int], fixed: Reals) -> None:
        """`first_rows` are those of the outputs. `fixed` has the number of every row that is the same on all paths,
        not a number for the others: shape (rows,).
        """
        self._code = code
        self._lanes = lanes
        self._rows = len(fixed)
        self._fixed = fixed
        self._drawn = np.flatnonzero(np.isnan(fixed))
        self._same = np.flatnonzero(~np.isnan(fixed))
        self._same_added_up = _added_up(fixed[self._same])
        self._least, self._greatest = (
            np.where(np.isnan(fixed), nothing, fixed)[:, np.newaxis].repeat(_LANES_OF_EXTREMES, axis=1)
            for nothing in (np.inf, -np.inf)
        )
        self._group_columns = arguments.group_columns
        self._rooms: list[_Room] = []
        self._context = Context(code.layout, arguments, first_rows)
        # Held, not only asked for its address: of two threads that make it at once, one is not kept by the cache.
        self._chunk_code = chunk_code()
        self._chunk = CHUNK_OF_PATHS(self._chunk_code.address)

    def run(
        self,
        first: int,
        count: int,
        group_words: Words,
        asked: Asked = SUMS_ONLY,
        *,
        bounds: Bounds | None = None,
        counts: Counts | None = None,
    ) -> Tally:
        """Paths `first` to `first + count` of one chunk.

        `group_words` has shape (groups, columns). With `bounds`, `counts` (of their `no_counts`) is added to; no other
        thread may use it meanwhile. Raises ValueError for paths that are no part of one chunk.
        """
        if first % CHUNK or not 0 < count <= CHUNK:
            raise ValueError(f"paths {first} to {first + count} are not the beginning of one chunk of {CHUNK}")
        room = self._room()
        sums, squares = np.zeros((2, self._rows, REPLICATES))
        lowest, highest = self._least.copy(), self._greatest.copy()
        paths_of = (count + REPLICATES - 1 - np.arange(REPLICATES)) // REPLICATES
        sums[self._same], squares[self._same] = (up_to[:, paths_of] for up_to in self._same_added_up)
        kept = np.empty((len(asked.kept), CHUNK))
        every = None
        if asked.every:
            every = np.empty((self._rows, CHUNK), np.float32) if asked.room is None else asked.room
            if every.shape[0] != self._rows or every.shape[1] < -(-count // BLOCK) * BLOCK:
                raise ValueError(f"room for {every.shape} values, of {self._rows} rows and {count} paths")
        memory: dict[str, NDArray[Any]] = {
            "groups": np.ascontiguousarray(group_words, np.uint64),
            "frame": room.frame,
            "buffer": room.buffer,
            "sums": sums,
            "squares": squares,
            "lowest": lowest,
            "highest": highest,
            "drawn": self._drawn,
            "asked": np.array(asked.kept, np.int64),
            "kept": kept,
        }
        if every is not None:
            memory["every"] = every
        if bounds is not None and counts is not None:
            memory |= {"bounds": _scaled(bounds), "cells": room.cells(), "counts": counts}
        self._call(memory, first, count, bounds.bins if bounds is not None else 0)
        self._rooms.append(room)
        return Tally(
            paths=count,
            sums=sums,
            squares=squares,
            lowest=_of_lanes(np.minimum, lowest),
            highest=_of_lanes(np.maximum, highest),
            kept=kept[:, :count],
            every=None if every is None else every[:, :count],
        )

    def _room(self) -> _Room:
        """Room that no other thread has: given back, or made now."""
        try:
            return self._rooms.pop()
        except IndexError:
            return _Room(self._fixed, self._code.layout.slots, self._lanes)

    def _call(self, memory: dict[str, NDArray[Any]], first: int, count: int, bins: int) -> None:
        addresses = {"run": self._code.address, "context": self._context.address}
        addresses |= {name: array.ctypes.data for name, array in memory.items()}
        room = memory["every"].strides[0] // memory["every"].itemsize if "every" in memory else 0
        numbers = (self._rows, len(memory["asked"]), self._group_columns, bins, len(self._drawn), room)
        addresses |= dict(zip(NUMBERS, numbers, strict=True))
        given = np.array([addresses.get(name, 0) for name in (*ADDRESSES, *NUMBERS)], np.int64)
        self._chunk(given.ctypes.data, first, count)


def _added_up(numbers: Reals) -> tuple[Reals, Reals]:
    """The sums and sums of squares of so many paths that all have a number, added one by one as those of other rows
    are: shape (numbers, paths of a replicate + 1) both.
    """
    different, which = np.unique(numbers, return_inverse=True)
    added = np.zeros((2, len(different), CHUNK // REPLICATES + 1))
    with np.errstate(over="ignore"):
        added[:, :, 1:] = np.stack([different, different * different])[:, :, np.newaxis]
        sums, squares = np.add.accumulate(added, axis=2)[:, which]
    return sums, squares


def _of_lanes(least_or_greatest: np.ufunc, values: Reals) -> Reals:
    """Of shape (rows, 4) to (rows,): turned first, which is faster than along the short axis."""
    return np.asarray(least_or_greatest.reduce(np.ascontiguousarray(values.T)))


def _scaled(bounds: Bounds) -> NDArray[np.float64]:
    """Low, high and bins per unit of every row: shape (rows, 3). A row of one value has no bins per unit."""
    width = bounds.high - bounds.low
    per_unit = np.divide(bounds.bins, width, out=np.zeros_like(width), where=width > 0)
    return np.ascontiguousarray(np.stack([bounds.low, bounds.high, per_unit], axis=1))
