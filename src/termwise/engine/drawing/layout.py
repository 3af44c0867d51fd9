"""Which words a program draws, and where the leading ones come from: structure only, no numbers."""

from functools import cached_property
from typing import Literal

from msgspec import Struct

from termwise.engine.drawing.certain import Certain
from termwise.engine.drawing.correlation import partners
from termwise.engine.drawing.streams import Drawn, stream
from termwise.ir.program import Program

Sampling = Literal["sobol", "independent"]
"""`sobol`: the leading words of all streams are scrambled low-discrepancy points. `independent`: all are random."""

SET_SIZE = 4
"""Leading words of one stream that are points of one sequence; more of them make several sets."""

BRIDGE = 8
"""Leading words of a driver: the nodes of its bridge."""


class WordSet(Struct, frozen=True):
    """Up to four leading words of a stream: set `number` of that stream, in columns from `first_column` on."""

    stream: int
    number: int
    first_column: int
    dimensions: int


class Layout(Struct, frozen=True, dict=True):
    """What a program draws. Programs that differ in numbers only have the same streams and sets."""

    program: Program
    sampling: Sampling
    streams: tuple[tuple[int, int], ...]
    """Stream and how many leading words it has, in the order of parameters, events, drivers."""

    @cached_property
    def sets(self) -> tuple[WordSet, ...]:
        """The sets of leading words that come as low-discrepancy points; none when all are random."""
        found: list[WordSet] = []
        column = 0
        for one, words in self.streams if self.sampling == "sobol" else ():
            for start in range(0, words, SET_SIZE):
                dimensions = min(SET_SIZE, words - start)
                found.append(WordSet(one, start // SET_SIZE, column, dimensions))
                column += dimensions
        return tuple(found)

    @cached_property
    def certain(self) -> Certain:
        """What is the same on every path."""
        return Certain(self.program)

    @cached_property
    def partners(self) -> tuple[tuple[int, ...], ...]:
        """By driver, the earlier ones that its walk is mixed from."""
        return tuple(partners(self.program, index) for index in range(len(self.program.series)))

    @cached_property
    def columns(self) -> dict[int, int]:
        """The first column of each stream."""
        return {one.stream: one.first_column for one in reversed(self.sets)}


def layout(program: Program, sampling: Sampling = "sobol") -> Layout:
    """What a program draws: an uncertain number has one leading word, an event two, a driver that varies eight."""
    named: list[tuple[Drawn, str, int]] = [
        *(("parameter", one.name, 1) for one in program.parameters if one.drawn),
        *(("event", one.name, 2) for one in program.events if one.drawn),
        *(("driver", one.name, BRIDGE) for one in program.series if one.variation_per_year is not None),
    ]
    return Layout(program, sampling, tuple((stream(kind, name), words) for kind, name, words in named))
