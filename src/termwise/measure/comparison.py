"""Two scenarios or drafts on the same random numbers: what changes, path by path.

What is drawn has its numbers by name, so a path of one program is the same world as that path of the other. Then
the difference of means has the error of the differences, which is far smaller than that of either mean.
"""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from termwise.engine.kernel.tally import REPLICATES
from termwise.engine.simulate.simulated import Simulated
from termwise.measure.errors import Estimate, estimate_of_paths, mean_and_error
from termwise.measure.risk import Chance, chance


class NotComparableError(ValueError):
    """Runs that do not share their random numbers or their periods."""


class Difference(Struct, frozen=True):
    """How an output differs, the second less the first, in its unit; `period` None is at the end.

    `more` is the chance that it is greater in the second on the same path; None where values were not kept.
    """

    output: str
    period: int | None
    first: Estimate
    second: Estimate
    difference: Estimate
    more: Chance | None


def differences(first: Simulated, second: Simulated) -> tuple[Difference, ...]:
    """Every row that both runs have, in the order of the first. Raises `NotComparableError`."""
    _comparable(first, second)
    places = {(row.name, row.period): number for number, row in enumerate(second.rows)}
    return tuple(_all(first, second, places))


def difference(first: Simulated, second: Simulated, output: str, period: int | None = None) -> Difference:
    """One row of both. KeyError when one of them does not have it; raises `NotComparableError`."""
    _comparable(first, second)
    return _row(first, second, first.row(output, period), second.row(output, period))


def _all(first: Simulated, second: Simulated, places: dict[tuple[str, int | None], int]) -> Iterator[Difference]:
    for number, row in enumerate(first.rows):
        other = places.get((row.name, row.period))
        if other is not None:
            yield _row(first, second, number, other)


def _row(first: Simulated, second: Simulated, one: int, other: int) -> Difference:
    paths = first.tally.paths
    before, after = first.tally.sums[one], second.tally.sums[other]
    means, errors = mean_and_error(np.stack([before, after, after - before]), paths)
    replicates = min(paths, REPLICATES)
    found = [Estimate(float(mean), float(error), replicates) for mean, error in zip(means, errors, strict=True)]
    values, others = first.values(one), second.values(other)
    more = None
    if values is not None and others is not None:
        more = chance(estimate_of_paths((others > values).astype(np.float64)), paths)
    row = first.rows[one]
    return Difference(row.name, row.period, found[0], found[1], found[2], more)


def _comparable(first: Simulated, second: Simulated) -> None:
    if first.program.periods != second.program.periods:
        raise NotComparableError("the two have other periods")
    if (first.plan.seed, first.plan.sampling) != (second.plan.seed, second.plan.sampling):
        raise NotComparableError("the two were drawn from other seeds, or in another way")
    if first.tally.paths != second.tally.paths:
        raise NotComparableError(f"one has {first.tally.paths:,} paths, the other {second.tally.paths:,}")
