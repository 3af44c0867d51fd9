"""The median of a distribution, truncated where it says so.

Untruncated it is exact (a geometric mean is rounded as `irrational` says). A truncated normal or lognormal
needs the normal distribution itself: computed in floats and kept to 12 significant digits.
"""

from decimal import Decimal
from fractions import Fraction
from math import exp, inf, log
from statistics import NormalDist
from typing import assert_never

from termwise.engine.irrational import square_root
from termwise.ir.program import Uncertain

_STANDARD = NormalDist()
_Q95 = _STANDARD.inv_cdf(0.95)
_HALF = Fraction(1, 2)


def median(uncertain: Uncertain) -> Fraction:
    """The number below and above which half of the chance lies."""
    truncated = uncertain.low is not None or uncertain.high is not None
    match uncertain.shape:
        case "lognormal":
            return _truncated_normal(uncertain, logs=True) if truncated else square_root(uncertain.a * uncertain.b)
        case "normal":
            return _truncated_normal(uncertain, logs=False) if truncated else (uncertain.a + uncertain.b) / 2
        case "uniform":
            return (_low(uncertain) + _high(uncertain)) / 2
        case "triangular":
            return _triangular(uncertain)
        case "choice":
            options = sorted(option for option in uncertain.options if _may_be(option, uncertain))
            return options[(len(options) - 1) // 2]
        case _ as never:
            assert_never(never)


def _may_be(option: Fraction, uncertain: Uncertain) -> bool:
    not_low = uncertain.low is None or uncertain.low <= option
    return not_low and (uncertain.high is None or option <= uncertain.high)


def _low(uncertain: Uncertain) -> Fraction:
    return uncertain.a if uncertain.low is None else max(uncertain.a, uncertain.low)


def _high(uncertain: Uncertain) -> Fraction:
    return uncertain.b if uncertain.high is None else min(uncertain.b, uncertain.high)


def _triangular(uncertain: Uncertain) -> Fraction:
    """Half way, in chance, between the truncations; without a stated mode the middle is the mode."""
    a, b = uncertain.a, uncertain.b
    mode = (a + b) / 2 if uncertain.mode is None else uncertain.mode
    if a == b:
        return a

    def chance_below(x: Fraction) -> Fraction:
        if x <= mode and mode > a:
            return (x - a) ** 2 / ((b - a) * (mode - a))
        return 1 - (b - x) ** 2 / ((b - a) * (b - mode)) if mode < b else Fraction(1)

    half = (chance_below(_low(uncertain)) + chance_below(_high(uncertain))) / 2
    if half <= chance_below(mode):
        return a + square_root(half * (b - a) * (mode - a))
    return b - square_root((1 - half) * (b - a) * (b - mode))


def _truncated_normal(uncertain: Uncertain, *, logs: bool) -> Fraction:
    """`a` and `b` are the quantiles 5 % and 95 % before truncation."""

    def scale(x: Fraction | None, missing: float) -> float:
        if x is None:
            return missing
        return (log(x) if x > 0 else -inf) if logs else float(x)

    a, b = scale(uncertain.a, 0), scale(uncertain.b, 0)
    low, high = scale(uncertain.low, -inf), scale(uncertain.high, inf)
    middle, spread = (a + b) / 2, (b - a) / (2 * _Q95)
    if spread == 0:
        return max(_low(uncertain), min(_high(uncertain), uncertain.a))
    half = (_STANDARD.cdf((low - middle) / spread) + _STANDARD.cdf((high - middle) / spread)) / 2
    if not 0 < half < 1:  # so far out that floats see no chance at all: the nearer truncation
        nearer = uncertain.low if half >= 1 else uncertain.high
        return uncertain.a if nearer is None else nearer
    found = middle + spread * _STANDARD.inv_cdf(half)
    return Fraction(Decimal(f"{exp(found) if logs else found:.12g}"))
