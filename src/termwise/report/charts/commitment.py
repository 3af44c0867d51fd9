"""What is committed against what is bought."""

from datetime import date

from msgspec import Struct

from termwise.report.charts.canvas.elements import Drawing
from termwise.report.charts.canvas.scale import amount
from termwise.report.charts.canvas.sheet import Sheet
from termwise.report.charts.look import Look
from termwise.report.charts.panels import Panel, Plot, draw_panels, end_words, fan_keys
from termwise.report.charts.picture import Picture
from termwise.report.charts.series import Series


class Commitment(Struct, frozen=True):
    """A commitment and its purchases, both cumulative; `reached` the chance that it is bought
    in full by its end, None where nothing was simulated.
    """

    committed: Series
    bought: Series
    reached: float | None = None


class CommitmentProgress(Picture, frozen=True, kw_only=True):
    """Commitments in `unit` against purchases, a panel each, on a common scale or (`own_scales`) on its own."""

    unit: str
    commitments: tuple[Commitment, ...]
    centre: str = "median"
    own_scales: bool = False
    today: date | None = None

    def drawn(self, look: Look) -> Drawing:
        """A panel for each commitment."""
        plot = Plot(self.unit, self.today, own_scales=self.own_scales)
        panels = [Panel(one.bought, self._figures(one), one.committed) for one in self.commitments]
        scales = ", each on its own scale" if self.own_scales else ""
        sheet = Sheet(look)
        sheet.head(
            self.title, f"{self.unit}, so far{scales}", fan_keys(panels, plot, f"bought, {self.centre}", "committed")
        )
        draw_panels(sheet, panels, plot)
        return sheet.finished(self.title, self.summary, self.note)

    def _figures(self, one: Commitment) -> tuple[str, ...]:
        """`281bn of 250bn by 2032-12-31`, the spread, and how often the whole is bought."""
        if not one.bought.days or not one.committed.days:
            return ()
        _, *spread = end_words(one.bought, self.unit)
        whole = max(one.committed.middle)
        said = f"{amount(one.bought.middle[-1], self.unit)} of {amount(whole, self.unit)} by {one.bought.days[-1]}"
        reached = () if one.reached is None else (f"bought in full in {amount(one.reached, '%', 2)} of futures",)
        return said, *spread, *reached
