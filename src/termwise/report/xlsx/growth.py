"""How a driver grows and jumps on the course, as rows of formulas: the same as `engine.growth`, cell by cell.

Growth compounds in calendar years: a place in time is its year and the part of that year that is over.
"""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from termwise.engine.growth import base_of, first_open_day, position, regime_at
from termwise.ir.program import NEVER, DrawnSeries, Period, Regime
from termwise.report.xlsx.cells import Look, column_name
from termwise.report.xlsx.days import NEVER_NAME, NEVER_SERIAL, serial
from termwise.report.xlsx.grid import DAY, GENERAL, HERE, OPENING, PERCENT, ROW_FROM, ROW_UNTIL, Grid

FROM, UNTIL, RATE, FROM_YEARS, UNTIL_YEARS = 3, 4, 5, 6, 7
"""Columns of a stretch of growth: its first day, the first after it, growth per year, both days in calendar years."""

DAYS_ROW, YEAR_DAYS_ROW, END_ROW, MIDDLE_ROW = 7, 8, 9, 10
"""Rows of `Drivers`: days in the period, days in its year, where its end and its middle lie in calendar years."""

_YEARS = "0.000000"
_FACTOR = "0.000000"
_FOREVER = 9999.0


class Course(Struct, frozen=True):
    """What growth reads: names or cells of rates, sizes and events by index, with what they come to."""

    pieces: dict[int, str]
    values: dict[int, float]
    event_names: dict[int, str]
    event_days: tuple[int, ...]


