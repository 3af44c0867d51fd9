"""The sheets with a column per period: the same column is the same period on all of them.

Rows are counted as a spreadsheet shows them, from 1; columns from 0.
"""

from collections.abc import Sequence
from datetime import date

from termwise.explain.figures.words import period_words
from termwise.ir.program import Period
from termwise.report.xlsx.cells import Cell, Content, Look, Print, Sheet, column_name
from termwise.report.xlsx.days import serial

HERE, BEFORE = "\ue000", "\ue001"
"""In the formula of a row: the column of the period, and that of the period before."""

OPENING, FIRST_PERIOD = 8, 9
"""The column of what stands before the first period, and that of the first period."""
ROW_LABEL, ROW_FROM, ROW_UNTIL = 4, 5, 6
"""What a period is called, its first day, and the first day after it."""
FIRST_LINE = 6
"""The row above the first line."""

DAY = '[<2958466]yyyy\\-mm\\-dd;"never"'
PERCENT = "0.00%"
GENERAL = "#,##0.########"
UNITS = "#,##0.##;-#,##0.##;0"


class Grid:
    """A sheet with a column per period, being written row by row."""

    def __init__(self, name: str, title: str, subtitle: str, periods: Sequence[Period]) -> None:
        self.name = name
        self.periods = periods
        self.cells: dict[tuple[int, int], Cell] = {
            (0, 0): Cell(title, Look("title")),
            (1, 0): Cell(subtitle, Look("subtitle")),
        }
        self.columns = [column_name(FIRST_PERIOD + place) for place in range(len(periods))]

    @property
    def last_column(self) -> str:
        """The letters of the last period's column."""
        return self.columns[-1] if self.columns else column_name(FIRST_PERIOD)

    def heads(self, heads: Sequence[str], first_figure: int) -> None:
        """What the columns before the periods hold, and the periods: values on `Drivers`, links to them elsewhere.

        From column `first_figure` on they hold figures.
        """
        for column, head in enumerate(heads):
            self.cells[ROW_UNTIL - 1, column] = Cell(head, Look("head" if column < first_figure else "figure head"))
        self.cells[ROW_LABEL - 2, FIRST_PERIOD] = Cell("periods: name, first day, first day after", Look("note"))
        for row in (ROW_LABEL, ROW_FROM, ROW_UNTIL):
            for place, period in enumerate(self.periods):
                label, number = self._period(row, period)
                formula = None if self.name == "Drivers" else f"Drivers!{self.columns[place]}${row}"
                self.cells[row - 1, FIRST_PERIOD + place] = Cell(label, Look("figure head", number), formula)

    @staticmethod
    def _period(row: int, period: Period) -> tuple[Content, str]:
        if row == ROW_LABEL:
            return short_period(period), "General"
        return serial(period.start if row == ROW_FROM else period.end), DAY

    def put(self, row: int, column: int, content: Content, look: Look, formula: str | None = None) -> None:
        """A cell; a formula may name cells of this sheet by the sheet's own name."""
        self.cells[row - 1, column] = Cell(content, look, None if formula is None else self.own(formula))

    def own(self, formula: str) -> str:
        """The formula as it is written on this sheet."""
        return formula.replace(f"{self.name}!", "")

    def across(self, row: int, formula: str, contents: Sequence[Content], look: Look, first: int = 0) -> None:
        """The same formula in every period from number `first` on; `contents` are what it comes to, for all periods."""
        for place in range(first, len(self.periods)):
            self.put(row, FIRST_PERIOD + place, contents[place], look, in_period(formula, place))

    def across_one(self, row: int, place: int, content: Content, look: Look, formula: str | None = None) -> None:
        """The cell of one period."""
        self.put(row, FIRST_PERIOD + place, content, look, formula)

    def cell(self, row: int, place: int) -> str:
        """The cell of one period, as a formula of its own column reads it."""
        return f"{self.columns[place]}{row}"

    @staticmethod
    def letters(column: int) -> str:
        """The letters of a column."""
        return column_name(column)

    def line(self, row: int) -> str:
        """All periods of a row: `$J$12:$Z$12`."""
        return f"${self.columns[0]}${row}:${self.last_column}${row}"

    def sheet(self, widths: dict[int, float], tab: str | None = None) -> Sheet:
        """The sheet as it is."""
        periods = {FIRST_PERIOD + place: 15.5 for place in range(len(self.periods))}
        return Sheet(
            name=self.name,
            cells=self.cells,
            widths={**widths, OPENING: 18, **periods},
            freeze=(FIRST_LINE, 2),
            printed=Print(repeat_rows=FIRST_LINE, repeat_columns=2, wide=0),
            tab=tab,
        )


def in_period(formula: str, place: int) -> str:
    """The formula of a row as it stands in a period, counted from 0."""
    here, before = column_name(FIRST_PERIOD + place), column_name(FIRST_PERIOD + place - 1)
    return formula.replace(HERE, here).replace(BEFORE, before)


def short_period(period: Period) -> str:
    """`Dec 2027`, `Q4 2027`, `2027`; a period that is cut by what holds it, `2019-07-22`."""
    words = period_words(period)
    if "through" not in words:
        month, _, year = words.partition(" ")
        return f"{month[:3]} {year}".strip() if year and not month.startswith("Q") else words
    first, last = date.fromordinal(period.start), date.fromordinal(period.end - 1)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%b} {first.year}" if (last - first).days else first.isoformat()
    return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
