"""A program's operations in those of a machine: numbers and days are reals, truths truths."""

from collections.abc import Callable, Mapping
from typing import assert_never

from termwise.engine.machine.protocol import Lanes, Machine
from termwise.engine.machine.special import power, rounded, word_of_real
from termwise.ir.program import (
    Binary,
    Compare,
    Constant,
    DayBinary,
    DayConstant,
    DayParameter,
    DaysBetween,
    EventDay,
    Logic,
    Not,
    NumberOperator,
    OnDay,
    Operation,
    Parameter,
    PeriodEnd,
    PeriodStart,
    Power,
    Relation,
    Round,
    Select,
    Series,
    Shift,
    StateIn,
    Table,
    Value,
)

Reading = (
    Constant | DayConstant | Parameter | DayParameter | EventDay | PeriodStart | PeriodEnd | Table | Series | StateIn
)
"""What has no operands."""


def written(
    m: Machine[Lanes], operation: Operation, values: Mapping[Value, Lanes], read: Callable[[Reading], Lanes]
) -> Lanes:
    """The operation's value on a machine; `values` has its operands, `read` gives what has none."""
    match operation:
        case Binary(operator, left, right):
            return _arithmetic(m, operator, values[left], values[right])
        case Select(condition, then, otherwise):
            return m.select(values[condition], values[then], values[otherwise])
        case Compare(relation, left, right):
            return _related(m, relation, values[left], values[right])
        case DayBinary(operator, left, right):
            return (m.minimum if operator == "earliest" else m.maximum)(values[left], values[right])
        case DaysBetween(start, end):
            return m.maximum(m.subtract(values[end], values[start]), m.real(0.0))
        case Logic(operator, left, right):
            return (m.both if operator == "and" else m.either)(values[left], values[right])
        case Not(operand):
            return m.opposite(values[operand])
        case Power(base, exponent):
            return power(m, values[base], values[exponent])
        case Round(mode, operand, unit):
            return rounded(m, mode, values[operand], values[unit])
        case OnDay(index, day):
            return by_day(m, f"on day {index}", values[day])
        case Shift(index, day):
            return by_day(m, f"shift {index}", values[day])
        case _:
            return read(operation)


def by_day(m: Machine[Lanes], array: str, day: Lanes) -> Lanes:
    """The element of an array that begins on the day `first ARRAY` and is `length ARRAY` long; its ends go on."""
    place = m.subtract(day, m.argument(f"first {array}"))
    last = m.subtract(m.argument(f"length {array}"), m.real(1.0))
    return m.element(array, word_of_real(m, m.maximum(m.minimum(place, last), m.real(0.0))))


def _arithmetic(m: Machine[Lanes], operator: NumberOperator, left: Lanes, right: Lanes) -> Lanes:
    match operator:
        case "add":
            return m.add(left, right)
        case "subtract":
            return m.subtract(left, right)
        case "multiply":
            return m.multiply(left, right)
        case "divide":
            zero = m.real(0.0)
            return m.select(m.equal(right, zero), zero, m.divide(left, right))
        case "minimum":
            return m.minimum(left, right)
        case "maximum":
            return m.maximum(left, right)
        case _ as never:
            assert_never(never)


def _related(m: Machine[Lanes], relation: Relation, left: Lanes, right: Lanes) -> Lanes:
    match relation:
        case "less":
            return m.less(left, right)
        case "at_most":
            return m.at_most(left, right)
        case "equal":
            return m.equal(left, right)
        case _ as never:
            assert_never(never)
