"""Chances and tails of an output: P(x < c), value at risk, conditional value at risk.

Money that comes in is positive, so the bad tail is the low one; of a cost it is the high one.
"""

from math import nan
from typing import Literal

import numpy as np
from msgspec import Struct

from termwise.engine.machine.arguments import Reals
from termwise.engine.simulate.simulated import Simulated
from termwise.measure.errors import Estimate, estimate_of_paths
from termwise.measure.quantiles import Counted, of_values, ordered_cells

Tail = Literal["low", "high"]


class NotKeptError(ValueError):
    """An output whose values on every path were not kept: there were too many of them."""


class Chance(Struct, frozen=True):
    """A probability with its error. `at_most` and `at_least` bound it with 95 % confidence.

    When no path, or every path, has it, its error looks like zero; the bound does not: 3 in N, the rule of three.
    """

    estimate: Estimate
    at_least: float
    at_most: float


def chance(estimate: Estimate, paths: int) -> Chance:
    """A probability estimated by the share of paths."""
    low, high = estimate.interval()
    unseen = 1 - 0.05 ** (1 / paths)
    if estimate.value <= 0:
        return Chance(estimate, 0.0, unseen)
    if estimate.value >= 1:
        return Chance(estimate, 1 - unseen, 1.0)
    return Chance(estimate, max(low, 0.0), min(high, 1.0))


def chance_below(simulated: Simulated, row: int, bound: float) -> Chance:
    """P(row < bound), the bound in the row's unit.

    Of rows whose values were kept it is the share of paths, with the error of its replicates; of counted rows the
    share by cell, with the error sqrt( p (1 - p) / N ) of independent paths, which Sobol sampling stays below.
    """
    values = simulated.values(row)
    paths = simulated.tally.paths
    if values is not None:
        return chance(estimate_of_paths((values < bound).astype(np.float64)), paths)
    share = ordered_cells(counted(simulated), row).share_below(bound)
    return chance(Estimate(share, float(np.sqrt(share * (1 - share) / paths))), paths)


def value_at_risk(simulated: Simulated, row: int, share: float, tail: Tail = "low") -> Estimate:
    """The value that the worst `share` of paths do not do better than, with Woodruff's error (see `quantiles`).

    Raises `NotKeptError`.
    """
    values = _kept(simulated, row)
    found = of_values(values[None, :], (share if tail == "low" else 1 - share,))
    return Estimate(float(found.values[0, 0]), float(found.errors[0, 0]))


def conditional_value_at_risk(simulated: Simulated, row: int, share: float, tail: Tail = "low") -> Estimate:
    """The mean of the worst `share` (0 < share <= 1) of paths, the last of them counted in part: expected shortfall.

    With q the quantile, it is q - E[(q - x)+] / share for the low tail (Acerbi and Tasche, On the coherence of
    expected shortfall, 2002); its error is that of this mean over the replicates, in which q's own error cancels.
    Raises `NotKeptError`, and ValueError for a share outside.
    """
    if not 0 < share <= 1:
        raise ValueError(f"a tail is a share above 0 and up to 1, not {share}")
    sign = 1.0 if tail == "low" else -1.0
    values = sign * _kept(simulated, row)
    worst = np.sort(values)
    last = worst[min(int(share * len(values)), len(values) - 1)]
    found = estimate_of_paths(last - np.maximum(last - values, 0.0) / share)
    error = found.standard_error if len(values) > 1 else nan
    return Estimate(sign * found.value, error, found.replicates)


def counted(simulated: Simulated) -> Counted:
    """The counts of a run that kept no values, with the ends of their outer cells. Raises `NotKeptError`."""
    if simulated.counts is None or simulated.bounds is None:
        raise NotKeptError("this run kept values instead of counting them")
    return Counted(simulated.counts, simulated.bounds, simulated.tally.lowest, simulated.tally.highest)


def _kept(simulated: Simulated, row: int) -> Reals:
    values = simulated.values(row)
    if values is None:
        which = f"the values of {simulated.rows[row].name} on each of {simulated.tally.paths:,} paths"
        raise NotKeptError(f"{which} were not kept: keep fewer outputs, or run fewer paths")
    return values
