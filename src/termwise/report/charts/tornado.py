"""What a figure hangs on most."""

from msgspec import Struct

from termwise.report.charts.canvas.elements import Anchor, Drawing, Element, Path, Text
from termwise.report.charts.canvas.metrics import width
from termwise.report.charts.canvas.paths import diamond, segment, square
from termwise.report.charts.canvas.scale import Values, amount
from termwise.report.charts.canvas.sheet import BODY, SMALL, Key, Sheet, cut
from termwise.report.charts.canvas.text import fitted
from termwise.report.charts.canvas.theme import Token
from termwise.report.charts.look import Look
from termwise.report.charts.picture import Picture
from termwise.report.charts.series import finite
from termwise.report.charts.subject import Subject

_MOST = 15
"""So many bars are drawn; how many more there are is said."""


class TornadoBar(Struct, frozen=True):
    """One thing drawn: the figure with it at its low and at its high end, and what brings it
    there, to be said after it ("at 20%", "if never").
    """

    label: str
    low: float
    high: float
    low_at: str
    high_at: str
    undisclosed: bool = False
    subject: Subject | None = None

    def __post_init__(self) -> None:
        finite(self.label, self.low, self.high)


class Tornado(Picture, frozen=True, kw_only=True):
    """A figure in `unit`, what it is on average (`base`), and what swings it, the widest swing first."""

    unit: str
    figure: str
    base: float
    bars: tuple[TornadoBar, ...]
    subject: Subject | None = None

    def __post_init__(self) -> None:
        finite(self.figure, self.base)

    def drawn(self, look: Look) -> Drawing:
        """A bar each on a common scale, its ends named; names beside the bars, or above where it is narrow."""
        sheet = Sheet(look)
        keys = [Key("bar", "with it low, or early (10%)", "c1"), Key("bar", "with it high, late or never (90%)", "c2")]
        if any(bar.undisclosed for bar in self.bars):
            keys.append(Key("ring", "not public", "muted"))
        unit = "" if self.unit == "%" else f"{self.unit}: "
        about = f"{unit}its average with one thing set low or high and everything else drawn as before"
        sheet.head(self.title, about, keys if self.bars else ())
        if self.bars:
            _Bars(sheet, self).draw()
        else:
            sheet.paragraph("Nothing to draw.")
        hidden = self.bars[_MOST:]
        if hidden:
            widest = amount(max(abs(bar.high - bar.low) for bar in hidden), self.unit)
            sheet.paragraph(f"{len(hidden)} more swing it by at most {widest} each.")
        return sheet.finished(self.title, self.summary, self.note)


class _Bars:
    """The rows of one chart."""

    def __init__(self, sheet: Sheet, chart: Tornado) -> None:
        self._sheet, self._chart = sheet, chart
        self._bars = chart.bars[:_MOST]
        self._narrow = sheet.look.narrow
        self._ends = [self._end_words(bar) for bar in self._bars]
        longest = max(width(words, SMALL) for pair in self._ends for words in pair) + 10
        reserve = min(longest, sheet.width * (0.26 if self._narrow else 0.22))
        self._indent = 16.0 if any(bar.undisclosed for bar in self._bars) else 0.0
        names = self._indent + max(width(bar.label, BODY) for bar in self._bars) + 6
        self._names = 0.0 if self._narrow else min(names, sheet.width * 0.32)
        self._reserve = reserve
        reach = [value for bar in self._bars for value in (bar.low, bar.high)] + [chart.base]
        low, high = min(reach), max(reach)
        if low == high:
            low, high = low - 1, high + 1
        self._values = Values(low, high, self._names + reserve, sheet.width - reserve)
        self._height = 40.0 if self._narrow else 26.0

    def _end_words(self, bar: TornadoBar) -> tuple[str, str]:
        """What stands at the left and at the right end: the figure there, and what brings it there; where it is narrow
        only whether that is the low or the high end, so that the colour need not say it.
        """
        short = self._narrow
        ends = ((bar.low, "low" if short else bar.low_at), (bar.high, "high" if short else bar.high_at))
        left, right = (f"{amount(value, self._chart.unit)} {at}".rstrip() for value, at in sorted(ends, key=_value))
        return left, right

    def draw(self) -> None:
        sheet, chart = self._sheet, self._chart
        base, unit = self._values.at(chart.base), chart.unit
        sheet.y += 6
        top = sheet.y
        bottom = top + len(self._bars) * self._height
        for bar, ends in zip(self._bars, self._ends, strict=True):
            self._row(bar, ends)
            sheet.y += self._height
        rows = [top + number * self._height for number in range(len(self._bars))] if self._narrow else []
        line = "".join(segment(base, row + 18, base, row + 36) for row in rows) or segment(base, top, base, bottom + 4)
        sheet.add(Path(line, stroke="ink"))
        said = f"on average {amount(chart.base, unit)}"
        half = width(said, SMALL) / 2
        at = min(max(base, half), sheet.width - half)
        named = Text(at, bottom + 18, said, SMALL, "middle")
        sheet.about(chart.subject, f"{chart.figure}: {said}", named)
        sheet.y = bottom + 26

    def _row(self, bar: TornadoBar, ends: tuple[str, str]) -> None:
        sheet, values, chart = self._sheet, self._values, self._chart
        y = sheet.y + (14 if self._narrow else 17)
        room = sheet.width if self._narrow else self._names
        name = cut(Text(self._indent, y, bar.label), room - self._indent)
        members: list[Element] = [name]
        if bar.undisclosed:
            members.append(Path(diamond(5, y - 4, 4), stroke="muted", thick=1.5))
        top = y + 6 if self._narrow else y - 11
        base, low, high = values.at(chart.base), values.at(bar.low), values.at(bar.high)
        tones: tuple[tuple[float, Token], ...] = ((low, "c1"), (high, "c2"))
        for end, tone in tones:
            members.append(Path(square(min(base, end), top, max(abs(end - base), 0.5), 14), fill=tone))
        left, right = min(low, high, base), max(low, high, base)
        sides: tuple[tuple[float, str, Anchor], ...] = ((left - 5, ends[0], "end"), (right + 5, ends[1], "start"))
        for x, words, anchor in sides:
            room = (x if anchor == "end" else sheet.width - x) - (self._names if anchor == "end" else 0)
            shown = fitted(words, SMALL, room)
            members.append(Text(x, top + 11, shown, SMALL, anchor, "muted", whole=words if shown != words else None))
        sheet.about(bar.subject, self._tip(bar), *members)

    def _tip(self, bar: TornadoBar) -> str:
        unit = self._chart.unit
        pairs = ((bar.low, bar.low_at), (bar.high, bar.high_at))
        ends = [f"{amount(value, unit)} {at}".rstrip() for value, at in pairs]
        hidden = ", not public" if bar.undisclosed else ""
        return f"{bar.label}{hidden}: low {ends[0]}, high {ends[1]}"


def _value(end: tuple[float, str]) -> float:
    return end[0]
