"""What is told of simulated futures: each party's worth and cash, clauses, years, stakes, events, dependence."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

import numpy as np
from msgspec import Struct

from termwise.explain.figures.words import uncertain_words
from termwise.measure.distribution import Statistics
from termwise.measure.errors import Estimate, mean_and_error
from termwise.measure.risk import Chance, NotKeptError, chance, chance_below, conditional_value_at_risk
from termwise.session.course_told import LeftOut
from termwise.session.futures import Futures
from termwise.session.futures_returns import PowerFutures, ReturnFutures, power_futures, return_futures
from termwise.session.tables import Only
from termwise.view.agreement import Agreement

_TAIL = 0.05
_THREE = (0.05, 0.5, 0.95)
_A_CENT = 0.005
"""Less than that is nothing: no clause pays it."""


class Spread(Struct, frozen=True):
    """How a figure is spread: its mean with the error, and the 5 %, 50 % and 95 % quantiles with theirs.

    `worst` is the mean of the worst 5 % (conditional value at risk), None where paths were not kept.
    """

    mean: Estimate
    low: Estimate
    middle: Estimate
    high: Estimate
    worst: Estimate | None = None


class PartyFutures(Struct, frozen=True):
    """What a party gets. `worth` at its own `rate` per year of what falls due after the day of the view, None without
    a rate; `net` is what it receives less what it pays by the end of the deal; `loses` the chance that this is
    below zero; `most_out` how far it is ever out of pocket.
    """

    party: str
    rate: str | None
    worth: Spread | None
    net: Spread
    loses: Chance
    most_out: Spread
    undisclosed: tuple[str, ...]


class ClauseFutures(Struct, frozen=True):
    """What one party pays another under a clause in all; `never` the chance that it is nothing."""

    clause: str
    payer: str
    payee: str
    total: Spread
    never: Chance
    undisclosed: tuple[str, ...]


class YearFutures(Struct, frozen=True):
    """A party's mean cash in every year of `FuturesTold.years`, received less paid, with standard errors."""

    party: str
    means: tuple[Estimate, ...]


class EventFutures(Struct, frozen=True):
    """An event that is open: the chance that it comes before the deal ends, and when if it does (days; None: never).

    The days are quantiles over all futures, so None where fewer than that share ever see it.
    """

    event: str
    comes: Chance
    low: date | None
    middle: date | None
    high: date | None


class ChanceFutures(Struct, frozen=True):
    """A condition that was asked: the chance that it ever holds, that it holds when the deal ends, and the day by
    which it has held in half of all futures (None: never).
    """

    condition: str
    ever: Chance
    at_end: Chance
    middle: date | None
    undisclosed: tuple[str, ...]


class LevelFutures(Struct, frozen=True):
    """Something at the end of the deal: a stake, units, a party's concentration of suppliers or customers."""

    what: str
    of: str
    end: Spread
    undisclosed: tuple[str, ...]


class UndisclosedRange(Struct, frozen=True):
    """A number that is not public and was drawn on every path; `why` says from what."""

    name: str
    why: str


class FuturesTold(Struct, frozen=True):
    """Everything that is told of a simulation, in base units of `currency`; `end` is the first day after the deal."""

    title: str
    view_words: str
    end: date
    currency: str
    paths: int
    seed: int
    sampling: str
    worth_on: date
    parties: tuple[PartyFutures, ...]
    clauses: tuple[ClauseFutures, ...]
    years: tuple[int, ...]
    cash: tuple[YearFutures, ...]
    returns: tuple[ReturnFutures, ...]
    stakes: tuple[LevelFutures, ...]
    power: tuple[PowerFutures, ...]
    dependence: tuple[LevelFutures, ...]
    events: tuple[EventFutures, ...]
    chances: tuple[ChanceFutures, ...]
    undisclosed: tuple[UndisclosedRange, ...]
    left_out: tuple[LeftOut, ...]
    reached: str | None = None


def told(futures: Futures, view_words: str, only: Only | None = None) -> FuturesTold:
    """The simulation in tables, cut down to one party or one clause where that is asked."""
    only = only or Only()
    plan = futures.statistics.simulated.plan
    years, cash = _cash(futures)
    return FuturesTold(
        title=futures.agreement.deal.title,
        view_words=view_words,
        end=futures.agreement.deal.end,
        currency=futures.currency,
        paths=plan.paths,
        seed=plan.seed,
        sampling=plan.sampling,
        worth_on=futures.view.known_by,
        parties=tuple(row for row in _parties(futures) if only.party in (None, row.party)),
        clauses=tuple(row for row in _clauses(futures) if _wanted(row, only)),
        years=years,
        cash=tuple(row for row in cash if only.party in (None, row.party)),
        returns=tuple(row for row in return_futures(futures) if only.party in (None, row.party)),
        stakes=tuple(_levels(futures, ("stake", "units", "value"))),
        power=tuple(power_futures(futures)),
        dependence=tuple(_levels(futures, ("largest supplier", "suppliers", "customers"))),
        events=tuple(_events(futures)),
        chances=tuple(_chances(futures)),
        undisclosed=tuple(_undisclosed(futures)),
        left_out=futures.left_out,
        reached=None if futures.reached is None else str(futures.reached),
    )


def _wanted(row: ClauseFutures, only: Only) -> bool:
    return only.party in (None, row.payer, row.payee) and only.clause in (None, row.clause)


