"""Uncertain numbers: one word each, through the inverse of their distribution."""

from fractions import Fraction
from functools import lru_cache
from math import inf
from typing import TypeVar, assert_never

import numpy as np

from termwise.engine.drawing.words import uniform
from termwise.engine.machine import normal as normal_numbers
from termwise.engine.machine.arguments import Arguments, Reals
from termwise.engine.machine.normal import normal
from termwise.engine.machine.numpy_machine import Array, NumpyMachine
from termwise.engine.machine.protocol import Lanes, Machine
from termwise.engine.machine.special import exp, log
from termwise.ir.program import Uncertain

Q95 = 1.6448536269514722
"""The 95 % quantile of the standard normal distribution, rounded once."""

_T = TypeVar("_T")
_LAST = 2**32 - 1
_FAN = 2048


def drawn(m: Machine[Lanes], name: str, uncertain: Uncertain, word: Lanes) -> Lanes:
    """The number that a word below 2**32 gives, in base units; `name` is that of its arguments."""
    match uncertain.shape:
        case "lognormal" | "normal":
            found = _normal(m, name, uncertain, word)
        case "uniform":
            span = m.multiply(uniform(m, word), m.argument(f"{name}:span"))
            found = m.add(m.argument(f"{name}:from"), span)
        case "triangular":
            found = _triangular(m, name, word)
        case "choice":
            place = m.word_multiply_32(word, m.argument_word(f"{name}:count"))
            return m.element(f"{name}:options", m.shift_right(place, 32))
        case _ as never:
            assert_never(never)
    if uncertain.low is not None:
        found = m.maximum(m.argument(f"{name}:low"), found)
    if uncertain.high is not None:
        found = m.minimum(m.argument(f"{name}:high"), found)
    return found


def _normal(m: Machine[Lanes], name: str, uncertain: Uncertain, word: Lanes) -> Lanes:
    """Truncated, the word is one of those whose numbers lie within."""
    if uncertain.low is not None or uncertain.high is not None:
        share = m.word_multiply_32(word, m.argument_word(f"{name}:count"))
        word = m.word_add(m.argument_word(f"{name}:first"), m.shift_right(share, 32))
    found = m.add(m.argument(f"{name}:middle"), m.multiply(m.argument(f"{name}:spread"), normal(m, word)))
    return exp(m, found) if uncertain.shape == "lognormal" else found


def _triangular(m: Machine[Lanes], name: str, word: Lanes) -> Lanes:
    """On both sides of the mode the chance grows with the square of the distance from the end."""
    chance = m.add(m.argument(f"{name}:from"), m.multiply(uniform(m, word), m.argument(f"{name}:span")))
    rising = m.square_root(m.multiply(chance, m.argument(f"{name}:rising")))
    falling = m.square_root(m.multiply(m.subtract(m.real(1.0), chance), m.argument(f"{name}:falling")))
    below = m.add(m.argument(f"{name}:a"), rising)
    above = m.subtract(m.argument(f"{name}:b"), falling)
    return m.select(m.at_most(chance, m.argument(f"{name}:at_mode")), below, above)


# -- arguments -------------------------------------------------------------------------------------------


def numbers_of(name: str, uncertain: Uncertain) -> tuple[dict[str, float], dict[str, int], dict[str, Reals]]:
    """Numbers, words and arrays that `drawn` reads."""
    bounds = {
        f"{name}:{end}": float(bound)
        for end, bound in (("low", uncertain.low), ("high", uncertain.high))
        if bound is not None
    }
    match uncertain.shape:
        case "lognormal" | "normal":
            numbers, words = _of_normal(uncertain)
            return bounds | _named(name, numbers), _named(name, words), {}
        case "uniform":
            low, high = _ends(uncertain)
            return bounds | _named(name, {"from": float(low), "span": float(high - low)}), {}, {}
        case "triangular":
            return bounds | _named(name, _of_triangular(uncertain)), {}, {}
        case "choice":
            options = [float(one) for one in uncertain.options if _low(uncertain, one) <= one <= _high(uncertain, one)]
            return bounds, {f"{name}:count": len(options)}, {f"{name}:options": np.array(options, np.float64)}
        case _ as never:
            assert_never(never)


