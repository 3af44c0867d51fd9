"""Numbers in the language: percent, money with its best scale, quantities with units."""

from decimal import Decimal

from termwise.base.units import CURRENCIES
from termwise.model.expression import Quantity

_SCALES = (("tn", 12), ("bn", 9), ("m", 6), ("k", 3))
_MOST_DECIMALS = 3


def number_text(value: Decimal) -> str:
    """A plain decimal number: no exponent, no zeros at its end. Exact."""
    if value == value.to_integral_value():
        return f"{value.to_integral_value():f}"
    return f"{value:f}".rstrip("0")


def shifted(value: Decimal, places: int) -> Decimal:
    """`value` times ten to the power `places`, exact whatever the number of digits. `value` is finite."""
    sign, digits, exponent = value.as_tuple()
    return Decimal((sign, digits, int(exponent) + places))


def _scaled(value: Decimal) -> tuple[str, bool]:
    """`value` with its best scale, and whether a scale was used.

    The best scale is the largest that leaves at least 1 and at most three decimals; none
    when there is no such scale. Exact: scaling by powers of ten loses nothing.
    """
    for suffix, exponent in _SCALES:
        share = shifted(value, -exponent)
        if abs(share) >= 1 and _decimals(share) <= (_MOST_DECIMALS if exponent > 3 else 0):
            return number_text(share) + suffix, True
    return number_text(value), False


def _decimals(value: Decimal) -> int:
    _, _, fraction = number_text(value).partition(".")
    return len(fraction)


def quantity_text(quantity: Quantity, currency: str | None = None, *, per: bool = True) -> str:
    """`27%`, `13bn`, `13bn EUR`, `20bn per year`, `160m shares`, `6 GW`.

    Money in `currency` leaves its name out where a scale shows that it is money; `600 USD`
    keeps it. A plain count carries no scale, which would make it money. `per=False` leaves
    out the time of a rate.
    """
    after = f" per {quantity.per}" if per and quantity.per else ""
    if quantity.unit == "%":
        return number_text(shifted(quantity.value, 2)) + "%" + after
    if not quantity.unit:
        return number_text(quantity.value) + after
    number, has_scale = _scaled(quantity.value)
    if quantity.unit in CURRENCIES and quantity.unit == currency and has_scale:
        return number + after
    return f"{number} {quantity.unit}{after}"
