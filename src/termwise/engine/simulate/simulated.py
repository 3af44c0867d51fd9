"""What a simulation leaves: sums, counts and values of every output, from which `measure` makes figures."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from termwise.engine.kernel.rows import Row
from termwise.engine.kernel.tally import CHUNK, Bounds, Counts, Tally
from termwise.engine.machine.arguments import Reals
from termwise.engine.simulate.plan import Plan
from termwise.ir.program import Program


class Simulated(Struct, frozen=True, dict=True):
    """A program over many paths; everything in base units, rows as in `rows`.

    `plan.paths` are those done. `tally` has the sums by replicate and the least and greatest values. Of small runs
    `tally.every` has every value and `counts` is None; of others `counts` has the paths by cell of `bounds`.
    `kept_rows` are the rows whose values on every path are in `tally.kept`, in full precision: those of outputs
    that matter at the end, or none. `pilot`: every row on the first 2,048 paths, of runs that were counted,
    in single precision.
    """

    program: Program
    plan: Plan
    rows: tuple[Row, ...]
    tally: Tally
    kept_rows: tuple[int, ...]
    bounds: Bounds | None
    counts: Counts | None
    pilot: NDArray[np.float32] | None

    def row(self, output: str, period: int | None = None) -> int:
        """The number of a row: an output in a period, or (None) at the end. KeyError when there is none."""
        number = self._numbers.get((output, period))
        if number is None:
            raise KeyError(output if period is None else f"{output} in period {period}")
        return number

    @cached_property
    def _numbers(self) -> dict[tuple[str, int | None], int]:
        return {(row.name, row.period): number for number, row in reversed(list(enumerate(self.rows)))}

    def values(self, row: int) -> Reals | None:
        """A row on every path, shape (paths,), in full precision where kept so; None when only counted."""
        if row in self.kept_rows:
            return np.asarray(self.tally.kept[self.kept_rows.index(row)])
        return None if self.tally.every is None else np.asarray(self.tally.every[row], np.float64)

    def first_paths(self, rows: slice | Sequence[int] = slice(None)) -> Reals:
        """Rows, all unless said, on the first paths: shape (rows, at most 2,048)."""
        if self.pilot is not None:
            return self.pilot[rows].astype(np.float64)
        if self.tally.every is None:
            return np.zeros((len(self.rows), 0))[rows]
        return self.tally.every[:, :CHUNK][rows].astype(np.float64)
