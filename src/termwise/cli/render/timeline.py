"""The timeline of an agreement as a chart: clauses, amendments and events over the years, with its legend."""

from datetime import date

from termwise.base.dates import day_before
from termwise.cli.render.gantt import Bar as DrawnBar
from termwise.cli.render.gantt import Chart, ChartRow, Mark, draw
from termwise.cli.render.text import BLANK, Line, Piece, Style, line, packed, piece, wrapped
from termwise.explain.chart import AmendmentMark, Bar, EventMark, Row, Timeline

AMENDED = "◆"
WITHOUT_EFFECT = "◇"
HAPPENED = "●"


def timeline_lines(timeline: Timeline, limit: int) -> list[Line]:
    """Title, chart and legend in at most `limit` cells."""
    chart = Chart(
        timeline.start,
        timeline.end,
        timeline.today,
        (
            ("Clauses", tuple(_clause(row, timeline.end) for row in timeline.rows)),
            ("Amendments", tuple(_amendment(mark) for mark in timeline.amendments)),
            ("Events", tuple(_event(mark, timeline) for mark in timeline.events)),
        ),
    )
    title = [*wrapped(line(piece(timeline.title, "heading")), limit)]
    title += wrapped(line(piece(timeline.view_words, "muted")), limit)
    return [*title, BLANK, *draw(chart, limit), BLANK, *_legend(timeline, limit)]


def _clause(row: Row, end: date) -> ChartRow:
    bars = tuple(DrawnBar(bar.start, bar.end, bar.certain, _style(bar)) for bar in row.bars)
    before = [None, *(bar.amendment for bar in row.bars)]
    marks = [
        Mark(bar.start, AMENDED, "strong")
        for bar, earlier in zip(row.bars, before, strict=False)
        if bar.amendment not in (None, earlier) and bar is not row.bars[0]
    ]
    return ChartRow(line(piece(row.name, "name")), bars, tuple(marks), _clause_note(row, end))


def _style(bar: Bar) -> Style:
    if not bar.certain:
        return "open"
    return "yes" if bar.status == "binding" else "warning"


def _clause_note(row: Row, end: date) -> Line:
    if not row.bars:
        return line("never in force")
    last = row.bars[-1]
    through = "to the end" if last.end >= end else f"through {day_before(last.end)}"
    hangs_on = tuple(dict.fromkeys(name for bar in row.bars for name in bar.hangs_on))
    words = through if not hangs_on else f"{through}, on {', '.join(hangs_on)}"
    return line(words if row.status == "binding" else f"{words} ({row.status})")


def _amendment(mark: AmendmentMark) -> ChartRow:
    counts = mark.fate == "in effect"
    note = f"{mark.dating} {mark.dated}, {mark.status}" + ("" if mark.fate == "in effect" else f"; {mark.fate}")
    drawn = Mark(mark.day, AMENDED if counts else WITHOUT_EFFECT, "strong" if counts else "muted")
    return ChartRow(line(piece(mark.name, "name")), (), (drawn,), line(note))


def _event(mark: EventMark, timeline: Timeline) -> ChartRow:
    label = line(piece(mark.name, "name"))
    if mark.on is not None:
        return ChartRow(label, (), (Mark(mark.on, HAPPENED, "strong"),), line(str(mark.on)))
    if mark.never:
        return ChartRow(label, note=line("never"))
    low, high = mark.low or timeline.view.known_by, mark.high or timeline.end
    return ChartRow(label, (DrawnBar(low, high, solid=False, style="open"),), (), line(mark.words))


def _legend(timeline: Timeline, limit: int) -> list[Line]:
    bars = [bar for row in timeline.rows for bar in row.bars]
    open_anywhere = any(not bar.certain for bar in bars) or any(e.on is None and not e.never for e in timeline.events)
    fates = [mark.fate == "in effect" for mark in timeline.amendments]
    entries: list[tuple[bool, Piece, str]] = [
        (any(b.certain and b.status == "binding" for b in bars), Piece("━━", "yes"), "in force"),
        (any(b.certain and b.status != "binding" for b in bars), Piece("━━", "warning"), "by text that does not bind"),
        (open_anywhere, Piece("╌╌", "open"), "open: may be, may not be"),
        (any(fates), Piece(AMENDED, "strong"), "amended"),
        (
            not all(fates),
            Piece(WITHOUT_EFFECT, "muted"),
            "without effect here",
        ),
        (any(e.on is not None for e in timeline.events), Piece(HAPPENED, "strong"), "happened"),
        (timeline.start <= timeline.today < timeline.end, Piece("│", "note"), f"today, {timeline.today}"),
    ]
    shown = [line(sign, " ", piece(words, "muted")) for used, sign, words in entries if used]
    return packed(shown, limit, gap=3, indent=2)
