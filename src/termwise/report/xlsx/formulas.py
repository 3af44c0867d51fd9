"""What each operation of a program is in a spreadsheet: one function per operation that works something out.

Days are serial numbers, the day that never comes is the name `never`, later than every date. Both programs count a
truth as TRUE or FALSE. Operands that a formula says twice must be references: see `twice`.
"""

from typing import assert_never

from termwise.ir.program import (
    Binary,
    Compare,
    DayBinary,
    DaysBetween,
    Logic,
    Not,
    NumberOperator,
    Power,
    Relation,
    Round,
    RoundingMode,
    Select,
    Value,
)
from termwise.report.xlsx.expressions import ATOM, POWER, PRODUCT, SUM, Piece, call, comparison, operator

Plain = Binary | DayBinary | DaysBetween | Compare | Logic | Not | Select | Power | Round
"""Operations that need nothing but their operands."""

_ZERO, _ONE, _TWO = Piece("0"), Piece("1"), Piece("2")


def plain(operation: Plain, operands: tuple[Piece, ...]) -> Piece:
    """The formula of an operation over the pieces of its operands, in the order of `ir.operands`."""
    match operation:
        case Binary(sign):
            return _arithmetic(sign, *operands)
        case DayBinary(which):
            return call("MIN" if which == "earliest" else "MAX", *operands)
        case DaysBetween():
            start, end = operands
            return call("MAX", _ZERO, operator("-", end, start, SUM))
        case Compare(relation):
            return comparison(_SIGNS[relation], *operands)
        case Logic(which):
            return call("AND" if which == "and" else "OR", *operands)
        case Not():
            return call("NOT", *operands)
        case Select():
            return call("IF", *operands)
        case Power():
            return _power(*operands)
        case Round(mode):
            return _rounded(mode, *operands)
        case _ as never:
            assert_never(never)


def twice(operation: Plain) -> tuple[Value, ...]:
    """The operands that the formula says more than once."""
    match operation:
        case Binary("divide", _, right):
            return (right,)
        case Power(base, exponent):
            return (base, exponent)
        case Round(_, operand, unit):
            return (operand, unit)
        case _:
            return ()


_SIGNS: dict[Relation, str] = {"less": "<", "at_most": "<=", "equal": "="}


def _arithmetic(sign: NumberOperator, left: Piece, right: Piece) -> Piece:
    match sign:
        case "add":
            return operator("+", left, right, SUM)
        case "subtract":
            return operator("-", left, right, SUM)
        case "multiply":
            return operator("*", left, right, PRODUCT)
        case "divide":
            return _divided(left, right)
        case "minimum":
            return call("MIN", left, right)
        case "maximum":
            return call("MAX", left, right)
        case _ as never:
            assert_never(never)


def _divided(left: Piece, right: Piece) -> Piece:
    """By zero gives zero: nothing is shared among nobody."""
    quotient = operator("/", left, right, PRODUCT)
    if right.text[0].isdigit():
        return quotient
    return call("IF", comparison("=", right, _ZERO), _ZERO, quotient)


def _power(base: Piece, exponent: Piece) -> Piece:
    """A base of zero or less gives zero; an exponent of zero gives one."""
    raised = call("IF", comparison("<=", base, _ZERO), _ZERO, operator("^", base, exponent, POWER))
    return call("IF", comparison("=", exponent, _ZERO), _ONE, raised)


def _rounded(mode: RoundingMode, amount: Piece, unit: Piece) -> Piece:
    """To a whole multiple; what is whole but for the last bits of a double counts as whole."""
    count = call("ROUND", operator("/", amount, unit, PRODUCT), Piece("8"))
    match mode:
        case "up":
            whole = call("ROUNDUP", count, _ZERO)
        case "down":
            whole = call("ROUNDDOWN", count, _ZERO)
        case "half up":
            whole = call("ROUND", count, _ZERO)
        case "half even":
            middle = comparison("=", call("MOD", count, _ONE), Piece("0.5"))
            even = operator("*", _TWO, call("ROUND", operator("/", count, _TWO, PRODUCT), _ZERO), PRODUCT)
            whole = call("IF", middle, even, call("ROUND", count, _ZERO))
        case _ as never:
            assert_never(never)
    times = operator("*", Piece(whole.text, ATOM, whole.steps), unit, PRODUCT)
    return call("IF", comparison("<=", unit, _ZERO), amount, times)
