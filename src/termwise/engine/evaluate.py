"""The value of one operation, exactly: numbers are fractions, days ordinals, truths booleans."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, assert_never

from msgspec import Struct

from termwise.engine.irrational import compounded
from termwise.engine.rounding import rounded
from termwise.ir.folding import ARITHMETIC, OF_DAYS, RELATED
from termwise.ir.program import (
    NEVER,
    Binary,
    Compare,
    Constant,
    DayBinary,
    DayConstant,
    DayParameter,
    DaysBetween,
    DayTable,
    EventDay,
    Logic,
    Not,
    OnDay,
    Operation,
    Parameter,
    PeriodEnd,
    PeriodStart,
    Power,
    Program,
    Round,
    Select,
    Series,
    Shift,
    StateIn,
    Table,
)

Datum = Fraction | int
"""A number, a day or a truth (a bool is an int)."""


_NONE = Fraction(0)


class DayOutOfCalendarError(ValueError):
    """A day before the first one a calendar move knows."""


class Frame(Struct, frozen=True):
    """What operations read: drawn inputs, the period (None in the prologue), carried states, earlier values.

    `series` has shape (drivers, periods); `values` is indexed by value number and grows as operations are evaluated.
    Each is of the type that the well-formed program gives it.
    """

    program: Program
    event_days: Sequence[int]
    parameters: Sequence[Fraction]
    values: list[Any]
    series: Sequence[Sequence[Fraction]] = ()
    period: int = -1
    carried: Sequence[Datum] = ()


Step = Callable[[Frame], Datum]
"""Works out one operation of a program; its operands are already in the frame's values."""


def step(operation: Operation) -> Step:
    """What works out the operation. What is to be done is settled here, once, not again in every period."""
    match operation:
        case Binary(operator, left, right):
            reckoned = ARITHMETIC[operator]
            return lambda at: reckoned(at.values[left], at.values[right])
        case Select(condition, then, otherwise):
            return lambda at: at.values[then] if at.values[condition] else at.values[otherwise]
        case Compare(relation, left, right):
            holds = RELATED[relation]
            return lambda at: holds(at.values[left], at.values[right])
        case DayBinary(operator, left, right):
            chosen = OF_DAYS[operator]
            return lambda at: chosen(at.values[left], at.values[right])
        case DaysBetween(start, end):
            return lambda at: Fraction(days) if (days := at.values[end] - at.values[start]) > 0 else _NONE
        case Logic(operator, left, right):
            if operator == "and":
                return lambda at: bool(at.values[left] and at.values[right])
            return lambda at: bool(at.values[left] or at.values[right])
        case Not(operand):
            return lambda at: not at.values[operand]
        case Power(base, exponent):
            return lambda at: compounded(at.values[base], at.values[exponent])
        case Round(mode, operand, unit):
            return lambda at: rounded(mode, at.values[operand], at.values[unit])
        case OnDay(index, day):
            return lambda at: _on_day(at.program.day_tables[index], at.values[day])
        case Shift(index, day):
            return lambda at: _shifted(at.program, index, at.values[day])
        case _:
            return _reader(operation)


def evaluate(operation: Operation, at: Frame) -> Datum:
    """The operation's value; its operands are already in `at.values`."""
    return step(operation)(at)


Reading = (
    Constant | DayConstant | Parameter | DayParameter | EventDay | PeriodStart | PeriodEnd | Table | Series | StateIn
)


def _reader(operation: Reading) -> Step:
    """What works out an operation without operands."""
    match operation:
        case Constant(number):
            return lambda _: number
        case DayConstant(day):
            return lambda _: day
        case Parameter(index):
            return lambda at: at.parameters[index]
        case DayParameter(index):
            return lambda at: at.program.days[index][1]
        case EventDay(index):
            return lambda at: at.event_days[index]
        case PeriodStart():
            return lambda at: at.program.periods[at.period].start
        case PeriodEnd():
            return lambda at: at.program.periods[at.period].end
        case Table(index):
            return lambda at: at.program.tables[index].values[at.period]
        case Series(index):
            return lambda at: at.series[index][at.period]
        case StateIn(index):
            return lambda at: at.carried[index]
        case _ as never:
            assert_never(never)


def _on_day(table: DayTable, day: int) -> Fraction:
    place = max(day - table.first, 0)
    return table.values[place] if place < len(table.values) else table.after


def _shifted(program: Program, index: int, day: int) -> int:
    shift = program.shifts[index]
    if day == NEVER or day >= shift.first + len(shift.days):
        return NEVER
    if day < shift.first:
        raise DayOutOfCalendarError(f"{shift.name} cannot move day {day}: its calendar begins on day {shift.first}")
    return shift.days[day - shift.first]


def prologue(program: Program, event_days: Sequence[int], parameters: Sequence[Fraction]) -> tuple[Datum, ...]:
    """The values of the prologue, indexed by value number."""
    frame = Frame(program, event_days, parameters, [])
    for instruction in program.instructions:
        if instruction.block == "body":
            break
        frame.values.append(evaluate(instruction.operation, frame))
    return tuple(frame.values)
