"""Small multiples of things over time: one panel each on a common scale, with fans, targets and figures."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from termwise.report.charts.canvas.axes import day_axis, gutter, today_line, value_axis, value_names
from termwise.report.charts.canvas.elements import Element, Group, Path, Text
from termwise.report.charts.canvas.paths import Point, between, polyline, square, stepped
from termwise.report.charts.canvas.scale import Days, Values, amount, nice
from termwise.report.charts.canvas.sheet import SMALL, Key, Sheet, cut, today_key
from termwise.report.charts.canvas.theme import Token
from termwise.report.charts.series import Series

_LEAST_WIDTH, _GAP, _AIR = 196, 22, 10
_BAND_STRENGTHS = (0.18, 0.30)


class Panel(Struct, frozen=True):
    """One thing over time, perhaps with what it is held against (`target`, drawn dashed and stepped).

    `figures` are said below its name, a line each. `step`: the line stays level until the next day.
    """

    series: Series
    figures: tuple[str, ...] = ()
    target: Series | None = None
    tone: Token = "c1"
    step: bool = False


class Plot(Struct, frozen=True):
    """What the panels share: the unit, the day of the view, limits of the scale where they are given,
    and whether each panel has a scale of its own.
    """

    unit: str
    today: date | None = None
    span: tuple[date, date] | None = None
    limits: tuple[float, float] | None = None
    own_scales: bool = False


def fan_keys(panels: Sequence[Panel], plot: Plot, middle: str, target: str = "") -> list[Key]:
    """The key to what the panels show."""
    keys = [Key("line", middle)]
    shares = {band.share for panel in panels for band in panel.series.bands}
    keys += [
        Key("band" if number else "wide band", f"{share * 100:.0f}% of futures")
        for number, share in enumerate(sorted(shares, reverse=True))
    ]
    if target:
        keys.append(Key("target", target))
    if plot.today is not None:
        keys.append(today_key(plot.today))
    return keys


def end_words(series: Series, unit: str) -> tuple[str, ...]:
    """Where it ends: `120bn by 2034-12-31`, and a line `90% of futures: 80bn to 190bn` where futures differ."""
    if not series.days:
        return ()
    last = f"{amount(series.middle[-1], unit)} by {series.days[-1]}"
    if not series.bands:
        return (last,)
    band = series.bands[0]
    low, high = amount(band.low[-1], unit), amount(band.high[-1], unit)
    said = f"{low} to {high}" if low != high else f"all {low}"
    return last, f"{band.share * 100:.0f}% of futures: {said}"


def draw_panels(sheet: Sheet, panels: Sequence[Panel], plot: Plot) -> None:
    """The panels, as many side by side as there is room for, all over the same days."""
    if not panels:
        sheet.paragraph("Nothing to draw.")
        return
    scales = _scales(panels, plot)
    left = max(gutter(ticks, plot.unit) for ticks, _, _ in scales)
    between_panels = left + _AIR if plot.own_scales else _GAP
    columns = int((sheet.width - left + between_panels) // (_LEAST_WIDTH + between_panels))
    columns = max(1, min(len(panels), columns, 3))
    if len(panels) == 4 and columns == 3:
        columns = 2
    wide = (sheet.width - left - between_panels * (columns - 1)) / columns
    tall = 220.0 if len(panels) == 1 else 130.0
    span = plot.span or _span([one for panel in panels for one in (panel.series, panel.target) if one is not None])
    for begin in range(0, len(panels), columns):
        row = panels[begin : begin + columns]
        top = sheet.y + 22 + 15 * max(len(panel.figures) for panel in row)
        for column, panel in enumerate(row):
            ticks, low, high = scales[begin + column]
            values = Values(low, high, top + tall, top)
            x = left + column * (wide + between_panels)
            if column == 0 or plot.own_scales:
                sheet.add(*value_names(values, ticks, plot.unit, x - 8))
            _panel(sheet, panel, plot, Days(*span, x, x + wide), (values, ticks))
        sheet.y = top + tall + 32


_Scale = tuple[tuple[float, ...], float, float]


def _scales(panels: Sequence[Panel], plot: Plot) -> list[_Scale]:
    """Ticks, the least and the greatest value of each panel."""
    if plot.own_scales:
        return [nice(_reach([panel], plot), 3) for panel in panels]
    return [nice(_reach(panels, plot), 4)] * len(panels)


def _reach(panels: Sequence[Panel], plot: Plot) -> list[float]:
    if plot.limits is not None:
        return list(plot.limits)
    found: list[float] = []
    for panel in panels:
        for series in (panel.series, panel.target):
            if series is not None:
                found.extend(series.middle)
                for band in series.bands:
                    found.extend((*band.low, *band.high))
    return found


def _span(every: Sequence[Series]) -> tuple[date, date]:
    days = [day for series in every for day in series.days]
    if not days:
        return date(2000, 1, 1), date(2001, 1, 1)
    first, last = min(days), max(days)
    if first == last:
        last = date.fromordinal(min(last.toordinal() + 365, date.max.toordinal()))
        first = date.fromordinal(max(first.toordinal() - 365, 1))
    return first, last


def _panel(sheet: Sheet, panel: Panel, plot: Plot, days: Days, scale: tuple[Values, tuple[float, ...]]) -> None:
    values, ticks = scale
    top, bottom, series = values.end, values.start, panel.series
    wide = days.end - days.start
    named = [cut(Text(days.start, top - 7 - 15 * len(panel.figures), series.label, bold=True), wide)]
    for above, figure in enumerate(reversed(panel.figures)):
        named.append(cut(Text(days.start, top - 7 - 15 * above, figure, SMALL, tone="muted"), wide))
    sheet.about(series.subject, series.label, *named)
    strips = [(top, bottom)]
    sheet.add(*day_axis(days, strips), *value_axis(values, ticks, days.start, days.end))
    sheet.add(*fan(panel, days, values), *today_line(days, plot.today, strips))
    _figures(sheet, panel, plot.unit, days, values)


def fan(panel: Panel, days: Days, values: Values) -> list[Element]:
    """The bands, the widest below, the line in the middle over them, and the target over all."""
    series, found = panel.series, list[Element]()
    if series.days:
        xs = [days.at(day) for day in series.days]

        def points(heights: Sequence[float]) -> list[Point]:
            line = list(zip(xs, values.every(heights), strict=True))
            return stepped(line) if panel.step else line

        for number, band in enumerate(series.bands):
            area = between(points(band.high), points(band.low))
            strength = _BAND_STRENGTHS[min(number, len(_BAND_STRENGTHS) - 1)]
            found.append(Path(area, fill=panel.tone, strength=strength))
        found.append(Path(polyline(points(series.middle)), stroke=panel.tone, thick=2))
    if panel.target is not None and panel.target.days:
        target = zip(map(days.at, panel.target.days), values.every(panel.target.middle), strict=True)
        found.append(Path(polyline(stepped(list(target))), stroke="ink", thick=1.5, dash="5 3"))
    return found


def _figures(sheet: Sheet, panel: Panel, unit: str, days: Days, values: Values) -> None:
    """Columns without ink over the days that have figures: to point at, and to follow to the explanation."""
    series = panel.series
    if sheet.look.sketch or not series.figures:
        return
    xs = [days.at(day) for day in series.days]
    for number, figure in enumerate(series.figures):
        if figure is None:
            continue
        if panel.step:
            left, right = xs[number], xs[min(number + 1, len(xs) - 1)]
        else:
            left = days.start if number == 0 else (xs[number - 1] + xs[number]) / 2
            right = days.end if number == len(xs) - 1 else (xs[number] + xs[number + 1]) / 2
        tip = f"{figure.name}: {amount(series.middle[number], unit)}"
        if series.bands:
            band = series.bands[0]
            tip += f" ({amount(band.low[number], unit)} to {amount(band.high[number], unit)})"
        column = Path(square(left, values.end, right - left, values.start - values.end), fill="paper", strength=0)
        sheet.add(Group((column,), figure, tip, minor=True))
