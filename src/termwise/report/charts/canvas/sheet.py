"""A drawing in the making: elements gathered from the top down."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from termwise.report.charts.canvas.elements import Drawing, Element, Group, Path, Text
from termwise.report.charts.canvas.metrics import width
from termwise.report.charts.canvas.paths import circle, diamond, segment, square
from termwise.report.charts.canvas.text import fitted, wrapped
from termwise.report.charts.canvas.theme import Token
from termwise.report.charts.look import Look
from termwise.report.charts.subject import Subject

TITLE, BODY, SMALL = 15, 12, 11
"""Type sizes: the chart's name, names and figures, axes and keys."""

Swatch = Literal[
    "line",
    "dots",
    "target",
    "band",
    "wide band",
    "bar",
    "open bar",
    "weak bar",
    "dot",
    "disc",
    "circle",
    "ring",
    "range",
    "today",
]


class Key(Struct, frozen=True):
    """One entry of a key: a sample of the mark, and what it stands for."""

    swatch: Swatch
    words: str
    tone: Token = "c1"


class Sheet:
    """Gathers the elements of one chart; `y` is how far down it is filled."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.width = look.room
        self.y = 0.0
        self._elements: list[Element] = []

    def add(self, *elements: Element) -> None:
        """Puts elements on the sheet."""
        self._elements.extend(elements)

    def head(self, title: str, about: str = "", keys: Sequence[Key] = ()) -> None:
        """The chart's name, a line on what is drawn, and the key."""
        if self.look.titled:
            for line in wrapped(title, TITLE, self.width, most=3, bold=True):
                self.y += 20
                self.add(Text(0, self.y, line, TITLE, bold=True))
            self.y += 4
        self.paragraph(about)
        self._keys(keys)
        self.y += 8

    def paragraph(self, words: str, *, most: int = 6) -> None:
        """A small muted paragraph over the whole width."""
        for line in wrapped(words, SMALL, self.width, most=most):
            self.y += 15
            self.add(Text(0, self.y, line, SMALL, tone="muted"))

    def _keys(self, keys: Sequence[Key]) -> None:
        """Entries side by side, on as many lines as they need."""
        x, line_begun = 0.0, False
        for key in keys:
            words = fitted(key.words, SMALL, self.width - 26)
            wide = 24 + width(words, SMALL)
            if not line_begun or x + wide > self.width:
                x, line_begun = 0.0, True
                self.y += 18
            self.add(*swatch(key.swatch, x, self.y - 4, key.tone), Text(x + 24, self.y, words, SMALL, tone="muted"))
            x += wide + 18

    def about(self, subject: Subject | None, tip: str | None, *members: Element, minor: bool = False) -> None:
        """Puts elements on the sheet that are about one thing."""
        self.add(Group(members, subject, tip, minor))

    def finished(self, title: str, summary: str, note: str | None = None) -> Drawing:
        """The drawing, with the note at its foot."""
        if note:
            self.y += 6
            self.paragraph(note, most=20)
        return Drawing(self.width, self.y + 8, title, summary, tuple(self._elements))


def today_key(day: date | None) -> Key:
    """What the dotted line is."""
    return Key("today", f"the day of the view, {day}")


def cut(text: Text, room: float) -> Text:
    """The text cut to the room there is; what was cut is in its tooltip."""
    shown = fitted(text.words, text.size, room, bold=text.bold)
    return text if shown == text.words else replace(text, words=shown, whole=text.words)


def swatch(kind: Swatch, x: float, y: float, tone: Token) -> tuple[Element, ...]:
    """A sample of a mark, 18 pixels wide, centred on `y`."""
    match kind:
        case "line":
            return (Path(segment(x, y, x + 18, y), stroke=tone, thick=2),)
        case "dots":
            return (Path(segment(x, y, x + 18, y), stroke=tone, thick=1.5, dash="1 3"),)
        case "disc":
            return (Path(circle(x + 9, y, 5), fill=tone),)
        case "circle":
            return (Path(circle(x + 9, y, 4.5), fill="paper", stroke=tone, thick=1.5),)
        case "target":
            return (Path(segment(x, y, x + 18, y), stroke="ink", thick=1.5, dash="5 3"),)
        case "band":
            return (Path(square(x, y - 4, 18, 8), fill=tone, strength=0.45),)
        case "wide band":
            return (Path(square(x, y - 5, 18, 10), fill=tone, strength=0.18),)
        case "bar":
            return (Path(square(x, y - 4, 18, 8), fill=tone),)
        case "open bar":
            return (Path(square(x + 0.5, y - 4, 17, 8), stroke=tone, thick=1, dash="3 2"),)
        case "weak bar":
            return (
                Path(square(x, y - 4, 18, 8), fill=tone, strength=0.35),
                Path(segment(x, y + 4, x + 18, y + 4), stroke=tone),
            )
        case "dot":
            return (Path(diamond(x + 9, y, 5), fill=tone),)
        case "ring":
            return (Path(diamond(x + 9, y, 4.5), fill="paper", stroke=tone, thick=1.5),)
        case "range":
            return (
                Path(
                    f"{segment(x, y, x + 18, y)}{segment(x, y - 4, x, y + 4)}{segment(x + 18, y - 4, x + 18, y + 4)}",
                    stroke=tone,
                    thick=1.5,
                ),
            )
        case "today":
            return (Path(segment(x + 9, y - 6, x + 9, y + 6), stroke="ink", thick=1, dash="2 2"),)
