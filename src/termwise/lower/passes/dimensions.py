"""The dimension of an expression that has been elaborated: what it counts, and whether per time."""

from termwise.base.units import CURRENCIES, PURE, Dimension, of_symbol
from termwise.model.deal import Names
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
from termwise.view.units import dimension_of

TIMES = frozenset({"day", "month", "quarter", "year"})
"""What a rate may be per."""

_MONEY = frozenset({"paid", "cash", "value"})


def dimension(expression: Expression, names: Names, currency: str) -> Dimension:
    """The dimension; plain where the expression does not tell."""
    match expression:
        case Quantity(unit=unit, per=per):
            return dimension_of(unit, per)
        case Interval(low=sample) | Triangular(low=sample) | Between(low=sample):
            return dimension_of(sample.unit, sample.per)
        case Choice(options=(sample, *_)):
            return dimension_of(sample.unit, sample.per)
        case Undisclosed(range=None, unit=unit):
            return dimension_of(unit or "")
        case Undisclosed(range=Quantity() | Interval() as inner):
            return dimension(inner, names, currency)
        case Ref(kind="driver", name=name) if name in names.drivers:
            driver = names.drivers[name]
            return dimension_of(driver.unit, driver.per)
        case Negative(operand):
            return dimension(operand, names, currency)
        case Arithmetic(operator, left, right):
            one, other = dimension(left, names, currency), dimension(right, names, currency)
            if operator in {"+", "-"}:
                return other if one == PURE else one
            return one.times(other.inverse() if operator == "/" else other)
        case Call(function="total", arguments=(inner, *_)):
            return dimension(inner, names, currency).times(of_symbol("year"))
        case Call(function="min" | "max", arguments=(inner, *_)):
            return dimension(inner, names, currency)
        case Call(function=function):
            return of_symbol(currency) if function in _MONEY else PURE
        case DurationLiteral():
            return of_symbol("year")
        case _:
            return PURE


def is_flow(found: Dimension) -> bool:
    """Whether it is a rate per time."""
    return ("year", -1) in found.powers


def foreign(found: Dimension, currency: str) -> str | None:
    """The currency in it that is not the deal's, if any."""
    return next((symbol for symbol, _ in found.powers if symbol in CURRENCIES and symbol != currency), None)


def is_money(found: Dimension, currency: str) -> bool:
    """Whether it is money in the deal's currency, per time or not."""
    return {symbol for symbol, _ in found.powers} - {"year"} == {currency}
