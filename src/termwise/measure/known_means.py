"""Means that are known without simulating: of drawn numbers, and of how long an event will have happened by a day.

Numbers are means over the words they are drawn from, at the middles of 65,536 equal stretches of them: as exact as
the numbers are smooth (1e-9 of their spread), with the very function that the simulation draws by. Events are sums over
days, with the normal distribution of the waiting time.
"""

from math import exp, log
from statistics import NormalDist

import numpy as np

from termwise.engine.drawing import events, parameters
from termwise.engine.machine.arguments import Arguments, Reals
from termwise.engine.machine.normal import arrays
from termwise.engine.machine.numpy_machine import NumpyMachine
from termwise.ir.program import NEVER, DrawnEvent, Uncertain

_STRETCHES = 2**16
_MOST_DAYS = 30_000
_STANDARD = NormalDist()


def mean_of_number(uncertain: Uncertain, low: float, high: float) -> float:
    """The mean of an uncertain number, lowered to `high` and raised to `low`, in base units."""
    numbers, words, more = parameters.numbers_of("one", uncertain)
    none = np.zeros((0, 16), np.uint64)
    given = Arguments(1, numbers, words, {}, {**arrays(), **more}, none, 0)
    machine = NumpyMachine(given, 0, _STRETCHES, np.zeros((_STRETCHES // 16, 0), np.uint64))
    middles = np.arange(_STRETCHES, dtype=np.uint64) * np.uint64(2**16) + np.uint64(2**15)
    drawn = parameters.drawn(machine, "one", uncertain, middles)
    return float(np.broadcast_to(np.clip(drawn, low, high), (_STRETCHES,)).mean())


def days_of_events(drawn: tuple[DrawnEvent, ...], start: int, end: int) -> tuple[tuple[float, float] | None, ...]:
    """Of every event, the chance that it happens before the day `end` and the mean number of days of `[start, end)` on
    or after it. None where that is not worked out: it follows an event from long before, or nothing is known of it.
    """
    found: list[tuple[float, float] | None] = []
    by_day: list[tuple[int, Reals] | None] = []
    for event in drawn:
        chances = _chances(event, by_day, end)
        by_day.append(chances)
        if chances is None:
            found.append(None)
            continue
        first, each = chances
        after = end - np.maximum(first + np.arange(len(each)), start)
        found.append((float(each.sum()), float((each * after).sum())))
    return tuple(found)


def _chances(event: DrawnEvent, earlier: list[tuple[int, Reals] | None], end: int) -> tuple[int, Reals] | None:
    """A first day, and the chance of that day and every later one before `end`."""
    if event.pinned is not None:
        pinned = event.pinned if event.pinned < min(end, NEVER) else end
        return pinned, np.ones(min(1, max(end - pinned, 0)))
    if event.after is None:
        begins: tuple[int, Reals] | None = (end if event.origin_day is None else event.origin_day, np.ones(1))
    else:
        begins = earlier[event.after]
    if begins is None or end - begins[0] > _MOST_DAYS:
        return None
    days = max(end - begins[0], 0)
    waits = np.diff(_chance_within(event, days), prepend=0.0)
    return begins[0], np.convolve(begins[1], waits)[:days] if days else np.zeros(0)


def _chance_within(event: DrawnEvent, days: int) -> Reals:
    """The chance of a wait of at most 0, 1, … days, shape (days,)."""
    numbers = {name.rpartition(":")[2]: value for name, value in events.numbers_of(event).items()}
    chance = numbers.get("chance", 1.0)
    if "hazard" in numbers:
        return np.asarray(chance * -np.expm1(-numbers["hazard"] * np.arange(1, days + 1)))
    if "middle" not in numbers:
        return np.zeros(days)
    middle, spread = numbers["middle"], numbers["spread"]
    if spread == 0:
        return np.asarray(np.where(np.arange(days) >= round(exp(middle)), chance, 0.0))
    return np.array([chance * _STANDARD.cdf((log(day + 0.5) - middle) / spread) for day in range(days)])