class Detail:
    """The rows below the drivers that say how one of them moves; `factors` are the cells to multiply by."""

    def __init__(self, grid: Grid, series: DrawnSeries, course: Course, row: int) -> None:
        self.grid, self.series, self.course, self.row = grid, series, course, row
        self.known = sum(value is not None for value in series.known)
        self.base_day, self.base = base_of(series, grid.periods)
        self.factors: list[str] = []
        self.days = f"{HERE}${DAYS_ROW}"
        if self.known < len(grid.periods):
            self._grows()
            self._jumps()

    # -- growth ---------------------------------------------------------------------------------------

    def _grows(self) -> None:
        regimes, days = self.series.regimes, self.course.event_days
        untils = sorted({one.until for one in regimes if one.until != NEVER and one.until > self.base_day})
        if any(regime.after is not None for regime in regimes):
            self._grows_after_events(untils)
            return
        bounds = [self.base_day, *untils, NEVER]
        for here, there in zip(bounds, bounds[1:], strict=False):
            regime = regime_at(regimes, days, here)
            if regime is not None:
                rate = regimes[regime].rate
                ends = NEVER_NAME if there == NEVER else str(serial(there))
                self._stretch((None, here), (ends if there == NEVER else None, there), self.course.pieces[rate], rate)

    def _grows_after_events(self, untils: Sequence[int]) -> None:
        """Which growth holds when, worked out from the days of the events: the changes in order, then the stretches."""
        events = list(dict.fromkeys(one.after for one in self.series.regimes if one.after is not None))
        first, changes = self.row, []
        for until in untils:
            changes.append(until)
            self._label("growth changes", "day")
            self.grid.put(self.row, FROM, serial(until), Look("known", DAY))
            self.row += 1
        for event in events:
            changes.append(max(self.course.event_days[event], int(self.base_day)))
            self._label(f"growth changes: {self.course.event_names[event]}", "day")
            formula = f"MAX({serial(self.base_day)},{self.course.event_names[event]})"
            self.grid.put(
                self.row, FROM, serial(max(self.course.event_days[event], self.base_day)), Look("figure", DAY), formula
            )
            self.row += 1
        letters = column_name(FROM)
        listed = f"${letters}${first}:${letters}${self.row - 1}"
        ordered = [self.base_day, *sorted(max(self.base_day, one) for one in changes), NEVER]
        for place, (here, there) in enumerate(zip(ordered, ordered[1:], strict=False)):
            begins = None if place == 0 else f"SMALL({listed},{place})"
            ends = NEVER_NAME if place == len(ordered) - 2 else f"SMALL({listed},{place + 1})"
            regime = regime_at(self.series.regimes, self.course.event_days, here) if here < NEVER else None
            rate = None if regime is None else self.series.regimes[regime].rate
            self._stretch((begins, here), (ends, there), self._rate_then(), rate)

    def _rate_then(self) -> str:
        """The growth that holds from the day in this row on: the last begun by an event, else the first not yet over."""
        here = f"${column_name(FROM)}{self.row}"
        names, pieces = self.course.event_names, self.course.pieces
        found = "0"
        for regime in reversed([one for one in self.series.regimes if one.after is None]):
            rate = pieces[regime.rate]
            found = rate if regime.until == NEVER else f"IF({here}<{serial(regime.until)},{rate},{found})"
        begun = [one for one in self.series.regimes if one.after is not None]

        def runs(regime: Regime) -> str:
            name = names[regime.after or 0]
            return f"AND({name}<={here},{here}<{serial(regime.until)})"

        latest = f"MAX({','.join(f'IF({runs(one)},{names[one.after or 0]},0)' for one in begun)})"
        for regime in begun:
            name = names[regime.after or 0]
            holds = runs(regime) if len(begun) == 1 else f"AND({runs(regime)},{name}={latest})"
            found = f"IF({holds},{pieces[regime.rate]},{found})"
        return found

    def _stretch(
        self,
        begins: tuple[str | None, int | Fraction],
        ends: tuple[str | None, int | Fraction],
        rate: str,
        of: int | None,
    ) -> None:
        """A row of growth at one rate: how much it multiplies by up to each period's end or middle."""
        grid, row = self.grid, self.row
        self._label("grown", "factor")
        for column, (formula, day) in ((FROM, begins), (UNTIL, ends)):
            grid.put(row, column, serial(day), Look("known" if formula is None else "figure", DAY), formula)
            cell = f"${column_name(column)}{row}"
            grid.put(
                row, column + 3 if column == FROM else UNTIL_YEARS, _years(day), Look("figure", _YEARS), _years_of(cell)
            )
        value = 0.0 if of is None else self.course.values[of]
        grid.put(row, RATE, value, Look("figure", PERCENT), rate)
        at = f"{HERE}${MIDDLE_ROW if self.series.flow else END_ROW}"
        since, until = f"${column_name(FROM_YEARS)}{row}", f"${column_name(UNTIL_YEARS)}{row}"
        growth = f"IF({at}<={since},1,(1+${column_name(RATE)}{row})^MAX(0,MIN({at},{until})-{since}))"
        contents = []
        for period in grid.periods:
            then = _years(Fraction(period.start + period.end, 2) if self.series.flow else period.end)
            years = max(min(then, _years(ends[1])) - _years(begins[1]), 0.0)
            contents.append(1.0 if years == 0 else (1 + value) ** years)
        grid.across(row, growth, contents, Look("figure", _FACTOR), self.known)
        self.factors.append(f"{HERE}{row}")
        self.row += 1

    # -- jumps ----------------------------------------------------------------------------------------

    def _jumps(self) -> None:
        if not self.series.jumps:
            return
        first, open_from = self.row, first_open_day(self.series, self.grid.periods)
        found: list[tuple[int, float]] = []
        for event, size in self.series.jumps:
            name, day = self.course.event_names[event], self.course.event_days[event]
            counts = day if day >= open_from else NEVER
            found.append((counts, self.course.values[size]))
            self._label(f"jumps: {name}", "factor")
            self.grid.put(
                self.row,
                FROM,
                serial(counts),
                Look("figure", DAY),
                f"IF({name}<{serial(open_from)},{NEVER_NAME},{name})",
            )
            self.grid.put(self.row, RATE, found[-1][1], Look("figure", PERCENT), self.course.pieces[size])
            if not self.series.flow:
                since, by = f"${column_name(FROM)}{self.row}", f"${column_name(RATE)}{self.row}"
                contents = [1 + found[-1][1] if counts < period.end else 1.0 for period in self.grid.periods]
                formula = f"IF({since}<{HERE}${ROW_UNTIL},1+{by},1)"
                self.grid.across(self.row, formula, contents, Look("figure", _FACTOR), self.known)
                self.factors.append(f"{HERE}{self.row}")
            self.row += 1
        if self.series.flow:
            self._days_with_jumps(first, found)

    def _days_with_jumps(self, first: int, jumps: list[tuple[int, float]]) -> None:
        """The days of each period, each counted with all the jumps up to it: one row for the days after each jump."""
        day, size = column_name(FROM), column_name(RATE)
        rows = range(first, self.row)
        listed = f"${day}${first}:${day}${self.row - 1}"
        ordered = sorted(jumps)
        begin = self.row
        for place in range(len(jumps) + 1):
            since = serial(0) if place == 0 else serial(ordered[place - 1][0])
            until = NEVER_SERIAL if place == len(jumps) else serial(ordered[place][0])
            ends = NEVER_NAME if place == len(jumps) else f"SMALL({listed},{place + 1})"
            factor = 1.0
            for one, by in jumps:
                factor *= 1 + by if place and serial(one) <= since else 1
            self._label("days, counted with the jumps before" if place else "days before any jump", "days")
            here = f"${day}{self.row}"
            start = Look("known", GENERAL) if place == 0 else Look("figure", DAY)
            self.grid.put(
                self.row, FROM, 0 if place == 0 else since, start, None if place == 0 else f"SMALL({listed},{place})"
            )
            self.grid.put(self.row, UNTIL, until, Look("figure", DAY), ends)
            product = "*".join(f"IF(${day}${row}<={here},1+${size}${row},1)" for row in rows)
            self.grid.put(self.row, OPENING, factor, Look("figure", _FACTOR), product if place else "1")
            contents = []
            for period in self.grid.periods:
                inside = min(serial(period.end), until) - max(serial(period.start), 0 if place == 0 else since)
                contents.append(max(inside, 0) * factor)
            counted = f"${column_name(OPENING)}{self.row}*MAX(0,MIN({HERE}${ROW_UNTIL},${column_name(UNTIL)}{self.row})-MAX({HERE}${ROW_FROM},{here}))"
            self.grid.across(self.row, counted, contents, Look("figure", GENERAL), self.known)
            self.row += 1
        self.days = f"SUM({HERE}{begin}:{HERE}{self.row - 1})"

    def _label(self, what: str, unit: str) -> None:
        self.grid.put(self.row, 0, self.series.name, Look("text"))
        self.grid.put(self.row, 1, what, Look("text"))
        self.grid.put(self.row, 2, unit, Look("note"))


def _years(day: int | Fraction) -> float:
    return _FOREVER if day >= NEVER else float(position(day))


def _years_of(cell: str) -> str:
    """Where a day lies in calendar years: its year and the part of it that is over."""
    first = f"DATE(YEAR({cell}),1,1)"
    return f"IF({cell}>={NEVER_NAME},{int(_FOREVER)},YEAR({cell})+({cell}-{first})/(DATE(YEAR({cell})+1,1,1)-{first}))"


def years_of(cell: str) -> str:
    """Where the day of a cell that is surely a date lies in calendar years."""
    first = f"DATE(YEAR({cell}),1,1)"
    return f"YEAR({cell})+({cell}-{first})/(DATE(YEAR({cell})+1,1,1)-{first})"
