"""A program as machine code, and runs of it: the fast engine's front.

    ready = compiled(program).ready(seed)
    tally = ready.run(0, 2048)

`compiled` takes the same code for every program of one shape; what differs comes in by its arguments.
"""

from functools import lru_cache

import numpy as np
from msgspec import Struct

from termwise.engine.drawing.layout import Sampling, layout
from termwise.engine.drawing.sobol import GroupWords
from termwise.engine.kernel import build
from termwise.engine.kernel.arguments import arguments
from termwise.engine.kernel.chunk import Paths
from termwise.engine.kernel.code import Code, key_of, paths_code
from termwise.engine.kernel.finite import NotFiniteError, not_finite
from termwise.engine.kernel.hoist import fixed_rows
from termwise.engine.kernel.plan import Plan, plan
from termwise.engine.kernel.rows import Row, first_rows, rows
from termwise.engine.kernel.shape import digest, shape
from termwise.engine.kernel.tally import SUMS_ONLY, Asked, Bounds, Counts, Tally
from termwise.engine.kernel.whole import whole
from termwise.engine.machine.arguments import Arguments
from termwise.engine.machine.numpy_machine import GROUP
from termwise.ir.program import Program

_KERNELS_AT_HAND = 64


class Kernel:
    """The machine code of a program's shape, with what this program's results are called."""

    def __init__(
        self,
        program: Program,
        code: Code,
        planned: Plan,
        *,
        lanes: int,
        sampling: Sampling,
        known_rows: tuple[Row, ...] | None = None,
    ) -> None:
        """`known_rows` are the program's rows, where they have been counted already."""
        self.program = program
        self.rows = rows(program) if known_rows is None else known_rows
        self.lanes = lanes
        self.drawn = layout(program, sampling)
        self.plan = planned
        self._code = code

    def renewed(self, program: Program) -> "Kernel":
        """The same code for another program of the same shape and with the same outputs."""
        return Kernel(
            program, self._code, self.plan, lanes=self.lanes, sampling=self.drawn.sampling, known_rows=self.rows
        )

    def ready(self, seed: int) -> "Ready":
        """The kernel with the numbers of its program and a seed, 0 <= seed < 2**64.

        Raises what `drawing.prepare` raises for a distribution or correlation that cannot be.
        """
        return self.given(arguments(self.drawn, self.plan, seed))

    def given(self, given: Arguments) -> "Ready":
        """The kernel with arguments. Raises KeyError when they are not those of this program."""
        fixed = fixed_rows(self.program, self.plan, given)
        paths = Paths(self._code, self.lanes, given, first_rows(self.program), fixed)
        return Ready(self, paths, given)


class Ready:
    """A kernel with its arguments; any threads may run it at once."""

    def __init__(self, kernel: Kernel, paths: Paths, given: Arguments) -> None:
        self.kernel = kernel
        self._paths = paths
        self._given = given
        self._group_words = GroupWords(given)

    def run(
        self,
        first: int,
        count: int,
        asked: Asked = SUMS_ONLY,
        *,
        bounds: Bounds | None = None,
        counts: Counts | None = None,
    ) -> Tally:
        """Paths `first` to `first + count` of one chunk: `first` a multiple of `CHUNK`, at most that many.

        With `bounds`, `counts` (of their `no_counts`) is added to; no other thread may use it meanwhile. Raises
        `NotFiniteError` when a sum is infinite or not a number, ValueError for paths that are no part of one chunk.
        """
        words = self._group_words.of(first // GROUP, -(-count // GROUP))
        tally = self._paths.run(first, count, words, asked, bounds=bounds, counts=counts)
        if not np.isfinite(tally.sums).all():
            where = not_finite(self.kernel.drawn, self.kernel.plan, self._given, first, count)
            if where is not None:
                raise NotFiniteError(where)
        return tally


def compiled(program: Program, lanes: int | None = None, sampling: Sampling = "sobol") -> Kernel:
    """The kernel of a program: its shape's code as at hand, as kept on disk, or compiled now.

    `lanes` is 4, 8 or 16, how many paths run side by side; the results are the same, and what suits this processor
    is taken unless said.
    """
    width = build.lanes() if lanes is None else lanes
    shaped = shape(program)
    code, planned = _code(_Shaped(digest(shaped), shaped), width, sampling)
    return Kernel(program, code, planned, lanes=width, sampling=sampling)


class _Shaped(Struct, frozen=True):
    """A shape by its digest."""

    digest: str
    program: Program

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shaped) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


@lru_cache(maxsize=_KERNELS_AT_HAND)
def _code(shaped: _Shaped, lanes: int, sampling: Sampling) -> tuple[Code, Plan]:
    key = key_of(f"{shaped.digest} {lanes} {sampling}")
    drawn, planned = layout(shaped.program, sampling), plan(shaped.program)
    firsts = first_rows(shaped.program)
    return paths_code(key, lanes, lambda machine: whole(machine, drawn, planned, firsts)), planned
