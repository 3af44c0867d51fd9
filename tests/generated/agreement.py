"""The agreement of the engines: every ledger cell, state and output of one course, in fractions and in machine code.

What the fast engine draws is read from it, path by path, and given to the exact engine. Numbers agree when they differ
by at most a billionth of the larger, or by rounding errors of sums of the largest amounts on the path; days and truths
when they are equal.

Where the exact engine compares two numbers that are equal but for rounding errors (what has been paid with the cap
that it has just reached), no rounded arithmetic can be sure to decide alike: such a path is `close`, and counted.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from termwise.engine.course import Draws, series_of
from termwise.engine.reference import run
from termwise.engine.run import Run
from termwise.ir.operands import read_by_effect
from termwise.ir.program import (
    NEVER,
    Compare,
    EventDay,
    Output,
    Parameter,
    Program,
    Round,
    Series,
    StateOut,
    Value,
)
from tests.generated.bundle import Bundle, bundled

RELATIVE = 1e-9
OF_THE_LARGEST = 1e-13
"""Rounding errors of a few hundred additions of the largest amount on the path."""

Values = Callable[[Value, int], float]
"""What the fast engine has for a value of a program in a period, on one path."""
Engine = Callable[[Program, int, int], NDArray[np.float64]]
"""Program, seed and number of paths -> the values of all its rows, shape (rows, paths)."""


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


def compared(engine: Engine, programs: Sequence[Program], seed: int, paths: int) -> Found:
    """Both engines on the same paths of programs of the same periods; the fast one runs them as one program."""
    whole = bundled(programs)
    watched = observed(whole)
    row_of = {effect.value: row for row, effect in enumerate(e for e in watched.effects if isinstance(e, Output))}
    rows = engine(watched, seed, paths).reshape(len(row_of), len(watched.periods), paths)
    found = Found()
    for number, program in enumerate(programs):
        for path in range(paths):

            def value(of: Value, period: int, number: int = number, path: int = path) -> float:
                return float(rows[row_of[whole.places[number][of]], period, path])

            found = found.and_(_on_path(program, value, f"deal {number}, path {path}"))
    return found


def observed(whole: Bundle) -> Program:
    """The program with every cell, state and drawn input as an output."""
    wanted: dict[Value, None] = {}
    for program, places in zip(whole.parts, whole.places, strict=True):
        for value in (*_cells(program), *_inputs(program)):
            wanted[places[value]] = None
    kept = tuple(effect for effect in whole.program.effects if isinstance(effect, StateOut))
    return replace(whole.program, effects=(*kept, *(Output(f"%{value}", value) for value in wanted)))


def _cells(program: Program) -> dict[Value, None]:
    """Every value that an effect reads."""
    return {value: None for effect in program.effects for value in read_by_effect(effect)}


def _inputs(program: Program) -> tuple[Value, ...]:
    """Every value that is drawn."""
    drawn = (EventDay, Parameter, Series)
    return tuple(v for v, one in enumerate(program.instructions) if isinstance(one.operation, drawn))


def _on_path(program: Program, value: Values, where: str) -> Found:
    draws = draws_of(program, value)
    done = run(program, draws)
    differences = [*_of_cells(done, value), *_of_drivers(program, draws)]
    close = bool(differences) and is_close(done)
    told = () if close else tuple(f"{where}: {difference}" for difference in differences)
    return Found(1, len(_cells(program)) * len(program.periods), int(close), told)


def draws_of(program: Program, value: Values) -> Draws:
    """What the fast engine drew. What nothing reads is of no account."""
    periods = range(len(program.periods))
    parameters = [one.certain or Fraction(0) for one in program.parameters]
    days = [NEVER if one.pinned is None else one.pinned for one in program.events]
    series = [tuple(Fraction(0) for _ in periods) for _ in program.series]
    for number in _inputs(program):
        match program.instructions[number].operation:
            case Parameter(index) if program.parameters[index].certain is None:
                parameters[index] = Fraction(value(number, 0))
            case EventDay(index):
                days[index] = int(value(number, 0))
            case Series(index):
                series[index] = tuple(Fraction(value(number, period)) for period in periods)
            case _:
                pass
    return Draws(tuple(days), tuple(parameters), tuple(series))


def _of_cells(done: Run, value: Values) -> Iterator[str]:
    program = done.program
    cells = [(number, period) for number in _cells(program) for period in range(len(program.periods))]
    largest = max((abs(float(done.value(*cell))) for cell in cells if _counts(program, cell[0])), default=0.0)
    for number, period in cells:
        exact, fast = done.value(number, period), value(number, period)
        same = agree(float(exact), fast, largest) if _counts(program, number) else float(exact) == fast
        if not same:
            yield f"%{number} ({_what(program, number)}) in period {period} is {float(exact)}, not {fast}"


def _counts(program: Program, number: Value) -> bool:
    return program.instructions[number].type == "number"


def agree(exact: float, fast: float, largest: float) -> bool:
    """Whether two numbers are the same but for rounding errors."""
    apart = abs(exact - fast)
    return apart <= RELATIVE * max(abs(exact), abs(fast)) or apart <= OF_THE_LARGEST * largest


def _what(program: Program, number: Value) -> str:
    origin = program.instructions[number].origin
    return f"{origin.name}: {origin.what}"


def _of_drivers(program: Program, draws: Draws) -> Iterator[str]:
    """A driver without variation moves as the exact engine says."""
    read = {o.index for one in program.instructions if isinstance(o := one.operation, Series)}
    for index, (series, exact) in enumerate(
        zip(program.series, series_of(program, draws.event_days, draws.parameters), strict=True)
    ):
        if index in read and series.variation_per_year is None:
            for period, (one, other) in enumerate(zip(exact, draws.series[index], strict=True)):
                if not agree(float(one), float(other), 0.0):
                    yield f"driver {series.name} in period {period} is {float(one)}, not {float(other)}"


# -- too close to call ------------------------------------------------------------------------------------


def is_close(done: Run) -> bool:
    """Whether the run compares or rounds numbers that rounding errors may put on the other side."""
    for one in done.program.instructions:
        for period in range(len(done.program.periods) if one.block == "body" else 1):
            match one.operation:
                case Compare(_, left, right) if _counts(done.program, left):
                    sides = [Fraction(done.value(side, period)) for side in (left, right)]
                    if any(sides) and _near(*sides):
                        return True
                case Round(_, operand, unit):
                    if _near_a_step(Fraction(done.value(operand, period)), Fraction(done.value(unit, period))):
                        return True
                case _:
                    pass
    return False


def _near(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) <= Fraction(1, 10**9) * max(abs(one), abs(other))


def _near_a_step(operand: Fraction, unit: Fraction) -> bool:
    """Whether a number is near a multiple of half the unit."""
    halves = 2 * operand / unit if unit > 0 else Fraction(1, 3)
    return abs(halves - round(halves)) <= Fraction(1, 10**9) * max(abs(halves), Fraction(1))
