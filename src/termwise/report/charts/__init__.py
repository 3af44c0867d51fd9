"""Charts: one definition each for page, report, notebook and image, drawn as static SVG.

`svg(chart, look)` draws any of them. A chart is data and words; what it needs to know is worked out by `session`.
"""

from termwise.report.charts.chart import Chart, svg
from termwise.report.charts.look import Look
from termwise.report.charts.subject import Subject

__all__ = ["Chart", "Look", "Subject", "svg"]
