"""The value of one operation, exactly: numbers are fractions, days ordinals, truths booleans."""

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never, cast

from msgspec import Struct

from termwise.engine.irrational import compounded
from termwise.engine.rounding import rounded
from termwise.ir.folding import arithmetic, of_days, related
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


class DayOutOfCalendarError(ValueError):
    """A day before the first one a calendar move knows."""


class Frame(Struct, frozen=True):
    """What operations read: drawn inputs, the period (None in the prologue), carried states, earlier values.

    `series` has shape (drivers, periods); `values` is indexed by value number and grows as operations are evaluated.
    """

    program: Program
    event_days: Sequence[int]
    parameters: Sequence[Fraction]
    values: list[Datum]
    series: Sequence[Sequence[Fraction]] = ()
    period: int = -1
    carried: Sequence[Datum] = ()


def evaluate(operation: Operation, at: Frame) -> Datum:
    """The operation's value; its operands are already in `at.values`."""
    values = at.values
    match operation:
        case Binary(operator, left, right):
            return arithmetic(operator, cast("Fraction", values[left]), cast("Fraction", values[right]))
        case Select(condition, then, otherwise):
            return values[then] if values[condition] else values[otherwise]
        case Compare(relation, left, right):
            return related(relation, values[left], values[right])
        case DayBinary(operator, left, right):
            return of_days(operator, cast("int", values[left]), cast("int", values[right]))
        case DaysBetween(start, end):
            return Fraction(max(cast("int", values[end]) - cast("int", values[start]), 0))
        case Logic(operator, left, right):
            both = values[left] and values[right]
            return bool(both if operator == "and" else values[left] or values[right])
        case Not(operand):
            return not values[operand]
        case Power(base, exponent):
            return compounded(cast("Fraction", values[base]), cast("Fraction", values[exponent]))
        case Round(mode, operand, unit):
            return rounded(mode, cast("Fraction", values[operand]), cast("Fraction", values[unit]))
        case OnDay(index, day):
            return _on_day(at.program.day_tables[index], cast("int", values[day]))
        case Shift(index, day):
            return _shifted(at.program, index, cast("int", values[day]))
        case _:
            return _read(operation, at)


Reading = (
    Constant | DayConstant | Parameter | DayParameter | EventDay | PeriodStart | PeriodEnd | Table | Series | StateIn
)


def _read(operation: Reading, at: Frame) -> Datum:
    """The value of an operation without operands."""
    match operation:
        case Constant(number):
            return number
        case DayConstant(day):
            return day
        case Parameter(index):
            return at.parameters[index]
        case DayParameter(index):
            return at.program.days[index][1]
        case EventDay(index):
            return at.event_days[index]
        case PeriodStart():
            return at.program.periods[at.period].start
        case PeriodEnd():
            return at.program.periods[at.period].end
        case Table(index):
            return at.program.tables[index].values[at.period]
        case Series(index):
            return at.series[index][at.period]
        case StateIn(index):
            return at.carried[index]
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
