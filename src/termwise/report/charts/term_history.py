"""A term through rumour, memorandum and definitive text."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from termwise.report.charts.canvas.axes import day_axis, today_line
from termwise.report.charts.canvas.elements import Drawing, Element, Path, Text
from termwise.report.charts.canvas.metrics import width
from termwise.report.charts.canvas.paths import circle, polyline, segment
from termwise.report.charts.canvas.place import apart
from termwise.report.charts.canvas.scale import Days
from termwise.report.charts.canvas.sheet import BODY, SMALL, Key, Sheet, cut, today_key
from termwise.report.charts.canvas.text import wrapped
from termwise.report.charts.look import Look
from termwise.report.charts.picture import Picture
from termwise.report.charts.subject import Subject

Strength = Literal["rumoured", "reported", "proposed", "non-binding", "binding", "withdrawn"]
"""How strong a text is; the same words as in the language, weakest first, withdrawn apart."""

_STRONGEST_FIRST: tuple[Strength, ...] = ("binding", "non-binding", "proposed", "reported", "rumoured", "withdrawn")
_LANE, _DOT = 28.0, 9.0


class TermStatement(Struct, frozen=True):
    """What one text says of the term: since when it is known, how strong it is, in which words.

    `text` names it ("Memorandum of understanding"); `says` are lines of the language; `fate` says what became of it
    ("in effect", "superseded by definitive_2025").
    """

    known: date
    status: Strength
    text: str
    says: tuple[str, ...]
    fate: str = ""
    counts: bool = True
    subject: Subject | None = None


class TermHistory(Picture, frozen=True, kw_only=True):
    """Every statement about one clause, in order of the day it became known."""

    clause: str
    statements: tuple[TermStatement, ...]
    today: date | None = None
    subject: Subject | None = None

    def drawn(self, look: Look) -> Drawing:
        """Numbered marks on a line of time, the strongest text at the top; below, each in words."""
        sheet = Sheet(look)
        shown = (
            (any(one.counts for one in self.statements), Key("disc", "in effect")),
            (not all(one.counts for one in self.statements), Key("circle", "without effect")),
            (self.today is not None, today_key(self.today)),
        )
        keys = [key for used, key in shown if used]
        sheet.head(self.title, "", keys if self.statements else ())
        if self.statements:
            _Strip(sheet, self).draw()
            for number, statement in enumerate(self.statements, 1):
                _entry(sheet, number, statement)
        else:
            sheet.paragraph("Nothing to draw: no text speaks of it.")
        return sheet.finished(self.title, self.summary, self.note)


class _Strip:
    """The marks over the line of time, a lane for each strength."""

    def __init__(self, sheet: Sheet, chart: TermHistory) -> None:
        self._sheet, self._chart = sheet, chart
        self._lanes = [one for one in _STRONGEST_FIRST if any(s.status == one for s in chart.statements)]
        left = max(width(lane, SMALL) for lane in self._lanes) + 20
        self._days = Days(*_span([s.known for s in chart.statements], chart.today), left, sheet.width - 12)
        self._top = sheet.y + 4

    def draw(self) -> None:
        sheet, days = self._sheet, self._days
        bottom = self._top + len(self._lanes) * _LANE
        strips = [(self._top, bottom)]
        for number, lane in enumerate(self._lanes):
            y = self._level(lane)
            sheet.add(Text(0, y + 4, lane, SMALL, tone="muted", bold=number == 0))
            sheet.add(Path(segment(days.start, y, days.end, y), stroke="line", thick=0.8))
        sheet.add(*day_axis(days, strips), *today_line(days, self._chart.today, strips))
        points = self._points()
        sheet.add(Path(polyline([points[n] for n in range(len(points))]), stroke="muted", thick=1, dash="1 3"))
        crowded = any(
            sum(s.status == lane for s in self._chart.statements) * 20 > days.end - days.start for lane in self._lanes
        )
        for number, statement in enumerate(self._chart.statements):
            marks = _numbered(number + 1, *points[number], full=statement.counts, plain=crowded)
            sheet.about(statement.subject, _tip(statement), *marks, minor=True)
        sheet.y = bottom + 28

    def _level(self, status: Strength) -> float:
        return self._top + (self._lanes.index(status) + 0.5) * _LANE

    def _points(self) -> dict[int, tuple[float, float]]:
        """Where each statement stands; those of one lane are kept apart."""
        days = self._days
        found: dict[int, tuple[float, float]] = {}
        for lane in self._lanes:
            members = [n for n, s in enumerate(self._chart.statements) if s.status == lane]
            wanted = [days.at(self._chart.statements[n].known) for n in members]
            gap = 2 * _DOT + 2
            fits = gap * len(members) <= days.end - days.start
            places = apart(wanted, gap, days.start, days.end) if fits else wanted
            found |= {n: (x, self._level(lane)) for n, x in zip(members, places, strict=True)}
        return found


def _span(days: Sequence[date], today: date | None) -> tuple[date, date]:
    """From the first statement to the last, or to the view's day, with some air on either side."""
    first, last = min(days), max([*days, *([] if today is None else [today])])
    air = max((last - first).days // 16, 30)
    return date.fromordinal(max(first.toordinal() - air, 1)), date.fromordinal(
        min(last.toordinal() + air, date.max.toordinal())
    )


def _numbered(number: int, x: float, y: float, *, full: bool, plain: bool = False) -> tuple[Element, ...]:
    reach = 4.0 if plain else _DOT
    ring = Path(circle(x, y, reach), fill="c1" if full else "paper", stroke="c1", thick=1.5)
    if plain:
        return (ring,)
    return ring, Text(x, y + 4, str(number), 10, "middle", "paper" if full else "ink", bold=True)


def _tip(statement: TermStatement) -> str:
    return f"{statement.text}, {statement.status}, known from {statement.known}: {' '.join(statement.says)}"


def _entry(sheet: Sheet, number: int, statement: TermStatement) -> None:
    """A statement in words beside its number: the text's name, its day and strength at the right end, its lines."""
    left, room = 30.0, sheet.width - 30
    sheet.y += 22
    marks = _numbered(number, _DOT + 1, sheet.y - 4, full=statement.counts)
    dated = Text(sheet.width, sheet.y, f"{statement.known}, {statement.status}", SMALL, "end", "muted")
    beside = room - width(dated.words, SMALL) - 12
    below = width(statement.text, BODY, bold=True) > beside and sheet.look.narrow
    if below:
        dated = replace(dated, x=left, y=sheet.y + 15, anchor="start")
    name = cut(Text(left, sheet.y, statement.text, bold=True), room if below else beside)
    sheet.about(statement.subject, _tip(statement), *marks, name, dated)
    sheet.y = max(sheet.y, dated.y)
    for said in statement.says:
        for line in wrapped(said, BODY, room, most=4):
            sheet.y += 16
            sheet.add(Text(left, sheet.y, line))
    for line in wrapped(statement.fate, SMALL, room, most=3):
        sheet.y += 15
        sheet.add(Text(left, sheet.y, line, SMALL, tone="muted"))
    sheet.y += 6
