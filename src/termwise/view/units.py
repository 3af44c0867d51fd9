"""Quantities of the text in base units."""

from fractions import Fraction

from termwise.base.units import CURRENCIES, PURE, UNITS, Dimension, of_symbol
from termwise.model.expression import Quantity

PER_YEAR = of_symbol("year", -1)

_PERIODS_PER_YEAR = {"day": 365, "month": 12, "quarter": 4, "year": 1}
"""How a rate per time is put on one footing; a day is a 365th of a year here, never when money accrues."""


def in_base_units(quantity: Quantity) -> Fraction:
    """The value in base units: 6 GW is 6_000_000_000 W, 5m per month is 60m per year."""
    above = Fraction(quantity.value) * _factor(quantity.unit)
    if quantity.per is None:
        return above
    periods = _PERIODS_PER_YEAR.get(quantity.per)
    return above * periods if periods is not None else above / _factor(quantity.per)


def dimension_of(unit: str, per: str | None = None) -> Dimension:
    """The dimension of a unit with its "per"; an unknown word is a symbol of its own."""
    above = _symbol(unit)
    if per is None:
        return above
    return above.times(PER_YEAR if per in _PERIODS_PER_YEAR else _symbol(per).inverse())


def per_year(per: str | None) -> int:
    """How many times a year a rate's time unit fits; 1 for none."""
    return 1 if per is None else _PERIODS_PER_YEAR.get(per, 1)


def _declared(unit: str) -> str:
    plural = {"query": "queries"}.get(unit, f"{unit}s")
    return unit if unit in UNITS or plural not in UNITS else plural


def _factor(unit: str) -> Fraction:
    known = UNITS.get(_declared(unit))
    return Fraction(1) if known is None else Fraction(known[1])


def _symbol(unit: str) -> Dimension:
    if unit in {"", "%"}:
        return PURE
    if unit in CURRENCIES:
        return of_symbol(unit)
    known = UNITS.get(_declared(unit))
    return of_symbol(unit if known is None else known[0])
