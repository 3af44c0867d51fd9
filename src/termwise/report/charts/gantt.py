"""Clauses and events on one line of time, with what is uncertain shown as such."""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from termwise.report.charts.canvas.axes import day_axis, today_line
from termwise.report.charts.canvas.elements import Drawing, Element, Path, Text
from termwise.report.charts.canvas.metrics import width
from termwise.report.charts.canvas.paths import diamond, segment, square
from termwise.report.charts.canvas.scale import Days
from termwise.report.charts.canvas.sheet import BODY, SMALL, Key, Sheet, cut, today_key
from termwise.report.charts.look import Look
from termwise.report.charts.picture import Picture
from termwise.report.charts.subject import Subject

_TALL = 20
"""With more rows than this the years are named at the top, too."""


class GanttBar(Struct, frozen=True):
    """Days `start` (included) to `end` (excluded) on which a clause applies, or may (not `certain`).

    `weak`: by text that does not bind. `words` say it: "from 2019-07-22 until agi_verified".
    """

    start: date
    end: date
    certain: bool = True
    weak: bool = False
    words: str = ""


class GanttRow(Struct, frozen=True):
    """One clause; `remark` is said beside its name ("reported")."""

    label: str
    bars: tuple[GanttBar, ...]
    remark: str = ""
    subject: Subject | None = None


class GanttEvent(Struct, frozen=True):
    """Something that happens on a day (`on`), or between two if it does (`low`, `high`: 90 %; `middle`: half).

    All None: it never happens. `remark` says how likely, or when, `words` more of
    it. Not `counts`: a text without effect. Not `believed`:
    it may happen between the days, and nothing is said of how likely.
    """

    label: str
    on: date | None = None
    low: date | None = None
    middle: date | None = None
    high: date | None = None
    remark: str = ""
    words: str = ""
    counts: bool = True
    believed: bool = True
    subject: Subject | None = None


class Gantt(Picture, frozen=True, kw_only=True):
    """Clauses, texts and events over the days `start` (included) to `end` (excluded)."""

    start: date
    end: date
    today: date | None
    rows: tuple[GanttRow, ...]
    events: tuple[GanttEvent, ...] = ()
    texts: tuple[GanttEvent, ...] = ()

    def drawn(self, look: Look) -> Drawing:
        """Names beside their bars, or above them where it is narrow."""
        sheet = Sheet(look)
        sheet.head(self.title, "", self._keys())
        _Lines(sheet, self).draw()
        return sheet.finished(self.title, self.summary, self.note)

    def _keys(self) -> list[Key]:
        bars = [bar for row in self.rows for bar in row.bars]
        events = [*self.events, *self.texts]
        open_events = [event for event in self.events if event.on is None and (event.low or event.high)]
        shown = (
            (any(bar.certain and not bar.weak for bar in bars), Key("bar", "in force")),
            (any(bar.certain and bar.weak for bar in bars), Key("weak bar", "in force by text that does not bind")),
            (any(not bar.certain for bar in bars), Key("open bar", "open: it hangs on what may happen")),
            (any(event.on is not None and event.counts for event in events), Key("dot", "on this day", "ink")),
            (any(not event.counts for event in events), Key("ring", "without effect", "ink")),
            (any(event.believed for event in open_events), Key("range", "if it happens, 9 times in 10 in here", "c2")),
            (any(event.middle is not None for event in open_events), Key("ring", "half of the times by then", "c2")),
            (any(not event.believed for event in open_events), Key("dots", "open, nothing said of how likely", "c2")),
            (self.today is not None and self.start <= self.today < self.end, today_key(self.today)),
        )
        return [key for used, key in shown if used]


