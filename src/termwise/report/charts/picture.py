"""What all charts have in common, and how a notebook shows them."""

from html import escape

from msgspec import Struct

from termwise.report.charts.canvas.document import to_svg
from termwise.report.charts.canvas.elements import Drawing
from termwise.report.charts.look import Look


class Picture(Struct, frozen=True, kw_only=True):
    """A chart's words. `summary` says in a whole sentence, with figures, what there is to see: it is the text for who
    cannot see it. `note` says what is unknown, or how to read it.
    """

    title: str
    summary: str
    note: str | None = None

    def drawn(self, look: Look) -> Drawing:
        """The chart, drawn."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.summary}"

    def _repr_svg_(self) -> str:
        """The chart as a notebook shows it, on its own paper."""
        return to_svg(self.drawn(Look(theme="light")), Look(theme="light"))

    def _repr_html_(self) -> str:
        """The chart with its words, as a notebook shows it."""
        return f"<figure>{self._repr_svg_()}<figcaption>{escape(self.summary)}</figcaption></figure>"
