"""Numbers that may be known only within bounds, and exact arithmetic on them."""

from collections.abc import Iterable
from fractions import Fraction
from math import inf

from msgspec import Struct

from termwise.base.units import PURE, Dimension
from termwise.view.course import NO, YES, HangsOn, Tri

Extended = Fraction | float
"""An exact number, or plus or minus infinity: the only floats here."""

_BITS = 8192
_TOO_LONG = HangsOn("words", "a number of more than two thousand digits")


class Figure(Struct, frozen=True):
    """A number in base units (money in currency units, percent as a fraction, watts, shares; rates per year).

    It lies from `low` to `high`, both included; None is without bound on that side. When it is not
    `firm` the bounds are believed only (a 90 % interval, an undisclosed range), and settle nothing.
    `hangs_on` names everything that could settle it; nothing when it is exact.
    """

    low: Fraction | None
    high: Fraction | None
    dimension: Dimension = PURE
    hangs_on: frozenset[HangsOn] = frozenset()
    firm: bool = True

    @property
    def is_exact(self) -> bool:
        """Whether the number is known."""
        return self.firm and self.low is not None and self.low == self.high


def exactly(value: Fraction | int, dimension: Dimension = PURE) -> Figure:
    """A known number."""
    number = Fraction(value)
    return Figure(number, number, dimension)


def unknown(*things: HangsOn, dimension: Dimension = PURE) -> Figure:
    """A number of which nothing is known but what it hangs on."""
    return Figure(None, None, dimension, frozenset(things))


def between(low: Fraction | None, high: Fraction | None, *things: HangsOn, dimension: Dimension = PURE) -> Figure:
    """A number that certainly lies between two bounds."""
    return Figure(low, high, dimension, frozenset(things))


def plus(one: Figure, other: Figure) -> Figure:
    """The sum, of numbers of one dimension."""
    low, high = _low(one) + _low(other), _high(one) + _high(other)
    return _figure(low, high, one.dimension, (one, other))


def negated(one: Figure) -> Figure:
    """Minus the number."""
    return _figure(-_high(one), -_low(one), one.dimension, (one,))


def minus(one: Figure, other: Figure) -> Figure:
    """The difference, of numbers of one dimension."""
    return plus(one, negated(other))


def times(one: Figure, other: Figure) -> Figure:
    """The product; exactly zero when a factor is."""
    corners = [_product(a, b) for a in (_low(one), _high(one)) for b in (_low(other), _high(other))]
    return _figure(min(corners), max(corners), one.dimension.times(other.dimension), (one, other))


def inverse(one: Figure) -> Figure:
    """One over the number; without bounds when it may be zero."""
    dimension, low, high = one.dimension.inverse(), _low(one), _high(one)
    if low <= 0 <= high:
        return Figure(None, None, dimension, one.hangs_on)
    return _figure(_one_over(high), _one_over(low), dimension, (one,))


def over(one: Figure, other: Figure) -> Figure:
    """The quotient; without bounds when the divisor may be zero."""
    return times(one, inverse(other))


def least(figures: Iterable[Figure]) -> Figure:
    """The smallest of several numbers of one dimension."""
    parts = tuple(figures)
    return _figure(min(map(_low, parts)), min(map(_high, parts)), parts[0].dimension, parts)


def greatest(figures: Iterable[Figure]) -> Figure:
    """The largest of several numbers of one dimension."""
    parts = tuple(figures)
    return _figure(max(map(_low, parts)), max(map(_high, parts)), parts[0].dimension, parts)


def either(one: Figure, other: Figure, truth: Tri) -> Figure:
    """`one` if the truth holds and `other` if not; while it is open, anything from one to the other."""
    if truth.value is not None:
        return one if truth.value else other
    joined = _figure(min(_low(one), _low(other)), max(_high(one), _high(other)), one.dimension, (one, other))
    return joined if joined.is_exact else Figure(*_bounds(joined), joined.hangs_on | truth.hangs_on, joined.firm)


def at_least(one: Figure, other: Figure) -> Tri:
    """Whether one number is at least another, as far as firm bounds tell."""
    if _is_settled(one, other):
        if _low(one) >= _high(other):
            return YES
        if _high(one) < _low(other):
            return NO
    return Tri(None, one.hangs_on | other.hangs_on)


def equal(one: Figure, other: Figure, tolerance: Figure) -> Tri:
    """Whether two numbers differ by no more than a tolerance, in their dimension, as far as firm bounds tell."""
    apart = minus(one, other)
    return _both(at_least(tolerance, apart), at_least(apart, negated(tolerance)))


def size(one: Figure) -> Figure:
    """The number without its sign."""
    return greatest((one, negated(one)))


def _both(one: Tri, other: Tri) -> Tri:
    if one.value is False or other.value is False:
        return NO
    return YES if one.value and other.value else Tri(None, one.hangs_on | other.hangs_on)


def _is_settled(one: Figure, other: Figure) -> bool:
    return one.firm and other.firm


def _bounds(one: Figure) -> tuple[Fraction | None, Fraction | None, Dimension]:
    return one.low, one.high, one.dimension


def _low(one: Figure) -> Extended:
    return -inf if one.low is None else one.low


def _high(one: Figure) -> Extended:
    return inf if one.high is None else one.high


def _product(one: Extended, other: Extended) -> Extended:
    if one == 0 or other == 0:
        return Fraction(0)
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one * other
    return inf if (one > 0) == (other > 0) else -inf


def _one_over(one: Extended) -> Extended:
    return 1 / one if isinstance(one, Fraction) else Fraction(0)


def _is_too_long(number: Extended) -> bool:
    """Whether a number has more digits than anybody means: formulas that square each other double them."""
    return isinstance(number, Fraction) and max(number.numerator.bit_length(), number.denominator.bit_length()) > _BITS


def _figure(low: Extended, high: Extended, dimension: Dimension, parts: tuple[Figure, ...]) -> Figure:
    """Bounds worked out from parts: it hangs on what they hang on, unless it is exact."""
    firm = all(part.firm for part in parts)
    if _is_too_long(low) or _is_too_long(high):
        return Figure(None, None, dimension, frozenset({_TOO_LONG}).union(*(part.hangs_on for part in parts)))
    bottom = low if isinstance(low, Fraction) else None
    top = high if isinstance(high, Fraction) else None
    if firm and bottom is not None and bottom == top:
        return Figure(bottom, top, dimension)
    return Figure(bottom, top, dimension, frozenset[HangsOn]().union(*(part.hangs_on for part in parts)), firm)
