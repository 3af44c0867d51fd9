"""Notes and SAFEs that convert together: how many units each becomes, exactly, each hanging on all the others.

Whatever converts changes the number of units S that converts in all, and S changes what a capped SAFE gets (its
"company capitalization" counts all that converts), the price of the round, and the pool that is to be a part of the
whole afterwards. Each converts at whichever is more of two amounts that are linear in S (at its cap, or at the price
less its discount), and so is the growth of the pool (what the target takes, or nothing). So S is the fixed point of
a sum of maxima of lines, which is convex. Newton's steps from S = 0 on such a function only ever go up, and never use
a line again that lies behind: with n places at which a line may change for the other, the (n + 1)th step is exact.
That is a fixed number of straight-line operations, whatever the caps are.
"""

from collections.abc import Iterable
from functools import reduce

from msgspec import Struct

from termwise.ir.builder import Builder
from termwise.ir.program import Value


class Line(Struct, frozen=True):
    """`fixed + slope x S`, S being all units that convert."""

    fixed: Value
    slope: Value


class Pricing(Struct, frozen=True):
    """Units per unit of money: `per_counted x N + per_converting x S + plain`.

    N is what is counted before the round, the growth of the pool included. A valuation V pre-money, shared by all
    that is there before, makes `per_counted` 1/V; where what converts shares it too, so is `per_converting`.
    """

    per_counted: Value
    per_converting: Value
    plain: Value


class Terms(Struct, frozen=True):
    """A discount and a cap. `kept` is one less the discount; `pricing` None: there is no price but that of the cap.

    `cap_is_post` when its capitalization counts what converts; else it counts the growth of the pool.
    """

    kept: Value
    pricing: Pricing | None
    cap: Value | None = None
    cap_is_post: bool = False

    @property
    def prices(self) -> int:
        """How many prices it offers."""
        return (self.pricing is not None) + (self.cap is not None)


class Converting(Struct, frozen=True):
    """One note or SAFE: the money it converts (zero when it does not), at the most favourable of some terms."""

    owed: Value
    terms: tuple[Terms, ...]


class Round(Struct, frozen=True):
    """What there is before: all units fully diluted, those the price counts, and the pool's target.

    `target` is the part of all units after the round that is free for options, of which `free` are there already;
    `fresh` is a number of units by which the pool grows. `money` is the new money.
    """

    existing: Value
    counted: Value
    pool_counts: bool
    money: Value
    pricing: Pricing
    free: Value
    fresh: Value
    target: Value | None = None


class Converted(Struct, frozen=True):
    """What comes out: the units of each, the growth of the pool, and units per unit of new money."""

    units: tuple[Value, ...]
    pool: Value
    per_money: Value


def convert(b: Builder, of: Round, converting: tuple[Converting, ...]) -> Converted:
    """The units of each and all; none converts where together they would take the whole company or more."""
    solving = _Solving(b, of)
    in_all = b.number(0)
    possible = b.true()
    for _ in range(_places(of, converting) + 1 if converting else 0):
        together = solving.sum(solving.chosen(one, in_all) for one in converting)
        rest = b.subtract(b.number(1), together.slope)
        possible = b.both(possible, b.less(b.number(0), rest))
        in_all = b.when(possible, b.divide(together.fixed, rest))
    units = tuple(b.when(possible, solving.at(solving.chosen(one, in_all), in_all)) for one in converting)
    pool = solving.at(solving.pool(in_all), in_all)
    return Converted(units, pool, solving.at(solving.priced(of.pricing, in_all), in_all))


def _places(of: Round, converting: tuple[Converting, ...]) -> int:
    """At how many values of S a line may change for another: with a target both sides of a choice may bend once."""
    choices = sum(sum(terms.prices for terms in one.terms) - 1 for one in converting)
    return choices if of.target is None else 2 * choices + 1


class _Solving:
    """The lines of one round, each as it runs at a given S."""

    def __init__(self, b: Builder, of: Round) -> None:
        self._b = b
        self._of = of

    def at(self, line: Line, in_all: Value) -> Value:
        """What a line comes to at S."""
        return self._b.add(line.fixed, self._b.multiply(line.slope, in_all))

    def scaled(self, line: Line, factor: Value) -> Line:
        """A line times a number."""
        return Line(self._b.multiply(line.fixed, factor), self._b.multiply(line.slope, factor))

    def sum(self, lines: Iterable[Line]) -> Line:
        """Lines added up."""
        found = list(lines)
        return Line(self._b.total([one.fixed for one in found]), self._b.total([one.slope for one in found]))

    def larger(self, one: Line, other: Line, in_all: Value) -> Line:
        """Whichever of two lines is above at S."""
        b = self._b
        above = b.less(self.at(one, in_all), self.at(other, in_all))
        return Line(b.select(above, other.fixed, one.fixed), b.select(above, other.slope, one.slope))

    def pool(self, in_all: Value) -> Line:
        """By how much the pool grows: what its target t takes of all units T after the round, T = N + S + new units."""
        b, of = self._b, self._of
        zero, one, new = b.number(0), b.number(1), of.pricing
        fresh = Line(of.fresh, zero)
        if of.target is None:
            return fresh
        grown = b.add(one, b.multiply(of.money, new.per_counted)) if of.pool_counts else one
        before = b.add(of.existing, b.multiply(of.money, b.add(b.multiply(of.counted, new.per_counted), new.plain)))
        rest = b.subtract(one, b.multiply(of.target, grown))
        fixed = b.divide(b.subtract(b.multiply(of.target, before), of.free), rest)
        slope = b.divide(b.multiply(of.target, b.add(one, b.multiply(of.money, new.per_converting))), rest)
        return self.larger(fresh, Line(fixed, slope), in_all)

    def priced(self, pricing: Pricing, in_all: Value) -> Line:
        """Units per unit of money."""
        b, of = self._b, self._of
        zero = b.number(0)
        counted = Line(of.counted, zero)
        if of.pool_counts:
            counted = self.sum((counted, self.pool(in_all)))
        return self.sum((self.scaled(counted, pricing.per_counted), Line(pricing.plain, pricing.per_converting)))

    def chosen(self, one: Converting, in_all: Value) -> Line:
        """The most favourable of every price less its discount and every cap."""
        lines = [line for terms in one.terms for line in self._offered(one.owed, terms, in_all)]
        return reduce(lambda best, other: self.larger(best, other, in_all), lines)

    def _offered(self, owed: Value, terms: Terms, in_all: Value) -> Iterable[Line]:
        b, of = self._b, self._of
        if terms.pricing is not None:
            yield self.scaled(self.priced(terms.pricing, in_all), b.divide(owed, terms.kept))
        if terms.cap is not None:
            beside = Line(b.number(0), b.number(1)) if terms.cap_is_post else self.pool(in_all)
            capitalisation = self.sum((Line(of.existing, b.number(0)), beside))
            yield self.scaled(capitalisation, b.divide(owed, terms.cap))
