"""The one place where the exact engine rounds: powers and roots, which no fraction can hold.

They are computed with 60 decimal digits and rounded to 40 significant digits; what is rational by nature
(a whole power) stays exact. The arithmetic is `decimal`'s, the same on every platform.
"""

from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from math import isqrt

_WORKING = Context(prec=60, rounding=ROUND_HALF_EVEN)
_MOST_EXACT = 1000
_KEPT = Context(prec=40, rounding=ROUND_HALF_EVEN)


@lru_cache(maxsize=8192)  # every view of a deal grows its drivers by the same rates over the same years
def power(base: Fraction, exponent: Fraction) -> Fraction:
    """`base ** exponent` for a base of at least zero; exact for a whole exponent. ValueError below zero."""
    if base < 0:
        raise ValueError(f"{base} has no power {exponent}")
    if exponent.denominator == 1 and (base or exponent >= 0):
        return base**exponent.numerator
    if base == 0:
        return Fraction(0)
    with localcontext(_WORKING):
        return _kept(_decimal(base) ** _decimal(exponent))


def compounded(base: Fraction, exponent: Fraction) -> Fraction:
    """`base ** exponent` as `ir.program.Power` means it: a base of zero or less gives zero, one for exponent zero.

    A whole exponent of more than a thousand is rounded too: nobody needs its thousands of digits.
    """
    if exponent == 0:
        return Fraction(1)
    if base <= 0:
        return Fraction(0)
    if abs(exponent) <= _MOST_EXACT:
        return power(base, exponent)
    with localcontext(_WORKING):
        return _kept(_decimal(base) ** _decimal(exponent))


def square_root(number: Fraction) -> Fraction:
    """The root of a number of at least zero; exact when it is rational."""
    numerator, denominator = isqrt(number.numerator), isqrt(number.denominator)
    if numerator**2 == number.numerator and denominator**2 == number.denominator:
        return Fraction(numerator, denominator)
    with localcontext(_WORKING):
        return _kept(_decimal(number).sqrt())


def half_life(chance: Fraction) -> int:
    """How many trials, each with `chance` between 0 and 1 exclusive, it takes until one half have succeeded."""
    with localcontext(_WORKING) as context:
        trials = Decimal("0.5").ln() / (1 - _decimal(chance)).ln()
        return int(trials.to_integral_value(rounding="ROUND_CEILING", context=context))


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def _kept(number: Decimal) -> Fraction:
    return Fraction(_KEPT.plus(number))
