"""The draws of the deal with NumPy's own generator: event days once per path, normals by month as they are needed."""

import numpy as np
from numpy.typing import NDArray

from bench.rivals.step import Path
from bench.rivals.terms import Q95, Wait, outage_per_day, program, waits, year_after

NEVER = 4e6
Reals = NDArray[np.float64]

GROWTH = {"revenue": (0.10, 0.40), "need": (0.15, 0.35), "value": (0.05, 0.25)}
VARIATION = {"revenue": 0.25, "need": 0.30, "value": 0.40}
CORRELATED = {"need": 0.6, "value": 0.5}
"""With revenue; nothing ties need and value but that."""
BASE = {"revenue": 12e9 / 365, "need": 6e9 / 365, "value": 150e9}
"""Of the flows per day around 1 July 2025, of the value on 2026-01-01."""


def growth_rates(random: np.random.Generator, paths: int) -> dict[str, Reals]:
    """Growth per year of every driver: lognormal between the 5 % and the 95 % quantile."""
    rates = {}
    for name, (low, high) in GROWTH.items():
        middle, spread = (np.log(low) + np.log(high)) / 2, (np.log(high) - np.log(low)) / (2 * Q95)
        rates[name] = np.exp(middle + spread * random.standard_normal(paths))
    return rates


def path_of(random: np.random.Generator, paths: int) -> Path:
    """The event days of every path."""
    today = float(program().periods[0].start)
    proven = _after(random, waits()["proven"], np.full(paths, today))
    verified = _after(random, waits()["verified"], proven)
    listing = _after(random, waits()["listing"], np.full(paths, today))
    trial = np.floor(np.log(random.random(paths)) / np.log1p(-outage_per_day()))
    outage = np.minimum(today + trial, NEVER)
    first, later = year_after()
    place = np.minimum(outage - first, len(later) - 1).astype(int)
    return Path(verified, listing, outage, np.where(outage < first + len(later), later[place], NEVER))


def _after(random: np.random.Generator, wait: Wait, begins: Reals) -> Reals:
    days = np.rint(np.exp(wait.mean + wait.deviation * random.standard_normal(len(begins))))
    happens = random.random(len(begins)) < wait.chance
    return np.where(happens & (begins < NEVER), np.minimum(begins + days, NEVER), NEVER)
