"""Through a run, following what counted: the branch taken, the limit that binds, the period that was carried."""

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from msgspec import Struct

from termwise.engine.run import Run
from termwise.ir.program import (
    Binary,
    Constant,
    DayBinary,
    Instruction,
    Select,
    StateIn,
    StateOut,
    Value,
)

_MOST_TERMS = 40
"""Terms of a sum that are followed into earlier periods; a longer one is told as what was carried."""


class Place(Struct, frozen=True):
    """A value in a period."""

    value: Value
    period: int


class Term(Struct, frozen=True):
    """A part of a sum: added (`sign` 1) or taken off (-1)."""

    place: Place
    sign: int


class Trace:
    """Reads a run backwards."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._written = {e.index: e.value for e in run.program.effects if isinstance(e, StateOut)}

    def instruction(self, place: Place) -> Instruction:
        """The operation of a place."""
        return self.run.program.instructions[place.value]

    def number(self, place: Place) -> Fraction:
        """Its value; a day as its ordinal, a truth as 0 or 1."""
        return Fraction(self.run.value(place.value, place.period))

    def before(self, place: Place) -> Place | None:
        """Where a carried state was written; None for one in the first period, which nobody wrote."""
        operation = self.instruction(place).operation
        if not isinstance(operation, StateIn) or place.period == 0:
            return None
        return Place(self._written[operation.index], place.period - 1)

    def counted(self, place: Place) -> Place:
        """The place that decided this one: past branches, limits that do not bind and additions of nothing."""
        following: Place | None = place
        while following is not None:
            place, following = following, self._decisive(following)
        return place

    def bounds(self, place: Place) -> Iterator[tuple[Place, str]]:
        """What was compared on the way to what counted and is not it: "less than" this, "more than" this."""
        following: Place | None = place
        while following is not None:
            place, following = following, self._decisive(following)
            operation = self.instruction(place).operation
            if following is not None and isinstance(operation, Binary) and operation.operator in ("minimum", "maximum"):
                for side in (operation.left, operation.right):
                    other = Place(side, place.period)
                    if other != following and not self._is_constant(other):
                        yield other, "less than" if operation.operator == "minimum" else "more than"

    def _decisive(self, place: Place) -> Place | None:
        match self.instruction(place).operation:
            case Select(condition, then, otherwise):
                taken = then if self.run.value(condition, place.period) else otherwise
                return Place(taken, place.period)
            case Binary("minimum" | "maximum", left, right) | DayBinary(_, left, right):
                sides = [Place(side, place.period) for side in (left, right)]
                equal = [side for side in sides if self.number(side) == self.number(place)]
                return next((side for side in equal if not self._is_constant(side)), equal[0])
            case Binary("add", left, right):
                return self._other_than(place, 0, left, right)
            case Binary("subtract", left, right) if self.run.value(right, place.period) == 0:
                return Place(left, place.period)
            case Binary("multiply", left, right):
                return self._other_than(place, 1, left, right)
            case Binary("divide", left, right) if self.run.value(right, place.period) == 1:
                return Place(left, place.period)
            case StateIn(index) if not self._is_running_total(index):
                return self.before(place)
            case _:
                return None

    def _is_running_total(self, state: int) -> bool:
        """Whether a state is money that is added to in every period: it is told as paid so far, not paid by paid."""
        if self.run.program.states[state].name.startswith(("stake:", "units:")):
            return False
        operation = self.run.program.instructions[self._written[state]].operation
        return isinstance(operation, Binary) and operation.operator == "add"

    def _other_than(self, place: Place, neutral: int, left: Value, right: Value) -> Place | None:
        for side, other in ((left, right), (right, left)):
            if self.run.value(side, place.period) == neutral:
                return Place(other, place.period)
        return None

    def _is_constant(self, place: Place) -> bool:
        return isinstance(self.instruction(place).operation, Constant)

    # -- sums and products ---------------------------------------------------------------------------------

    def terms(self, place: Place) -> tuple[Term, ...]:
        """The parts of a sum, those that are zero left out; carried sums are followed into the periods before.

        Of a sum longer than is read the place itself, as one part.
        """
        found: list[Term] = []
        waiting = [Term(place, 1)]
        while waiting:
            term = waiting.pop()
            if self.number(term.place) == 0:
                continue
            at = self.counted(term.place)
            match self.instruction(at).operation:
                case Binary("add" | "subtract" as operator, left, right):
                    right_sign = term.sign if operator == "add" else -term.sign
                    waiting += [Term(Place(left, at.period), term.sign), Term(Place(right, at.period), right_sign)]
                case _:
                    found.append(Term(term.place if self._same_origin(term.place, at) else at, term.sign))
            if len(found) > _MOST_TERMS:
                return (Term(place, 1),)
        return tuple(sorted(found, key=lambda term: (-term.sign, term.place.period)))

    def _same_origin(self, one: Place, other: Place) -> bool:
        return False if one.period != other.period else self.instruction(one).origin == self.instruction(other).origin

    def factors(self, place: Place) -> tuple[Place, ...]:
        """The factors of a product, ones left out; the one that is zero when there is one."""
        at = self.counted(place)
        match self.instruction(at).operation:
            case Binary("multiply", left, right):
                sides = [Place(left, at.period), Place(right, at.period)]
                nothing = [side for side in sides if self.number(side) == 0]
                if nothing:
                    return self.factors(nothing[0])
                found = tuple(factor for side in sides for factor in self.factors(side))
                return tuple(factor for factor in found if self.number(factor) != 1) or found[:1]
            case _:
                return (at,)

    def days(self, place: Place) -> int:
        """The ordinal a day value came to."""
        return cast("int", self.run.value(place.value, place.period))
