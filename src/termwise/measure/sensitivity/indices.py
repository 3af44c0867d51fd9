"""Which of the things drawn a result hangs on: Sobol' indices of first and of total order, by pick and freeze.

All of it is drawn twice, independently: A and B. For each factor there is a third run in which it alone comes from
B, all else from A. Then (A. Saltelli et al., Variance based sensitivity analysis of model output, Computer Physics
Communications 181 (2010), table 2; the total is M. J. W. Jansen's of 1999)

    first = mean( f_B (f_ABi - f_A) ) / V        total = mean( (f_A - f_ABi)**2 ) / (2 V)

The first is the part of the variance that would go if the factor were known; the total what would be left if all
else were known. Their difference is interaction. f_B is taken from its mean, which changes nothing but the error.
"""

from collections.abc import Mapping

import numpy as np
from msgspec import Struct

from termwise.engine.kernel.tally import REPLICATES
from termwise.engine.machine.arguments import Reals
from termwise.measure.errors import Estimate, sums_by_replicate


class Index(Struct, frozen=True):
    """The indices of one factor, as parts of the variance. Estimates may lie a little outside 0 and 1."""

    factor: str
    first: Estimate
    total: Estimate


def indices(base: Reals, other: Reals, mixed: Mapping[str, Reals]) -> tuple[Index, ...]:
    """The indices of every factor, largest total first.

    `base` is f_A, `other` f_B, `mixed` by factor f_ABi: all by path, of one shape (paths,). Errors are by jackknife,
    leaving out one of the 16 replicates after the other. Without any variance all indices are zero.
    """
    middle = (base.mean() + other.mean()) / 2
    a, b = base - middle, other - middle
    counts = sums_by_replicate(np.ones_like(a))
    moments = np.stack([sums_by_replicate(one) for one in (a, b, a * a, b * b)])
    found = []
    for factor, values in mixed.items():
        c = values - middle
        swings = np.stack([sums_by_replicate(b * (c - a)), sums_by_replicate((a - c) ** 2), sums_by_replicate(c - a)])
        first, total = _jackknifed(np.concatenate([moments, swings]), counts)
        found.append(Index(factor, first, total))
    return tuple(sorted(found, key=lambda one: -one.total.value))


def _jackknifed(sums: Reals, counts: Reals) -> tuple[Estimate, Estimate]:
    """Both indices from sums by replicate, shape (7, 16), with errors from leaving one out."""
    there = counts > 0
    replicates = int(there.sum())
    whole = _of_means(sums.sum(axis=1) / counts.sum())
    if replicates < 2:
        return tuple(Estimate(value, float("nan"), replicates) for value in whole)  # type: ignore[return-value]
    left = [
        _of_means((sums.sum(axis=1) - sums[:, r]) / (counts.sum() - counts[r])) for r in range(REPLICATES) if there[r]
    ]
    spread = np.sqrt((replicates - 1) * np.var(np.array(left), axis=0))
    first, total = (Estimate(value, float(error), replicates) for value, error in zip(whole, spread, strict=True))
    return first, total


def _of_means(means: Reals) -> tuple[float, float]:
    """Both indices from the means of a, b, a², b², b (c - a), (a - c)², c - a."""
    a, b, squared_a, squared_b, together, apart, moved = (float(mean) for mean in means)
    variance = (squared_a + squared_b) / 2 - ((a + b) / 2) ** 2
    if variance <= 0:
        return 0.0, 0.0
    return (together - b * moved) / variance, apart / (2 * variance)
