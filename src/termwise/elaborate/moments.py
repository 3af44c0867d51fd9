"""Moments: calendar dates, events, breaches, and what is before, after, first or last of them."""

from datetime import date

from termwise.base.dates import Duration, day_after, last_of_month
from termwise.base.source import Span
from termwise.elaborate.context import Context
from termwise.elaborate.faults import numbers as faults
from termwise.model.moment import (
    Bound,
    FirstOf,
    LastOf,
    Moment,
    On,
    OnBreach,
    OneOfMoments,
    OnEvent,
    Shifted,
    UndisclosedMoment,
)
from termwise.syntax.tree import (
    BetweenExpr,
    BreachExpr,
    CallExpr,
    ComparisonExpr,
    ConnectiveExpr,
    ControlsExpr,
    DateExpr,
    DurationExpr,
    Expr,
    ExtremeOfExpr,
    MayExpr,
    NameExpr,
    NotExpr,
    NumberExpr,
    OneOfExpr,
    RangeExpr,
    ShiftedExpr,
    StateExpr,
    UndisclosedExpr,
)

_MOST_DEEP = 64


def moment(ctx: Context, node: Expr) -> Moment | None:
    """A point in civil time; None after reporting why it is none."""
    ctx.depth += 1
    try:
        if ctx.depth > _MOST_DEEP:
            ctx.report(faults.too_deep(node.span, _MOST_DEEP))
            return None
        return _moment(ctx, node)
    finally:
        ctx.depth -= 1


def _moment(ctx: Context, node: Expr) -> Moment | None:
    match node:
        case DateExpr() | NumberExpr():
            return calendar_date(ctx, node)
        case NameExpr(name=name, span=span):
            event = ctx.named(name, "event")
            return None if event is None else OnEvent(event, span)
        case BreachExpr(clause=clause, span=span):
            name_found = ctx.named(clause, "clause")
            return None if name_found is None else OnBreach(name_found, span)
        case ShiftedExpr(length=length, direction=direction, origin=origin, span=span):
            start = moment(ctx, origin)
            by = duration(length)
            return None if start is None else Shifted(start, by if direction == "after" else by.negated(), span)
        case ExtremeOfExpr(which=which, moments=inner, span=span):
            found = [moment(ctx, one) for one in inner]
            if None in found:
                return None
            known = tuple(one for one in found if one is not None)
            return FirstOf(known, span) if which == "first" else LastOf(known, span)
        case OneOfExpr(options=options, span=span):
            dates = [calendar_date(ctx, option) for option in options]
            if None in dates:
                return None
            return OneOfMoments(tuple(one for one in dates if one is not None), span)
        case UndisclosedExpr():
            return _undisclosed(ctx, node)
        case _:
            ctx.report(faults.date_needed(node_words(node), node.span, _advice(node)))
            return None


def _undisclosed(ctx: Context, node: UndisclosedExpr) -> UndisclosedMoment | None:
    match node.range:
        case None if node.unit is None:
            return UndisclosedMoment(span=node.span)
        case BetweenExpr(low=low, high=high, step=None) | RangeExpr(shape=None, low=low, high=high, within=None):
            earliest, latest = calendar_date(ctx, low), calendar_date(ctx, high)
            if earliest is None or latest is None:
                return None
            if earliest.day >= latest.day:
                ctx.report(faults.range_order(node.span, low.span, high.span))
                return None
            return UndisclosedMoment(earliest, latest, node.span)
        case _:
            ctx.report(faults.date_needed("an undisclosed number", node.span))
            return None


def _advice(node: Expr) -> str | None:
    if isinstance(node, ComparisonExpr | ConnectiveExpr | NotExpr | StateExpr | ControlsExpr | MayExpr):
        return "declare `event NAME` with a line `when …` and name it here, or say `while` or `unless`"
    return None


def node_words(node: Expr) -> str:
    """What was written, for a message."""
    match node:
        case DateExpr():
            return "a date"
        case DurationExpr():
            return "a length of time"
        case ComparisonExpr() | ConnectiveExpr() | NotExpr() | StateExpr() | ControlsExpr() | MayExpr():
            return "a condition"
        case NumberExpr(percent=percent) if percent is not None:
            return "a percent"
        case CallExpr() | NumberExpr() | RangeExpr() | BetweenExpr():
            return "a number"
        case _:
            return "something else"


def duration(node: DurationExpr) -> Duration:
    """The length as a value."""
    return Duration(node.years, node.months, node.days, node.business_days)


def calendar_date(ctx: Context, node: Expr) -> On | None:
    """A date as precise as written (a year may come as a bare number); None after reporting that it is none."""
    match node:
        case DateExpr(day=day, precision=precision, span=span):
            return On(day, precision, span)
        case NumberExpr(value=value, percent=None, scale=None, unit=None, per=None, span=span) if _is_year(node):
            return On(date(int(value), 1, 1), "year", span)
        case _:
            ctx.report(faults.date_needed(node_words(node), node.span, "write a calendar date such as 2025-10-28"))
            return None


def _is_year(node: NumberExpr) -> bool:
    return node.value == node.value.to_integral_value() and 1900 <= node.value <= 2199


def calendar_day(ctx: Context, node: Expr, what: str) -> date | None:
    """One day of the calendar; None after reporting that `what` needs one."""
    if isinstance(node, DateExpr) and node.precision == "day":
        return node.day
    ctx.report(faults.day_needed(what, node.span))
    return None


def last_day(on: On) -> date:
    """The last day of a date as written: of the month, of the year."""
    match on.precision:
        case "day":
            return on.day
        case "month":
            return last_of_month(on.day)
        case "year":
            return on.day.replace(month=12, day=31)


def day_past(on: On) -> date:
    """The first day after a date as written (the last day of the calendar has none and stays)."""
    last = last_day(on)
    return last if last == date.max else day_after(last)


def bound(ctx: Context, node: Expr, span: Span, *, inclusive: bool) -> Bound | None:
    """The end of a clause: `until` (exclusive) or `through` (inclusive)."""
    found = moment(ctx, node)
    return None if found is None else Bound(found, inclusive, span)


def window(ctx: Context, low: Expr, high: Expr, span: Span) -> tuple[On, On] | None:
    """`between A and B` as seen from today: A before B, and after today. None after reporting otherwise."""
    earliest, latest = calendar_date(ctx, low), calendar_date(ctx, high)
    if earliest is None or latest is None:
        return None
    if earliest.day >= last_day(latest):
        ctx.report(faults.range_order(span, low.span, high.span))
        return None
    if earliest.day <= ctx.frame.today:
        ctx.report(faults.window_in_the_past(span, ctx.frame.today_span, earliest.day.isoformat()))
        return None
    return earliest, latest
