"""The `deal` directive: currency, period, today, and how time is counted."""

from collections.abc import Sequence
from datetime import date
from typing import cast, get_args

from msgspec import Struct

from termwise.base.calendars import WEEKDAYS, calendar_names, is_calendar
from termwise.base.dates import Frequency, Rounding
from termwise.base.source import Span
from termwise.base.units import CURRENCIES
from termwise.elaborate.context import Context, Frame
from termwise.elaborate.faults import declarations as faults
from termwise.elaborate.faults import names as name_faults
from termwise.elaborate.lines import Lines, lines
from termwise.elaborate.moments import calendar_date, calendar_day, day_past
from termwise.elaborate.qualifiers import citations
from termwise.elaborate.schedules import FREQUENCIES
from termwise.model.clause import Citation
from termwise.syntax.tree import DealNode, Name

_LINES = frozenset({"currency", "period", "today", "months round", "calendar", "source"})
_ROUNDINGS: tuple[str, ...] = get_args(Rounding)


class Heading(Struct, frozen=True):
    """What the `deal` directive says."""

    title: str
    frame: Frame
    grid: Frequency
    rounding: Rounding
    calendar: str
    citations: tuple[Citation, ...]
    span: Span


def heading(ctx: Context, nodes: Sequence[DealNode], first_place: Span | None) -> Heading | None:
    """The heading of the deal; None after reporting that there is no usable one."""
    if not nodes:
        if "deal" in ctx.symbols.unseen:
            return None
        ctx.report(faults.missing_deal(first_place))
        return None
    node = nodes[0]
    for other in nodes[1:]:
        ctx.report(faults.deal_twice(other.span, node.span))
    said = lines(ctx, node.qualifiers, "a deal", _LINES)
    period = _period(ctx, node, said)
    if period is None:
        return None
    return Heading(
        title=node.title.text,
        frame=_frame(ctx, node, said, period),
        grid=_grid(ctx, said),
        rounding=_rounding(ctx, said),
        calendar=_calendar(ctx, said),
        citations=citations(ctx, said.all("source")),
        span=node.span,
    )


def _frame(ctx: Context, node: DealNode, said: Lines, period: tuple[date, date]) -> Frame:
    today, currency = _today(ctx, node, said), _currency(ctx, said)
    is_lost = currency is None and ("currency" in node.lost or said.first("currency") is not None)
    return Frame(*period, today or period[0], currency, said.span("today"), is_lost)


def _period(ctx: Context, node: DealNode, said: Lines) -> tuple[date, date] | None:
    """The first day, and the first day after the period."""
    line = said.first("period")
    if line is None or line.expr is None or line.second is None:
        if "period" not in node.lost:
            ctx.report(faults.missing_period(node.span))
        return None
    first, last = calendar_date(ctx, line.expr), calendar_date(ctx, line.second)
    if first is None or last is None:
        return None
    if day_past(last) <= first.day:
        ctx.report(faults.period_order(line.span))
        return None
    return first.day, day_past(last)


def _today(ctx: Context, node: DealNode, said: Lines) -> date | None:
    line = said.expr("today")
    if line is None:
        if "today" not in node.lost:
            ctx.report(faults.missing_today(node.span))
        return None
    return calendar_day(ctx, line, "`today`")


def _currency(ctx: Context, said: Lines) -> str | None:
    line = said.first("currency")
    if line is None or line.word in CURRENCIES:
        return None if line is None else line.word
    name = line.names[0] if line.names else Name(line.word or "", line.span)
    ctx.report(name_faults.unknown_currency(name, CURRENCIES))
    return None


def _grid(ctx: Context, said: Lines) -> Frequency:
    line = said.first("period")
    if line is None or line.word is None:
        return "monthly"
    if line.word not in FREQUENCIES:
        ctx.report(name_faults.unknown_word(line.word, line.span, "frequency", FREQUENCIES))
        return "monthly"
    return cast("Frequency", line.word)


def _rounding(ctx: Context, said: Lines) -> Rounding:
    line = said.first("months round")
    if line is None:
        return "down"
    if line.word not in _ROUNDINGS:
        ctx.report(name_faults.unknown_word(line.word or "", line.span, "way to round months", _ROUNDINGS))
        return "down"
    return cast("Rounding", line.word)


def _calendar(ctx: Context, said: Lines) -> str:
    line = said.first("calendar")
    if line is None or line.word is None:
        return WEEKDAYS
    if not is_calendar(line.word):
        name = line.names[0] if line.names else Name(line.word, line.span)
        ctx.report(name_faults.unknown_calendar(name, calendar_names()))
        return WEEKDAYS
    return line.word