def spread(statistics: Statistics, row: int, *, tail: bool = False) -> Spread:
    """How a row is spread; `tail` asks for the mean of its worst 5 %."""
    mean = Estimate(float(statistics.mean[row]), float(statistics.error[row]))
    low, middle, high = (_quantile(statistics, row, share) for share in _THREE)
    worst = None
    if tail:
        try:
            worst = conditional_value_at_risk(statistics.simulated, row, _TAIL)
        except NotKeptError:
            worst = None
    return Spread(mean, low, middle, high, worst)


def _quantile(statistics: Statistics, row: int, share: float) -> Estimate:
    found = statistics.quantiles
    place = found.shares.index(share)
    return Estimate(float(found.values[row, place]), float(found.errors[row, place]))


def _holds(statistics: Statistics, row: int) -> Chance:
    """The chance of a truth: the mean of its zeros and ones."""
    mean = Estimate(float(statistics.mean[row]), float(statistics.error[row]))
    return chance(mean, statistics.simulated.plan.paths)


def _parties(futures: Futures) -> Iterable[PartyFutures]:
    statistics, simulated = futures.statistics, futures.statistics.simulated
    worth = set(futures.names("worth:"))
    for party in futures.names("cash so far:"):
        net = futures.end(f"cash so far:{party}")
        rests = futures.rests_on[f"cash so far:{party}"]
        yield PartyFutures(
            party=party,
            rate=_rate(futures.agreement, party),
            worth=spread(statistics, simulated.row(f"worth:{party}"), tail=True) if party in worth else None,
            net=spread(statistics, net),
            loses=chance_below(simulated, net, 0.0),
            most_out=spread(statistics, simulated.row(f"most out:{party}")),
            undisclosed=tuple(sorted(rests)),
        )


def _rate(agreement: Agreement, party: str) -> str | None:
    from termwise.model.text import expression_text  # noqa: PLC0415 - only parties with a rate need words for it

    declared = next(one for one in agreement.deal.parties if one.name == party)
    return None if declared.discount_rate is None else expression_text(declared.discount_rate)


def _clauses(futures: Futures) -> Iterable[ClauseFutures]:
    statistics, simulated = futures.statistics, futures.statistics.simulated
    for name in futures.names("paid in all:"):
        output = f"paid in all:{name}"
        row = simulated.row(output)
        if simulated.tally.lowest[row] == simulated.tally.highest[row] == 0:
            continue
        clause, payer, payee = name.split(":")
        total = spread(statistics, row)
        never = chance_below(simulated, row, _A_CENT)
        yield ClauseFutures(clause, payer, payee, total, never, tuple(sorted(futures.rests_on[output])))


def _cash(futures: Futures) -> tuple[tuple[int, ...], tuple[YearFutures, ...]]:
    """Sums over the periods of a year; the error is that of the replicates' sums."""
    simulated = futures.statistics.simulated
    by_year: dict[int, list[int]] = {}
    for number, period in enumerate(futures.program.periods):
        by_year.setdefault(date.fromordinal(period.start).year, []).append(number)
    rows = []
    for party in futures.names("cash:"):
        first = simulated.row(f"cash:{party}", 0)
        sums = np.stack(
            [simulated.tally.sums[[first + n for n in numbers]].sum(axis=0) for numbers in by_year.values()]
        )
        means, errors = mean_and_error(sums, simulated.plan.paths)
        rows.append(YearFutures(party, tuple(Estimate(float(m), float(e)) for m, e in zip(means, errors, strict=True))))
    moving = [n for n in range(len(by_year)) if any(row.means[n].value for row in rows)]
    years = tuple(by_year)
    kept = tuple(YearFutures(row.party, tuple(row.means[n] for n in moving)) for row in rows)
    return tuple(years[n] for n in moving), kept


def _levels(futures: Futures, kinds: tuple[str, ...]) -> Iterable[LevelFutures]:
    statistics, simulated = futures.statistics, futures.statistics.simulated
    for kind in kinds:
        for name in futures.names(f"{kind}:"):
            row = futures.end(f"{kind}:{name}")
            moves = simulated.tally.highest[row] != simulated.tally.lowest[row]
            if moves or (kind in ("stake", "units", "value") and simulated.tally.highest[row] != 0):
                rests = tuple(sorted(futures.rests_on[f"{kind}:{name}"]))
                yield LevelFutures(kind, " of ".join(name.split(":")), spread(statistics, row), rests)


def _events(futures: Futures) -> Iterable[EventFutures]:
    for event in futures.program.events:
        if event.pinned is None:
            comes = _holds(futures.statistics, futures.end(f"happened:{event.name}"))
            row = futures.end(f"event:{event.name}")
            yield EventFutures(event.name, comes, *(futures.day_by(row, share) for share in _THREE))


def _chances(futures: Futures) -> Iterable[ChanceFutures]:
    for condition in futures.names("ever:"):
        ever = _holds(futures.statistics, futures.end(f"ever:{condition}"))
        at_end = _holds(futures.statistics, futures.end(f"holds:{condition}"))
        middle = futures.day_by(futures.end(f"since:{condition}"), 0.5)
        yield ChanceFutures(condition, ever, at_end, middle, tuple(sorted(futures.rests_on[f"ever:{condition}"])))


def _undisclosed(futures: Futures) -> Iterable[UndisclosedRange]:
    used = frozenset[str]().union(*futures.rests_on.values())
    for parameter in futures.program.parameters:
        if parameter.name in used:
            certain = f"as believed: {_plain(parameter.certain)}" if parameter.certain is not None else ""
            drawn = (
                ""
                if parameter.uncertain is None
                else f"drawn from {uncertain_words(parameter.uncertain, parameter.unit)}"
            )
            yield UndisclosedRange(parameter.name, drawn.replace("the median of ", "") or certain)


def _plain(number: Fraction) -> str:
    return f"{float(number):g}"
