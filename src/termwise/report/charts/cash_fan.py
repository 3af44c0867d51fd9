"""Cash over time: what parties have, or clauses move, with fans of the futures."""

from datetime import date
from typing import Literal

from termwise.report.charts.canvas.elements import Drawing
from termwise.report.charts.canvas.sheet import Sheet
from termwise.report.charts.look import Look
from termwise.report.charts.panels import Panel, Plot, draw_panels, end_words, fan_keys
from termwise.report.charts.picture import Picture
from termwise.report.charts.series import Series


class CashFan(Picture, frozen=True, kw_only=True):
    """Money in `unit` over time, a panel for each party or clause, on a common scale or (`own_scales`) on its own.

    `each` says what a value is: what has come together up to its day, or what falls due in the
    year that begins then (each year is level until the next).
    `centre` says what the line is: "median", or "central course" where nothing was simulated. `remarks` are said below
    the names of the panels, one for each; without them of what is so far its last value.
    """

    unit: str
    panels: tuple[Series, ...]
    each: Literal["so far", "per year"] = "so far"
    centre: str = "median"
    remarks: tuple[str, ...] = ()
    own_scales: bool = False
    today: date | None = None

    def drawn(self, look: Look) -> Drawing:
        """A panel each, three side by side where there is room."""
        plot = Plot(self.unit, self.today, own_scales=self.own_scales)
        panels = [
            Panel(series, self._figures(number, series), step=self.each == "per year")
            for number, series in enumerate(self.panels)
        ]
        scales = ", each on its own scale" if self.own_scales else ""
        sheet = Sheet(look)
        sheet.head(self.title, f"{self.unit}, {self.each}{scales}", fan_keys(panels, plot, self.centre))
        draw_panels(sheet, panels, plot)
        return sheet.finished(self.title, self.summary, self.note)

    def _figures(self, number: int, series: Series) -> tuple[str, ...]:
        if self.remarks:
            return (self.remarks[number],)
        return end_words(series, self.unit) if self.each == "so far" else ()