def _named(name: str, values: dict[str, _T]) -> dict[str, _T]:
    return {f"{name}:{part}": value for part, value in values.items()}


def _low(uncertain: Uncertain, otherwise: Fraction) -> Fraction:
    return otherwise if uncertain.low is None else uncertain.low


def _high(uncertain: Uncertain, otherwise: Fraction) -> Fraction:
    return otherwise if uncertain.high is None else uncertain.high


def _ends(uncertain: Uncertain) -> tuple[Fraction, Fraction]:
    a, b = uncertain.a, uncertain.b
    return max(a, _low(uncertain, a)), min(b, _high(uncertain, b))


def _of_triangular(uncertain: Uncertain) -> dict[str, float]:
    a, b = uncertain.a, uncertain.b
    mode = (a + b) / 2 if uncertain.mode is None else uncertain.mode
    rising, falling = (b - a) * (mode - a), (b - a) * (b - mode)

    def chance_below(x: Fraction) -> Fraction:
        if x <= mode and rising:
            return (x - a) ** 2 / rising
        return 1 - (b - x) ** 2 / falling if falling else Fraction(1)

    low, high = (chance_below(end) for end in _ends(uncertain))
    exact = {
        "a": a,
        "b": b,
        "from": low,
        "span": high - low,
        "rising": rising,
        "falling": falling,
        "at_mode": chance_below(mode) if rising else Fraction(0),
    }
    return {part: float(number) for part, number in exact.items()}


def _of_normal(uncertain: Uncertain) -> tuple[dict[str, float], dict[str, int]]:
    ends = [uncertain.a, uncertain.b, *(bound for bound in (uncertain.low, uncertain.high) if bound is not None)]
    scaled = logs_of(*ends) if uncertain.shape == "lognormal" else tuple(float(end) for end in ends)
    middle, spread = middle_and_spread(scaled[0], scaled[1])
    numbers = {"middle": middle, "spread": spread}
    if len(ends) == 2:
        return numbers, {}
    low = scaled[2] if uncertain.low is not None else -inf
    high = scaled[-1] if uncertain.high is not None else inf
    if spread == 0:
        return numbers, {"first": 0, "count": 1}
    first = words_below((low - middle) / spread, inclusive=False)
    after = words_below((high - middle) / spread, inclusive=True)
    return numbers, {"first": min(first, _LAST), "count": max(1, min(after - first, _LAST))}


def middle_and_spread(low: float, high: float) -> tuple[float, float]:
    """Mean and standard deviation of the normal distribution with these quantiles at 5 % and 95 %."""
    return (low + high) / 2, (high - low) / (2 * Q95)


@lru_cache(maxsize=4096)  # while one number of a deal changes, the others stay
def logs_of(*numbers: Fraction) -> tuple[float, ...]:
    """Natural logarithms, by the machine; that of zero or less is minus infinity."""
    above: Array = np.array([max(float(number), 0.0) for number in numbers])
    return tuple(float(one) for one in log(_host(), above))


@lru_cache(maxsize=4096)
def words_below(bound: float, *, inclusive: bool) -> int:
    """How many words have a standard normal number below `bound`, or at it: from 0 to 2**32."""
    first, count = 0, 2**32  # the answer is among first, ..., first + count
    while count:
        step = -(-count // _FAN)
        words: Array = np.arange(first, first + count, step, dtype=np.uint64)
        numbers = normal(_host(), words)
        inside = int(np.count_nonzero(numbers <= bound if inclusive else numbers < bound))
        if not inside:
            return first
        last = first + (inside - 1) * step
        first, count = last + 1, min(step - 1, first + count - last - 1)
    return first


def _host() -> NumpyMachine:
    return NumpyMachine(Arguments(0, {}, {}, {}, normal_numbers.arrays(), np.zeros((0, 16), np.uint64), 0))
