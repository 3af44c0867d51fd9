"""Where a result is no finite number: which output, on which path, and the first operation that went wrong."""

import numpy as np
from msgspec import Struct

from termwise.engine.drawing.layout import Layout
from termwise.engine.drawing.sobol import group_words
from termwise.engine.kernel.hoist import fixed_rows
from termwise.engine.kernel.plan import Plan
from termwise.engine.kernel.rows import Row, first_rows, outputs, rows
from termwise.engine.kernel.whole import whole
from termwise.engine.machine.arguments import Arguments
from termwise.engine.machine.numpy_machine import GROUP, Array, NumpyMachine
from termwise.ir.program import Origin, Value


class NotFinite(Struct, frozen=True):
    """An output that is infinite or not a number on a path, and what made it so.

    `period` is the one in which it first went wrong, None before the periods.
    """

    row: Row
    path: int
    origin: Origin
    period: int | None


class NotFiniteError(ArithmeticError):
    """A number too great to hold, or none at all; `where` says of what and on which path."""

    def __init__(self, where: NotFinite) -> None:
        self.where = where
        made_by = f"`{where.origin.name}` ({where.origin.what})"
        when = "" if where.period is None else f" in period {where.period}"
        super().__init__(f"`{where.row.name}` is no finite number on path {where.path}: {made_by} is none{when}")


def not_finite(layout: Layout, planned: Plan, given: Arguments, first: int, count: int) -> NotFinite | None:
    """The first path of these whose outputs are not all finite; None when all are, and only their sum is too great."""
    program = layout.program
    words = group_words(given, first // GROUP, -(-count // GROUP))
    machine = NumpyMachine(given, first, count, words)
    whole(machine, layout, planned, first_rows(program))
    fixed = fixed_rows(program, planned, given)
    values = np.array([machine.recorded.get(row, np.full(count, number)) for row, number in enumerate(fixed)])
    wrong = ~np.isfinite(values)
    if not wrong.any():
        return None
    path = int(np.argmax(wrong.any(axis=0)))
    row = rows(program)[int(np.argmax(wrong[:, path]))]
    found = _first_wrong(layout, planned, given, first + path)
    if found is None:
        return NotFinite(row, first + path, program.instructions[outputs(program)[row.output].value].origin, row.period)
    origin, period = found
    return NotFinite(row, first + path, origin, period)


class _FoundError(Exception):
    """The first wrong value; ends the run."""


def _first_wrong(layout: Layout, planned: Plan, given: Arguments, path: int) -> tuple[Origin, int | None] | None:
    """What made the first wrong value of a path, and in which period; None when no path is needed to see it."""
    first = path - path % GROUP
    machine = NumpyMachine(given, first, path - first + 1, group_words(given, first // GROUP, 1))
    wrong: list[tuple[Origin, int | None]] = []

    def watch(value: Value, lanes: Array) -> None:
        instruction = layout.program.instructions[value]
        if instruction.type != "truth" and not np.isfinite(lanes[-1]):
            wrong.append((instruction.origin, machine.period))
            raise _FoundError

    try:
        whole(machine, layout, planned, first_rows(layout.program), watch)
    except _FoundError:
        return wrong[0]
    return None
