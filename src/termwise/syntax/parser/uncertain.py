"""Uncertain amounts: ranges, triangles, values on the table, numbers that are not public."""

from typing import Final, Literal

from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.literals import calendar_date, is_name, name, number, starts_duration
from termwise.syntax.tree import (
    BetweenExpr,
    Expr,
    Name,
    NegativeExpr,
    OneOfExpr,
    RangeExpr,
    TriangularExpr,
    UndisclosedExpr,
)

A_NUMBER: Final = "a number"


def bound(p: Cursor, what: str = A_NUMBER) -> Expr:
    """One end of a range.

    ``bound = ['-'] number | date_literal``
    """
    start = p.at
    if p.kind == "date":
        return calendar_date(p, what)
    if not p.accept("-"):
        return number(p, what)
    operand = number(p, what)
    return NegativeExpr(operand, p.since(start))


def number_or_range(p: Cursor, what: str) -> Expr:
    """A number, or two ends of an interval that holds it with 90 % chance.

    ``range = ['normal' | 'uniform'] bound 'to' bound ['within' bound 'to' bound]``
    """
    start = p.at
    low = bound(p, what)
    return _range(p, None, low, start) if p.word == "to" else low


def shaped_range(p: Cursor) -> RangeExpr:
    """`normal a to b` or `uniform a to b`."""
    start = p.at
    shape: Literal["normal", "uniform"] = "normal" if p.take().text == "normal" else "uniform"
    return _range(p, shape, bound(p), start)


def _range(p: Cursor, shape: Literal["normal", "uniform"] | None, low: Expr, start: int) -> RangeExpr:
    p.expect("to")
    high = bound(p)
    within = _support(p)
    return RangeExpr(shape, low, high, within, p.since(start))


def _support(p: Cursor) -> tuple[Expr, Expr] | None:
    """`within a to b`, told apart from `within 1%` and `within 30 days of …`, which belong to what stands around."""
    following = p.ahead(2 if p.ahead(1).text == "-" else 1)
    if p.word != "within" or following.kind not in {"number", "date"}:
        return None
    mark = p.mark()
    p.take()
    if starts_duration(p):
        p.back_to(mark)
        return None
    least = bound(p)
    if not p.accept("to"):
        p.back_to(mark)
        return None
    return least, bound(p)


def triangular(p: Cursor) -> TriangularExpr:
    """Least, most likely and greatest value.

    ``triangular = 'triangular' bound ',' bound ',' bound``
    """
    start = p.at
    p.expect("triangular")
    low = bound(p)
    p.expect(",")
    mode = bound(p)
    p.expect(",")
    high = bound(p)
    return TriangularExpr(low, mode, high, p.since(start))


def one_of(p: Cursor) -> OneOfExpr:
    """Values of which one will be agreed, or comes out.

    ``one_of = 'one' 'of' '(' bound {',' bound} ')'``
    """
    start = p.at
    p.expect("one", "of", "(")
    found = [bound(p)]
    while p.accept(","):
        found.append(bound(p))
    p.expect(")")
    return OneOfExpr(tuple(found), p.since(start))


def between(p: Cursor) -> BetweenExpr:
    """A range in which a value is to be agreed.

    ``between = 'between' bound 'and' bound ['step' bound]``
    """
    start = p.at
    p.expect("between")
    low = bound(p)
    p.expect("and")
    high = bound(p)
    step = bound(p) if p.accept("step") else None
    return BetweenExpr(low, high, step, p.since(start))


def undisclosed(p: Cursor) -> UndisclosedExpr:
    """A number that exists and is not public, perhaps with what is believed of it.

    ``undisclosed = 'undisclosed' [range | number | between | unit]``
    """
    start = p.at
    p.expect("undisclosed")
    token = p.tokens[p.at]
    known: Expr | None = None
    unit: Name | None = None
    if token.text in {"normal", "uniform"}:
        known = shaped_range(p)
    elif token.text == "between":
        known = between(p)
    elif token.kind in {"number", "odd", "date"}:
        known = number_or_range(p, A_NUMBER)
    elif token.text == "-" and p.ahead(1).kind == "number":
        known = _negative_range(p)
    elif is_name(token):
        unit = name(p, "a unit")
    return UndisclosedExpr(known, unit, p.since(start))


def _negative_range(p: Cursor) -> Expr | None:
    """`undisclosed -5% to 10%`, told apart from `undisclosed - 5bn`."""
    mark = p.mark()
    found = number_or_range(p, A_NUMBER)
    if isinstance(found, RangeExpr):
        return found
    p.back_to(mark)
    return None
