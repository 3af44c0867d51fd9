"""Exact numbers that may be known only within bounds."""

from fractions import Fraction

from msgspec import Struct

from termwise.base.units import PURE, Dimension
from termwise.view.course import HangsOn


class Figure(Struct, frozen=True):
    """A number in base units (money in currency units, percent as a fraction, watts, shares …).

    It lies from `low` to `high`, both included; None is without bound on that side. Exact when both
    are equal; otherwise `hangs_on` names everything that could settle it.
    """

    low: Fraction | None
    high: Fraction | None
    dimension: Dimension = PURE
    hangs_on: frozenset[HangsOn] = frozenset()

    @property
    def is_exact(self) -> bool:
        """Whether the number is known."""
        return self.low is not None and self.low == self.high


def exactly(value: Fraction | int, dimension: Dimension = PURE) -> Figure:
    """A known number."""
    number = Fraction(value)
    return Figure(number, number, dimension)


def unknown(*things: HangsOn, dimension: Dimension = PURE) -> Figure:
    """A number of which nothing is known but what it hangs on."""
    return Figure(None, None, dimension, frozenset(things))
