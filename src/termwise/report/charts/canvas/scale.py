"""From values and days to pixels and back to words: nice ticks for money, shares and time."""

from collections.abc import Iterable
from datetime import date
from math import floor, isfinite, log10

from msgspec import Struct

from termwise.report.charts.canvas.metrics import width

_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"))
_STEPS = (1, 2, 2.5, 5, 10)
_MINUS = "−"
_MOST_IN_WORDS = 1e16
_LEAST = 1e-280
"""Values closer together than this are alike: nothing is divided by less."""


def amount(value: float, unit: str, digits: int = 3) -> str:
    """`13.2bn`, `−524m`, `27%` (of 0.27), `160m`: at most `digits` significant digits, without the unit's name."""
    if not isfinite(value):
        return "unknown"
    scaled = value * 100 if unit == "%" else value
    rounded = float(f"{scaled:.{digits - 1}e}")
    if rounded == 0 or (unit == "%" and abs(rounded) < 0.005):
        return "0%" if unit == "%" else "0"
    sign = _MINUS if rounded < 0 else ""
    size = abs(rounded)
    if unit == "%":
        return f"{sign}{_plain(size)}%"
    if size >= _MOST_IN_WORDS:
        return f"{sign}{size:.{digits - 1}e}".replace("e+", "e")
    for scale, suffix in _SCALES:
        if size >= scale:
            return f"{sign}{_plain(size / scale)}{suffix}"
    return f"{sign}{_plain(size)}"


def _plain(size: float) -> str:
    text = f"{size:.6f}" if size >= 0.01 else f"{size:.3g}"
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


class Values(Struct, frozen=True):
    """Values from `low` to `high` over pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of a value, kept within the scale."""
        span = self.high - self.low
        share = (min(max(value, self.low), self.high) - self.low) / span if span else 0.5
        return self.start + share * (self.end - self.start)

    def every(self, values: Iterable[float]) -> list[float]:
        """The pixels of many values."""
        low, high, start = self.low, self.high, self.start
        span = high - low
        if not span:
            return [self.at(value) for value in values]
        per = (self.end - start) / span
        return [start + ((low if value < low else min(value, high)) - low) * per for value in values]


def nice(values: Iterable[float], count: int) -> tuple[tuple[float, ...], float, float]:
    """About `count` ticks at round values that span the given ones and zero, with the least and the greatest tick."""
    known = [value for value in values if isfinite(value) and abs(value) < 1e300]
    low, high = min([0.0, *known]), max([0.0, *known])
    if high - low < _LEAST:
        low, high = 0.0, 1.0
    step = _step((high - low) / max(count, 1))
    first, last = floor(low / step + 1e-9), -floor(-high / step + 1e-9)
    ticks = tuple(number * step for number in range(first, last + 1))
    return ticks, ticks[0], ticks[-1]


def _step(rough: float) -> float:
    if rough <= 0 or not isfinite(rough):
        return 1.0
    power = 10.0 ** floor(log10(rough))
    return next((step * power for step in _STEPS if step * power >= rough * 0.999), 10 * power)


class Days(Struct, frozen=True):
    """Days from `first` (included) to `last` (excluded) over pixels from `start` to `end`."""

    first: date
    last: date
    start: float
    end: float

    def at(self, day: date) -> float:
        """The pixel at which a day begins, kept within the scale."""
        days = max((self.last - self.first).days, 1)
        share = min(max((day - self.first).days / days, 0.0), 1.0)
        return self.start + share * (self.end - self.start)

    def holds(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.first <= day < self.last


class DayTick(Struct, frozen=True):
    """A day with a name: "2027", "Q3 2027", "Mar 2027"."""

    day: date
    words: str


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_GAP = 14.0


def day_ticks(days: Days, size: float) -> tuple[DayTick, ...]:
    """As many firsts of years, quarters or months as can be named side by side in type of `size` pixels."""
    months = (days.last.year - days.first.year) * 12 + days.last.month - days.first.month + 1
    room = abs(days.end - days.start)
    per_month = room / max((days.last - days.first).days / 30.44, 0.1)
    for step in (1, 3, 12, 24, 60, 120, 240, 600, 1200, 6000, 120000):
        words = _day_words(date(2000, 12 if step < 12 else 1, 1), step)
        if step * per_month >= width(words, size) + _GAP:
            break
    found = []
    first = days.first.year * 12 + days.first.month - 1
    for month in range(-(-first // step) * step, first + months, step):
        if not 12 <= month < 12 * 10_000:
            continue
        day = date(month // 12, month % 12 + 1, 1)
        if days.first <= day < days.last:
            found.append(DayTick(day, _day_words(day, step)))
    return tuple(found) or (DayTick(days.first, str(days.first)),)


def _day_words(day: date, step: int) -> str:
    if step >= 12:
        return f"{day.year:04}"
    return f"Q{(day.month + 2) // 3} {day.year}" if step == 3 else f"{_MONTHS[day.month - 1]} {day.year}"
