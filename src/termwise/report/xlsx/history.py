"""What is known of a driver, period by period, as a formula over the values that the text states."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from termwise.ir.program import DrawnSeries, Period
from termwise.lower.grid import after, start_of
from termwise.model.declaration import Driver, KnownValue
from termwise.view.moments import last_day
from termwise.view.units import in_base_units, per_year

Part = tuple[int, Fraction]
"""A stated value, by its place, and the part of it that counts."""


class History(Struct, frozen=True):
    """`periods`: for each known period the stated values and what part of each it is, None where that is not all.

    `base` likewise: what the future grows from. `used` are the places of the stated values used.
    """

    points: tuple[KnownValue, ...]
    periods: tuple[tuple[Part, ...] | None, ...]
    base: tuple[Part, ...] | None

    @property
    def used(self) -> tuple[int, ...]:
        """The places of the stated values that count anywhere, in order."""
        found = {place for parts in (*self.periods, self.base) if parts for place, _ in parts}
        return tuple(sorted(found))


def history(driver: Driver, series: DrawnSeries, periods: Sequence[Period]) -> History:
    """The history of a driver. A part that does not give exactly what the program holds is None."""
    points = sorted(driver.known, key=lambda point: point.when.day)
    values = [value_of(point, driver) for point in points]

    def exact(parts: tuple[Part, ...], wanted: Fraction) -> tuple[Part, ...] | None:
        return parts if parts and sum(values[place] * part for place, part in parts) == wanted else None

    found = []
    for period, known in zip(periods, series.known, strict=True):
        if known is None:
            break
        parts = _flow(driver, points, period) if series.flow else _level(points, period)
        found.append(exact(parts, known))
    base = None
    if series.base is not None:
        base = next(filter(None, (exact(parts, series.base[1]) for parts in _bases(driver, points, series.flow))), None)
    return History(tuple(points), tuple(found), base)


def value_of(point: KnownValue, driver: Driver) -> Fraction:
    """A stated value in base units, per the time unit of its driver."""
    value = in_base_units(point.value)
    return value if driver.per is None or point.value.per is None else value / per_year(driver.per)


def _level(points: Sequence[KnownValue], period: Period) -> tuple[Part, ...]:
    """A level is what was stated last."""
    before = [place for place, point in enumerate(points) if point.when.day.toordinal() < period.end]
    return ((before[-1], Fraction(1)),) if before else ()


def _flow(driver: Driver, points: Sequence[KnownValue], period: Period) -> tuple[Part, ...]:
    """A flow is spread evenly over the days of its year, quarter or month; days not known count as the known ones."""
    unit = driver.per or "year"
    parts: Counter[int] = Counter()
    found: dict[int, Fraction] = {}
    for ordinal in range(period.start, period.end):
        day = date.fromordinal(ordinal)
        place = _holding(points, day)
        if place is not None:
            length = (after(unit, day) - start_of(unit, day)).days
            found[place] = found.get(place, Fraction(0)) + Fraction(1, length)
            parts[place] += 1
    days = sum(parts.values())
    return tuple((place, part * (period.end - period.start) / days) for place, part in sorted(found.items()))


def _holding(points: Sequence[KnownValue], day: date) -> int | None:
    covering = [place for place, point in enumerate(points) if point.when.day <= day <= last_day(point.when)]
    if covering:
        return covering[-1]
    before = [place for place, point in enumerate(points) if point.when.day <= day]
    return before[-1] if before and points[before[-1]].when.precision == "day" else None


def _bases(driver: Driver, points: Sequence[KnownValue], flow: bool) -> list[tuple[Part, ...]]:
    """What the future may grow from: each stated value, the latest first; of a flow its amount per day."""
    unit, found = driver.per or "year", list[tuple[Part, ...]]()
    for place in reversed(range(len(points))):
        day = points[place].when.day
        length = (after(unit, day) - start_of(unit, day)).days if flow else 1
        found.append(((place, Fraction(1, length)),))
    return found
