"""Whether a number is nothing when a truth does not hold, proven by following signs through the operations."""

from collections.abc import Sequence
from typing import Literal

from termwise.ir.operands import operands
from termwise.ir.program import (
    Binary,
    Constant,
    DaysBetween,
    Instruction,
    Logic,
    Not,
    NumberOperator,
    Operation,
    Power,
    Round,
    Select,
    Value,
)

Sign = Literal["nothing", "not negative"]
Known = Sign | bool | None
"""What is known of a value: the sign of a number, a truth; None is that it may be anything."""


def is_nothing_unless(instructions: Sequence[Instruction], number: Value, truth: Value) -> bool:
    """Whether a number is surely zero whenever the truth is false."""
    known: dict[Value, Known] = {truth: False}
    for value in _in_order(instructions, number):
        if value not in known:
            known[value] = _of(instructions[value].operation, known)
    return known[number] == "nothing"


def _in_order(instructions: Sequence[Instruction], top: Value) -> list[Value]:
    waiting, found = [top], set[Value]()
    while waiting:
        value = waiting.pop()
        if value not in found:
            found.add(value)
            waiting.extend(operands(instructions[value].operation))
    return sorted(found)


def _of(operation: Operation, known: dict[Value, Known]) -> Known:
    match operation:
        case Constant(number):
            return "nothing" if number == 0 else "not negative" if number > 0 else None
        case DaysBetween() | Power():
            return "not negative"
        case Binary(operator, left, right):
            return _arithmetic(operator, known[left], known[right])
        case Round(operand=operand):
            return known[operand]
        case Logic(operator, left, right):
            return _logic(operator == "and", known[left], known[right])
        case Not(operand):
            return None if known[operand] is None else not known[operand]
        case Select(condition, then, otherwise):
            if isinstance(known[condition], bool):
                return known[then] if known[condition] else known[otherwise]
            return _either(known[then], known[otherwise])
        case _:
            return None


def _logic(conjunction: bool, left: Known, right: Known) -> bool | None:
    """`and` is settled by one that does not hold, `or` by one that does; both by two that are known."""
    if (not conjunction) in (left, right):
        return not conjunction
    return conjunction if left == right == conjunction else None


def _either(one: Known, other: Known) -> Known:
    if one == other:
        return one
    return "not negative" if {one, other} == {"nothing", "not negative"} else None


def _arithmetic(operator: NumberOperator, left: Known, right: Known) -> Known:
    """The sign of a result, as far as the signs of its operands tell."""
    signs = {left, right}
    both = signs <= {"nothing", "not negative"}
    match operator:
        case "add":
            if "nothing" in signs:
                return right if left == "nothing" else left
            return "not negative" if both else None
        case "subtract":
            return left if right == "nothing" else None
        case "multiply" | "divide":
            if "nothing" in signs:
                return "nothing"
            return "not negative" if both else None
        case "minimum":
            return ("nothing" if "nothing" in signs else "not negative") if both else None
        case "maximum":
            if signs == {"nothing"}:
                return "nothing"
            return "not negative" if signs & {"nothing", "not negative"} else None
