"""Who holds how much of a company over time."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from termwise.report.charts.canvas.axes import day_axis, gutter, today_line, value_axis, value_names
from termwise.report.charts.canvas.elements import Drawing, Path, Text
from termwise.report.charts.canvas.metrics import width
from termwise.report.charts.canvas.paths import Point, between, square, stepped
from termwise.report.charts.canvas.place import apart
from termwise.report.charts.canvas.scale import Days, Values, amount, nice
from termwise.report.charts.canvas.sheet import BODY, SMALL, Sheet, cut, today_key
from termwise.report.charts.canvas.theme import SERIES
from termwise.report.charts.look import Look
from termwise.report.charts.picture import Picture
from termwise.report.charts.series import Series

_HEIGHT, _LINES = 250.0, 32.0


class Ownership(Picture, frozen=True, kw_only=True):
    """The holders of one company: fractions of it over time, on a named `basis` ("as converted").

    All holders have values for the same days. `centre` says what these are: "mean" (means add up to the whole), or
    "central course". What the holders do not make up is left blank.
    """

    company: str
    basis: str
    holders: tuple[Series, ...]
    centre: str = "mean"
    today: date | None = None

    def drawn(self, look: Look) -> Drawing:
        """Layers on each other, the first at the bottom, named at their right ends; below where it is narrow."""
        sheet = Sheet(look)
        today = [] if self.today is None else [today_key(self.today)]
        about = f"{self.basis}, {self.centre}; blank: held by others, or not said"
        sheet.head(self.title, about, today)
        holders = _most_important(self.holders)
        if not holders or not holders[0].days:
            sheet.paragraph("Nothing to draw.")
            return sheet.finished(self.title, self.summary, self.note)
        _Stack(sheet, holders, self.today).draw()
        return sheet.finished(self.title, self.summary, self.note)


def _most_important(holders: Sequence[Series]) -> tuple[Series, ...]:
    """At most eight: the smallest of more are put together, their sum without bands."""
    if len(holders) <= len(SERIES):
        return tuple(holders)
    ranked = sorted(holders, key=lambda one: -max(one.middle, default=0.0))
    kept = set(map(id, ranked[: len(SERIES) - 1]))
    rest = [one for one in holders if id(one) not in kept]
    together = tuple(map(sum, zip(*(one.middle for one in rest), strict=True)))
    others = replace(rest[0], label=f"{len(rest)} others", middle=together, bands=(), subject=None, figures=())
    return (*(one for one in holders if id(one) in kept), others)


class _Stack:
    """The layers of one chart."""

    def __init__(self, sheet: Sheet, holders: tuple[Series, ...], today: date | None) -> None:
        self._sheet, self._holders, self._today = sheet, holders, today
        self._narrow = sheet.look.narrow
        last = max(sum(one.middle[i] for one in holders) for i in range(len(holders[0].days)))
        self._ticks, low, high = nice([1.0, last] if last > 1.0005 else [1.0], 4)
        left = gutter(self._ticks, "%")
        widest = max(max(width(one.label, BODY, bold=True), width(_figure(one), SMALL)) for one in holders)
        right = sheet.width if self._narrow else sheet.width - min(widest + 26, sheet.width * 0.3)
        top = sheet.y + 8
        self._values = Values(low, high, top + _HEIGHT, top)
        days = holders[0].days
        until = days[-1] if days[-1] > days[0] else date.fromordinal(min(days[0].toordinal() + 365, 3652059))
        self._days = Days(days[0], until, left, right)

    def draw(self) -> None:
        sheet, days, values = self._sheet, self._days, self._values
        sheet.add(*value_names(values, self._ticks, "%", days.start - 8))
        strips = [(values.end, values.start)]
        sheet.add(*day_axis(days, strips), *value_axis(values, self._ticks, days.start, days.end))
        below = [0.0] * len(self._holders[0].days)
        middles = []
        for holder, tone in zip(self._holders, SERIES, strict=False):
            above = [low + value for low, value in zip(below, holder.middle, strict=True)]
            layer = between(self._line(holder.days, above), self._line(holder.days, below))
            tip = f"{holder.label}: {_figure(holder)} on {holder.days[-1]}"
            edge = Path(layer, fill=tone, stroke="paper", thick=1)
            sheet.about(holder.subject, tip, edge, minor=True)
            middles.append(values.at((above[-1] + below[-1]) / 2))
            below = above
        sheet.add(*today_line(days, self._today, strips))
        if self._narrow:
            sheet.y = values.start + 34
            self._named_below()
        else:
            self._named_beside(middles)
            sheet.y = values.start + 30

    def _line(self, days: Sequence[date], heights: Sequence[float]) -> list[Point]:
        points = [(self._days.at(day), self._values.at(height)) for day, height in zip(days, heights, strict=True)]
        return stepped(points)

    def _named_beside(self, middles: Sequence[float]) -> None:
        """The uppermost layer's name first; thin layers' names are led to them by a hairline."""
        right = self._days.end
        places = apart(middles, _LINES, self._values.end + 8, self._values.start - 14)
        for holder, tone, middle, place in zip(self._holders, SERIES, middles, places, strict=False):
            lead = Path(f"M{right + 2:.1f} {middle:.1f}L{right + 12:.1f} {place:.1f}h4", stroke=tone, thick=2)
            room = self._sheet.width - right - 20
            self._sheet.about(
                holder.subject,
                f"{holder.label}: {_figure(holder)}",
                lead,
                cut(Text(right + 20, place, holder.label, bold=True), room),
                cut(Text(right + 20, place + 14, _figure(holder), SMALL, tone="muted"), room),
            )

    def _named_below(self) -> None:
        for holder, tone in reversed(list(zip(self._holders, SERIES, strict=False))):
            self._sheet.y += 18
            y, room = self._sheet.y, self._sheet.width
            figure = Text(room, y, _figure(holder), SMALL, "end", "muted")
            name = cut(Text(20, y, holder.label, bold=True), room - 32 - width(figure.words, SMALL))
            sample = Path(square(0, y - 10, 12, 12), fill=tone)
            self._sheet.about(holder.subject, f"{holder.label}: {_figure(holder)}", sample, name, figure)


def _figure(holder: Series) -> str:
    """`27%`, `27% (24% to 30%)`: where it ends."""
    if not holder.middle:
        return ""
    last = amount(holder.middle[-1], "%")
    if not holder.bands:
        return last
    low, high = amount(holder.bands[0].low[-1], "%"), amount(holder.bands[0].high[-1], "%")
    return f"{last} ({low} to {high})" if low != high else last
