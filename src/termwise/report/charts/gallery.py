"""Several charts together, as a notebook shows them."""

from termwise.report.charts.chart import Chart


class Gallery(tuple[Chart, ...]):
    """A tuple of charts that draws itself in a notebook, one below the other."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Every chart with its words."""
        return "".join(chart._repr_html_() for chart in self)
