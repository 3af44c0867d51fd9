"""How far an estimate may be from the truth: standard errors from 16 replicates.

Path `p` belongs to replicate `p % 16`. Each replicate is an independent estimate of the same quantity (with Sobol
sampling an independently scrambled point set), so their spread tells the error of their mean honestly, which the
spread of the paths, not independent of one another, would not:

    standard error = sqrt( R / (R - 1) * sum over r of (n_r / N)**2 * (mean_r - mean)**2 )

with R replicates, `n_r` paths in each, N in all; for equal `n_r` the standard error of a mean of R numbers. It is
itself an estimate, so intervals are Student's with R - 1 degrees of freedom. See A. B. Owen, Practical
Quasi-Monte Carlo Integration (2023), chapter 17.
"""

from math import isnan, nan

import numpy as np
from msgspec import Struct

from termwise.engine.kernel.tally import REPLICATES, Tally
from termwise.engine.machine.arguments import Reals

_STUDENT_95 = (
    12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004,
    2.262157, 2.228139, 2.200985, 2.178813, 2.160369, 2.144787, 2.131450,
)  # fmt: skip
"""The 97.5 % quantiles of Student's distribution for 1 to 15 degrees of freedom."""


class Estimate(Struct, frozen=True):
    """A number and its standard error, in the number's unit; the error of a single path is not a number.

    `replicates` is from how many independent estimates the error was found.
    """

    value: float
    standard_error: float
    replicates: int = REPLICATES

    def interval(self) -> tuple[float, float]:
        """Where the truth lies with 95 % confidence; everywhere when the error is not known."""
        if isnan(self.standard_error):
            return (-np.inf, np.inf)
        reach = _STUDENT_95[self.replicates - 2] * self.standard_error
        return (self.value - reach, self.value + reach)


def paths_by_replicate(paths: int) -> Reals:
    """How many of the first `paths` paths belong to each replicate, shape (16,)."""
    return np.array([(paths - r + REPLICATES - 1) // REPLICATES for r in range(REPLICATES)], np.float64)


def sums_by_replicate(values: Reals) -> Reals:
    """Values by path, shape (…, paths), summed by replicate: shape (…, 16)."""
    paths = values.shape[-1]
    whole = paths - paths % REPLICATES
    rounds = values[..., :whole].reshape(*values.shape[:-1], -1, REPLICATES)
    sums = np.asarray(rounds.sum(axis=-2))
    sums[..., : paths - whole] += values[..., whole:]
    return sums


def mean_and_error(sums: Reals, paths: int) -> tuple[Reals, Reals]:
    """Means and standard errors of rows from their sums by replicate, shape (…, 16): two arrays of shape (…).

    The error of a single path is not a number.
    """
    counts = paths_by_replicate(paths)
    there = counts > 0
    replicates = int(there.sum())
    mean = np.asarray(sums.sum(axis=-1) / paths)
    if replicates < 2:
        return mean, np.full_like(mean, nan)
    apart = sums[..., there] / counts[there] - mean[..., None]
    weighted = (counts[there] / paths * apart) ** 2
    return mean, np.sqrt(weighted.sum(axis=-1) * replicates / (replicates - 1))


def means(tally: Tally) -> tuple[Reals, Reals]:
    """Means and standard errors of all rows of a tally, shape (rows,) both; a row with one value only has no error."""
    mean, error = mean_and_error(tally.sums, tally.paths)
    constant = (tally.lowest == tally.highest) & (tally.paths > 1)
    return np.where(constant, tally.lowest, mean), np.where(constant, 0.0, error)


def estimate_of_paths(values: Reals) -> Estimate:
    """The mean of values by path, shape (paths,), with its error. Values all alike have none."""
    if len(values) > 1 and bool((values == values[0]).all()):
        return Estimate(float(values[0]), 0.0, min(len(values), REPLICATES))
    mean, error = mean_and_error(sums_by_replicate(values), len(values))
    return Estimate(float(mean), float(error), min(len(values), REPLICATES))
