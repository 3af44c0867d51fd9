"""The number an expression comes to on a day."""

from datetime import date
from fractions import Fraction

from msgspec import Struct, field
from msgspec.structs import replace

from termwise.base.dates import Duration
from termwise.base.units import PURE, Dimension, of_symbol
from termwise.model.declaration import Driver, KnownValue
from termwise.model.expression import (
    Arithmetic,
    Between,
    Call,
    Choice,
    DurationLiteral,
    Expression,
    Interval,
    Negative,
    Quantity,
    Ref,
    Triangular,
    Undisclosed,
)
from termwise.model.text import expression_text
from termwise.view import figure as exact
from termwise.view.course import HangsOn
from termwise.view.facts import Facts, first_open_day
from termwise.view.figure import Figure, exactly, unknown
from termwise.view.moments import last_day
from termwise.view.units import dimension_of, in_base_units, per_year

_NOTHING = frozenset[str]()
_DEEPEST = 64


class At(Struct, frozen=True):
    """Where an expression is read: on which day, from which facts, in which clause (`about`).

    `within` are the formula drivers being worked out: one that needs itself comes out unknown. `worked_out`
    are those that are: formulas that name a driver twice do not double the work at each step.
    """

    day: date
    facts: Facts
    about: str | None = None
    within: frozenset[str] = _NOTHING
    worked_out: dict[tuple[str, date], Figure] = field(default_factory=dict)


Uncertain = Interval | Triangular | Choice | Between | Undisclosed


def figure(expression: Expression, at: At) -> Figure:
    """The number, exact or within bounds. What is no number at all comes out unknown on its own words."""
    match expression:
        case Quantity():
            return exactly(in_base_units(expression), dimension_of(expression.unit, expression.per))
        case Interval() | Triangular() | Choice() | Between() | Undisclosed():
            return _uncertain(expression, HangsOn("number", at.about or expression_text(expression)))
        case Ref(kind="driver", name=name):
            return driver_figure(name, at)
        case DurationLiteral(length):
            return exactly(_years(length), of_symbol("year"))
        case Negative(operand):
            return exact.negated(figure(operand, at))
        case Arithmetic():
            return _arithmetic(expression, at)
        case Call(function="min", arguments=arguments):
            return exact.least(figure(argument, at) for argument in arguments)
        case Call(function="max", arguments=arguments):
            return exact.greatest(figure(argument, at) for argument in arguments)
        case Call():
            return at.facts.call(expression, at.day)
        case _:
            return unknown(HangsOn("words", expression_text(expression)))


def _years(length: Duration) -> Fraction:
    return Fraction(length.years) + Fraction(length.months, 12) + Fraction(length.days + length.business_days, 365)


def _arithmetic(expression: Arithmetic, at: At) -> Figure:
    left, right = figure(expression.left, at), figure(expression.right, at)
    match expression.operator:
        case "+":
            return exact.plus(left, right)
        case "-":
            return exact.minus(left, right)
        case "/":
            return exact.over(left, right)
        case "*" | "of":
            return exact.times(left, right)


def _uncertain(number: Uncertain, hangs_on: HangsOn) -> Figure:
    match number:
        case Interval(low, high, shape, within):
            if within is not None:
                return _range(within[0], within[1], hangs_on, firm=True)
            return _range(low, high, hangs_on, firm=shape == "uniform")
        case Triangular(low, _, high) | Between(low, high):
            return _range(low, high, hangs_on, firm=True)
        case Choice(options):
            ordered = sorted(options, key=in_base_units)
            return _range(ordered[0], ordered[-1], hangs_on, firm=True)
        case Undisclosed(range=None, unit=unit):
            return unknown(hangs_on, dimension=dimension_of(unit or ""))
        case Undisclosed(range=Interval(low, high)):
            return _range(low, high, hangs_on, firm=False)
        case Undisclosed(range=Quantity() as value):
            return _range(value, value, hangs_on, firm=False)
        case Undisclosed():
            return unknown(hangs_on)


