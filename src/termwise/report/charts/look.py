"""How a chart is to look: its width, its theme, and where its parts lead."""

from collections.abc import Callable

from msgspec import Struct

from termwise.report.charts.canvas.theme import Theme
from termwise.report.charts.subject import Subject

Link = Callable[[Subject], str | None]
"""Where a part of a chart leads; None: nowhere."""


class Look(Struct, frozen=True):
    """How a chart is to look.

    `width` is in pixels, at least 240; the height follows. The theme "auto" takes the colours of the page around it
    (custom properties `--ink`, `--paper`, …) and leaves the paper to it; "light" and "dark" paint their own, for
    files. `link` makes links of bars, lines and names. `prefix` begins the ids in the document: those of charts on
    one page must differ, and without one it is made from the chart. Without `titled` the chart's name is left to
    the heading above it. A `sketch` is soon followed by the whole: nothing in it waits to be pointed at.
    """

    width: int = 760
    theme: Theme = "auto"
    link: Link | None = None
    prefix: str = ""
    titled: bool = True
    sketch: bool = False

    @property
    def margin(self) -> float:
        """Air around a chart on its own paper, in pixels; on a page that is the page's business."""
        return 0.0 if self.theme == "auto" else 16.0

    @property
    def room(self) -> float:
        """The width that is drawn on, in pixels."""
        return max(self.width, 240) - 2 * self.margin

    @property
    def narrow(self) -> bool:
        """Whether names must stand above what they name, not beside it."""
        return self.width < 520
