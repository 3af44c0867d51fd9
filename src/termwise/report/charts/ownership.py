"""Who holds how much of a company over time."""

from datetime import date

from termwise.report.charts.canvas.elements import Drawing
from termwise.report.charts.canvas.sheet import Sheet
from termwise.report.charts.look import Look
from termwise.report.charts.panels import Panel, Plot, draw_panels, end_words, fan_keys
from termwise.report.charts.picture import Picture
from termwise.report.charts.series import Series


class Ownership(Picture, frozen=True, kw_only=True):
    """The holders of one company: fractions of it over time, on a named `basis` ("as converted").

    `centre` says what the middle is: "mean" (means add up to the whole), or "central course".
    """

    company: str
    basis: str
    holders: tuple[Series, ...]
    centre: str = "mean"
    today: date | None = None

    def drawn(self, look: Look) -> Drawing:
        """A panel for each holder."""
        plot = Plot("%", self.today)
        panels = [Panel(series, end_words(series, "%"), step=True) for series in self.holders]
        sheet = Sheet(look)
        sheet.head(self.title, self.basis, fan_keys(panels, plot, self.centre))
        draw_panels(sheet, panels, plot)
        return sheet.finished(self.title, self.summary, self.note)
