"""Quantiles of what is drawn, from its distribution: numbers, and waiting times of events.

Computed in floats and kept to 12 significant digits; `engine.median` has the middle exactly.
"""

from decimal import Decimal
from fractions import Fraction
from math import ceil, exp, inf, log, log1p, sqrt
from statistics import NormalDist
from typing import assert_never

from termwise.ir.program import DrawnEvent, Uncertain

_STANDARD = NormalDist()
_Q95 = _STANDARD.inv_cdf(0.95)
_LEAST_WAIT = 0.5


def quantile(uncertain: Uncertain, share: float) -> Fraction:
    """The number below which `share` (0 < share < 1) of the chance lies, truncation included."""
    match uncertain.shape:
        case "lognormal":
            return _kept(exp(_normal(uncertain, share, logs=True)))
        case "normal":
            return _kept(_normal(uncertain, share, logs=False))
        case "uniform":
            low, high = _ends(uncertain)
            return _kept(low + share * (high - low))
        case "triangular":
            return _kept(_triangular(uncertain, share))
        case "choice":
            low, high = _truncation(uncertain)
            options = sorted(option for option in uncertain.options if low <= option <= high)
            return options[min(int(share * len(options)), len(options) - 1)]
        case _ as never:
            assert_never(never)


def wait(event: DrawnEvent, share: float) -> int | None:
    """Days of waiting that `share` of the paths on which it happens stay below; None when nothing says how long."""
    if event.hazard_per_day is not None:
        if not 0 < event.hazard_per_day < 1:
            return 0 if event.hazard_per_day else None
        return max(ceil(log1p(-share) / log1p(-float(event.hazard_per_day))) - 1, 0)
    if event.low_days is None or event.high_days is None:
        return None
    low, high = (log(max(days, _LEAST_WAIT)) for days in (event.low_days, event.high_days))
    return round(exp((low + high) / 2 + (high - low) / (2 * _Q95) * _STANDARD.inv_cdf(share)))


def standard_normal(share: float) -> float:
    """The quantile of the standard normal distribution."""
    return _STANDARD.inv_cdf(share)


def _kept(number: float) -> Fraction:
    return Fraction(Decimal(f"{number:.12g}"))


def _truncation(uncertain: Uncertain) -> tuple[float, float]:
    low, high = uncertain.low, uncertain.high
    return -inf if low is None else float(low), inf if high is None else float(high)


def _ends(uncertain: Uncertain) -> tuple[float, float]:
    low, high = _truncation(uncertain)
    return max(low, float(uncertain.a)), min(high, float(uncertain.b))


def _normal(uncertain: Uncertain, share: float, *, logs: bool) -> float:
    """`a` and `b` are the quantiles 5 % and 95 % before truncation; of logarithms for a lognormal."""

    def scale(number: float) -> float:
        if not logs:
            return number
        return log(number) if number > 0 else -inf

    a, b = scale(float(uncertain.a)), scale(float(uncertain.b))
    low, high = (scale(bound) if abs(bound) < inf else bound for bound in _truncation(uncertain))
    middle, spread = (a + b) / 2, (b - a) / (2 * _Q95)
    if spread == 0:
        return max(low, min(high, middle))
    below, above = (_STANDARD.cdf((bound - middle) / spread) for bound in (low, high))
    chance = below + share * (above - below)
    if not 0 < chance < 1:  # truncated so far out that floats see no chance at all: the nearer end
        return low if chance >= 1 else high
    return max(low, min(high, middle + spread * _STANDARD.inv_cdf(chance)))


def _triangular(uncertain: Uncertain, share: float) -> float:
    a, b = float(uncertain.a), float(uncertain.b)
    mode = (a + b) / 2 if uncertain.mode is None else float(uncertain.mode)
    if a == b:
        return a

    def chance_below(x: float) -> float:
        if x <= mode and mode > a:
            return (x - a) ** 2 / ((b - a) * (mode - a))
        return 1 - (b - x) ** 2 / ((b - a) * (b - mode)) if mode < b else 1.0

    below, above = (chance_below(end) for end in _ends(uncertain))
    chance = below + share * (above - below)
    if chance <= chance_below(mode):
        return a + sqrt(chance * (b - a) * (mode - a))
    return b - sqrt((1 - chance) * (b - a) * (b - mode))
