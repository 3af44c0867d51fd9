"""What hangs on no path is computed once, before any path, by the same operations on the host.

Whether it does is a matter of a program's shape: which numbers are certain, which events pinned, never their values.
So calendar work, tables and everything made of them are columns to the kernel, one number per period.
"""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from termwise.engine.kernel.operations import Reading, written
from termwise.engine.machine.arguments import Arguments, Reals
from termwise.engine.machine.numpy_machine import Array, NumpyPeriods
from termwise.engine.machine.protocol import Lanes, Machine
from termwise.ir.operands import operands, read_by_series
from termwise.ir.program import (
    NEVER,
    Constant,
    DayConstant,
    DayParameter,
    EventDay,
    Operation,
    Output,
    Parameter,
    PeriodEnd,
    PeriodStart,
    Program,
    Series,
    StateIn,
    StateOut,
    Table,
    Value,
)

_NO_WORDS: NDArray[np.uint64] = np.zeros((0, 16), np.uint64)


def needed(program: Program) -> frozenset[Value]:
    """The values that outputs hang on, by way of operations, drivers and carried states."""
    after = {effect.index: effect.value for effect in program.effects if isinstance(effect, StateOut)}
    open_values = [effect.value for effect in program.effects if isinstance(effect, Output)]
    found: set[Value] = set()
    while open_values:
        value = open_values.pop()
        if value in found:
            continue
        found.add(value)
        operation = program.instructions[value].operation
        open_values += operands(operation)
        if isinstance(operation, StateIn):
            open_values.append(after[operation.index])
        elif isinstance(operation, Series):
            open_values += _read_by_series(program, operation.index)
    return frozenset(found)


def _read_by_series(program: Program, index: int) -> list[Value]:
    """What a driver reads, and those it is correlated with, and so on."""
    seen, ahead = set[int](), [index]
    while ahead:
        number = ahead.pop()
        if number not in seen:
            seen.add(number)
            ahead += [other for other, _ in program.series[number].correlated]
    return [value for number in sorted(seen) for value in read_by_series(program.series[number])]


def fixed(program: Program) -> tuple[bool, ...]:
    """For every value whether it hangs on no path, shape (values,)."""
    found: list[bool] = []
    for instruction in program.instructions:
        found.append(
            _starts_fixed(program, instruction.operation) and all(found[v] for v in operands(instruction.operation))
        )
    return tuple(found)


def _starts_fixed(program: Program, operation: Operation) -> bool:
    match operation:
        case Parameter(index):
            return program.parameters[index].certain is not None
        case EventDay(index):
            return program.events[index].pinned is not None
        case Series() | StateIn():
            return False
        case _:
            return True


def hoisted(program: Program) -> tuple[Value, ...]:
    """The values the host computes for the kernel: fixed, no constants, and read by what is not fixed."""
    is_fixed, wanted = fixed(program), needed(program)
    read = {effect.value for effect in program.effects if isinstance(effect, Output | StateOut)}
    read |= {value for series in program.series for value in read_by_series(series)}
    read |= {v for value in wanted if not is_fixed[value] for v in operands(program.instructions[value].operation)}
    return tuple(
        value
        for value in sorted(read & wanted)
        if is_fixed[value] and not isinstance(program.instructions[value].operation, Constant | DayConstant)
    )


def name_of(value: Value) -> str:
    """The name under which the kernel reads a hoisted value: a number of the prologue, a column of the body."""
    return f"value {value}"


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
    columns |= {f"table {i}": _reals(table.values) for i, table in enumerate(program.tables)}
    numbers = {f"initial {i}": float(state.initial) for i, state in enumerate(program.states)}
    arrays: dict[str, Reals] = {}
    for i, table in enumerate(program.day_tables):
        arrays[f"on day {i}"] = _reals((*table.values, table.after))
        numbers[f"first on day {i}"] = float(table.first)
    for i, shift in enumerate(program.shifts):
        arrays[f"shift {i}"] = np.array([*shift.days, NEVER], np.float64)
        numbers[f"first shift {i}"] = float(shift.first)
    numbers |= {f"length {name}": float(len(array)) for name, array in arrays.items()}
    return Arguments(len(periods), numbers, {}, columns, arrays, _NO_WORDS, 0)


def values_of_hoisted(program: Program, given: Arguments) -> tuple[dict[str, float], dict[str, Reals]]:
    """Every hoisted value, by name: numbers of the prologue, columns of the body. `given` are the `tables`."""
    m = NumpyPeriods(given)
    wanted = _with_operands(program, hoisted(program))
    values: dict[Value, Array] = {}

    def read(operation: Reading) -> Array:
        return _read(program, m, operation)

    for value in wanted:
        values[value] = written(m, program.instructions[value].operation, values, read)
    numbers, columns = {}, {}
    for value in hoisted(program):
        if program.instructions[value].block == "prologue":
            numbers[name_of(value)] = float(values[value][0])
        else:
            columns[name_of(value)] = np.broadcast_to(values[value], (given.periods,)).astype(np.float64)
    return numbers, columns


def _with_operands(program: Program, values: tuple[Value, ...]) -> list[Value]:
    """The values and all they hang on, in order."""
    found: set[Value] = set()
    ahead = list(values)
    while ahead:
        value = ahead.pop()
        if value not in found:
            found.add(value)
            ahead += operands(program.instructions[value].operation)
    return sorted(found)


def _read(program: Program, m: Machine[Lanes], operation: Reading) -> Lanes:
    """What has no operands and hangs on no path."""
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
        case Series() | StateIn():
            raise ValueError("a driver or a carried state hangs on the path")


def _reals(numbers: tuple[Fraction, ...]) -> Reals:
    return np.array([float(number) for number in numbers], np.float64)
