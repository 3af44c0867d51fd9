"""Programs with every value as an output, run by machine code, by NumPy and by the exact engine on the same draws."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from msgspec.structs import replace

from termwise.engine.drawing.draws import draws
from termwise.engine.drawing.layout import Sampling, layout
from termwise.engine.drawing.sobol import group_words
from termwise.engine.kernel.arguments import arguments
from termwise.engine.kernel.hoist import fixed_rows
from termwise.engine.kernel.kernel import compiled
from termwise.engine.kernel.plan import plan
from termwise.engine.kernel.rows import first_rows
from termwise.engine.kernel.tally import Asked
from termwise.engine.kernel.whole import whole
from termwise.engine.machine.arguments import Reals
from termwise.engine.machine.numpy_machine import GROUP, NumpyMachine
from termwise.engine.reference import run
from termwise.engine.run import Run
from termwise.ir.program import AT_END, Binary, Compare, Output, Program, Round

SEED = 20260101


def laid_open(program: Program) -> Program:
    """The program with an output for every value, of some in every second period as well, of some at the end."""
    opened = [Output(f"value {v}", v) for v in range(len(program.instructions))]
    at_end = [Output(f"end {v}", v, periods=AT_END) for v in range(0, len(program.instructions), 7)]
    odd = tuple(range(1, len(program.periods), 2))
    seldom = [Output(f"seldom {v}", v, odd) for v in range(0, len(program.instructions), 5)] if odd else []
    return replace(program, effects=(*program.effects, *opened, *at_end, *seldom))


def by_kernel(program: Program, lanes: int, paths: int = 40, sampling: Sampling = "sobol") -> Reals:
    """Every row of the first paths by machine code: shape (rows, paths)."""
    kernel = compiled(program, lanes, sampling)
    return kernel.ready(SEED).run(0, paths, Asked(tuple(range(len(kernel.rows))))).kept


def by_numpy(program: Program, paths: int = 40, sampling: Sampling = "sobol") -> Reals:
    """The same by NumPy."""
    drawn, planned = layout(program, sampling), plan(program)
    given = arguments(drawn, planned, SEED)
    m = NumpyMachine(given, 0, paths, group_words(given, 0, -(-paths // GROUP)))
    whole(m, drawn, planned, first_rows(program))
    fixed = fixed_rows(program, planned, given)
    return np.array([m.recorded.get(row, np.full(paths, number)) for row, number in enumerate(fixed)]).reshape(
        -1, paths
    )


def by_reference(program: Program, paths: Sequence[int], sampling: Sampling = "sobol") -> list[Run]:
    """The exact runs of chosen paths."""
    return [run(program, drawn) for drawn in draws(program, SEED, paths, sampling)]


class Disagreement(Exception):  # noqa: N818 - a finding, not a fault of the program
    """A value that machine code and the exact engine see differently; `close` when rounding alone may explain it."""

    def __init__(self, message: str, *, close: bool) -> None:
        super().__init__(message)
        self.close = close


def compare(found: Run, rows: Reals, path: int, relative: float = 1e-9) -> None:
    """Raises `Disagreement` at the first value that differs by more than `relative` of the numbers about it.

    `rows` are those of `laid_open`, the run's own outputs left out.
    """
    program = found.program
    count, before = len(program.periods), len(found.prologue)
    values = rows[: len(program.instructions) * count, path].reshape(-1, count)
    scale = 1.0
    for period in range(count):
        exact = (*found.prologue, *found.body[period])
        for number, instruction in enumerate(program.instructions):
            value, is_number = exact[number], instruction.type == "number"
            scale = max(scale, abs(float(value))) if is_number else scale
            given = values[number, period]
            allowed = relative * scale if is_number else 0.0
            if abs(float(value) - given) > allowed and not (number < before and period):
                close = _is_close(program, number, exact, relative * scale)
                message = f"value {number} in period {period}: {float(value)!r} is {given!r}, {instruction}"
                raise Disagreement(message, close=close)


def _is_close(program: Program, number: int, exact: Sequence[Fraction | int], allowed: float) -> bool:
    """Whether a value jumps where its operands lie, so that the last bit of one decides."""
    operation = program.instructions[number].operation
    match operation:
        case Compare(left=left, right=right):
            return abs(float(exact[left] - exact[right])) <= allowed
        case Binary("divide", _, right):
            return abs(float(exact[right])) <= allowed
        case Round(operand=operand, unit=unit):
            halves = Fraction(2 * exact[operand], exact[unit]) if exact[unit] else Fraction(0)
            return float(exact[unit]) <= allowed or abs(float(halves - round(halves))) <= 1e-6
        case _:
            return False
