"""The rows below the drivers that say how one of them moves: what growth and jumps write, row by row."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from termwise.engine.growth import base_of
from termwise.ir.program import NEVER, DrawnSeries
from termwise.report.xlsx.cells import Content, Look, column_name
from termwise.report.xlsx.days import NEVER_NAME, serial
from termwise.report.xlsx.grid import DAY, HERE, Grid

FROM, UNTIL, RATE, FROM_YEARS, UNTIL_YEARS = 3, 4, 5, 6, 7
"""Columns of a stretch of growth: its first day, the first after it, growth per year, both days in calendar years."""
DAYS_ROW, YEAR_DAYS_ROW, END_ROW, MIDDLE_ROW = 7, 8, 9, 10
"""Rows of `Drivers`: days in the period, days in its year, where its end and its middle lie in calendar years."""
FACTOR = "0.000000"
"""How a factor of growth is shown."""


class Course(Struct, frozen=True):
    """What growth reads: pieces and values by value number, names and days of events by index."""

    pieces: dict[int, str]
    values: dict[int, float]
    event_names: dict[int, str]
    event_days: tuple[int, ...]


class Detail:
    """One driver's rows. `factors` are the cells its base is multiplied by, `days` the days of a flow, counted."""

    def __init__(self, grid: Grid, series: DrawnSeries, course: Course, row: int) -> None:
        self.grid, self.series, self.course, self.row = grid, series, course, row
        self.known = sum(value is not None for value in series.known)
        self.base_day, self.base = base_of(series, grid.periods)
        self.factors: list[str] = []
        self.days = f"{HERE}${DAYS_ROW}"

    def begin(self, what: str, unit: str) -> None:
        """What the row is."""
        self.grid.put(self.row, 0, self.series.name, Look("text"))
        self.grid.put(self.row, 1, what, Look("text"))
        self.grid.put(self.row, 2, unit, Look("note"))

    def put(self, column: int, content: Content, number: str, formula: str | None = None) -> None:
        """A cell before the periods."""
        self.grid.put(self.row, column, content, Look("known" if formula is None else "figure", number), formula)

    def day(self, column: int, day: int | Fraction, formula: str | None = None) -> None:
        """A day before the periods."""
        self.put(column, serial(day), DAY, formula)

    def across(self, formula: str, contents: Sequence[float], number: str) -> None:
        """The formula of every period after the history."""
        self.grid.across(self.row, formula, contents, Look("figure", number), self.known)

    def cell(self, column: int, row: int | None = None) -> str:
        """A cell before the periods, of this row unless said."""
        return f"${column_name(column)}{self.row if row is None else row}"

    def listed(self, column: int, first: int) -> str:
        """The cells of a column from a row to the one before this."""
        return f"${column_name(column)}${first}:${column_name(column)}${self.row - 1}"


def day_text(day: int | Fraction) -> str:
    """A day in a formula."""
    return NEVER_NAME if day == NEVER else str(serial(day))
