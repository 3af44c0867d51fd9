"""The call of machine code for one chunk of paths, and what it leaves behind."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from termwise.engine.kernel.code import Code, chunk_code
from termwise.engine.kernel.context import CHUNK_OF_PATHS, Context, aligned
from termwise.engine.kernel.llvm_machine import BLOCK
from termwise.engine.kernel.reduce import ADDRESSES, NUMBERS
from termwise.engine.kernel.tally import CHUNK, REPLICATES, SUMS_ONLY, Asked, Bounds, Counts, Tally
from termwise.engine.machine.arguments import Arguments, Reals, Words


class Paths:
    """The code of a program with its arguments; holds nothing that changes, so any threads may share it."""

    def __init__(self, code: Code, lanes: int, arguments: Arguments, first_rows: Sequence[int], fixed: Reals) -> None:
        """`first_rows` are those of the outputs. `fixed` has the number of every row that is the same on all paths,
        not a number for the others: shape (rows,).
        """
        self._code = code
        self._lanes = lanes
        self._rows = len(fixed)
        self._fixed = fixed[:, np.newaxis]
        self._drawn = np.flatnonzero(np.isnan(fixed))
        self._group_columns = arguments.group_columns
        self._context = Context(code.layout, arguments, first_rows)
        self._chunk = CHUNK_OF_PATHS(chunk_code().address)

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
        buffer = aligned(self._rows * BLOCK)
        buffer.reshape(self._rows, BLOCK)[:] = self._fixed
        sums, squares = np.zeros((2, self._rows, REPLICATES))
        lowest, highest = (np.repeat(self._fixed, REPLICATES, axis=1) for _ in range(2))
        lowest[self._drawn], highest[self._drawn] = np.inf, -np.inf
        self._add_fixed(sums, squares, count)
        kept = np.empty((len(asked.kept), CHUNK))
        every = np.empty((self._rows, CHUNK), np.float32) if asked.every else None
        memory: dict[str, NDArray[Any]] = {
            "groups": np.ascontiguousarray(group_words, np.uint64),
            "frame": aligned(self._code.layout.slots * self._lanes),
            "buffer": buffer,
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
            memory |= {"bounds": _scaled(bounds), "cells": np.empty((self._rows, CHUNK), np.uint16), "counts": counts}
        self._call(memory, first, count, bounds.bins if bounds is not None else 0)
        return Tally(
            paths=count,
            sums=sums,
            squares=squares,
            lowest=lowest.min(axis=1),
            highest=highest.max(axis=1),
            kept=kept[:, :count],
            every=None if every is None else every[:, :count],
        )

    def _add_fixed(self, sums: Reals, squares: Reals, count: int) -> None:
        """Adds up the rows that are the same on all paths as the others are: one by one, though all are equal."""
        same = np.flatnonzero(~np.isnan(self._fixed[:, 0]))
        number = self._fixed[same]
        totals, of_squares = np.zeros((2, len(same), REPLICATES))
        for first in range(0, count, REPLICATES):
            here = min(count - first, REPLICATES)
            totals[:, :here] += number
            of_squares[:, :here] += number * number
        sums[same], squares[same] = totals, of_squares

    def _call(self, memory: dict[str, NDArray[Any]], first: int, count: int, bins: int) -> None:
        addresses = {"run": self._code.address, "context": self._context.address}
        addresses |= {name: array.ctypes.data for name, array in memory.items()}
        numbers = (self._rows, len(memory["asked"]), self._group_columns, bins, len(self._drawn))
        addresses |= dict(zip(NUMBERS, numbers, strict=True))
        given = np.array([addresses.get(name, 0) for name in (*ADDRESSES, *NUMBERS)], np.int64)
        self._chunk(given.ctypes.data, first, count)


def _scaled(bounds: Bounds) -> NDArray[np.float64]:
    """Low, high and bins per unit of every row: shape (rows, 3). A row of one value has no bins per unit."""
    width = bounds.high - bounds.low
    per_unit = np.divide(bounds.bins, width, out=np.zeros_like(width), where=width > 0)
    return np.ascontiguousarray(np.stack([bounds.low, bounds.high, per_unit], axis=1))
