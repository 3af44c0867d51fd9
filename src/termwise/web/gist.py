"""What sliders come to in a few figures: what each party has in the end, and how far that is from where it was."""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from termwise.explain.figures.amounts import money_words
from termwise.report.charts import Chart
from termwise.report.charts.cash_fan import CashFan
from termwise.report.charts.series import Series
from termwise.report.charts.subject import Subject
from termwise.web.render import fragment


class Line(Struct, frozen=True):
    """One party: its cash in the median future, in nine of ten, and the difference to where no slider is moved."""

    party: str
    subject: Subject | None
    middle: str
    between: str
    change: str


def gist(charts: Iterable[Chart], before: Iterable[Chart]) -> str:
    """The figures as HTML; nothing where no money moves. `before` are the charts with no slider moved."""
    now, base = _cash(charts), _cash(before)
    if now is None or not now.panels or not now.panels[0].days:
        return ""
    were = {} if base is None else {series.label: series.middle[-1] for series in base.panels}
    lines = [_line(series, were.get(series.label)) for series in now.panels]
    return fragment("gist", lines=lines, unit=now.unit, day=now.panels[0].days[-1], middle=now.centre)


def _cash(charts: Iterable[Chart]) -> CashFan | None:
    return next((chart for chart in charts if isinstance(chart, CashFan) and chart.each == "so far"), None)


def _line(series: Series, was: float | None) -> Line:
    low, high = (series.bands[0].low[-1], series.bands[0].high[-1]) if series.bands else (None, None)
    between = "" if low is None or high is None or low == high else f"{_money(low)} to {_money(high)}"
    difference = 0.0 if was is None else series.middle[-1] - was
    moved = abs(difference) >= abs(series.middle[-1]) / 1000 and difference != 0
    change = f"{'▲' if difference > 0 else '▼'} {_money(abs(difference))}" if moved else ""
    return Line(series.label, series.subject, _money(series.middle[-1]), between, change)


def _money(amount: float) -> str:
    return money_words(Fraction(amount)).replace("-", "−")
