"""How much parties depend on their largest supplier."""

from datetime import date

from termwise.report.charts.canvas.elements import Drawing
from termwise.report.charts.canvas.sheet import Sheet
from termwise.report.charts.look import Look
from termwise.report.charts.panels import Panel, Plot, draw_panels, end_words, fan_keys
from termwise.report.charts.picture import Picture
from termwise.report.charts.series import Series


class Dependence(Picture, frozen=True, kw_only=True):
    """The largest supplier's share (a fraction) of what each buyer bought over the last twelve months."""

    buyers: tuple[Series, ...]
    centre: str = "median"
    today: date | None = None

    def drawn(self, look: Look) -> Drawing:
        """A panel for each buyer, from nothing to all."""
        plot = Plot("%", self.today, limits=(0.0, 1.0))
        panels = [Panel(series, end_words(series, "%"), step=True) for series in self.buyers]
        sheet = Sheet(look)
        about = "the largest supplier's share of all that is bought, over the last twelve months"
        sheet.head(self.title, about, fan_keys(panels, plot, self.centre))
        draw_panels(sheet, panels, plot)
        return sheet.finished(self.title, self.summary, self.note)
