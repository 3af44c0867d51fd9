"""What an operation reads, what it is, and where it may stand: the typing of single operations."""

from collections.abc import Callable
from typing import assert_never

import msgspec

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
    Operation,
    Parameter,
    PeriodEnd,
    PeriodStart,
    Select,
    Series,
    Shift,
    StateIn,
    Table,
    Type,
    Value,
)

OPERAND_FIELDS = ("day", "left", "right", "start", "end", "operand", "condition", "then", "otherwise")
"""The fields that hold value numbers, in the order in which an operation reads them."""


def operands(operation: Operation) -> tuple[Value, ...]:
    """The value numbers an operation reads, in order."""
    if isinstance(operation, DayConstant):  # its `day` is a day, not a value number
        return ()
    return tuple(getattr(operation, field) for field in OPERAND_FIELDS if hasattr(operation, field))


def with_operands(operation: Operation, new: Callable[[Value], Value]) -> Operation:
    """The operation reading `new(value)` wherever it reads `value`."""
    if isinstance(operation, DayConstant):
        return operation
    changed = {field: new(getattr(operation, field)) for field in OPERAND_FIELDS if hasattr(operation, field)}
    return msgspec.structs.replace(operation, **changed) if changed else operation


def only_in_body(operation: Operation) -> bool:
    """Whether the operation means something only within a period."""
    return isinstance(operation, PeriodStart | PeriodEnd | Table | Series | StateIn)


def operand_types(operation: Operation) -> tuple[tuple[Type, ...], ...]:
    """For every operand the types it may have; `Compare` and `Select` also need theirs to agree (`mixed`)."""
    match operation:
        case Binary():
            return (("number",), ("number",))
        case DayBinary() | DaysBetween():
            return (("day",), ("day",))
        case Shift():
            return (("day",),)
        case Compare():
            return (("number", "day"), ("number", "day"))
        case Logic():
            return (("truth",), ("truth",))
        case Not():
            return (("truth",),)
        case Select():
            anything: tuple[Type, ...] = ("number", "day", "truth")
            return (("truth",), anything, anything)
        case (
            Constant()
            | DayConstant()
            | Parameter()
            | DayParameter()
            | EventDay()
            | PeriodStart()
            | PeriodEnd()
            | Table()
            | Series()
            | StateIn()
        ):
            return ()
        case _ as never:
            assert_never(never)


def mixed(operation: Operation, types: tuple[Type, ...]) -> bool:
    """Whether a comparison or a choice is between two types."""
    return isinstance(operation, Compare | Select) and types[-2] != types[-1]


def result_type(operation: Operation, types: tuple[Type, ...], state_types: tuple[Type, ...]) -> Type:
    """The type of the operation's value, given those of its operands and of the carried states."""
    match operation:
        case Constant() | Parameter() | Table() | Series() | Binary() | DaysBetween():
            return "number"
        case DayConstant() | DayParameter() | EventDay() | PeriodStart() | PeriodEnd() | Shift() | DayBinary():
            return "day"
        case Compare() | Logic() | Not():
            return "truth"
        case Select():
            return types[-1]
        case StateIn():
            return state_types[operation.index]
        case _ as never:
            assert_never(never)
