"""Numbers of a run for reading: four significant digits at most, the exact ones are in `--json`."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Context
from fractions import Fraction

from termwise.explain.figures.unit import Unit

_SCALES = ((12, "tn"), (9, "bn"), (6, "m"), (3, "k"))


def money_words(amount: Fraction, digits: int = 3) -> str:
    """`1.87bn`, `-524m`, `12.5k`, `600`: rounded half to even to `digits` significant digits."""
    if amount == 0:
        return "0"
    rounded = _rounded(amount, digits)
    for power, suffix in _SCALES:
        if abs(rounded) >= 10**power:
            return f"{_plain(rounded / 10**power)}{suffix}"
    return _plain(rounded)


def share_words(share: Fraction, digits: int = 4) -> str:
    """`27%`, `17.32%`."""
    return f"{_plain(_rounded(share * 100, digits))}%"


def value_words(value: Fraction, unit: Unit) -> str:
    """A number of an explanation by what it counts; money and numbers in four significant digits."""
    match unit:
        case "money":
            return money_words(value, 4)
        case "share":
            return share_words(value)
        case "days":
            return f"{_plain(value)} days" if value != 1 else "1 day"
        case "units":
            return f"{money_words(value, 6)} units"
        case "day":
            ordinal = int(value)
            return str(date.fromordinal(ordinal)) if 1 <= ordinal <= date.max.toordinal() else "never"
        case "truth":
            return "yes" if value else "no"
        case "number":
            return money_words(value, 6)


def _rounded(value: Fraction, digits: int) -> Fraction:
    context = Context(prec=digits, rounding=ROUND_HALF_EVEN)
    return Fraction(context.divide(value.numerator, value.denominator))


def _plain(value: Fraction) -> str:
    """A rounded number without exponent and without zeros at its end."""
    text = f"{Context(prec=20).divide(value.numerator, value.denominator):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
