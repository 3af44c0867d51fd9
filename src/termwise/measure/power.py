"""Who decides a vote: the power of each voter in a weighted majority, exactly.

A voter swings a coalition that loses without him and wins with him. The Banzhaf index counts the swings: of all
coalitions of the others (absolute), and as a share of everybody's swings (normalised). The Shapley-Shubik index is
the share of all orders of joining in which he swings. Coalitions are not listed: they are counted by weight and
size, so that each voter's swings follow from two tables (dynamic programming over generating functions).

L. S. Shapley and M. Shubik, A method for evaluating the distribution of power in a committee system, APSR 48 (1954);
J. F. Banzhaf, Weighted voting doesn't work, Rutgers Law Review 19 (1965); S. J. Brams and P. J. Affuso, Power and
size: a new paradox, Theory and Decision 7 (1976), for the counting.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import factorial, lcm

from msgspec import Struct

Weight = Fraction | int
_Counted = dict[int, list[int]]
"""By weight, how many coalitions of 0, 1, 2, … voters have it."""


class Majority(Struct, frozen=True):
    """What a coalition needs: at least the quota or, when `more`, more than it. In the unit of the weights."""

    quota: Fraction
    more: bool = False

    def wins(self, weight: Weight) -> bool:
        """Whether a coalition of that weight wins."""
        return weight > self.quota if self.more else weight >= self.quota


HALF = Majority(Fraction(1, 2), more=True)
"""More than half of a whole of 1: of shares, or of seats where the text says nothing else."""


class Power(Struct, frozen=True):
    """The power of one voter, from 0 to 1. `decides`: wins alone; `blocks`: nobody wins without him.

    `banzhaf` is the normalised index, `banzhaf_absolute` the share of the others' coalitions that he swings.
    """

    voter: str
    weight: Fraction
    banzhaf: Fraction
    banzhaf_absolute: Fraction
    shapley_shubik: Fraction
    decides: bool
    blocks: bool


def powers(weights: Mapping[str, Weight], majority: Majority = HALF) -> tuple[Power, ...]:
    """The power of every voter, in order. Weights are at least zero; ValueError otherwise.

    When no coalition wins, or even the empty one does, nobody swings anything and all indices are zero.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("a vote weighs at least nothing")
    scale = lcm(*(Fraction(weight).denominator for weight in weights.values()))
    whole = {voter: int(weight * scale) for voter, weight in weights.items()}
    scaled = Majority(majority.quota * scale, majority.more)
    counted = _coalitions(list(whole.values()))
    total = sum(whole.values())
    swings = {voter: _swings(_without(counted, weight), weight, scaled) for voter, weight in whole.items()}
    everybody = sum(sum(by_size) for by_size in swings.values())
    return tuple(
        Power(
            voter=voter,
            weight=Fraction(weights[voter]),
            banzhaf=Fraction(sum(by_size), everybody) if everybody else Fraction(0),
            banzhaf_absolute=Fraction(sum(by_size), 2 ** (len(whole) - 1)),
            shapley_shubik=_shapley_shubik(by_size, len(whole)),
            decides=scaled.wins(whole[voter]) and not scaled.wins(0),
            blocks=scaled.wins(total) and not scaled.wins(total - whole[voter]),
        )
        for voter, by_size in swings.items()
    )


def _coalitions(weights: list[int]) -> _Counted:
    """Every coalition of the voters, by weight and size."""
    size = len(weights) + 1
    counted: _Counted = {0: [1] + [0] * (size - 1)}
    for weight in weights:
        joined = {total: list(by_size) for total, by_size in counted.items()}
        for total, by_size in counted.items():
            larger = joined.setdefault(total + weight, [0] * size)
            for members, count in enumerate(by_size[:-1]):
                larger[members + 1] += count
        counted = joined
    return counted


def _without(counted: _Counted, weight: int) -> _Counted:
    """The coalitions without one voter: those of all, less those he is in, from the lightest up."""
    without: _Counted = {}
    for total in sorted(counted):
        by_size = list(counted[total])
        lighter = by_size if weight == 0 else without.get(total - weight)
        if lighter is not None:
            for members in range(1, len(by_size)):
                by_size[members] -= lighter[members - 1]
        without[total] = by_size
    return without


def _swings(others: _Counted, weight: int, majority: Majority) -> list[int]:
    """By their size, how many coalitions of the others lose without the voter and win with him."""
    swung = [by_size for total, by_size in others.items() if not majority.wins(total) and majority.wins(total + weight)]
    return [sum(counts) for counts in zip(*swung, strict=True)] if swung else [0]


def _shapley_shubik(by_size: list[int], voters: int) -> Fraction:
    """Of all orders, those in which the coalition before him is one he swings: s! (n - s - 1)! / n! each."""
    orders = sum(
        count * factorial(members) * factorial(voters - members - 1) for members, count in enumerate(by_size) if count
    )
    return Fraction(orders, factorial(voters))
