"""Rounding, where the text asks for it: exact, to whole multiples of a unit."""

from fractions import Fraction
from math import floor
from typing import assert_never

from termwise.ir.program import RoundingMode

_HALF = Fraction(1, 2)


def rounded(mode: RoundingMode, number: Fraction, unit: Fraction) -> Fraction:
    """The number to a whole multiple of `unit`, as `ir.program.Round` says; a unit of zero or less rounds nothing."""
    if unit <= 0:
        return number
    size = abs(number) / unit
    whole = floor(size)
    rest = size - whole
    match mode:
        case "down":
            up = False
        case "up":
            up = rest > 0
        case "half up":
            up = rest >= _HALF
        case "half even":
            up = rest > _HALF or (rest == _HALF and whole % 2 == 1)
        case _ as never:
            assert_never(never)
    return (-1 if number < 0 else 1) * (whole + up) * unit
