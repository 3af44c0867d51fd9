"""Simulated futures as plain tables: every output at the end, every output over time, every path."""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np

from termwise.ir.program import NEVER
from termwise.measure.distribution import Distribution, Statistics
from termwise.measure.errors import mean_and_error
from termwise.measure.table import Column, Table
from termwise.session.course_told import LeftOut


def futures_tables(
    statistics: Statistics, rests_on: Mapping[str, frozenset[str]], left_out: tuple[LeftOut, ...]
) -> tuple[Table, ...]:
    """`ends`: one row per output that matters at the end. `over_time`: one row per other output and period.

    `paths`: one row per path, a column per output that matters at the end; only when these were kept. Days are
    ordinals of the proleptic calendar, 4000000 for never; truths are 0 or 1.
    """
    told = [number for number, row in enumerate(statistics.rows) if row.name in rests_on]
    ends = [number for number in told if statistics.rows[number].period is None]
    others = [number for number in told if statistics.rows[number].period is not None]
    tables = [_ends(statistics, ends, rests_on), _over_time(statistics, others)]
    if statistics.simulated.kept_rows:
        tables.append(_paths(statistics))
    return (*tables, _left_out(left_out))


def _ends(statistics: Statistics, rows: list[int], rests_on: Mapping[str, frozenset[str]]) -> Table:
    found = [statistics.at(row) for row in rows]
    names = Column("output", "text", [one.name for one in found])
    rests = Column("rests_on_undisclosed", "text", ["; ".join(sorted(rests_on[one.name])) for one in found])
    plain, errors = mean_and_error(statistics.simulated.tally.sums[rows], statistics.simulated.plan.paths)
    uncorrected = (
        Column("mean_without_controls", "number", plain),
        Column("standard_error_without_controls", "number", errors),
    )
    return Table(
        "ends", (names, *_spread(found), *uncorrected, rests), "every output as it stands after the last period"
    )


def _spread(found: list[Distribution]) -> Iterable[Column]:
    yield Column("mean", "number", [one.mean.value for one in found])
    yield Column("standard_error", "number", [one.mean.standard_error for one in found])
    yield Column("standard_deviation", "number", [one.deviation for one in found])
    chances = [None if one.probability is None else one.probability.estimate for one in found]
    yield Column("probability", "number", [None if one is None else one.value for one in chances])
    yield Column("probability_error", "number", [None if one is None else one.standard_error for one in chances])
    for place, quantile in enumerate(found[0].quantiles if found else ()):
        title = f"p{quantile.share * 100:g}"
        yield Column(title, "number", [one.quantiles[place].value for one in found])
        yield Column(f"{title}_error", "number", [one.quantiles[place].standard_error for one in found])
    yield Column("lowest", "number", [one.lowest for one in found])
    yield Column("highest", "number", [one.highest for one in found])


def _over_time(statistics: Statistics, rows: list[int]) -> Table:
    """By columns of the statistics: there may be tens of thousands of rows."""
    periods = statistics.simulated.program.periods
    named = [statistics.rows[row] for row in rows]
    spans = [periods[row.period] for row in named if row.period is not None]
    quantiles = [
        Column(f"p{share * 100:g}", "number", statistics.quantiles.values[rows, place])
        for place, share in enumerate(statistics.quantiles.shares)
    ]
    return Table(
        "over_time",
        (
            Column("output", "text", [row.name for row in named]),
            Column("from", "day", [date.fromordinal(span.start) for span in spans]),
            Column("through", "day", [date.fromordinal(span.end - 1) for span in spans]),
            Column("mean", "number", statistics.mean[rows]),
            Column("standard_error", "number", statistics.error[rows]),
            Column("standard_deviation", "number", statistics.deviation[rows]),
            *quantiles,
            Column("lowest", "number", statistics.simulated.tally.lowest[rows]),
            Column("highest", "number", statistics.simulated.tally.highest[rows]),
        ),
        "every output in every period: flows over the period, levels at its end",
    )


def _paths(statistics: Statistics) -> Table:
    simulated = statistics.simulated
    columns = [
        Column(simulated.rows[row].name, "number", np.ascontiguousarray(values))
        for row, values in zip(simulated.kept_rows, simulated.tally.kept, strict=True)
    ]
    numbers = Column("path", "count", np.arange(simulated.plan.paths))
    return Table("paths", (numbers, *columns), f"every path at the end; {NEVER} is the day that never comes")


def _left_out(left_out: tuple[LeftOut, ...]) -> Table:
    return Table(
        "left_out",
        (
            Column("name", "text", [one.name for one in left_out]),
            Column("why", "text", [one.why for one in left_out]),
            Column("in_part", "truth", [one.in_part for one in left_out]),
        ),
        "what the run does not follow",
    )
