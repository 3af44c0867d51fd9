"""In NumPy: all paths of a chunk side by side, month after month."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from bench.rivals.draws import BASE, CORRELATED, VARIATION, growth_rates, path_of
from bench.rivals.step import STATES, Month, net_cash, step
from bench.rivals.terms import CLAUSES, SERIES, months, years

CHUNK = 10_000
QUANTILES = (5, 25, 50, 75, 95)
BASE_DAY = date(2025, 7, 1).toordinal()
Reals = NDArray[np.float64]


def run(paths: int, seed: int, *, fans: bool) -> tuple[Reals, Reals | None]:
    """Mean total by clause, shape (clauses,); with `fans` also the five quantiles and the mean of the ten series
    by month, shape (series, months, 6).
    """
    random = np.random.default_rng(seed)
    count = len(months().days)
    totals = np.zeros(len(CLAUSES))
    kept = np.empty((len(SERIES), count, paths), np.float32) if fans else None
    for first in range(0, paths, CHUNK):
        size = min(CHUNK, paths - first)
        part = None if kept is None else kept[:, :, first : first + size]
        totals += _chunk(random, size, part)
    if kept is None:
        return totals / paths, None
    means = kept.mean(axis=2, dtype=np.float64)
    kept.sort(axis=2)
    places = [round(q / 100 * (paths - 1)) for q in QUANTILES]
    return totals / paths, np.concatenate([kept[:, :, places], means[:, :, None]], axis=2).astype(float)


def _chunk(random: np.random.Generator, size: int, kept: NDArray[np.float32] | None) -> Reals:
    path = path_of(random, size)
    rates = growth_rates(random, size)
    logs = {name: np.log1p(rate) for name, rate in rates.items()}
    walks = {name: np.zeros(size) for name in BASE}
    state = {name: np.zeros(size) for name in STATES}
    totals = {name: np.zeros(size) for name in CLAUSES}
    for number in range(len(months().days)):
        _walk(random, walks, number)
        levels = {name: _level(name, number, logs[name], walks[name]) for name in BASE}
        month = month_of(number, levels)
        state, paid, back = step(np, state, month, path)
        for name in CLAUSES:
            totals[name] += paid[name]
        if kept is not None:
            shown = {**net_cash(paid, back), **levels, **{n: paid[n] for n in SERIES[7:]}}
            for place, name in enumerate(SERIES):
                kept[place, number] = shown[name]
    return np.array([totals[name].sum() for name in CLAUSES])


def _walk(random: np.random.Generator, walks: dict[str, Reals], number: int) -> None:
    """One month of the three correlated Brownian paths, in place."""
    ends = months().years_to_end
    root = np.sqrt(ends[number] - (ends[number - 1] if number else 0.0))
    own = {name: random.standard_normal(len(walk)) for name, walk in walks.items()}
    walks["revenue"] += root * own["revenue"]
    for name, shared in CORRELATED.items():
        walks[name] += root * (shared * own["revenue"] + np.sqrt(1 - shared**2) * own[name])


def _level(name: str, number: int, log_growth: Reals, walk: Reals) -> Reals:
    calendar, sigma = months(), VARIATION[name]
    at_end = name == "value"
    time = calendar.years_to_end[number] if at_end else calendar.years_to_middle[number] - years(BASE_DAY)
    days = 1.0 if at_end else calendar.days[number]
    drift = -(sigma**2) / 2 * calendar.years_to_end[number]
    return np.asarray(BASE[name] * days * np.exp(log_growth * time + sigma * walk + drift))


def month_of(number: int, levels: dict[str, Reals]) -> Month:
    """One month of the calendar with the drivers in it."""
    c = months()
    return Month(
        start=c.start[number],
        end=c.end[number],
        days=c.days[number],
        part_of_year=c.part_of_year[number],
        ends_quarter=float(number % 3 == 2),
        ends_year=float(number % 12 == 11),
        from_2027=float(number >= 12),
        before_2033=float(number < 84),
        is_advance=float(number == 2),
        is_last_of_2032=float(number == 83),
        revenue=levels["revenue"],
        need=levels["need"],
        value=levels["value"],
    )
