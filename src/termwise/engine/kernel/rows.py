"""The rows of a result: one per output and period told of, one alone for an output of interest only at the end."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

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


class Choice(NamedTuple):
    """Some of the periods, of which the outputs of a group are told."""

    group: int
    periods: tuple[int, ...]


def choices(program: Program) -> tuple[Choice, ...]:
    """The different choices of outputs that are told of some periods only, each once, in the order of the outputs."""
    found = (choice_of(output) for output in outputs(program))
    return tuple(dict.fromkeys(choice for choice in found if choice is not None))


def choice_of(output: Output) -> Choice | None:
    """The periods that an output is told of; None for every one."""
    return None if output.periods is None else Choice(output.group, output.periods)


def _told_of(output: Output, program: Program) -> Sequence[int | None]:
    if output.periods is None:
        return range(len(program.periods))
    return output.periods or (None,)
