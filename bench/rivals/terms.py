"""The terms of the deal and its calendar, read from the deal itself so that no version can drift from it."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from termwise import load
from termwise.ir.program import Program
from termwise.lower.from_agreement import lower

DEAL = Path(__file__).parents[1] / "deals" / "twenty_clauses.deal"
Q95 = 1.6448536269514722
"""The 95 % quantile of the standard normal: intervals in deals are 90 % intervals."""

CLAUSES = (
    *("share", "royalty", "licence", "brand", "advance", "recoupment", "compute_cloud", "compute_after"),
    *("compute_chips", "commitment", "retainer", "support", "credit", "milestone_value", "milestone_revenue"),
    *("milestone_proof", "listing_fee", "rebate", "distribution", "floor_fee"),
)
"""In the order of the deal: the first axis of what every version returns."""
SERIES = ("lab", "cloud", "chips", "fund", "revenue", "need", "value", "share", "distribution", "compute_cloud")
"""The ten series with fans: cash of the parties, drivers, three clauses; each by month."""


@dataclass(frozen=True)
class Months:
    """The calendar: shape (120,) each. Years are calendar years since 2026-01-01."""

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    days: NDArray[np.float64]
    part_of_year: NDArray[np.float64]
    years_to_middle: NDArray[np.float64]
    years_to_end: NDArray[np.float64]


@dataclass(frozen=True)
class Wait:
    """An event: its chance, and the logarithm of its wait in days as a normal's mean and deviation."""

    chance: float
    mean: float
    deviation: float


@cache
def program() -> Program:
    """The deal's program: where the calendar and the intervals come from."""
    return lower(load(DEAL).agreement())


def years(day: float) -> float:
    """Calendar years from 2026-01-01 to a day, of which the fraction may be noon."""
    whole = date.fromordinal(int(day))
    first = date(whole.year, 1, 1).toordinal()
    return whole.year - 2026 + (day - first) / (date(whole.year + 1, 1, 1).toordinal() - first)


@cache
def months() -> Months:
    """The 120 months of the deal."""
    periods = program().periods
    start = np.array([float(period.start) for period in periods])
    end = np.array([float(period.end) for period in periods])
    year_days = [366.0 if date.fromordinal(p.start).year % 4 == 0 else 365.0 for p in periods]
    return Months(
        start=start,
        end=end,
        days=end - start,
        part_of_year=(end - start) / np.array(year_days),
        years_to_middle=np.array([years((a + b) / 2) for a, b in zip(start, end, strict=True)]),
        years_to_end=np.array([years(day) for day in end]),
    )


@cache
def waits() -> dict[str, Wait]:
    """The events that are drawn by a waiting time."""
    found = {}
    for event in program().events:
        if event.low_days is not None and event.high_days is not None and event.chance is not None:
            low, high = log(event.low_days), log(event.high_days)
            found[event.name] = Wait(float(event.chance), (low + high) / 2, (high - low) / (2 * Q95))
    return found


@cache
def year_after() -> tuple[int, NDArray[np.float64]]:
    """For the day `first + i` the day 12 months later."""
    shift = next(one for one in program().shifts if one.name == "12 months after")
    return shift.first, np.array(shift.days, dtype=float)


@cache
def outage_per_day() -> float:
    """The chance of the outage on any one day."""
    (hazard,) = [event.hazard_per_day for event in program().events if event.hazard_per_day is not None]
    return float(hazard)
