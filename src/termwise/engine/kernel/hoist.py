"""What hangs on no path, computed on the host: by the same operations, for all periods at once."""

from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from termwise.engine.kernel.operations import Reading, written
from termwise.engine.kernel.plan import Plan, carried_values
from termwise.engine.kernel.rows import choices, count_of_rows, first_rows, outputs
from termwise.engine.machine.arguments import Arguments, Reals
from termwise.engine.machine.numpy_machine import Array, NumpyPeriods
from termwise.engine.machine.protocol import Lanes, Machine
from termwise.ir.program import (
    NEVER,
    Constant,
    DayConstant,
    DayParameter,
    EventDay,
    Parameter,
    PeriodEnd,
    PeriodStart,
    Program,
    Series,
    StateIn,
    Table,
    Value,
)

_NO_WORDS: NDArray[np.uint64] = np.zeros((0, 16), np.uint64)


def name_of(value: Value) -> str:
    """The name under which the kernel reads a hoisted value: a number of the prologue, a column of the body."""
    return f"value {value}"


def name_of_output(number: int) -> str:
    """The column of an output that is the same on all paths."""
    return f"output {number}"


def name_of_choice(place: int) -> str:
    """The column of the periods that are number `place` of the `choices` of outputs, `AT_END` being the last period.

    It says the how many-th of them each period is, counted from 1, and of the others zero.
    """
    return f"told of {place}"


def truth_of(m: Machine[Lanes], real: Lanes) -> Lanes:
    """The truth that the host wrote down as one or zero."""
    return m.less(m.real(0.0), real)


def tables(program: Program) -> Arguments:
    """The calendar and the tables as arguments, and the first values of the carried states."""
    periods = program.periods
    columns: dict[str, Reals] = {
        "period start": np.array([period.start for period in periods], np.float64),
        "period end": np.array([period.end for period in periods], np.float64),
    }
    columns |= {f"table {i}": _reals(_Same(table.values)) for i, table in enumerate(program.tables)}
    numbers = {f"initial {i}": float(state.initial) for i, state in enumerate(program.states)}
    arrays: dict[str, Reals] = {}
    for i, table in enumerate(program.day_tables):
        arrays[f"on day {i}"] = np.append(_reals(_Same(table.values)), float(table.after))
        numbers[f"first on day {i}"] = float(table.first)
    for i, shift in enumerate(program.shifts):
        arrays[f"shift {i}"] = np.append(_reals(_Same(shift.days)), float(NEVER))
        numbers[f"first shift {i}"] = float(shift.first)
    numbers |= {f"length {name}": float(len(array)) for name, array in arrays.items()}
    return Arguments(len(periods), numbers, {}, columns, arrays, _NO_WORDS, 0)


def hoisted(program: Program, planned: Plan, given: Arguments) -> tuple[dict[str, float], dict[str, Reals]]:
    """Every hoisted value by name: numbers of the prologue, columns of the body.

    `given` holds the `tables` and the columns of the drivers that are certain.
    """
    host = _Host(program, given)
    numbers, columns = {}, {}
    for value in planned.on_host:
        host.values[value] = written(host.m, program.instructions[value].operation, host.values, host.read)
        if value not in planned.hoisted:
            continue
        if program.instructions[value].block == "prologue":
            numbers[name_of(value)] = float(host.values[value][0])
        else:
            columns[name_of(value)] = host.by_period(value)
    columns |= {name_of_output(number): host.by_period(value) for number, value in planned.fixed_outputs}
    for place, (_, told) in enumerate(choices(program)):
        columns[name_of_choice(place)] = np.zeros(given.periods)
        columns[name_of_choice(place)][list(told or (-1,))] = np.arange(1, len(told or (-1,)) + 1)
    return numbers, columns


def fixed_rows(program: Program, planned: Plan, given: Arguments) -> Reals:
    """By row the number that is the same on all paths; not a number where paths differ. Shape (rows,).

    So it is with outputs that hang on no path, and with those that are nothing in a period, as no quarter ends in it.
    """
    found = np.full(count_of_rows(program), np.nan)
    firsts, stated = first_rows(program), outputs(program)
    fixed = dict(planned.fixed_outputs)
    for number, output in enumerate(stated):
        guard = planned.staged.nothing_unless.get(output.value)
        if number in fixed:
            column = given.columns[name_of_output(number)]
        elif guard is not None:
            column = np.where(given.columns[name_of(guard)] == 0, 0.0, np.nan)
        else:
            continue
        shown = column if output.periods is None else column[list(output.periods or (-1,))]
        found[firsts[number] : firsts[number] + len(shown)] = shown
    return found


class _Host:
    """Values by period; lanes are periods."""

    def __init__(self, program: Program, given: Arguments) -> None:
        self.m = NumpyPeriods(given)
        self.values: dict[Value, Array] = {}
        self._program = program
        self._periods = given.periods
        self._after = carried_values(program)

    def read(self, operation: Reading) -> Array:
        """What has no operands and hangs on no path."""
        m, program = self.m, self._program
        match operation:
            case Constant(number):
                return m.real(float(number))
            case DayConstant(day):
                return m.real(day)
            case Parameter(index):
                return m.real(float(program.parameters[index].certain or 0))
            case DayParameter(index):
                return m.real(program.days[index][1])
            case EventDay(index):
                pinned = program.events[index].pinned
                return m.real(NEVER if pinned is None else pinned)
            case PeriodStart():
                return m.column("period start")
            case PeriodEnd():
                return m.column("period end")
            case Table(index):
                return m.column(f"table {index}")
            case Series(index):
                return m.column(f"driver:{program.series[index].name}")
            case StateIn(index):
                return self._carried(index)

    def by_period(self, value: Value) -> Reals:
        """A value in every period; a truth is one or zero."""
        return np.broadcast_to(self.values[value], (self._periods,)).astype(np.float64)

    def _carried(self, index: int) -> Array:
        """A state as the period before left it, or as it was at first."""
        after = np.broadcast_to(self.values[self._after[index]], (self._periods,))
        first = self.m.argument(f"initial {index}").astype(after.dtype)
        return np.concatenate([first, after[:-1]])[: self._periods]


class _Same:
    """A table of a program, equal only to itself: told from others without a look at its thousands of numbers."""

    __slots__ = ("numbers",)

    def __init__(self, numbers: tuple[Fraction, ...] | tuple[int, ...]) -> None:
        self.numbers = numbers

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.numbers is other.numbers

    def __hash__(self) -> int:
        return id(self.numbers)


@lru_cache(maxsize=256)  # while one number of a program changes, its tables stay the same
def _reals(table: _Same) -> Reals:
    """The numbers as reals; not to be written to."""
    found = np.array([float(number) for number in table.numbers], np.float64)
    found.setflags(write=False)
    return found
