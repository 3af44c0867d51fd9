"""Carried numbers of a program, read and changed in order within a period, carried on at its end."""

from collections.abc import Callable
from fractions import Fraction

from termwise.ir.builder import Builder
from termwise.ir.program import NumberTable, Origin, State, Value


class Running:
    """Numbers that pass from wording to wording within a period, and from period to period."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._now: dict[str, Value] = {}
        self._in_the_end: dict[str, Callable[[], Value]] = {}

    def knows(self, name: str) -> bool:
        """Whether the number has been read in this period."""
        return name in self._now

    def get(self, name: str, carrying: NumberTable | None = None) -> Value:
        """The number as it is at this point of the period; zero at first, and where `carrying` forgets it."""
        if name not in self._now:
            self._now[name] = self._unless_forgotten(name, carrying)
        return self._now[name]

    def came_to(self, name: str, what: Callable[[], Value], carrying: NumberTable | None = None) -> Value:
        """What `what` came to at the end of the previous period, when every number was what it is carried on as.

        Zero at first, and where `carrying` forgets it.
        """
        self._in_the_end[name] = what
        return self._unless_forgotten(name, carrying)

    def _unless_forgotten(self, name: str, carrying: NumberTable | None) -> Value:
        before = self.before(name)
        return before if carrying is None else self._builder.multiply(before, self._builder.table(carrying))

    def before(self, name: str) -> Value:
        """The number as the previous period left it."""
        clause = name.partition(":")[0]
        return self._builder.state(State(name, "number", Fraction(0), Origin(clause, name)))

    def set(self, name: str, value: Value) -> None:
        """What the number is from here on; it must have been read before."""
        self._now[name] = value

    def finish(self) -> None:
        """Carry every number on to the next period."""
        in_the_end = {name: what() for name, what in self._in_the_end.items()}
        for name, value in (self._now | in_the_end).items():
            self._builder.carry(name, value)
