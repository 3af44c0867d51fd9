"""Which figure is asked for: `revenue_share in 2027`, `cash of openai in Q1 2026`, `stake(a, b) on 2026-01-01`."""

import re
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

_NAME = r"[a-z][a-z0-9_.]*"
_SHAPES = (
    ("stake", re.compile(rf"stake\s*\(\s*({_NAME})\s*,\s*({_NAME})\s*\)")),
    ("paid", re.compile(rf"paid\s*\(\s*({_NAME})\s*\)")),
    ("cash", re.compile(rf"cash\s*\(\s*({_NAME})\s*\)")),
    ("cash", re.compile(rf"cash\s+of\s+({_NAME})")),
    ("paid", re.compile(rf"({_NAME})")),
)
_WHEN = re.compile(r"(?:^|\s+)(in|on|by)\s+(\S.*)$")


class Window(Struct, frozen=True):
    """Days `[start, end)` and how they are said; an open side is None."""

    words: str
    start: date | None = None
    end: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day inside, None without an end."""
        return None if self.end is None else self.end - timedelta(days=1)

    def holds(self, ordinal: int) -> bool:
        """Whether a day lies inside."""
        after_start = self.start is None or ordinal >= self.start.toordinal()
        return after_start and (self.end is None or ordinal < self.end.toordinal())


class FigureAsked(Struct, frozen=True):
    """A figure: the money of a clause ("paid"), the cash of a party, a holder's stake in a company."""

    kind: Literal["paid", "cash", "stake"]
    name: str
    window: Window
    company: str | None = None


def read_figure(text: str) -> FigureAsked | None:
    """The figure a text asks for, or None when it cannot be read.

    `cash(openai) on 2027-12-31` and `paid(royalty) on …` are what has come together by that day, as in
    expectations; `… in 2027` is what falls due in a year, a month (`2027-03`) or a quarter (`Q1 2027`).
    """
    text = text.strip()
    when = _WHEN.search(text)
    thing = text[: when.start()].strip() if when else text
    for kind, shape in _SHAPES:
        found = shape.fullmatch(thing)
        if found is None:
            continue
        window = Window("in all") if when is None else _window(when[1], when[2].strip(), so_far="(" in thing)
        if window is None:
            return None
        if kind == "stake":
            return FigureAsked("stake", found[1], window, found[2])
        return FigureAsked("cash" if kind == "cash" else "paid", found[1], window)
    return None


def _window(word: str, text: str, *, so_far: bool) -> Window | None:
    span = _span(text)
    if span is None:
        return None
    start, end = span
    is_day = (end - start).days == 1
    if word == "in":
        return None if is_day else Window(f"in {text}", start, end)
    if word == "by" or so_far:
        return Window(f"by {end - timedelta(days=1)}", None, end)
    return Window(f"on {text}", start, end) if is_day else None


def _span(text: str) -> tuple[date, date] | None:
    """The days of a year, month, quarter or day."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            day = date.fromisoformat(text)
            return day, day + timedelta(days=1)
        if found := re.fullmatch(r"(\d{4})-(\d{2})", text):
            return _months(int(found[1]), int(found[2]), 1)
        if found := re.fullmatch(r"Q([1-4]) (\d{4})", text, re.IGNORECASE):
            return _months(int(found[2]), 3 * int(found[1]) - 2, 3)
        if re.fullmatch(r"\d{4}", text):
            return _months(int(text), 1, 12)
    except (ValueError, OverflowError):
        return None
    return None


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    after = month - 1 + count
    return date(year, month, 1), date(year + after // 12, after % 12 + 1, 1)
