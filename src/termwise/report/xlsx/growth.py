"""How a driver grows on the course, as rows of formulas: the same as `engine.growth`, cell by cell.

Growth compounds in calendar years: a place in time is its year and the part of that year that is over.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from termwise.base.dates import position
from termwise.engine.growth import regime_at
from termwise.ir.program import NEVER
from termwise.report.xlsx.days import NEVER_NAME
from termwise.report.xlsx.detail import (
    END_ROW,
    FACTOR,
    FROM,
    FROM_YEARS,
    MIDDLE_ROW,
    RATE,
    UNTIL,
    UNTIL_YEARS,
    Detail,
    day_text,
)
from termwise.report.xlsx.grid import HERE, PERCENT

_YEARS = "0.000000"
_FOREVER = 9999


class _End(Struct, frozen=True):
    """A day on which growth changes, and its formula; None where the text fixes it."""

    day: int | Fraction
    formula: str | None = None


class _Stretch(Struct, frozen=True):
    """Growth at one rate between two days."""

    begins: _End
    ends: _End
    formula: str
    rate: float


def grow(detail: Detail) -> None:
    """One row for each stretch of growth: what it multiplies by up to each period's end, or the middle of a flow."""
    regimes, base = detail.series.regimes, detail.base_day
    untils = sorted({one.until for one in regimes if base < one.until < NEVER})
    if any(regime.after is not None for regime in regimes):
        _after_events(detail, untils)
        return
    for here, there in pairwise([base, *untils, NEVER]):
        regime = regime_at(regimes, detail.course.event_days, here)
        if regime is not None:
            rate = regimes[regime].rate
            ends = _End(there, NEVER_NAME if there == NEVER else None)
            pieces, values = detail.course.pieces, detail.course.values
            _write(detail, _Stretch(_End(here), ends, pieces[rate], values[rate]))


def _after_events(detail: Detail, untils: Sequence[int]) -> None:
    """Which growth holds when, from the days of the events: every day of change, then the stretches between them."""
    course, regimes, base = detail.course, detail.series.regimes, detail.base_day
    first, changes = detail.row, list[int | Fraction](untils)
    for until in untils:
        detail.begin("growth changes", "day")
        detail.day(FROM, until)
        detail.row += 1
    for event in dict.fromkeys(one.after for one in regimes if one.after is not None):
        name, day = course.event_names[event], max(course.event_days[event], base)
        changes.append(day)
        detail.begin(f"growth changes: {name}", "day")
        detail.day(FROM, day, f"MAX({day_text(base)},{name})")
        detail.row += 1
    listed = detail.listed(FROM, first)
    ordered = [base, *sorted(changes), NEVER]
    for place, (here, there) in enumerate(pairwise(ordered)):
        begins = _End(here, None if place == 0 else f"SMALL({listed},{place})")
        ends = _End(there, NEVER_NAME if place == len(changes) else f"SMALL({listed},{place + 1})")
        regime = regime_at(regimes, course.event_days, here) if here < NEVER else None
        rate = 0.0 if regime is None else course.values[regimes[regime].rate]
        _write(detail, _Stretch(begins, ends, _rate_then(detail), rate))


def _rate_then(detail: Detail) -> str:
    """The growth that holds from the day in this row on: the last begun by an event, else the first not yet over."""
    here, regimes = detail.cell(FROM), detail.series.regimes
    names, pieces = detail.course.event_names, detail.course.pieces
    found = "0"
    for regime in reversed([one for one in regimes if one.after is None]):
        found = f"IF({here}<{day_text(regime.until)},{pieces[regime.rate]},{found})"
    begun = [(names[one.after], one) for one in regimes if one.after is not None]
    runs = [f"AND({name}<={here},{here}<{day_text(one.until)})" for name, one in begun]
    latest = ",".join(f"IF({holds},{name},0)" for holds, (name, _) in zip(runs, begun, strict=True))
    for holds, (name, one) in zip(runs, begun, strict=True):
        last = holds if len(begun) == 1 else f"AND({holds},{name}=MAX({latest}))"
        found = f"IF({last},{pieces[one.rate]},{found})"
    return found


def _write(detail: Detail, stretch: _Stretch) -> None:
    detail.begin("growth so far, as a factor", "factor")
    for day, years, end in ((FROM, FROM_YEARS, stretch.begins), (UNTIL, UNTIL_YEARS, stretch.ends)):
        detail.day(day, end.day, end.formula)
        cell = detail.cell(day)
        text = f"IF({cell}>={NEVER_NAME},{_FOREVER},{years_of(cell)})"
        detail.put(years, _years(end.day), _YEARS, text)
    detail.put(RATE, stretch.rate, PERCENT, stretch.formula)
    flow = detail.series.flow
    at = f"{HERE}${MIDDLE_ROW if flow else END_ROW}"
    since, until = detail.cell(FROM_YEARS), detail.cell(UNTIL_YEARS)
    formula = f"IF({at}<={since},1,(1+{detail.cell(RATE)})^(MIN({at},{until})-{since}))"
    first, last, contents = _years(stretch.begins.day), _years(stretch.ends.day), []
    for period in detail.grid.periods:
        then = _years(Fraction(period.start + period.end, 2) if flow else period.end)
        contents.append(1.0 if then <= first else (1 + stretch.rate) ** (min(then, last) - first))
    detail.across(formula, contents, FACTOR)
    detail.factors.append(f"{HERE}{detail.row}")
    detail.row += 1


def _years(day: int | Fraction) -> float:
    return float(_FOREVER if day >= NEVER else position(day))


def years_of(cell: str) -> str:
    """Where the day of a cell lies in calendar years: its year and the part of it that is over."""
    first = f"DATE(YEAR({cell}),1,1)"
    return f"YEAR({cell})+({cell}-{first})/(DATE(YEAR({cell})+1,1,1)-{first})"
