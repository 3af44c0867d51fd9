"""Which of the things drawn a result hangs on: Sobol' indices of first and of total order, by pick and freeze.

All of it is drawn twice, independently: A and B. For each factor there is a third run in which it alone comes from
B, all else from A. With a, b, c = f_A, f_B, f_ABi about their means

    first = ( mean(b c) - k mean(b a) ) / mean((b^2 + c^2) / 2)      total = mean((a - c)^2) / mean(a^2 + c^2)

Both go with I. M. Sobol' (2001) and M. J. W. Jansen (1999), each over the variance of the two runs it compares, which
is efficient (A. Janon et al., Asymptotic normality and efficiency of two Sobol index estimators, ESAIM: P&S 18, 2014).
As a and b are independent, k mean(b a) is nothing but error, taken off with the k that leaves least: 1 for a factor
that changes little, as A. Saltelli et al. have it (Computer Physics Communications 181, 2010), 0 for one that rules.
The first is the part of the variance that would go if the factor were known; the total what would be left if all
else were known. Their difference is interaction.
"""

from collections.abc import Mapping
from math import nan

import numpy as np
from msgspec import Struct

from termwise.engine.kernel.tally import REPLICATES
from termwise.engine.machine.arguments import Reals
from termwise.measure.errors import Estimate, sums_by_replicate


class Index(Struct, frozen=True):
    """The indices of one factor, as parts of the variance. Estimates may lie a little outside 0 and 1.

    `together` are other factors that were drawn again with it: the indices are those of all of them.
    """

    factor: str
    first: Estimate
    total: Estimate
    together: tuple[str, ...] = ()


def indices(base: Reals, other: Reals, mixed: Mapping[str, Reals]) -> tuple[Index, ...]:
    """The indices of every factor, largest total first.

    `base` is f_A, `other` f_B, `mixed` by factor f_ABi: all by path, of one shape (paths,). Errors are by jackknife,
    leaving out one of the 16 replicates after the other. Without any variance all indices are zero.
    """
    middle = (base.mean() + other.mean()) / 2
    a, b = base - middle, other - middle
    counts = sums_by_replicate(np.ones_like(a))
    found = []
    for factor, values in mixed.items():
        c = values - middle
        moments = np.stack(
            [sums_by_replicate(one) for one in (a, b, c, a * a, b * b, c * c, a * b, b * c, (a - c) ** 2)]
        )
        first, total = _jackknifed(moments, counts, _least_error(b * c, b * a))
        found.append(Index(factor, first, total))
    return tuple(sorted(found, key=lambda one: -one.total.value))


def _least_error(wanted: Reals, known: Reals) -> float:
    """How much of what is known to be zero on average is best taken off what is wanted: their regression."""
    spread = float(np.var(known))
    return float(np.mean((wanted - wanted.mean()) * (known - known.mean()))) / spread if spread else 0.0


def _jackknifed(sums: Reals, counts: Reals, known: float) -> tuple[Estimate, Estimate]:
    """Both indices from sums by replicate, shape (9, 16), with errors from leaving one out."""
    there = [r for r in range(REPLICATES) if counts[r]]
    whole = _of_means(sums.sum(axis=1) / counts.sum(), known)
    if len(there) < 2:
        return Estimate(whole[0], nan, len(there)), Estimate(whole[1], nan, len(there))
    left = [_of_means((sums.sum(axis=1) - sums[:, r]) / (counts.sum() - counts[r]), known) for r in there]
    errors = np.sqrt((len(there) - 1) * np.var(np.array(left), axis=0))
    return Estimate(whole[0], float(errors[0]), len(there)), Estimate(whole[1], float(errors[1]), len(there))


def _of_means(means: Reals, known: float) -> tuple[float, float]:
    """Both indices from the means of a, b, c, a², b², c², a b, b c, (a - c)²."""
    a, b, c, aa, bb, cc, ab, bc, apart = (float(mean) for mean in means)
    of_b_and_c = (bb - b * b + cc - c * c) / 2
    of_a_and_c = (aa - a * a + cc - c * c) / 2
    if of_b_and_c <= 0 or of_a_and_c <= 0:
        return 0.0, 0.0
    return (bc - b * c - known * (ab - a * b)) / of_b_and_c, (apart - (a - c) ** 2) / (2 * of_a_and_c)
