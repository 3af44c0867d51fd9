"""How the value of a deal to each party is spread over its futures."""

from msgspec import Struct

from termwise.report.charts.canvas.elements import Drawing, Element, Path, Text
from termwise.report.charts.canvas.metrics import width
from termwise.report.charts.canvas.paths import Point, between, polyline, segment
from termwise.report.charts.canvas.scale import Values, amount, nice
from termwise.report.charts.canvas.sheet import BODY, SMALL, Key, Sheet, cut
from termwise.report.charts.canvas.theme import SERIES, Token
from termwise.report.charts.look import Look
from termwise.report.charts.picture import Picture
from termwise.report.charts.series import finite
from termwise.report.charts.subject import Subject

_TALL = 50.0


class ValueSpread(Struct, frozen=True):
    """One party's value over all futures: shares of futures between neighbouring `edges` (one more than shares).

    `low`, `middle`, `high` are the 5 %, 50 % and 95 % quantiles; `loses` the share of futures below zero. `edges` is
    empty where only quantiles are known. ValueError for what is no number, or when lengths differ.
    """

    label: str
    edges: tuple[float, ...]
    shares: tuple[float, ...]
    low: float
    middle: float
    high: float
    mean: float
    loses: float
    remark: str = ""
    subject: Subject | None = None

    def __post_init__(self) -> None:
        finite(self.label, *self.edges, *self.shares, self.low, self.middle, self.high, self.mean, self.loses)
        if len(self.edges) != (len(self.shares) + 1 if self.shares else 0):
            raise ValueError(f"{self.label}: there is one edge more than there are shares")


class ValueDistribution(Picture, frozen=True, kw_only=True):
    """Values in `unit`, a party a row, on one scale. `about` says of what: "present value on 2026-05-31"."""

    unit: str
    about: str
    parties: tuple[ValueSpread, ...]

    def drawn(self, look: Look) -> Drawing:
        """A hill for each party, its median, mean and the middle 90 % below it."""
        sheet = Sheet(look)
        keys = [
            Key("band", "how often (each hill by its own height)"),
            Key("range", "90% of futures", "ink"),
            Key("ring", "median", "ink"),
            Key("dot", "mean", "ink"),
        ]
        sheet.head(self.title, f"{self.about}, {self.unit}", keys if self.parties else ())
        if self.parties:
            _Hills(sheet, self).draw()
        else:
            sheet.paragraph("Nothing to draw.")
        return sheet.finished(self.title, self.summary, self.note)


class _Hills:
    """The rows of one chart."""

    def __init__(self, sheet: Sheet, chart: ValueDistribution) -> None:
        self._sheet, self._chart = sheet, chart
        self._narrow = sheet.look.narrow
        self._names = 0.0 if self._narrow else min(max(map(self._wide, chart.parties)) + 24, sheet.width * 0.36)
        reach = [v for one in chart.parties for v in (one.low, one.high, one.mean, *one.edges[:1], *one.edges[-1:])]
        edge = 14.0
        count = max(2, int((sheet.width - self._names) // 90))
        self._ticks, low, high = nice(reach, count)
        self._values = Values(low, high, self._names + edge, sheet.width - edge - 8)

    def _wide(self, one: ValueSpread) -> float:
        return max([width(one.label, BODY, bold=True), *(width(words, SMALL) for words in self._figures(one))])

    def draw(self) -> None:
        sheet, values = self._sheet, self._values
        lines: list[Element] = []
        top = sheet.y
        each = self._head() + _TALL + 30
        bottom = top + each * len(self._chart.parties)
        for tick in self._ticks:
            x = values.at(tick)
            lines.append(
                Path(segment(x, top, x, bottom), stroke="muted" if tick == 0 else "line", thick=1 if tick == 0 else 0.8)
            )
        if not self._narrow:
            sheet.add(*lines)
        self._tick_names(bottom)
        for place, one in enumerate(self._chart.parties):
            self._row(one, SERIES[place % len(SERIES)])
            sheet.y += each
        sheet.y = bottom + 24

    def _head(self) -> float:
        """How high the words of a row stand above its hill; none where they stand beside it."""
        return 16.0 + 15 * max(len(self._figures(one)) for one in self._chart.parties) if self._narrow else 0.0

    def _tick_names(self, bottom: float) -> None:
        """As many as do not touch, zero before the others."""
        taken: list[tuple[float, float]] = []
        for tick in sorted(self._ticks, key=lambda tick: tick != 0):
            words = amount(tick, self._chart.unit, 4)
            half = width(words, SMALL) / 2
            x = min(max(self._values.at(tick), half), self._sheet.width - half)
            if all(x + half + 6 < left or x - half - 6 > right for left, right in taken):
                taken.append((x - half, x + half))
                self._sheet.add(Text(x, bottom + 16, words, SMALL, "middle", "muted"))

    def _figures(self, one: ValueSpread) -> tuple[str, ...]:
        unit = self._chart.unit
        range_ = f"{amount(one.low, unit)} to {amount(one.high, unit)}"
        loses = f", below 0 in {amount(one.loses, '%', 2)}" if one.loses else ""
        said = (f"median {amount(one.middle, unit)}, mean {amount(one.mean, unit)}", f"90%: {range_}{loses}")
        return said if not one.remark else (*said, one.remark)

    def _row(self, one: ValueSpread, tone: Token) -> None:
        sheet = self._sheet
        room = sheet.width if self._narrow else self._names - 12
        y = sheet.y + 16
        figures = self._figures(one)
        named = [cut(Text(0, y, one.label, bold=True), room)]
        named += [cut(Text(0, y + 15 * n, words, SMALL, tone="muted"), room) for n, words in enumerate(figures, 1)]
        tip = f"{one.label}: {', '.join(figures)}"
        sheet.about(one.subject, tip, *named)
        floor = sheet.y + self._head() + _TALL + 10
        sheet.about(one.subject, tip, *self._hill(one, tone, floor), minor=True)

    def _hill(self, one: ValueSpread, tone: Token, floor: float) -> list[Element]:
        values = self._values
        found: list[Element] = [Path(segment(values.start, floor, values.end, floor), stroke="line", thick=0.8)]
        densities = (
            [
                share / (above - below) if above > below else 0.0
                for share, below, above in zip(one.shares, one.edges[:-1], one.edges[1:], strict=True)
            ]
            if one.shares
            else []
        )
        most = max(densities, default=0.0)
        if most > 0:
            line: list[Point] = []
            for density, below, above in zip(densities, one.edges[:-1], one.edges[1:], strict=True):
                y = floor - _TALL * density / most
                line += [(values.at(below), y), (values.at(above), y)]
            flat = [(line[0][0], floor), (line[-1][0], floor)]
            found.append(Path(between(line, flat), fill=tone, strength=0.55))
            found.append(Path(polyline(line), stroke=tone))
        y = floor + 8
        low, middle, high, mean = map(values.at, (one.low, one.middle, one.high, one.mean))
        ends = segment(low, y - 3, low, y + 3) + segment(high, y - 3, high, y + 3)
        found.append(Path(segment(low, y, high, y) + ends, stroke="ink", thick=1.5))
        found.append(Path(f"M{mean:.1f} {y - 4:.1f}l4 4l-4 4l-4 -4Z", fill="ink"))
        found.append(
            Path(f"M{middle:.1f} {y - 4.5:.1f}l4.5 4.5l-4.5 4.5l-4.5 -4.5Z", fill="paper", stroke="ink", thick=1.5)
        )
        return found
