"""The rows of a result: one per output and period told of, one alone for an output of interest only at the end."""

from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from termwise.ir.program import Output, Program


class Row(Struct, frozen=True):
    """One row of every result: an output in one period, or (`period` None) as it stands after the last.

    `output` counts the program's outputs in their order.
    """

    output: int
    name: str
    period: int | None


def outputs(program: Program) -> tuple[Output, ...]:
    """The outputs of a program, in order."""
    return tuple(effect for effect in program.effects if isinstance(effect, Output))


def first_rows(program: Program) -> tuple[int, ...]:
    """The first row of every output, shape (outputs,); its other rows follow in the order of its periods."""
    return tuple(accumulate(_lengths(program), initial=0))[:-1]


def count_of_rows(program: Program) -> int:
    """How many rows there are."""
    return sum(_lengths(program))


def _lengths(program: Program) -> list[int]:
    return [len(_told_of(output, program)) for output in outputs(program)]


def rows(program: Program) -> tuple[Row, ...]:
    """All rows, output by output, the periods of one output side by side."""
    return tuple(
        Row(number, output.name, period)
        for number, output in enumerate(outputs(program))
        for period in _told_of(output, program)
    )


def choices(program: Program) -> tuple[tuple[int, ...], ...]:
    """The different periods of outputs that are told of some periods only, each once, in the order of the outputs."""
    return tuple(dict.fromkeys(output.periods for output in outputs(program) if output.periods is not None))


def _told_of(output: Output, program: Program) -> Sequence[int | None]:
    if output.periods is None:
        return range(len(program.periods))
    return output.periods or (None,)
