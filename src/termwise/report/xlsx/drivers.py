"""The sheet `Drivers`: the calendar of the model, every driver period by period, and how each one moves."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from termwise.base.dates import position
from termwise.base.units import CURRENCIES
from termwise.model.declaration import Driver
from termwise.report.xlsx.amounts import scale_of
from termwise.report.xlsx.cells import Look, Sheet
from termwise.report.xlsx.contents import BookContents
from termwise.report.xlsx.detail import DAYS_ROW, END_ROW, MIDDLE_ROW, YEAR_DAYS_ROW, Course, Detail
from termwise.report.xlsx.grid import FIRST_LINE, GENERAL, HERE, OPENING, PERCENT, ROW_FROM, ROW_UNTIL, UNITS, Grid
from termwise.report.xlsx.growth import grow, years_of
from termwise.report.xlsx.history import History
from termwise.report.xlsx.inputs import unit_of
from termwise.report.xlsx.jumps import jump
from termwise.report.xlsx.needed import Needed

_FIRST_DRIVER = FIRST_LINE + 7
_HEADS = ("driver", "what", "unit", "from", "until", "per year", "from, in years", "until, in years", "base or before")
_WIDTHS = {0: 26.0, 1: 30.0, 2: 14.0, 3: 13.0, 4: 13.0, 5: 11.0, 6: 14.0, 7: 14.0}


class Drivers:
    """The rows of drivers and calendar tables are settled first; `sheet` writes them once rates are known."""

    def __init__(self, contents: BookContents, needed: Needed, histories: dict[str, History]) -> None:
        self.contents, self.histories = contents, histories
        self.program = contents.run.program
        self.tables = sorted(needed.tables)
        self.series_rows = {index: _FIRST_DRIVER + index for index in range(len(self.program.series))}
        below = _FIRST_DRIVER + len(self.series_rows) + (2 if self.tables else 0)
        self.table_rows = {index: below + place for place, index in enumerate(self.tables)}

    def sheet(self, course: Course, known: Mapping[str, Mapping[int, str]]) -> Sheet:
        """The sheet. `known` names the inputs of the stated values by driver and place."""
        title = "Every driver, period by period. Shaded periods are history; the others follow from growth and jumps."
        grid = Grid("Drivers", "Drivers", title, self.program.periods)
        grid.heads(_HEADS, 3)
        _calendar(grid)
        if self.program.series:
            grid.put(_FIRST_DRIVER - 1, 0, "Drivers", Look("section"))
        row = max([_FIRST_DRIVER, *self.series_rows.values(), *self.table_rows.values()]) + 2
        drivers = {driver.name: driver for driver in self.contents.agreement.deal.drivers}
        for index, series in enumerate(self.program.series):
            detail = Detail(grid, series, course, row + 1)
            if detail.known < len(grid.periods):
                grow(detail)
                jump(detail)
            if detail.row > row + 1:
                grid.put(row, 0, f"How {series.name} moves", Look("section"))
                row = detail.row + 1
            self._driver(grid, index, drivers[series.name], detail, known.get(series.name, {}))
        self._calendar_tables(grid)
        return grid.sheet(_WIDTHS)

    def _driver(self, grid: Grid, index: int, driver: Driver, detail: Detail, known: Mapping[int, str]) -> None:
        row, series = self.series_rows[index], self.program.series[index]
        values = self.contents.run.draws.series[index]
        number, unit = _shown(driver, values, flow=series.flow)
        for column, text in enumerate((driver.name, driver.title or "", unit)):
            grid.put(row, column, text, Look("text"))
        history = self.histories[series.name]
        for place in range(detail.known):
            parts = history.periods[place]
            formula = None if parts is None else _sum_of(parts, known, grid, place, driver)
            look = Look("known" if formula or values[place] == 0 else "input", number)
            grid.across_one(row, place, float(values[place]), look, formula)
        if detail.known < len(grid.periods):
            self._base(grid, row, detail, known, number)
            product = "*".join(
                [f"${grid.letters(OPENING)}{row}", *detail.factors, *([detail.days] if series.flow else [])]
            )
            grid.across(row, product, [float(value) for value in values], Look("figure", number), detail.known)

    def _base(self, grid: Grid, row: int, detail: Detail, known: Mapping[int, str], number: str) -> None:
        """What the future grows from: a level, or an amount per day."""
        series, history = detail.series, self.histories[detail.series.name]
        if series.base is None:
            last = grid.cell(row, detail.known - 1)
            formula: str | None = f"{last}/{grid.cell(DAYS_ROW, detail.known - 1)}" if series.flow else last
        else:
            formula = None if history.base is None else _weighted(history.base, known)
        grid.put(row, OPENING, float(detail.base), Look("figure" if formula else "input", number), formula)

    def _calendar_tables(self, grid: Grid) -> None:
        if self.tables:
            grid.put(
                min(self.table_rows.values()) - 1, 0, "What the calendar says of each period (fixed)", Look("section")
            )
        for index, row in self.table_rows.items():
            table = self.program.tables[index]
            grid.put(row, 0, table.name, Look("text"))
            for place, value in enumerate(table.values):
                grid.across_one(
                    row, place, float(value), Look("known", GENERAL if value.denominator == 1 else "0.000000")
                )


def _calendar(grid: Grid) -> None:
    """The rows that count days and years."""
    periods = grid.periods
    rows: tuple[tuple[int, str, str, Sequence[float], str], ...] = (
        (
            DAYS_ROW,
            "days in the period",
            f"{HERE}{ROW_UNTIL}-{HERE}{ROW_FROM}",
            [p.end - p.start for p in periods],
            "0",
        ),
        (
            YEAR_DAYS_ROW,
            "days in its year",
            f"DATE(YEAR({HERE}{ROW_FROM})+1,1,1)-DATE(YEAR({HERE}{ROW_FROM}),1,1)",
            [_days_of_year(p.start) for p in periods],
            "0",
        ),
        (
            END_ROW,
            "its end, in calendar years",
            years_of(f"{HERE}{ROW_UNTIL}"),
            [float(position(p.end)) for p in periods],
            "0.000000",
        ),
        (
            MIDDLE_ROW,
            "its middle, in calendar years",
            years_of(f"(({HERE}{ROW_FROM}+{HERE}{ROW_UNTIL})/2)"),
            [float(position(Fraction(p.start + p.end, 2))) for p in periods],
            "0.000000",
        ),
    )
    for row, what, formula, contents, number in rows:
        grid.put(row, 0, "calendar", Look("note"))
        grid.put(row, 1, what, Look("note"))
        grid.across(row, formula, contents, Look("figure", number))


def _shown(driver: Driver, values: Sequence[Fraction], *, flow: bool) -> tuple[str, str]:
    """The format of a driver's values, and their unit: a flow counts over the period."""
    base = unit_of(driver).partition(" per ")[0] if flow else unit_of(driver)
    if driver.unit == "%":
        return PERCENT, base
    if driver.unit not in CURRENCIES or (driver.per is not None and not flow):
        return UNITS, base
    scale = scale_of(values, base)
    return scale.number, scale.unit


def _days_of_year(ordinal: int) -> int:
    year = date.fromordinal(ordinal).year
    return date(year + 1, 1, 1).toordinal() - date(year, 1, 1).toordinal()


def _sum_of(
    parts: Sequence[tuple[int, Fraction]], known: Mapping[int, str], grid: Grid, place: int, driver: Driver
) -> str:
    """Known parts as a formula; a part of a year as so many of its days."""
    period = grid.periods[place]
    days, year = period.end - period.start, _days_of_year(period.start)
    if len(parts) == 1 and driver.per == "year" and parts[0][1] == Fraction(days, year):
        return f"{known[parts[0][0]]}*{grid.cell(DAYS_ROW, place)}/{grid.cell(YEAR_DAYS_ROW, place)}"
    return _weighted(parts, known)


def _weighted(parts: Sequence[tuple[int, Fraction]], known: Mapping[int, str]) -> str:
    terms = []
    for place, part in parts:
        over = "" if part.denominator == 1 else f"/{part.denominator}"
        times = "" if part.numerator == 1 else f"*{part.numerator}"
        terms.append(f"{known[place]}{times}{over}")
    return "+".join(terms)
