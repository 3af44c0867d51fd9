"""The agreement of the engines: every ledger cell, state and output of one course, in fractions and in the kernel.

The paths are the kernel's; the exact engine is given their draws. Numbers agree when they differ by at most a
billionth of the larger, or by the rounding errors of sums of the largest amounts on the path; days and truths when
they are equal.

Where the exact engine compares or rounds numbers that are equal but for rounding errors (what has been paid with the
cap that it has just reached), no rounded arithmetic can be sure to decide alike: such a path is `close`, and counted.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from termwise.engine.course import Draws, series_of
from termwise.engine.drawing.draws import draws
from termwise.engine.machine.arguments import Reals
from termwise.engine.reference import run
from termwise.engine.run import Run
from termwise.ir.operands import read_by_effect
from termwise.ir.program import Compare, Output, Program, Round, Series, StateOut, Value
from tests.engine.kernel.agreement import SEED, by_kernel, by_numpy
from tests.engine.kernel.machines import same_bytes

RELATIVE = 1e-9
OF_THE_LARGEST = 1e-13
"""Rounding errors of a few hundred additions of the largest amount on the path."""
LANES = 8

Kernel = Callable[[Program, Sequence[Draws]], Reals]
"""A program and the draws of its first paths -> its rows, shape (rows, paths)."""


class Found(Struct, frozen=True):
    """What comparing came to: paths and cells compared, paths too close to call, and differences in words."""

    paths: int = 0
    cells: int = 0
    close: int = 0
    differences: tuple[str, ...] = ()

    def and_(self, other: "Found") -> "Found":
        """Both together."""
        return Found(
            self.paths + other.paths,
            self.cells + other.cells,
            self.close + other.close,
            self.differences + other.differences,
        )


def on_numpy(program: Program, drawn: Sequence[Draws]) -> Reals:
    """What the kernel computes, operation by operation, on the machine in NumPy, which draws the same again."""
    return by_numpy(program, len(drawn))


def compared(program: Program, paths: int, kernel: Kernel = on_numpy) -> Found:
    """Both engines on the first paths of a program."""
    cells = _cells(program)
    drawn = draws(program, SEED, range(paths))
    rows = kernel(observed(program), drawn).reshape(len(cells), len(program.periods), paths)
    found = Found()
    for path, one in enumerate(drawn):
        done = run(program, one)
        differences = [*_of_cells(done, dict(zip(cells, rows[:, :, path], strict=True))), *_of_drivers(done)]
        close = bool(differences) and is_close(done)
        told = () if close else tuple(f"path {path}: {difference}" for difference in differences)
        found = found.and_(Found(1, len(cells) * len(program.periods), int(close), told))
    return found


def compiled_alike(program: Program, paths: int = 40) -> bool:
    """Whether machine code gives every cell to the last bit as NumPy does."""
    watched = observed(program)
    return same_bytes(by_kernel(watched, LANES, paths), by_numpy(watched, paths))


def observed(program: Program) -> Program:
    """The program with every cell and carried state as an output, in the order of `_cells`."""
    kept = tuple(effect for effect in program.effects if isinstance(effect, StateOut))
    return replace(program, effects=(*kept, *(Output(f"%{value}", value) for value in _cells(program))))


def _cells(program: Program) -> tuple[Value, ...]:
    """Every value that an effect reads: amounts and days of movements, units, what is carried, outputs."""
    return tuple(dict.fromkeys(value for effect in program.effects for value in read_by_effect(effect)))


def _of_cells(done: Run, rows: dict[Value, Reals]) -> Iterator[str]:
    program, periods = done.program, range(len(done.program.periods))
    amounts = [abs(float(done.value(cell, p))) for cell in rows if _is_number(program, cell) for p in periods]
    largest = max(amounts, default=0.0)
    for cell, row in rows.items():
        for period in periods:
            exact, fast = float(done.value(cell, period)), float(row[period])
            if not (agree(exact, fast, largest) if _is_number(program, cell) else exact == fast):
                origin = program.instructions[cell].origin
                yield f"%{cell} ({origin.name}: {origin.what}) in period {period} is {exact!r}, not {fast!r}"


def _is_number(program: Program, number: Value) -> bool:
    return program.instructions[number].type == "number"


def agree(exact: float, fast: float, largest: float) -> bool:
    """Whether two numbers are the same but for rounding errors."""
    apart = abs(exact - fast)
    return apart <= RELATIVE * max(abs(exact), abs(fast)) or apart <= OF_THE_LARGEST * largest


def _of_drivers(done: Run) -> Iterator[str]:
    """A driver without variation moves as the exact engine says."""
    program, drawn = done.program, done.draws
    read = {o.index for one in program.instructions if isinstance(o := one.operation, Series)}
    moved = series_of(program, drawn.event_days, drawn.parameters)
    for index, series in enumerate(program.series):
        if index in read and series.variation_per_year is None:
            for period, (one, other) in enumerate(zip(moved[index], drawn.series[index], strict=True)):
                if not agree(float(one), float(other), 0.0):
                    yield f"driver {series.name} in period {period} is {float(one)!r}, not {float(other)!r}"


# -- too close to call ------------------------------------------------------------------------------------


def is_close(done: Run) -> bool:
    """Whether the run compares or rounds numbers that rounding errors may put on the other side."""
    return any(_is_close(done, one.operation, period) for one in done.program.instructions for period in _periods(done))


def _periods(done: Run) -> range:
    return range(len(done.program.periods))


def _is_close(done: Run, operation: object, period: int) -> bool:
    match operation:
        case Compare(_, left, right) if _is_number(done.program, left):
            sides = [Fraction(done.value(side, period)) for side in (left, right)]
            return any(sides) and abs(sides[0] - sides[1]) <= Fraction(RELATIVE) * max(map(abs, sides))
        case Round(_, operand, unit):
            step = Fraction(done.value(unit, period))
            halves = 2 * Fraction(done.value(operand, period)) / step if step > 0 else Fraction(1, 3)
            return abs(halves - round(halves)) <= Fraction(RELATIVE) * max(abs(halves), Fraction(1))
        case _:
            return False
