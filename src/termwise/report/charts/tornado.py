"""What a figure hangs on most."""

from msgspec import Struct

from termwise.report.charts.picture import Picture
from termwise.report.charts.subject import Subject


class TornadoBar(Struct, frozen=True):
    """One thing drawn: the figure with it at its low and at its high end, and what those ends are, in words."""

    label: str
    low: float
    high: float
    low_at: str
    high_at: str
    undisclosed: bool = False
    subject: Subject | None = None


class Tornado(Picture, frozen=True, kw_only=True):
    """A figure in `unit`, what it is on average (`base`), and what swings it, the widest swing first."""

    unit: str
    figure: str
    base: float
    bars: tuple[TornadoBar, ...]
    subject: Subject | None = None
