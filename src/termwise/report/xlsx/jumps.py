"""How a driver jumps when events happen, as rows of formulas: the same as `engine.growth`, cell by cell."""

from math import prod

from termwise.engine.growth import first_open_day
from termwise.ir.program import NEVER
from termwise.report.xlsx.days import NEVER_NAME
from termwise.report.xlsx.detail import FACTOR, FROM, RATE, UNTIL, Detail, day_text
from termwise.report.xlsx.grid import GENERAL, HERE, OPENING, PERCENT, ROW_FROM, ROW_UNTIL

_Jump = tuple[int, float]
"""The day from which a jump counts, and its size."""


def jump(detail: Detail) -> None:
    """One row for each jump; of a flow, also one for the days before the first and after each of them."""
    first, open_from = detail.row, first_open_day(detail.series, detail.grid.periods)
    jumps: list[_Jump] = []
    for event, size in detail.series.jumps:
        name, day, by = detail.course.event_names[event], detail.course.event_days[event], detail.course.values[size]
        counts = day if day >= open_from else NEVER
        jumps.append((counts, by))
        detail.begin(f"jumps: {name}", "factor")
        detail.day(FROM, counts, f"IF({name}<{day_text(open_from)},{NEVER_NAME},{name})")
        detail.put(RATE, by, PERCENT, detail.course.pieces[size])
        if not detail.series.flow:
            contents = [1 + by if counts < period.end else 1.0 for period in detail.grid.periods]
            formula = f"IF({detail.cell(FROM)}<{HERE}${ROW_UNTIL},1+{detail.cell(RATE)},1)"
            detail.across(formula, contents, FACTOR)
            detail.factors.append(f"{HERE}{detail.row}")
        detail.row += 1
    if detail.series.flow and jumps:
        _count_days(detail, first, jumps)


def _count_days(detail: Detail, first: int, jumps: list[_Jump]) -> None:
    """The days of each period, each counted with all the jumps up to it."""
    rows, listed, begin = range(first, detail.row), detail.listed(FROM, first), detail.row
    days = [0, *sorted(day for day, _ in jumps), NEVER]
    for place in range(len(jumps) + 1):
        since, until = days[place], days[place + 1]
        factor = prod(1 + by for day, by in jumps if day <= since)
        if place == 0:
            detail.begin("days before any jump", "days")
            detail.put(OPENING, 1, FACTOR)
        else:
            detail.begin("days after it, counted with the jumps so far", "days")
            detail.day(FROM, since, f"SMALL({listed},{place})")
            here = detail.cell(FROM)
            counted = (f"IF({detail.cell(FROM, row)}<={here},1+{detail.cell(RATE, row)},1)" for row in rows)
            detail.put(OPENING, factor, FACTOR, "*".join(counted))
        ends = NEVER_NAME if place == len(jumps) else f"SMALL({listed},{place + 1})"
        detail.day(UNTIL, until, ends)
        begins = f"{HERE}${ROW_FROM}" if place == 0 else f"MAX({HERE}${ROW_FROM},{detail.cell(FROM)})"
        inside = f"MAX(0,MIN({HERE}${ROW_UNTIL},{detail.cell(UNTIL)})-{begins})"
        periods = detail.grid.periods
        contents = [max(min(one.end, until) - max(one.start, since), 0) * factor for one in periods]
        detail.across(f"{detail.cell(OPENING)}*{inside}", contents, GENERAL)
        detail.row += 1
    detail.days = f"SUM({HERE}{begin}:{HERE}{detail.row - 1})"
