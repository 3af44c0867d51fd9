"""Moments: dates, events, the first or last of several, and lengths of time after or before one."""

from typing import Literal

from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.literals import calendar_date, duration, is_year, name, other_date, starts_duration
from termwise.syntax.tree import (
    BetweenExpr,
    BreachExpr,
    DateExpr,
    Expr,
    ExtremeOfExpr,
    NameExpr,
    OneOfExpr,
    RangeExpr,
    ShiftedExpr,
    UndisclosedExpr,
)

A_MOMENT = "a date such as `2025-10-28` or the name of an event"
A_DATE = "a date such as `2025-10-28`"


def moment(p: Cursor) -> Expr:
    """A point in time.

    ``moment = date | name | extreme_moment | one_of_dates | undisclosed_date | shifted | breach``
    """
    token = p.tokens[p.at]
    if token.kind == "date" or is_year(token):
        return calendar_date(p, A_MOMENT)
    if starts_duration(p):
        return shifted(p)
    following = p.ahead(1).text
    if following == "of":
        if token.text in {"first", "last"}:
            return extreme(p)
        if token.text == "one":
            return one_of_dates(p)
        if token.text == "breach":
            return breach(p)
    if token.text == "undisclosed":
        return undisclosed_date(p)
    other_date(p)
    found = name(p, A_MOMENT)
    return NameExpr(found, found.span)


def extreme(p: Cursor) -> ExtremeOfExpr:
    """The earliest or the latest of several moments.

    ``extreme_moment = ('first' | 'last') 'of' '(' moment {',' moment} ')'``
    """
    start = p.at
    which: Literal["first", "last"] = "first" if p.take().text == "first" else "last"
    p.operate()
    p.expect("of", "(")
    found = [moment(p)]
    while p.accept(","):
        found.append(moment(p))
    p.expect(")")
    return ExtremeOfExpr(which, tuple(found), p.since(start))


def one_of_dates(p: Cursor) -> OneOfExpr:
    """Dates of which one will be agreed.

    ``one_of_dates = 'one' 'of' '(' date {',' date} ')'``
    """
    start = p.at
    p.expect("one", "of", "(")
    found: list[Expr] = [calendar_date(p, A_DATE)]
    while p.accept(","):
        found.append(calendar_date(p, A_DATE))
    p.expect(")")
    return OneOfExpr(tuple(found), p.since(start))


def undisclosed_date(p: Cursor) -> UndisclosedExpr:
    """A date that was agreed and is not public.

    ``undisclosed_date = 'undisclosed' ['between' date 'and' date | date 'to' date]``
    """
    start = p.at
    p.expect("undisclosed")
    inner = p.at
    known: Expr | None = None
    if p.accept("between"):
        low, high = _two_dates(p, "and")
        known = BetweenExpr(low, high, None, p.since(inner))
    elif p.kind in {"date", "number"}:
        low, high = _two_dates(p, "to")
        known = RangeExpr(None, low, high, None, p.since(inner))
    return UndisclosedExpr(known, None, p.since(start))


def shifted(p: Cursor) -> ShiftedExpr:
    """A length of time after or before a moment.

    ``shifted = duration ('after' | 'before') moment``
    """
    start = p.at
    length = duration(p)
    p.operate()
    direction: Literal["after", "before"] = "before" if p.word == "before" else "after"
    p.expect_any(("after", "before"), "`after` or `before`")
    origin = moment(p)
    return ShiftedExpr(length, direction, origin, p.since(start))


def breach(p: Cursor) -> BreachExpr:
    """The day the duty of a clause is violated.

    ``breach = 'breach' 'of' name``
    """
    start = p.at
    p.expect("breach", "of")
    return BreachExpr(name(p, "the name of a clause"), p.since(start))


def _two_dates(p: Cursor, between: str) -> tuple[DateExpr, DateExpr]:
    low = calendar_date(p, A_DATE)
    p.expect(between)
    return low, calendar_date(p, A_DATE)
