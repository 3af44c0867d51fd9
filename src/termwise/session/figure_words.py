"""Exact numbers and bounds in words."""

from decimal import Context, Decimal, Inexact
from fractions import Fraction

from termwise.base.units import CURRENCIES, PURE, UNITS, Dimension
from termwise.model.expression import Quantity
from termwise.model.text import number_text, quantity_text
from termwise.view.figure import Figure

_MOST_DIGITS = 15
"""Significant digits up to which a number is printed as it is."""
_DIGITS = 5
"""Significant digits of a longer one, which is "about" so much."""


def figure_words(figure: Figure, currency: str, *, percent: bool) -> str:
    """`27%`, `135bn`, `between 15% and 20%`, `at least 1bn`, `not known`; `percent` for pure numbers that are shares.

    A number with more than 15 digits, or with decimals that never end, is "about" its first five.
    """
    low = _number(figure.low, figure.dimension, currency, percent=percent)
    high = _number(figure.high, figure.dimension, currency, percent=percent)
    if figure.is_exact and low is not None:
        return low
    if low is not None and high is not None:
        return f"between {low} and {high}" if low != high else low
    if low is not None:
        return f"at least {low}"
    return "not known" if high is None else f"at most {high}"


def _number(value: Fraction | None, dimension: Dimension, currency: str, *, percent: bool) -> str | None:
    if value is None:
        return None
    decimal, exact = _decimal(value)
    about = "" if exact else "about "
    if dimension == PURE:
        return about + quantity_text(Quantity(decimal, "%" if percent else ""))
    powers = dict(dimension.powers)
    per = "year" if powers.pop("year", 0) == -1 else None
    if len(powers) == 1 and set(powers.values()) == {1}:
        (symbol,) = powers
        if symbol in CURRENCIES:
            return about + quantity_text(Quantity(decimal, symbol, per), currency)
        word, factor = _unit(symbol, decimal)
        return about + quantity_text(Quantity(decimal / factor, word, per))
    return f"{about}{number_text(decimal)} {dimension}"


def _decimal(value: Fraction) -> tuple[Decimal, bool]:
    """The number as a decimal, and whether it is all of it."""
    whole = Context(prec=_MOST_DIGITS)
    decimal = whole.divide(Decimal(value.numerator), Decimal(value.denominator))
    if not whole.flags[Inexact]:
        return decimal, True
    return Context(prec=_DIGITS).divide(Decimal(value.numerator), Decimal(value.denominator)), False


def _unit(symbol: str, value: Decimal) -> tuple[str, Decimal]:
    """The largest unit word for a base symbol of which there is at least one, and its size; else the smallest."""
    words = sorted(((size, word) for word, (base, size) in UNITS.items() if base == symbol), reverse=True)
    fitting = [(word, size) for size, word in words if abs(value) >= size]
    return (fitting or [(word, size) for size, word in words[-1:]] or [(symbol, Decimal(1))])[0]
