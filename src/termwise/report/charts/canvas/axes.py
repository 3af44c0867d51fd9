"""Axes: quiet lines, round figures, years."""

from collections.abc import Sequence
from datetime import date

from termwise.report.charts.canvas.elements import Element, Path, Text
from termwise.report.charts.canvas.metrics import width
from termwise.report.charts.canvas.paths import segment
from termwise.report.charts.canvas.scale import Days, Values, amount, day_ticks
from termwise.report.charts.canvas.sheet import SMALL

Strip = tuple[float, float]
"""From a top to a bottom."""


def day_axis(days: Days, strips: Sequence[Strip], above: float | None = None) -> list[Element]:
    """Hairlines at the firsts of years (or the like) over each strip, named below the last, perhaps also at `above`."""
    ticks = day_ticks(days, SMALL)
    xs = [days.at(tick.day) for tick in ticks]
    lines = "".join(segment(x, top, x, bottom) for top, bottom in strips for x in xs)
    found: list[Element] = [Path(lines, stroke="line", thick=0.8)]
    for tick, x in zip(ticks, xs, strict=True):
        half = width(tick.words, SMALL) / 2
        if max(days.start - 14, 0) <= x - half and x + half <= days.end + 1:
            heights = (strips[-1][1] + 16, *([] if above is None else [above]))
            found += [Text(x, y, tick.words, SMALL, "middle", "muted") for y in heights]
    return found


def today_line(days: Days, day: date | None, strips: Sequence[Strip]) -> list[Element]:
    """A dotted line where the view stands; nothing when that is outside."""
    if day is None or not days.holds(day):
        return []
    x = days.at(day)
    lines = "".join(segment(x, top, x, bottom) for top, bottom in strips)
    return [Path(lines, stroke="ink", thick=1, dash="2 2")]


def value_axis(values: Values, ticks: tuple[float, ...], left: float, right: float) -> list[Element]:
    """Hairlines at round values from `left` to `right`, zero stronger."""
    lines = "".join(segment(left, values.at(tick), right, values.at(tick)) for tick in ticks if tick)
    found: list[Element] = [Path(lines, stroke="line", thick=0.8)] if lines else []
    if ticks[0] <= 0 <= ticks[-1]:
        found.append(Path(segment(left, values.at(0), right, values.at(0)), stroke="muted"))
    return found


def value_names(values: Values, ticks: tuple[float, ...], unit: str, right: float) -> list[Element]:
    """The values of the ticks, ending at `right`."""
    return [Text(right, values.at(tick) + 4, amount(tick, unit, 4), SMALL, "end", "muted") for tick in ticks]


def gutter(ticks: tuple[float, ...], unit: str) -> float:
    """How wide the values of the ticks are, with air."""
    return max(width(amount(tick, unit, 4), SMALL) for tick in ticks) + 8
