"""What a drawing is made of: text, paths, and groups that are about something. Pixels, y downwards."""

from typing import Literal

from msgspec import Struct

from termwise.report.charts.canvas.metrics import width
from termwise.report.charts.canvas.theme import Token
from termwise.report.charts.subject import Subject

Anchor = Literal["start", "middle", "end"]

ASIDE = 8.0
"""Pixels before an aside."""

ASCENT, DESCENT = 0.78, 0.24
"""How far letters reach above and below the line they stand on, in type sizes."""


class Box(Struct, frozen=True):
    """A rectangle that text takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box", slack: float = 0.5) -> bool:
        """Whether two boxes share more than `slack` pixels each way."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > slack and down > slack


class Text(Struct, frozen=True):
    """A line of text that stands at `y`; `whole` is said in its tooltip where the line was cut; `aside`
    follows after a gap, never bold.
    """

    x: float
    y: float
    words: str
    size: float = 12
    anchor: Anchor = "start"
    tone: Token = "ink"
    bold: bool = False
    whole: str | None = None
    aside: str = ""

    @property
    def box(self) -> Box:
        """Where it stands."""
        wide = width(self.words, self.size, bold=self.bold)
        if self.aside:
            wide += ASIDE + width(self.aside, self.size)
        left = self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * wide
        return Box(left, self.y - ASCENT * self.size, left + wide, self.y + DESCENT * self.size)


class Path(Struct, frozen=True):
    """A path in SVG's notation, filled or drawn; `dash` as in `stroke-dasharray`."""

    d: str
    fill: Token | None = None
    stroke: Token | None = None
    thick: float = 1
    dash: str | None = None
    strength: float = 1


class Group(Struct, frozen=True):
    """Elements about one thing: it may become a link, and `tip` is what is told when pointed at.

    `minor` links are for the pointer only: the same is reached by keyboard through the name or a table.
    """

    members: tuple["Text | Path | Group", ...]
    subject: Subject | None = None
    tip: str | None = None
    minor: bool = False


Element = Text | Path | Group


class Drawing(Struct, frozen=True):
    """A finished drawing of `width` by `height` pixels; `title` and `summary` say in words what it shows."""

    width: float
    height: float
    title: str
    summary: str
    elements: tuple[Element, ...]