def _range(low: Quantity, high: Quantity, hangs_on: HangsOn, *, firm: bool) -> Figure:
    dimension = dimension_of(low.unit, low.per)
    bottom, top = in_base_units(low), in_base_units(high)
    if firm and bottom == top:
        return exactly(bottom, dimension)
    return Figure(bottom, top, dimension, frozenset({hangs_on}), firm)


def driver_figure(name: str, at: At) -> Figure:
    """What a driver is on a day: a known point, a pin of the scenario, a formula, or unknown.

    A level holds from each known point to the next, a flow for the year or month stated. Beyond that,
    and beyond the view's known-by date, the last value holds only if nothing in the declaration lets
    it move.
    """
    driver = at.facts.names().drivers.get(name)
    if driver is None:
        return unknown(HangsOn("number", name))
    dimension = dimension_of(driver.unit, driver.per)
    point = _known_point(driver, at)
    if point is not None:
        return exactly(_in_driver_units(point, driver), dimension)
    pin = at.facts.course.driver_pins.get(name)
    source = driver.formula if pin is None or pin.value is None else pin.value
    if source is None or name in at.within or len(at.within) >= _DEEPEST:
        return unknown(HangsOn("number", name), dimension=dimension)
    if (name, at.day) not in at.worked_out:
        inner = figure(source, replace(at, within=at.within | {name}, about=name))
        at.worked_out[name, at.day] = _as(inner, dimension)
    return at.worked_out[name, at.day]


def _as(one: Figure, dimension: Dimension) -> Figure:
    return replace(one, dimension=dimension) if one.dimension == PURE else one


def _in_driver_units(point: KnownValue, driver: Driver) -> Fraction:
    value = in_base_units(point.value)
    return value * per_year(driver.per) if driver.per is not None and point.value.per is None else value


def _known_point(driver: Driver, at: At) -> KnownValue | None:
    """The known value that holds on the day, in this view; None when none does."""
    open_from = first_open_day(at.facts.course)
    known = [point for point in driver.known if point.when.day < open_from and point.when.day <= at.day]
    covering = [point for point in known if driver.per is not None and at.day <= last_day(point.when)]
    if covering:
        return max(covering, key=lambda point: point.when.day)
    still = _stands_still(driver, at)
    lasting = [point for point in known if still or driver.per is None or point.when.precision == "day"]
    if not lasting or (at.day >= open_from and not still):
        return None
    return max(lasting, key=lambda point: point.when.day)


def _stands_still(driver: Driver, at: At) -> bool:
    moves = bool(driver.growth or driver.variation or driver.jumps or driver.correlations or driver.formula)
    return not moves and driver.name not in at.facts.course.driver_pins


def _driver_days(driver: Driver, facts: Facts) -> set[date]:
    """The days on which what is stated of a driver may change, its formula apart."""
    days = {point.when.day for point in driver.known}
    days |= {exact_end for point in driver.known if (exact_end := _after(last_day(point.when))) is not None}
    days.add(first_open_day(facts.course))
    return days


def _after(day: date) -> date | None:
    return None if day == date.max else date.fromordinal(day.toordinal() + 1)


def figure_days(expression: Expression, facts: Facts) -> frozenset[date]:
    """The days on which the number of an expression may change, through all formulas it leads to."""
    days: set[date] = set()
    seen: set[str] = set()
    waiting: list[Expression] = [expression]
    while waiting:
        match waiting.pop():
            case Ref(kind="driver", name=name) if name not in seen and name in facts.names().drivers:
                seen.add(name)
                driver, pin = facts.names().drivers[name], facts.course.driver_pins.get(name)
                days |= _driver_days(driver, facts)
                waiting += [part for part in (driver.formula, None if pin is None else pin.value) if part is not None]
            case Negative(operand):
                waiting.append(operand)
            case Arithmetic(left=left, right=right):
                waiting += [left, right]
            case Call(function=function, arguments=arguments):
                waiting += arguments
                days |= frozenset() if function in {"min", "max"} else facts.clause_days(None)
            case _:
                pass
    return frozenset(days)
