"""What simulated futures say of parties as investors and as owners: rates of return, payback, power."""

from collections.abc import Iterable
from datetime import date
from math import isnan

from msgspec import Struct

from termwise.engine.kernel.rows import outputs
from termwise.ir.program import NEVER
from termwise.measure.control import on_paths, votes
from termwise.measure.errors import Estimate
from termwise.measure.returns import returns
from termwise.measure.risk import Chance, chance_below
from termwise.session.futures import Futures


class ReturnFutures(Struct, frozen=True):
    """What comes back to a party that is ever out of pocket.

    `of_mean` are all internal rates per year of its mean cash; `low`, `median`, `high` the quantiles of the rates of
    futures that have just one, None when none has; `without` the share of futures that have none, `several` of those
    with more than one. `back` is the chance that its money comes back for good, `back_by` the day by which it has in
    half of all futures (None: never).
    """

    party: str
    of_mean: tuple[float, ...]
    low: float | None
    median: float | None
    high: float | None
    without: Estimate
    several: Estimate
    back: Chance
    back_by: date | None


class PowerFutures(Struct, frozen=True):
    """The power of a voter when the deal ends: mean indices, and the chance that it decides alone."""

    of: str
    voter: str
    banzhaf: Estimate
    shapley_shubik: Estimate
    decides: Chance


def return_futures(futures: Futures) -> Iterable[ReturnFutures]:
    """Every party that is out of pocket at the end of some period of some future."""
    simulated = futures.statistics.simulated
    for party in futures.names("most out:"):
        if simulated.tally.highest[futures.end(f"most out:{party}")] <= 0:
            continue
        found, row = returns(simulated, party), futures.end(f"back on:{party}")
        yield ReturnFutures(
            party=party,
            of_mean=found.of_mean,
            low=_known(found.low.value),
            median=_known(found.median.value),
            high=_known(found.high.value),
            without=found.none,
            several=found.several,
            back=chance_below(simulated, row, NEVER),
            back_by=futures.day_by(row, 0.5),
        )


def power_futures(futures: Futures) -> Iterable[PowerFutures]:
    """Everybody who votes in a company or a body, as it stands when the deal ends."""
    simulated = futures.statistics.simulated
    stated = outputs(futures.program)
    at_end = {one.name: one.at_end for one in stated}
    for vote in votes([one.name for one in stated], futures.agreement.deal.bodies):
        period = None if at_end[vote.outputs[0]] else len(futures.program.periods) - 1
        for one in on_paths(simulated, vote, period):
            if one.banzhaf.value > 0:
                yield PowerFutures(vote.of, one.voter, one.banzhaf, one.shapley_shubik, one.decides)


def _known(value: float) -> float | None:
    return None if isnan(value) else value
