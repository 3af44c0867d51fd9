"""What falls due period by period: what movements move, followed from the period they are made to the day due.

What falls due later is carried, with its day, as many periods as `ir.lags` proves it can take; so sums by the day
money falls due are operations of the program like all others.
"""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from termwise.ir.builder import Builder
from termwise.ir.lags import lag
from termwise.ir.program import NEVER, Movement, Origin, State, Value


class Arrival(Struct, frozen=True):
    """What falls due in the period on a day: zero, and `NEVER`, when nothing does. Negative flows back."""

    amount: Value
    day: Value


class Falling:
    """What falls due of some movements, by their place among them.

    The builder has stated all they read; `label` tells what is carried here from what others carry.
    """

    def __init__(self, builder: Builder, movements: Sequence[Movement], label: str) -> None:
        self.movements = tuple(movements)
        self._builder = builder
        self._label = label
        self._stated = builder.stated()
        self._due: dict[int, tuple[Arrival, ...]] = {}
        self._pending: dict[int, tuple[Arrival, ...]] = {}

    def due(self, index: int) -> tuple[Arrival, ...]:
        """What of a movement falls due in the period, made in it or before."""
        self._follow(index)
        return self._due[index]

    def pending(self, index: int) -> tuple[Arrival, ...]:
        """What of a movement is still to fall due after the period."""
        self._follow(index)
        return self._pending[index]

    def _follow(self, index: int) -> None:
        if index in self._due:
            return
        b, one = self._builder, self.movements[index]
        with b.origin(Origin(one.clause, f"what {one.payer} pays {one.payee}, by the day it falls due")):
            made = [(one.amount, one.on), *self._carried(index)]
            if len(made) == 1:
                self._due[index] = (Arrival(one.amount, self._when(b.falls_in_period(one.on), one.on)),)
                self._pending[index] = ()
                return
            now = [(b.falls_in_period(on), amount, on) for amount, on in made]
            later = [(b.at_most(b.period_end(), on), amount, on) for amount, on in made]
            self._due[index] = tuple(Arrival(b.when(is_so, amount), self._when(is_so, on)) for is_so, amount, on in now)
            self._pending[index] = tuple(
                Arrival(b.when(is_so, amount), self._when(is_so, on)) for is_so, amount, on in later
            )

    def _when(self, holds: Value, day: Value) -> Value:
        return self._builder.select(holds, day, self._builder.never())

    def _carried(self, index: int) -> list[tuple[Value, Value]]:
        """What was moved one period ago, two periods ago, …, with its day."""
        b, one = self._builder, self.movements[index]
        found: list[tuple[Value, Value]] = []
        amount, on = one.amount, one.on
        for ago in range(1, lag(self._stated, one) + 1):
            name = f"{self._label}: {one.clause}: {one.kind} {index}, moved {ago} ago"
            origin = Origin(one.clause, "moved and not yet due")
            before = b.state(State(name, "number", Fraction(0), origin))
            day = b.state(State(f"{name}, due", "day", Fraction(NEVER), origin))
            b.carry(name, amount)
            b.carry(f"{name}, due", on)
            found.append((before, day))
            amount, on = before, day
        return found
