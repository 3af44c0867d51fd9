"""Numbers of the text as run-time parameters: certain, uncertain, undisclosed."""

from fractions import Fraction

from msgspec.structs import replace

from termwise.ir.program import NumberParameter, Origin, Uncertain
from termwise.lower.asking import NotLoweredError
from termwise.lower.passes.dimensions import TIMES
from termwise.model.expression import Between, Choice, Expression, Interval, Quantity, Triangular, Undisclosed
from termwise.view.units import dimension_of, in_base_units

Literal = Quantity | Interval | Triangular | Choice | Between | Undisclosed


def per_time(literal: Literal) -> str | None:
    """The time unit a literal is a rate per, or None."""
    sample = _sample(literal)
    return sample.per if sample is not None and sample.per in TIMES else None


def parameter_of(name: str, literal: Expression, origin: Origin) -> NumberParameter:
    """The parameter of a literal, its value in base units per its own time unit (5m per month stays 5m)."""
    unit = _unit(literal)
    match literal:
        case Quantity():
            return NumberParameter(name, _plain(literal), None, False, origin, unit=unit)
        case Undisclosed(range=None):
            raise NotLoweredError("its " + name.rpartition(": ")[2] + " is not public, and no range is given for it")
        case Undisclosed(range=Quantity() as value):
            return NumberParameter(name, _plain(value), None, True, origin, unit=unit)
        case Undisclosed(range=Interval() as inner):
            return NumberParameter(name, None, _uncertain(inner), True, origin, unit=unit)
        case Interval() | Triangular() | Choice() | Between():
            return NumberParameter(name, None, _uncertain(literal), False, origin, unit=unit)
        case _:
            raise NotLoweredError("it is not a number of the text")


def _uncertain(literal: Interval | Triangular | Choice | Between) -> Uncertain:
    match literal:
        case Interval(low, high, shape, within):
            bounds = (None, None) if within is None else (_plain(within[0]), _plain(within[1]))
            return Uncertain(shape, _plain(low), _plain(high), low=bounds[0], high=bounds[1])
        case Triangular(low, mode, high):
            return Uncertain("triangular", _plain(low), _plain(high), mode=_plain(mode))
        case Choice(options):
            return Uncertain("choice", options=tuple(_plain(option) for option in options))
        case Between(low, high):
            return Uncertain("uniform", _plain(low), _plain(high))


def _plain(quantity: Quantity) -> Fraction:
    return in_base_units(replace(quantity, per=None) if quantity.per in TIMES else quantity)


def _unit(literal: Expression) -> str:
    """The unit of the parameter's value; empty for a count."""
    match literal:
        case Quantity() | Interval() | Triangular() | Choice() | Between() | Undisclosed():
            sample = _sample(literal)
        case _:
            sample = None
    if sample is None:
        return ""
    symbols = dimension_of(sample.unit).powers
    above = sample.unit if sample.unit == "%" else "".join(symbol for symbol, _ in symbols)
    if sample.per is None:
        return above
    below = sample.per if sample.per in TIMES else "".join(symbol for symbol, _ in dimension_of(sample.per).powers)
    return f"{above or '1'} per {below}"


def _sample(literal: Literal) -> Quantity | None:
    match literal:
        case Quantity():
            return literal
        case Interval(low=low) | Triangular(low=low) | Between(low=low):
            return low
        case Choice(options=options):
            return options[0]
        case Undisclosed(range=None):
            return None
        case Undisclosed(range=Quantity() | Interval() as inner):
            return _sample(inner)
        case _:
            return None
