"""Carried numbers of a program, read and changed in order within a period, carried on at its end."""

from fractions import Fraction

from termwise.ir.builder import Builder
from termwise.ir.program import NumberTable, Origin, State, Value


class Running:
    """Numbers that pass from wording to wording within a period, and from period to period."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._now: dict[str, Value] = {}

    def knows(self, name: str) -> bool:
        """Whether the number has been read in this period."""
        return name in self._now

    def get(self, name: str, carrying: NumberTable | None = None) -> Value:
        """The number as it is at this point of the period; zero at first, and where `carrying` forgets it."""
        if name not in self._now:
            before = self.before(name)
            kept = before if carrying is None else self._builder.multiply(before, self._builder.table(carrying))
            self._now[name] = kept
        return self._now[name]

    def before(self, name: str) -> Value:
        """The number as the previous period left it."""
        clause = name.partition(":")[0]
        return self._builder.state(State(name, "number", Fraction(0), Origin(clause, name)))

    def set(self, name: str, value: Value) -> None:
        """What the number is from here on; it must have been read before."""
        self._now[name] = value

    def finish(self) -> None:
        """Carry every number on to the next period."""
        for name, value in self._now.items():
            self._builder.carry(name, value)