class _Lines:
    """The rows of one chart, from the top down."""

    def __init__(self, sheet: Sheet, chart: Gantt) -> None:
        self._sheet, self._chart = sheet, chart
        self._beside = not sheet.look.narrow
        rows: list[GanttRow | GanttEvent] = [*chart.rows, *chart.events, *chart.texts]
        widest = max((width(row.label, BODY) for row in rows), default=0)
        remark = max((width(row.remark, SMALL) for row in rows), default=0)
        self._names = min(widest, sheet.width * 0.3) if self._beside else sheet.width
        self._remarks = min(remark + 13, sheet.width * 0.2) if self._beside else 2.0
        left = self._names + 12 if self._beside else 2.0
        self._days = Days(chart.start, chart.end, left, sheet.width - self._remarks)
        self._height = 20.0 if self._beside else 34.0

    def draw(self) -> None:
        """Grid first, then the groups over it."""
        chart, sheet = self._chart, self._sheet
        groups = (("Clauses", chart.rows), ("Events", chart.events), ("Amendments", chart.texts))
        shown = [(heading, rows) for heading, rows in groups if rows]
        if not shown:
            sheet.paragraph("Nothing to draw.")
            return
        named = sheet.y + 10 if sum(len(rows) for _, rows in shown) > _TALL else None
        sheet.y += 14 if named is not None else 0
        top = sheet.y
        bottom = top + sum(24 + len(rows) * self._height for _, rows in shown) + 4
        strips = [(top, bottom)] if self._beside else list(self._strips([len(rows) for _, rows in shown]))
        sheet.add(*day_axis(self._days, strips, named))
        for heading, rows in shown:
            sheet.y += 18
            sheet.add(Text(0, sheet.y, heading, SMALL, tone="muted", bold=True))
            sheet.y += 6
            for row in rows:
                match row:
                    case GanttRow():
                        self._row(row)
                    case GanttEvent():
                        self._event(row)
                sheet.y += self._height
        sheet.add(*today_line(self._days, chart.today, strips))
        sheet.y = bottom + 24

    def _strips(self, counts: Sequence[int]) -> Iterator[tuple[float, float]]:
        """Where the marks of each row are when its name stands above them: the grid leaves names alone."""
        y = self._sheet.y
        for count in counts:
            y += 24
            for _ in range(count):
                yield y + 19, y + 33
                y += self._height
        if not counts:
            yield y, y

    def _row(self, row: GanttRow) -> None:
        tip = "; ".join(bar.words for bar in row.bars if bar.words)
        middle = self._name(row.label, row.remark, row.subject, tip)
        for bar in row.bars:
            words = f"{row.label}: {bar.words}" if bar.words else row.label
            self._sheet.about(row.subject, words, *self._bar(bar, middle), minor=True)

    def _bar(self, bar: GanttBar, middle: float) -> tuple[Element, ...]:
        left, right = self._days.at(bar.start), self._days.at(bar.end)
        wide, top = max(right - left, 2.0), middle - 5
        if not bar.certain:
            return (Path(square(left + 0.5, top + 0.5, max(wide - 1, 1), 9), fill="paper", stroke="c1", dash="3 2"),)
        if bar.weak:
            return (
                Path(square(left, top, wide, 10), fill="c1", strength=0.35),
                Path(segment(left, top + 10, left + wide, top + 10), stroke="c1"),
            )
        return (Path(square(left, top, wide, 10), fill="c1"),)

    def _event(self, event: GanttEvent) -> None:
        tip = event.words or event.remark
        middle = self._name(event.label, event.remark, event.subject, tip)
        marks: list[Element] = []
        if event.on is not None:
            if self._chart.start <= event.on <= self._chart.end:
                marks.append(_mark(self._days.at(event.on), middle, full=event.counts))
        elif event.low is not None or event.high is not None:
            marks = self._range(event, middle)
        if marks:
            self._sheet.about(event.subject, f"{event.label}: {tip}", *marks, minor=True)

    def _range(self, event: GanttEvent, middle: float) -> list[Element]:
        """From the early day to the late one; an end outside of the chart has no bar across it."""
        chart = self._chart
        low, high = event.low or chart.start, event.high or chart.end
        left, right = self._days.at(low), self._days.at(high)
        marks = segment(left, middle, max(right, left + 2), middle)
        if not event.believed:
            return [Path(marks, stroke="c2", thick=1.5, dash="1 3")]
        if event.low is not None and chart.start <= low <= chart.end:
            marks += segment(left, middle - 4, left, middle + 4)
        if event.high is not None and chart.start <= high <= chart.end:
            marks += segment(right, middle - 4, right, middle + 4)
        found: list[Element] = [Path(marks, stroke="c2", thick=1.5)]
        if event.middle is not None and chart.start <= event.middle <= chart.end:
            found.append(Path(diamond(self._days.at(event.middle), middle, 4.5), fill="paper", stroke="c2", thick=1.5))
        return found

    def _name(self, label: str, remark: str, subject: Subject | None, tip: str) -> float:
        """The name and the remark of a row; where the middle of its marks is."""
        sheet, y, whole = self._sheet, self._sheet.y + 14, f"{label}: {tip}" if tip else label
        if self._beside:
            sheet.about(subject, whole, cut(Text(0, y, label), self._names))
            if remark:
                sheet.add(cut(Text(self._days.end + 12, y, remark, SMALL, tone="muted"), self._remarks - 12))
            return y - 4
        said = cut(Text(sheet.width, y, remark, SMALL, "end", "muted"), sheet.width * 0.45)
        sheet.about(subject, whole, cut(Text(0, y, label), sheet.width - width(said.words, SMALL) - 10))
        if remark:
            sheet.add(said)
        return y + 12


def _mark(x: float, y: float, *, full: bool) -> Path:
    if full:
        return Path(diamond(x, y, 5), fill="ink")
    return Path(diamond(x, y, 4.5), fill="paper", stroke="ink", thick=1.5)
