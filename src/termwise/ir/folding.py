"""Simplifications that are exact whatever the run-time arguments: only constants of the meaning take part.

Numbers of the text are parameters and never folded, so a changed number never changes a program's shape.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import eq, le, lt

from termwise.ir.program import (
    NEVER,
    Binary,
    Compare,
    Constant,
    DayBinary,
    DayConstant,
    DayOperator,
    DaysBetween,
    Logic,
    Not,
    NumberOperator,
    Operation,
    Relation,
    Select,
    Shift,
    Value,
)

Read = Callable[[Value], Operation]
Write = Callable[[Operation], Value]


def folded(operation: Operation, read: Read, write: Write) -> Operation | Value:
    """The operation, a simpler one, or the number of a value that is equal to it.

    `write` gives the number of an operation that a simpler one reads.
    """
    match operation:
        case Binary(_, left, right):
            return _arithmetic(operation, _number(read(left)), _number(read(right)))
        case DayBinary(_, left, right):
            return _of_days(operation, _day(read(left)), _day(read(right)))
        case DaysBetween(start, end):
            first, last = _day(read(start)), _day(read(end))
            return operation if first is None or last is None else Constant(Fraction(max(last - first, 0)))
        case Shift(_, day) if _day(read(day)) == NEVER:
            return DayConstant(NEVER)
        case Logic(_, left, right):
            return _logic(operation, _truth(read(left), read), _truth(read(right), read))
        case Not(operand):
            inner = read(operand)
            return inner.operand if isinstance(inner, Not) else operation
        case Select(condition, then, otherwise):
            holds = _truth(read(condition), read)
            if holds is not None:
                return then if holds else otherwise
            then, otherwise = _where(condition, then, read, write), _otherwise(condition, otherwise, read)
            return then if then == otherwise else Select(condition, then, otherwise)
        case _:
            return operation


_NOTHING = Fraction(0)

# Before a clause begins and after it has ended its numbers are nothing: those are told at once.


def _sum(left: Fraction, right: Fraction) -> Fraction:
    if not left:
        return right
    return left + right if right else left


def _difference(left: Fraction, right: Fraction) -> Fraction:
    return left - right if right else left


def _product(left: Fraction, right: Fraction) -> Fraction:
    if not left:
        return left
    return left * right if right else right


def _quotient(left: Fraction, right: Fraction) -> Fraction:
    """A division by zero gives zero."""
    return left / right if left and right else _NOTHING


ARITHMETIC: Mapping[NumberOperator, Callable[[Fraction, Fraction], Fraction]] = {
    "add": _sum,
    "subtract": _difference,
    "multiply": _product,
    "divide": _quotient,
    "minimum": min,
    "maximum": max,
}
"""What each operator makes of two numbers."""

OF_DAYS: Mapping[DayOperator, Callable[[int, int], int]] = {"earliest": min, "latest": max}
"""What each operator makes of two days."""

RELATED: Mapping[Relation, Callable[[Fraction | int, Fraction | int], bool]] = {"less": lt, "at_most": le, "equal": eq}
"""Whether two numbers, or two days, stand in a relation."""


def _number(operation: Operation) -> Fraction | None:
    return operation.number if isinstance(operation, Constant) else None


def _day(operation: Operation) -> int | None:
    return operation.day if isinstance(operation, DayConstant) else None


def _truth(operation: Operation, read: Read) -> bool | None:
    """What a comparison of two constants says; None for any other operation."""
    if isinstance(operation, Not):
        inner = _truth(read(operation.operand), read)
        return None if inner is None else not inner
    if not isinstance(operation, Compare):
        return None
    if operation.left == operation.right:
        return operation.relation != "less"
    left, right = read(operation.left), read(operation.right)
    if operation.relation == "at_most" and isinstance(right, DayBinary) and right.operator == "latest":
        return True if operation.left in (right.left, right.right) else None
    if isinstance(left, Constant) and isinstance(right, Constant):
        return RELATED[operation.relation](left.number, right.number)
    if isinstance(left, DayConstant) and isinstance(right, DayConstant):
        return RELATED[operation.relation](left.day, right.day)
    return None


def _arithmetic(operation: Binary, left: Fraction | None, right: Fraction | None) -> Operation | Value:
    if left is not None and right is not None:
        return Constant(ARITHMETIC[operation.operator](left, right))
    match operation.operator:
        case "add" if left == 0:
            return operation.right
        case "add" | "subtract" if right == 0:
            return operation.left
        case "multiply" if left == 1:
            return operation.right
        case "multiply" | "divide" if right == 1:
            return operation.left
        case "multiply" | "divide" if 0 in (left, right):
            return Constant(Fraction(0))
        case "subtract" if operation.left == operation.right:
            return Constant(Fraction(0))
        case "minimum" | "maximum" if operation.left == operation.right:
            return operation.left
        case _:
            return operation


def _of_days(operation: DayBinary, left: int | None, right: int | None) -> Operation | Value:
    if left is not None and right is not None:
        return DayConstant(OF_DAYS[operation.operator](left, right))
    earliest = operation.operator == "earliest"
    if operation.left == operation.right or right == NEVER:
        return operation.left if earliest or operation.left == operation.right else operation.right
    if left == NEVER:
        return operation.right if earliest else operation.left
    return operation


def _logic(operation: Logic, left: bool | None, right: bool | None) -> Value | Operation:
    conjunction = operation.operator == "and"
    if operation.left == operation.right:
        return operation.left
    if left is not None:
        return operation.right if left is conjunction else operation.left
    if right is not None:
        return operation.left if right is conjunction else operation.right
    return operation


def _where(condition: Value, value: Value, read: Read, write: Write) -> Value:
    """What equals the value where the condition holds: without a choice by the same condition, at first or second hand.

    What was chosen and then bounded, as is every amount that is due, is chosen once.
    """
    match read(value):
        case Select(inner, then, _) if inner == condition:
            return then
        case Binary(operator, left, right) if condition in (_condition(read(left)), _condition(read(right))):
            sides = [_where(condition, side, read, write) for side in (left, right)]
            return write(Binary(operator, *sides))
        case _:
            return value


def _otherwise(condition: Value, value: Value, read: Read) -> Value:
    """What equals the value where the condition does not hold."""
    operation = read(value)
    return operation.otherwise if isinstance(operation, Select) and operation.condition == condition else value


def _condition(operation: Operation) -> Value | None:
    return operation.condition if isinstance(operation, Select) else None
