"""Every kind of chart, and its picture."""

from termwise.report.charts.canvas.document import to_svg
from termwise.report.charts.cash_fan import CashFan
from termwise.report.charts.commitment import CommitmentProgress
from termwise.report.charts.dependence import Dependence
from termwise.report.charts.gantt import Gantt
from termwise.report.charts.look import Look
from termwise.report.charts.ownership import Ownership
from termwise.report.charts.sankey import LedgerSankey
from termwise.report.charts.term_history import TermHistory
from termwise.report.charts.tornado import Tornado
from termwise.report.charts.values import ValueDistribution

Chart = (
    Gantt
    | Ownership
    | CashFan
    | CommitmentProgress
    | Dependence
    | Tornado
    | LedgerSankey
    | ValueDistribution
    | TermHistory
)
"""The nine charts. Each is frozen data with `title`, `summary` (its text alternative) and perhaps a `note`."""

USUAL = Look()
"""As wide as a column of a page, in its colours, without links."""


def svg(chart: Chart, look: Look = USUAL) -> str:
    """The chart as an SVG document without style sheet, style attributes or scripts; the same bytes every time."""
    return to_svg(chart.drawn(look), look)
