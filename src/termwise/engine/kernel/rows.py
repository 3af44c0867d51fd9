"""The rows of a result: one per output and period, one alone for an output of interest only at the end."""

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
    """The first row of every output, shape (outputs,): period `p` of output `o` is row `first_rows[o] + p`."""
    firsts = []
    row = 0
    for output in outputs(program):
        firsts.append(row)
        row += 1 if output.at_end else len(program.periods)
    return tuple(firsts)


def rows(program: Program) -> tuple[Row, ...]:
    """All rows, output by output, the periods of one output side by side."""
    return tuple(
        Row(number, output.name, period)
        for number, output in enumerate(outputs(program))
        for period in ((None,) if output.at_end else range(len(program.periods)))
    )
