"""Pictures of time: clauses and events, and the history of a term."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from termwise.base.dates import day_before
from termwise.explain.chart import AmendmentMark, Bar, EventMark, Row, Timeline
from termwise.explain.history import HistoryRow
from termwise.ir.program import NEVER
from termwise.report.charts.gantt import Gantt, GanttBar, GanttEvent, GanttRow
from termwise.report.charts.subject import Subject
from termwise.report.charts.term_history import TermHistory, TermStatement
from termwise.session.pictures.reading import Reading
from termwise.session.pictures.titles import Titles, counted, listed


def gantt_of(timeline: Timeline, titles: Titles, reading: Reading | None = None) -> Gantt:
    """Clauses, texts and events of a view; with futures the day by which an open event has come in half of those in
    which it comes.
    """
    events = tuple(_event(mark, titles, reading) for mark in timeline.events)
    never = [row for row in timeline.rows if not row.bars]
    return Gantt(
        title="Clauses and events over time",
        summary=_summary(timeline, titles),
        note=f"Never in force in this view: {listed((titles.clause(row.name) for row in never), 12)}."
        if never
        else None,
        start=timeline.start,
        end=timeline.end,
        today=timeline.today,
        rows=tuple(_row(row, titles, timeline.end) for row in timeline.rows if row.bars),
        events=events,
        texts=tuple(_text(mark) for mark in timeline.amendments),
    )


def _summary(timeline: Timeline, titles: Titles) -> str:
    today = timeline.today
    bars = [(row, bar) for row in timeline.rows for bar in row.bars if bar.start <= today < bar.end]
    certain = [row for row, bar in bars if bar.certain]
    unsure = [mark for mark in timeline.events if mark.on is None and not mark.never]
    if not timeline.rows and not timeline.events:
        return f"On {today} there are no clauses and no events."
    said = f"On {today}, {len(certain)} of {len(timeline.rows)} clauses are in force"
    weak = [row for row in certain if row.status != "binding"]
    said += f", {len(weak)} of them by text that does not bind" if weak else ""
    happened = sum(mark.on is not None for mark in timeline.events)
    said += f". {counted(happened, 'event')} have happened" if happened != 1 else ". 1 event has happened"
    if unsure:
        said += f", {len(unsure)} may: {listed(f'{titles.event(mark.name)} ({mark.words})' for mark in unsure)}"
    return said + "."


def _row(row: Row, titles: Titles, end: date) -> GanttRow:
    bars = tuple(_bar(bar, end) for bar in row.bars)
    remark = "" if row.status == "binding" else row.status
    return GanttRow(titles.clause(row.name), bars, remark, Subject("clause", row.name))


def _bar(bar: Bar, end: date) -> GanttBar:
    until = "to the end of the deal" if bar.end >= end else f"through {day_before(bar.end)}"
    words = f"{'in force' if bar.certain else 'open'} from {bar.start} {until}"
    if bar.amendment is not None:
        words += f", by {bar.amendment}"
    if bar.hangs_on:
        words += f"; hangs on {listed(bar.hangs_on)}"
    return GanttBar(bar.start, bar.end, bar.certain, bar.status != "binding", words)


def _text(mark: AmendmentMark) -> GanttEvent:
    fate = "" if mark.fate == "in effect" else f", {mark.fate}"
    return GanttEvent(
        mark.title or mark.name,
        on=mark.day,
        remark=f"{mark.status}{fate}",
        counts=mark.fate == "in effect",
        subject=Subject("amendment", mark.name),
    )


def _event(mark: EventMark, titles: Titles, reading: Reading | None) -> GanttEvent:
    subject, label = Subject("event", mark.name), titles.event(mark.name)
    if mark.on is not None:
        return GanttEvent(label, on=mark.on, remark=str(mark.on), subject=subject)
    if mark.never:
        return GanttEvent(label, remark="never", subject=subject)
    believed = not mark.words.startswith("open from")
    low, middle, high = mark.low, None, mark.high
    if reading is not None and (drawn := _when_it_comes(reading, mark.name)) is not None:
        low, middle, high = drawn
    return GanttEvent(
        label,
        low=low,
        middle=middle,
        high=high,
        remark=mark.words.partition(",")[0],
        words=mark.words,
        believed=believed,
        subject=subject,
    )


def _when_it_comes(reading: Reading, event: str) -> tuple[date, date, date] | None:
    """The 5, 50 and 95 % quantiles of an event's day over the futures in which it comes; None where not kept."""
    if event not in reading.at_end("event:"):
        return None
    days = reading.values(f"event:{event}")
    comes = None if days is None else days[(days < NEVER) & (days < date.max.toordinal())]
    if comes is None or len(comes) < 20:
        return None
    low, middle, high = (date.fromordinal(round(float(day))) for day in np.quantile(comes, (0.05, 0.5, 0.95)))
    return low, middle, high


def history_of(rows: Sequence[HistoryRow], clause: str, titles: Titles, today: date) -> TermHistory:
    """What every text said of a clause, in order of the day it became known."""
    statements = tuple(_statement(row) for row in rows)
    last = next((s for s in reversed(statements) if s.counts), None)
    said = listed(f"{s.text} ({s.known}, {s.status})" for s in statements)
    label = titles.clause(clause)
    now = "" if last is None else f" In effect, of {last.known}: {'; '.join(last.says)}."
    return TermHistory(
        title=f"{label}: from first word to last",
        summary=f"Texts that speak of it: {said}.{now}",
        clause=clause,
        statements=statements,
        today=today,
        subject=Subject("clause", clause),
    )


def _statement(row: HistoryRow) -> TermStatement:
    later = listed(one.by for one in row.superseded) if row.fate == "in effect" else ""
    superseded = [f"superseded in part by {later}"] if later else []
    return TermStatement(
        known=row.known,
        status=row.status,
        text=row.title or row.text or "The original text",
        says=tuple(line.strip() for line in row.lines),
        fate="; ".join([*([] if row.text is None else [row.why]), *superseded]),
        counts=row.fate == "in effect",
        subject=None if row.text is None else Subject("amendment", row.text),
    )
