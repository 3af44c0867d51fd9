"""How every output is spread over the paths: mean, deviation, quantiles, extremes, atoms, each with its error."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from termwise.engine.kernel.rows import Row, outputs
from termwise.engine.kernel.tally import REPLICATES
from termwise.engine.machine.arguments import Reals
from termwise.engine.simulate.pilot import USUAL_SHARES
from termwise.engine.simulate.simulated import Simulated
from termwise.ir.program import NEVER, Type
from termwise.measure.errors import Estimate, estimate_of_paths, means
from termwise.measure.quantiles import Quantiles, of_counts, of_values
from termwise.measure.risk import Chance, chance, counted

_SHARE_OF_AN_ATOM = 0.001


class Atom(Struct, frozen=True):
    """One value that many paths have: nothing is paid, a cap is reached, an event never comes. `share` of the paths."""

    value: float
    share: float
    standard_error: float


class Quantile(Struct, frozen=True):
    """A quantile in the row's unit; from the sorted values it differs by no more than `resolution`."""

    share: float
    value: float
    standard_error: float
    resolution: float


class Distribution(Struct, frozen=True):
    """One row over all paths, in its unit: an amount of money, a day (ordinal), a truth (0 or 1).

    `deviation` is the standard deviation over paths. `probability` is that of a truth; for days, that it comes at
    all. The mean of days of which some never come says nothing: it is not a number. `atoms` are in order of value.
    """

    name: str
    period: int | None
    type: Type
    paths: int
    mean: Estimate
    deviation: float
    lowest: float
    highest: float
    quantiles: tuple[Quantile, ...]
    atoms: tuple[Atom, ...]
    probability: Chance | None


class Statistics(Struct, frozen=True):
    """All rows of a run. `mean`, `error` (of the mean), `deviation`, `lowest`, `highest`: shape (rows,)."""

    simulated: Simulated
    mean: Reals
    error: Reals
    deviation: Reals
    quantiles: Quantiles

    @property
    def rows(self) -> tuple[Row, ...]:
        """What each row is."""
        return self.simulated.rows

    def of(self, output: str, period: int | None = None) -> Distribution:
        """The distribution of an output in a period, or (None) at the end. KeyError when there is none."""
        return self.at(self.simulated.row(output, period))

    def at(self, row: int) -> Distribution:
        """The distribution of a row."""
        simulated, tally = self.simulated, self.simulated.tally
        kind = row_types(simulated)[row]
        quantiles = self.quantiles
        parts = zip(
            quantiles.shares, quantiles.values[row], quantiles.errors[row], quantiles.resolution[row], strict=True
        )
        name, period = simulated.rows[row].name, simulated.rows[row].period
        mean = Estimate(float(self.mean[row]), float(self.error[row]), min(tally.paths, REPLICATES))
        found = atoms(simulated, row)
        probability = None
        if kind == "truth":
            probability = chance(mean, tally.paths)
        elif kind == "day":
            comes = _comes(simulated, row)
            probability = chance(comes, tally.paths)
            mean = mean if comes.value == 1 else Estimate(np.nan, np.nan, mean.replicates)
        return Distribution(
            name=name,
            period=period,
            type=kind,
            paths=tally.paths,
            mean=mean,
            deviation=float(self.deviation[row]),
            lowest=float(tally.lowest[row]),
            highest=float(tally.highest[row]),
            quantiles=tuple(Quantile(share, float(v), float(e), float(r)) for share, v, e, r in parts),
            atoms=found,
            probability=probability,
        )


def statistics(simulated: Simulated, shares: Sequence[float] = ()) -> Statistics:
    """Means, deviations and quantiles of all rows: 5, 25, 50, 75, 95 % and the shares asked for here or in the plan."""
    tally = simulated.tally
    mean, error = means(tally)
    spread = tally.squares.sum(axis=1) / tally.paths - mean * mean
    spread = np.where(tally.lowest == tally.highest, 0.0, np.maximum(spread, 0.0))
    deviation = np.sqrt(spread * tally.paths / max(tally.paths - 1, 1))
    every = tuple(sorted({*USUAL_SHARES, *simulated.plan.quantiles, *shares}))
    return Statistics(
        simulated=simulated,
        mean=mean,
        error=error,
        deviation=deviation,
        quantiles=(
            of_counts(counted(simulated), every)
            if tally.every is None
            else of_values(tally.every, every, tally.lowest == tally.highest)
        ),
    )


def row_types(simulated: Simulated) -> tuple[Type, ...]:
    """What each row holds: a number, a day or a truth."""
    instructions = simulated.program.instructions
    by_output = [instructions[output.value].type for output in outputs(simulated.program)]
    return tuple(by_output[row.output] for row in simulated.rows)


def atoms(simulated: Simulated, row: int) -> tuple[Atom, ...]:
    """The values that at least one path in a thousand, and at least five, have; in ascending order.

    Of a counted row only zero, its lowest and highest bounds (a floor or cap seen by the pilot) and, of days, never
    can be told; never then includes the few days later than any of the pilot's.
    """
    values = simulated.values(row)
    if values is not None:
        found, counts = np.unique(values, return_counts=True)
        return tuple(
            _atom(float(value), int(count), simulated, estimate_of_paths((values == value).astype(np.float64)))
            for value, count in zip(found, counts, strict=True)
            if _is_atom(int(count), simulated.tally.paths)
        )
    cells = counted(simulated)
    counts, bounds = cells.counts[row], cells.bounds
    found_cells = {0.0: int(counts[-1])}
    found_cells[float(bounds.low[row])] = found_cells.get(float(bounds.low[row]), 0) + int(counts[1])
    found_cells[float(bounds.high[row])] = found_cells.get(float(bounds.high[row]), 0) + int(counts[-3])
    if simulated.tally.highest[row] == NEVER and row_types(simulated)[row] == "day":
        found_cells[float(NEVER)] = int(counts[-2])
    paths = simulated.tally.paths
    return tuple(
        _atom(value, count, simulated, None) for value, count in sorted(found_cells.items()) if _is_atom(count, paths)
    )


def _comes(simulated: Simulated, row: int) -> Estimate:
    """The share of paths on which a day comes at all, however few there are on which it does not."""
    values = simulated.values(row)
    if values is not None:
        return estimate_of_paths((values != NEVER).astype(np.float64))
    paths = simulated.tally.paths
    never = int(counted(simulated).counts[row][-2]) if simulated.tally.highest[row] == NEVER else 0
    share = 1 - never / paths
    return Estimate(share, float(np.sqrt(share * (1 - share) / paths)))


def _is_atom(count: int, paths: int) -> bool:
    return count >= max(5, _SHARE_OF_AN_ATOM * paths)


def _atom(value: float, count: int, simulated: Simulated, estimate: Estimate | None) -> Atom:
    share = count / simulated.tally.paths
    error = float(np.sqrt(share * (1 - share) / simulated.tally.paths)) if estimate is None else estimate.standard_error
    return Atom(value, share, error)
