"""Growth by regimes, as a sum: years in each regime times the logarithm of one and its rate.

A driver whose regimes all begin and end on certain days has the years in each as columns. When regimes follow drawn
events, the time from the base on is cut at every day on which the regime may change; from each such day to the next
one a single regime holds. A rate of minus one or less leaves nothing from its first day on.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct

from termwise.base.dates import Moment
from termwise.engine.drawing.calendar_years import Calendar
from termwise.engine.growth import regime_at
from termwise.engine.machine.arguments import Reals
from termwise.engine.machine.protocol import Lanes, Machine
from termwise.engine.machine.special import log, word_of_real
from termwise.ir.program import NEVER, DrawnSeries

POSITIONS = "drawing:positions"
"""The array of where days lie, in years, for every day from `drawing:first_day` to `drawing:last_day`."""

_NOTHING_LEFT = -1e9
_BEFORE_ALL = -1.0


# -- on any machine ----------------------------------------------------------------------------------------


def log_growth(m: Machine[Lanes], rate: Lanes) -> Lanes:
    """The logarithm of one and a rate per year; so low for minus one or less that a day of it leaves zero."""
    lost = m.at_most(rate, m.real(-1.0))
    found = log(m, m.add(m.real(1.0), m.select(lost, m.real(0.0), rate)))
    return m.select(lost, m.real(_NOTHING_LEFT), found)


def begin_certain_turns(m: Machine[Lanes], series: DrawnSeries, rates: Sequence[Lanes]) -> None:
    """Before the periods, for regimes on certain days: the logarithms of their rates."""
    for number, rate in enumerate(rates):
        m.keep(f"driver:{series.name}:growth:{number}", log_growth(m, rate))


def with_certain_turns(m: Machine[Lanes], series: DrawnSeries) -> Lanes:
    """In a period: the logarithm of the growth since the base."""
    total = m.real(0.0)
    for number in range(len(series.regimes)):
        years = m.column(f"driver:{series.name}:years:{number}")
        total = m.add(total, m.multiply(m.kept(f"driver:{series.name}:growth:{number}"), years))
    return total


def begin_drawn_turns(m: Machine[Lanes], series: DrawnSeries, days: Sequence[Lanes], rates: Sequence[Lanes]) -> None:
    """Before the periods, for regimes that follow events on `days`: from where to where which growth holds."""
    name = f"driver:{series.name}"
    growth = [log_growth(m, rate) for rate in rates]
    turns = _turns(m, series, days)
    for number, (day, place) in enumerate(turns):
        until = m.argument("drawing:horizon")
        repeated = m.less(day, turns[0][0])
        for other, (later, there) in enumerate(turns):
            until = m.select(m.less(day, later), m.minimum(there, until), until)
            if other < number:
                repeated = m.either(repeated, m.equal(day, later))
        here = m.select(repeated, m.real(0.0), _growth_on(m, series, days, growth, day))
        m.keep(f"{name}:piece:{number}:growth", here)
        m.keep(f"{name}:piece:{number}:from", place)
        m.keep(f"{name}:piece:{number}:until", until)


def with_drawn_turns(m: Machine[Lanes], series: DrawnSeries) -> Lanes:
    """In a period: the logarithm of the growth since the base."""
    name = f"driver:{series.name}"
    now = m.column("drawing:at_middle" if series.flow else "drawing:at_end")
    total = m.real(0.0)
    for number in range(1 + _ends(series) + _starts(series)):
        until = m.minimum(m.kept(f"{name}:piece:{number}:until"), now)
        years = m.maximum(m.subtract(until, m.kept(f"{name}:piece:{number}:from")), m.real(0.0))
        total = m.add(total, m.multiply(m.kept(f"{name}:piece:{number}:growth"), years))
    return total


def _ends(series: DrawnSeries) -> int:
    return len(series.regimes)


def _starts(series: DrawnSeries) -> int:
    return sum(regime.after is not None for regime in series.regimes)


def _turns(m: Machine[Lanes], series: DrawnSeries, days: Sequence[Lanes]) -> list[tuple[Lanes, Lanes]]:
    """Day and position of the base, of the ends of regimes, of the events that begin some."""
    name = f"driver:{series.name}"
    ends = [(f"{name}:until:{number}", f"{name}:until_position:{number}") for number in range(len(series.regimes))]
    named = [(f"{name}:base_day", f"{name}:base_position"), *ends]
    turns = [(m.argument(day), m.argument(place)) for day, place in named]
    first, last = m.argument("drawing:first_day"), m.argument("drawing:last_day")
    for regime in series.regimes:
        if regime.after is not None:
            day = days[regime.after]
            bounded = m.minimum(last, m.maximum(first, day))
            turns.append((day, m.element(POSITIONS, word_of_real(m, m.subtract(bounded, first)))))
    return turns


def _growth_on(
    m: Machine[Lanes], series: DrawnSeries, days: Sequence[Lanes], growth: Sequence[Lanes], day: Lanes
) -> Lanes:
    """What holds from a day on: the last regime begun by an event, else the first that is not yet over, else none."""
    name = f"driver:{series.name}"
    found, begun = m.real(0.0), m.real(_BEFORE_ALL)
    running = [m.less(day, m.argument(f"{name}:until:{number}")) for number in range(len(series.regimes))]
    for number, regime in reversed(list(enumerate(series.regimes))):
        if regime.after is None:
            found = m.select(running[number], growth[number], found)
    for number, regime in enumerate(series.regimes):
        if regime.after is not None:
            begins = days[regime.after]
            holds = m.both(running[number], m.both(m.at_most(begins, day), m.at_most(begun, begins)))
            found = m.select(holds, growth[number], found)
            begun = m.select(holds, begins, begun)
    return found


# -- arguments -----------------------------------------------------------------------------------------------


class Base(Struct, frozen=True):
    """What a driver grows from: the moment, and where the periods' moments of measuring lie, shape (periods,)."""

    moment: Moment
    measured: Reals


