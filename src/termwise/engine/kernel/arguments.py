"""The run-time arguments of a program: everything that may change without its code changing."""

from functools import lru_cache

from msgspec.structs import replace

from termwise.engine.drawing.layout import Layout, layout
from termwise.engine.drawing.prepare import prepare
from termwise.engine.drawing.settled import Settled
from termwise.engine.kernel.hoist import hoisted, tables
from termwise.engine.kernel.plan import Plan
from termwise.engine.machine.arguments import Arguments
from termwise.ir.program import Program


def arguments(drawn: Layout, planned: Plan, seed: int) -> Arguments:
    """What the kernel of a program reads: what is drawn with, the tables, and what the host computes.

    Raises what `drawing.prepare` raises for a distribution or correlation that cannot be.
    """
    return _with(prepare(drawn, seed), _of_host(_Planned(drawn.program, planned)))


class _Planned(Settled):
    """A program and its plan, equal to others of which the host computes the same."""

    __slots__ = ("planned",)

    def __init__(self, program: Program, planned: Plan) -> None:
        super().__init__(program, planned)
        self.planned = planned


@lru_cache(maxsize=8)  # a slider asks again and again for the same
def _of_host(one: _Planned) -> Arguments:
    """The tables and what the host computes of them, not to be written to: nothing that is drawn is part of it."""
    known = tables(one.program)
    numbers, columns = hoisted(one.program, one.planned, _with(prepare(layout(one.program), 0), known))
    for column in columns.values():
        column.setflags(write=False)
    return replace(known, numbers={**known.numbers, **numbers}, columns={**known.columns, **columns})


def _with(given: Arguments, more: Arguments) -> Arguments:
    """The first, with the numbers, columns and arrays of both."""
    return replace(
        given,
        numbers={**given.numbers, **more.numbers},
        columns={**given.columns, **more.columns},
        arrays={**given.arrays, **more.arrays},
    )
