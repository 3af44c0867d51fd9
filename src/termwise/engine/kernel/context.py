"""Arguments laid out in memory as machine code reads them."""

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from termwise.engine.kernel.parts import Layout
from termwise.engine.machine.arguments import Arguments
from termwise.engine.machine.protocol import ROW

_ALIGNED = 128
"""Bytes: the widest vector there is."""


class Context:
    """The table that `paths` reads (`to_llvm.CONTEXT`) and the memory it points to; read only, for any threads."""

    def __init__(self, layout: Layout, arguments: Arguments, first_rows: Sequence[int]) -> None:
        """Raises KeyError when an argument is missing that the code asks for."""
        arrays = [arguments.arrays[name] for name in layout.arrays]
        columns = [arguments.columns[name] for name in layout.columns]
        zeros = aligned(_ALIGNED // 8)
        zeros[:] = 0.0
        lengths = [-(-len(array) // ROW) * ROW for array in arrays]
        together = aligned(sum(lengths))
        starts = np.cumsum([0, *lengths], dtype=np.int64)
        for start, array in zip(starts, arrays, strict=False):
            together[start : start + len(array)] = array
        self._held: tuple[NDArray[Any], ...] = (
            np.array([arguments.numbers[name] for name in layout.numbers], np.float64),
            np.array([arguments.words[name] for name in layout.words], np.uint64),
            np.ascontiguousarray(np.array(columns, np.float64).reshape(len(columns), arguments.periods).T),
            together,
            starts,
            np.ascontiguousarray(arguments.replicate_words, np.uint64),
            np.array([first_rows[row] for row in layout.rows], np.int64),
            zeros,
        )
        numbers = (arguments.periods, arguments.group_columns)
        self._table = np.array([*(held.ctypes.data for held in self._held), *numbers], np.int64)
        self.address = self._table.ctypes.data


def aligned(count: int) -> NDArray[np.float64]:
    """Room for so many reals, not set, where any vector may be stored."""
    room = np.empty(count * 8 + _ALIGNED, np.uint8)
    start = -room.ctypes.data % _ALIGNED
    return room[start : start + count * 8].view(np.float64)


PATHS = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 4, ctypes.c_int64, ctypes.c_int64)
"""`paths(context, groups, frame, buffer, first, count)`; ctypes lets go of the interpreter's lock meanwhile."""
CHUNK_OF_PATHS = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64)
"""`chunk(given, first, count)`."""
