"""Internal rates of return of a simulated party: of its mean cash, and path by path, all of them.

The money of a period counts on the period's last day, and what falls due after the last period on that day too, so
a rate differs from that of the exact days by what part of a period makes. Years are days over 365, as in `irr`.
The rate of the mean cash is no mean of rates: a path may have no rate, or several, and means of those say nothing.
"""

from collections.abc import Sequence
from math import nan

import numpy as np
from msgspec import Struct

from termwise.engine.machine.arguments import Reals
from termwise.engine.simulate.simulated import Simulated
from termwise.ir.program import Period
from termwise.measure.errors import Estimate, estimate_of_paths
from termwise.measure.irr import HIGHEST, LOWEST, rates_of
from termwise.measure.quantiles import of_values

_HALVINGS = 64
_GRID = 2001
_BLOCK = 128
"""Paths that are bisected together: so few that their cash stays in a processor's cache."""
_SHARES = (0.05, 0.5, 0.95)


class Returns(Struct, frozen=True):
    """The rates per year of a party: 0.1 is 10 %.

    `of_mean` are all rates of the mean cash, ascending; empty when it has none. Of the first `paths` paths, `none`,
    `one` and `several` are the shares with so many rates. `low`, `median`, `high`: the quantiles 5, 50 and 95 % of
    the rates of paths that have just one; not a number when there is no such path.
    """

    party: str
    of_mean: tuple[float, ...]
    paths: int
    none: Estimate
    one: Estimate
    several: Estimate
    low: Estimate
    median: Estimate
    high: Estimate


def returns(simulated: Simulated, party: str) -> Returns:
    """The rates of a party that `measure.outputs` measured the cash of. KeyError when it did not."""
    rows = [simulated.row(f"cash:{party}", number) for number in range(len(simulated.program.periods))]
    late = simulated.row(f"cash late:{party}")
    years = years_of(simulated.program.periods)
    means = simulated.tally.means()
    mean = means[rows]
    mean[-1] += means[late]
    flows = simulated.first_paths(rows).T.copy()
    flows[:, -1] += simulated.first_paths([late])[0]
    found = rates_by_path(years, flows)
    counts = np.array([len(rates) for rates in found])
    single = np.array([rates[0] for rates in found if len(rates) == 1])
    quantiles = [Estimate(nan, nan) for _ in _SHARES]
    if len(single):
        of = of_values(single[None, :], _SHARES)
        quantiles = [Estimate(float(v), float(e)) for v, e in zip(of.values[0], of.errors[0], strict=True)]
    shares = [estimate_of_paths(is_so.astype(np.float64)) for is_so in (counts == 0, counts == 1, counts > 1)]
    of_mean = rates_of(zip(years.tolist(), mean.tolist(), strict=True))
    return Returns(party, of_mean, len(flows), shares[0], shares[1], shares[2], *quantiles)


def years_of(periods: Sequence[Period]) -> Reals:
    """The years from the first period's last day to each period's: shape (periods,)."""
    return np.array([(period.end - periods[0].end) / 365 for period in periods])


def rates_by_path(years: Reals, flows: Reals) -> list[tuple[float, ...]]:
    """All rates of every path; `flows` has shape (paths, periods), `years` shape (periods,).

    All paths are bisected side by side: those whose cash changes its sign once between the ends of what `irr` looks
    at, the others wherever their worth changes its sign between neighbours of a fine grid. Two rates that are closer
    than one part in two thousand of that range may be taken for none.
    """
    changes = np.array([_changes(path) for path in np.sign(flows)])
    found: list[tuple[float, ...]] = [()] * len(flows)
    once = np.flatnonzero(changes == 1)
    for path, rate in zip(once, _bisected(years, flows[once], LOWEST, HIGHEST), strict=True):
        found[path] = () if np.isnan(rate) else (float(rate),)
    several = np.flatnonzero(changes > 1)
    grid = np.linspace(LOWEST, HIGHEST, _GRID)
    signs = np.sign(flows[several] @ np.exp(-_centred(years)[:, None] * grid))
    rows, places = np.nonzero(signs[:, 1:] * signs[:, :-1] < 0)
    rates = _bisected(years, flows[several[rows]], grid[places], grid[places + 1])
    for path, rate in zip(several[rows], rates, strict=True):
        found[path] = (*found[path], float(rate))
    return found


def _centred(years: Reals) -> Reals:
    """Years about their middle, so that neither end of what is looked at overflows."""
    return np.asarray(years - (years[0] + years[-1]) / 2)


def _changes(signs: Reals) -> int:
    there = signs[signs != 0]
    return int((there[1:] != there[:-1]).sum())


def _bisected(years: Reals, flows: Reals, first: Reals | float, last: Reals | float) -> Reals:
    """The one rate of each path between two logarithms of growth, not a number where there is none."""
    low, high = np.full(len(flows), first), np.full(len(flows), last)
    centred = _centred(years)
    blocks = [slice(place, place + _BLOCK) for place in range(0, len(flows), _BLOCK)]
    return np.concatenate([np.zeros(0), *(_of_block(centred, flows[one], low[one], high[one]) for one in blocks)])


def _of_block(centred: Reals, flows: Reals, low: Reals, high: Reals) -> Reals:
    discounted = np.empty_like(flows)

    def positive(logs: Reals) -> Reals:
        np.multiply(-logs[:, None], centred, out=discounted)
        np.exp(discounted, out=discounted)
        np.multiply(flows, discounted, out=discounted)
        return np.asarray(discounted.sum(axis=1) > 0)

    below, above = positive(low), positive(high)
    for _ in range(_HALVINGS):
        half = (low + high) / 2
        same = positive(half) == below
        low, high = np.where(same, half, low), np.where(same, high, half)
    return np.where(below == above, nan, np.expm1((low + high) / 2))
