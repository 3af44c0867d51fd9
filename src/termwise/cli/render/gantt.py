"""A Gantt chart in terminal cells: a years axis, bars at half-cell precision, marks, a line for today.

Pure drawing: it knows days and cells and nothing of deals.
"""

from datetime import date

from msgspec import Struct

from termwise.cli.render.text import BLANK, Line, Piece, Style, crop, line, merged, padded, piece, restyled, width

MARGIN = 2
"""Cells left of the labels."""


class Bar(Struct, frozen=True):
    """Days `start` (included) to `end` (excluded), drawn solid or as an open stretch."""

    start: date
    end: date
    solid: bool = True
    style: Style = "yes"


class Mark(Struct, frozen=True):
    """One sign on one day, drawn over the bars."""

    day: date
    sign: str
    style: Style = "strong"


class ChartRow(Struct, frozen=True):
    """A labelled line of bars and marks; `note` stands right of the chart where there is room."""

    label: Line
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    note: Line = BLANK


class Chart(Struct, frozen=True):
    """Groups of rows, each under its heading, over the days `start` to `end` (excluded)."""

    start: date
    end: date
    today: date
    groups: tuple[tuple[str, tuple[ChartRow, ...]], ...]


class _Scale(Struct, frozen=True):
    """`columns` cells for the days from `start` to `end` (excluded)."""

    start: date
    end: date
    columns: int

    def half(self, day: date) -> int:
        """The half cell in which `day` begins, within the chart."""
        days = max(1, (self.end - self.start).days)
        found = round((day - self.start).days * 2 * self.columns / days)
        return min(2 * self.columns, max(0, found))

    def cell(self, day: date) -> int:
        """The cell in which `day` lies, within the chart."""
        days = max(1, (self.end - self.start).days)
        return min(self.columns - 1, max(0, (day - self.start).days * self.columns // days))


def draw(chart: Chart, limit: int) -> list[Line]:
    """The chart in at most `limit` cells: label column, chart, and a note column where there is room."""
    rows = [row for _, group in chart.groups for row in group]
    labels = min(max((width(row.label) for row in rows), default=0), max(16, limit // 4))
    notes = max((width(row.note) for row in rows), default=0)
    room = limit - MARGIN - labels - 2
    noted = notes > 0 and room - notes - 2 >= 48
    scale = _Scale(chart.start, chart.end, room - notes - 2 if noted else room)
    margin = Piece(" " * (MARGIN + labels + 2))
    lines = [line(margin, found) for found in _axis(scale)]
    for heading, group in chart.groups:
        if not group:
            continue
        empty = _cells(ChartRow(BLANK), scale, chart.today)
        lines.append(line(padded(line(piece(heading, "heading")), MARGIN + labels + 2), empty))
        for row in group:
            label = padded(crop(row.label, labels), labels + 2)
            note = line("  ", restyled(row.note, "muted")) if noted else BLANK
            lines.append(line(Piece(" " * MARGIN), label, _cells(row, scale, chart.today), note))
    return lines


def _axis(scale: _Scale) -> list[Line]:
    """Two lines: the years that fit without touching, and a tick for every year (or every few)."""
    per_year = scale.columns * 365.25 / max(1, (scale.end - scale.start).days)
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100) if s * per_year >= 6), 100)
    names = [" "] * (scale.columns + 4)
    ticks = ["─"] * scale.columns
    for year in range(scale.start.year, scale.end.year + 1):
        first = date(year, 1, 1)
        if not scale.start <= first < scale.end:
            continue
        cell = scale.cell(first)
        labelled = year % step == 0
        if labelled or per_year >= 3:
            ticks[cell] = "┴"
        if labelled and cell + 4 <= scale.columns:
            names[cell : cell + 4] = f"{year:04}"
    return [(Piece("".join(names).rstrip(), "strong"),), (Piece("".join(ticks), "muted"),)]


def _cells(row: ChartRow, scale: _Scale, today: date) -> Line:
    """The row's bars and marks cell by cell, with the line of today behind or through them."""
    found: list[tuple[str, Style]] = [(" ", "plain")] * scale.columns
    for bar in row.bars:
        for cell, sign in _bar(bar, scale):
            found[cell] = (sign, bar.style)
    if scale.start <= today < scale.end:
        cell = scale.cell(today)
        crossed, style = found[cell]
        found[cell] = ("│", "note") if crossed == " " else ("┿" if crossed != "╌" else "┼", style)
    for mark in row.marks:
        if scale.start <= mark.day <= scale.end:
            found[scale.cell(mark.day)] = (mark.sign, mark.style)
    return merged(tuple(Piece(sign, style) for sign, style in found))


def _bar(bar: Bar, scale: _Scale) -> list[tuple[int, str]]:
    """The cells of a bar: whole cells, with a half cell at either end where the day falls inside one."""
    first, last = scale.half(bar.start), scale.half(bar.end)
    if last <= first:
        first, last = (first, first + 1) if first < 2 * scale.columns else (first - 1, first)
    whole = range((first + 1) // 2, last // 2)
    cells = [(cell, "━" if bar.solid else "╌") for cell in whole]
    if bar.solid and first % 2:
        cells.append((first // 2, "╺"))
    if bar.solid and last % 2:
        cells.append((last // 2, "╸"))
    if not bar.solid and not cells:
        cells.append((min(first // 2, scale.columns - 1), "╌"))
    return cells