def years_by_regime(
    series: DrawnSeries, event_days: Sequence[int], calendar: Calendar, base: Base
) -> tuple[Reals, ...]:
    """By regime, the years it has held since the base when a period is measured: shape (periods,) each."""
    changes = {regime.until for regime in series.regimes}
    changes |= {event_days[regime.after] for regime in series.regimes if regime.after is not None}
    bounds: list[Moment] = [base.moment, *sorted(day for day in changes if base.moment < day < NEVER), NEVER]
    years = tuple(np.zeros(len(base.measured)) for _ in series.regimes)
    for here, there in pairwise(bounds):
        regime = regime_at(series.regimes, event_days, here)
        if regime is not None:
            begins, ends = calendar.position(here), calendar.position(there)
            years[regime][:] += np.maximum(np.minimum(ends, base.measured) - begins, 0.0)
    return years


def turning_numbers(series: DrawnSeries, calendar: Calendar, base: Base) -> dict[str, float]:
    """The numbers that `begin_drawn_turns` reads for one driver."""
    name = f"driver:{series.name}"
    numbers = {f"{name}:base_day": float(base.moment), f"{name}:base_position": calendar.position(base.moment)}
    for number, regime in enumerate(series.regimes):
        numbers[f"{name}:until:{number}"] = float(regime.until)
        numbers[f"{name}:until_position:{number}"] = calendar.position(regime.until)
    return numbers


def positions_by_day(calendar: Calendar, first: int) -> tuple[dict[str, float], dict[str, Reals]]:
    """The numbers and the array that drivers with drawn turns share; days from `first` to the horizon."""
    last = int(calendar.ends[-1])
    numbers = {
        "drawing:first_day": float(min(first, last)),
        "drawing:last_day": float(last),
        "drawing:horizon": calendar.horizon,
    }
    days = np.arange(min(first, last), last + 1, dtype=np.float64)
    return numbers, {POSITIONS: calendar.positions(days)}
