"""Drivers: known history spread over the periods, growth and jumps to be drawn, formulas worked out in place."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from fractions import Fraction
from functools import lru_cache

from termwise.ir.program import NEVER, DrawnSeries, NumberTable, Origin, Output, Period, Regime, Value
from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.grid import ONE_DAY, after, start_of
from termwise.lower.passes.dimensions import TIMES
from termwise.lower.passes.driver_rules import Ruled, decided
from termwise.lower.passes.rates import rate_per_year
from termwise.model.declaration import Driver, Growth, KnownValue
from termwise.model.expression import Expression
from termwise.model.moment import Moment, On
from termwise.model.text import expression_text
from termwise.view.facts import first_open_day
from termwise.view.moments import last_day
from termwise.view.units import in_base_units, per_year


def driver(lo: Lowers, name: str) -> Value:
    """The driver in the period: a level at its end, a flow as the amount over it."""
    declared = lo.facts.names().drivers.get(name)
    if declared is None:
        raise NotLoweredError(f"`{name}` is not declared")
    pin = lo.facts.course.driver_pins.get(name)
    known = known_values(lo, declared)
    formula = declared.formula if pin is None or (pin.value is None and not pin.growth) else pin.value
    if formula is not None:
        return _formula(lo, declared, formula, known)
    if not _points(lo, declared):
        raise NotLoweredError(f"no value of `{name}` is known")
    growth = declared.growth if pin is None or not pin.growth else pin.growth
    return _drawn(lo, declared, growth, _without_gaps(lo, declared, known))


def _formula(lo: Lowers, declared: Driver, formula: Expression, known: tuple[Fraction | None, ...]) -> Value:
    b, name = lo.builder, declared.name
    with lo.saying(name, expression_text(formula)):
        value = lo.number(formula, f"{name}: formula")
        if all(one is None for one in known):
            return value
        points = b.table(NumberTable(f"{name}: known", tuple(one or Fraction(0) for one in known)))
        is_known = b.table(NumberTable(f"{name}: is known", tuple(Fraction(one is not None) for one in known)))
        return b.select(b.less(b.number(0), is_known), points, value)


def _drawn(lo: Lowers, declared: Driver, growth: tuple[Growth, ...], known: tuple[Fraction | None, ...]) -> Value:
    b, name = lo.builder, declared.name
    ruled_jumps, ruled_growth = decided(lo, declared, growth)
    with lo.saying(name, "how it moves"):
        regimes = tuple(_regime(lo, one, f"{name}: growth") for one in growth if one not in ruled_growth)
        variation = None if declared.variation is None else rate_per_year(lo, declared.variation, f"{name}: variation")
        jumps = []
        for jump in declared.jumps:
            if jump not in ruled_jumps:
                lo.event(jump.event)
                jumps.append((b.event_index(jump.event), lo.number(jump.size, f"{name}: jump")))
        correlated = _correlated(lo, declared)
    series = DrawnSeries(
        name=name,
        flow=is_flow_driver(declared),
        known=known,
        regimes=regimes,
        variation_per_year=variation,
        correlated=correlated,
        jumps=tuple(jumps),
        origin=Origin(name, "the driver", span=declared.span),
        base=_base(declared, _points(lo, declared)[-1]),
        known_until=_known_until(lo, declared, known),
    )
    with lo.saying(name, "amount over the period" if series.flow else "at the period's end"):
        value = b.series(series)
    if not ruled_jumps and not ruled_growth:
        return value
    rules = Ruled(lo, declared, series)
    if ruled_growth:
        value = rules.grown(value, growth, ruled_growth)
    value = rules.jumped(value, ruled_jumps)
    if series.flow:
        b.effect(Output(f"driver:{name}", value))
    return value


def _correlated(lo: Lowers, declared: Driver) -> tuple[tuple[int, Fraction], ...]:
    """The drivers it moves together with, each stated before it; of two that name each other the first."""
    found = []
    for correlation in declared.correlations:
        with suppress(NotLoweredError):
            lo.driver(correlation.driver)
        if lo.builder.has_series(correlation.driver):
            found.append((lo.builder.series_index(correlation.driver), Fraction(correlation.coefficient.value)))
    return tuple(found)


def _regime(lo: Lowers, growth: Growth, about: str) -> Regime:
    rate = rate_per_year(lo, growth.rate, about)
    until = NEVER if growth.until is None else _certain(lo, growth.until, about)
    after_event = None
    if growth.after is not None:
        lo.event(growth.after)
        after_event = lo.builder.event_index(growth.after)
    return Regime(rate, until, after_event)


def _certain(lo: Lowers, moment: Moment, about: str) -> int:
    match moment:
        case On(day):
            return day.toordinal()
        case _:
            lo.leave_out(
                about.partition(":")[0], "growth changes on a day that is not a date: the change is not followed"
            )
            return NEVER


def is_flow_driver(declared: Driver) -> bool:
    """Whether the driver is an amount per time."""
    return declared.per in TIMES


# -- known history -----------------------------------------------------------------------------------


def _points(lo: Lowers, declared: Driver) -> list[KnownValue]:
    """The known values that the view knows, in order."""
    opens = first_open_day(lo.facts.course)
    return sorted((point for point in declared.known if point.when.day < opens), key=lambda point: point.when.day)


def known_values(lo: Lowers, declared: Driver) -> tuple[Fraction | None, ...]:
    """What is known of each period: the amount over it, or the level at its end; None where nothing."""
    points = tuple(_points(lo, declared))
    if not points:
        return (None,) * len(lo.grid.periods)
    return _known(declared, points, _lasts_until(lo, declared, points[-1]), lo.grid.periods)


@lru_cache(maxsize=64)  # the views of a deal mostly know the same of a driver
def _known(
    declared: Driver, points: tuple[KnownValue, ...], lasts: date, periods: tuple[Period, ...]
) -> tuple[Fraction | None, ...]:
    find = _amount if is_flow_driver(declared) else _level
    spans = [(date.fromordinal(p.start), date.fromordinal(p.end)) for p in periods]
    return tuple(find(declared, points, span, lasts) for span in spans)


def _lasts_until(lo: Lowers, declared: Driver, last: KnownValue) -> date:
    """The first day on which the last known value holds no more: for ever if nothing lets the driver move."""
    pin = lo.facts.course.driver_pins.get(declared.name)
    if declared.formula is not None or (pin is not None and pin.value is not None):
        return first_open_day(lo.facts.course)
    moves = declared.growth or declared.variation or declared.jumps or declared.correlations or pin is not None
    return last_day(last.when) + ONE_DAY if moves else date.max


def _level(declared: Driver, points: Sequence[KnownValue], span: tuple[date, date], lasts: date) -> Fraction | None:
    """A level holds from each known point to the next; after the last one it moves, if it does, from its day on."""
    found = [point for point in points if point.when.day < span[1]]
    if not found or (found[-1] is points[-1] and span[1] > lasts):
        return None
    return _in_unit(found[-1], declared)


def _amount(declared: Driver, points: Sequence[KnownValue], span: tuple[date, date], lasts: date) -> Fraction | None:
    """The amount over a period whose days are known; a period known in part is known in proportion."""
    unit, day, total, days = declared.per or "year", span[0], Fraction(0), 0
    turns = {lasts, *(point.when.day for point in points), *(last_day(point.when) + ONE_DAY for point in points)}
    while day < span[1]:
        following = after(unit, day)
        until = min([one for one in (*turns, following, span[1]) if one > day])
        point = _holding(points, day, lasts)
        if point is not None:
            here = (until - day).days
            total += _in_unit(point, declared) * here / (following - start_of(unit, day)).days
            days += here
        day = until
    return None if days == 0 else total * (span[1] - span[0]).days / days


def _holding(points: Sequence[KnownValue], day: date, lasts: date) -> KnownValue | None:
    """The point that holds for a flow on a day: of the year or month stated, or from a stated day on."""
    covering = [point for point in points if point.when.day <= day <= last_day(point.when)]
    if covering:
        return covering[-1]
    before = [point for point in points if point.when.day <= day]
    if not before or (before[-1] is points[-1] and day >= lasts):
        return None
    return before[-1] if before[-1].when.precision == "day" or lasts == date.max else None


def _in_unit(point: KnownValue, declared: Driver) -> Fraction:
    value = in_base_units(point.value)
    if declared.per is None or point.value.per is None:
        return value
    return value / per_year(declared.per)


def _base(declared: Driver, last: KnownValue) -> tuple[int, Fraction]:
    """What the future grows from: the last level on its day, the last flow as an amount per day around its middle."""
    day, value = last.when.day, _in_unit(last, declared)
    if not is_flow_driver(declared):
        return last_day(last.when).toordinal(), value
    unit = declared.per or "year"
    per_day = value / (after(unit, day) - start_of(unit, day)).days
    match last.when.precision:
        case "year":
            return day.replace(month=7).toordinal(), per_day
        case "month":
            return day.replace(day=16).toordinal(), per_day
        case "day":
            return day.toordinal(), per_day


def _known_until(lo: Lowers, declared: Driver, known: tuple[Fraction | None, ...]) -> int | None:
    """Where a flow's history ends, if it is over before the first period: not in the middle, whence it grows."""
    if not is_flow_driver(declared) or any(one is not None for one in known):
        return None
    return last_day(_points(lo, declared)[-1].when).toordinal() + 1


def _without_gaps(lo: Lowers, declared: Driver, known: tuple[Fraction | None, ...]) -> tuple[Fraction | None, ...]:
    """The history as a driver needs it: zero before it begins, the value before in a gap; both are said."""
    lengths = [period.end - period.start for period in lo.grid.periods]
    places = [place for place, value in enumerate(known) if value is not None]
    if not places:
        return known
    filled = list(known)
    for place in range(places[-1]):
        if known[place] is None:
            day = date.fromordinal(lo.grid.periods[place].start)
            before = filled[place - 1] if place else None
            if place < places[0]:
                filled[place] = Fraction(0)
                first = date.fromordinal(lo.grid.periods[places[0]].start)
                lo.leave_out(declared.name, f"not known before {first}: until then it counts as zero")
            elif before is not None:
                part = Fraction(lengths[place], lengths[place - 1]) if is_flow_driver(declared) else 1
                filled[place] = before * part
                lo.leave_out(declared.name, f"not known in the period from {day}: it counts as before")
    return tuple(filled)
