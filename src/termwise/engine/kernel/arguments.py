"""The run-time arguments of a program: everything that may change without its code changing."""

from msgspec.structs import replace

from termwise.engine.drawing.layout import Layout
from termwise.engine.drawing.prepare import prepare
from termwise.engine.kernel.hoist import hoisted, tables
from termwise.engine.kernel.plan import Plan
from termwise.engine.machine.arguments import Arguments


def arguments(drawn: Layout, planned: Plan, seed: int) -> Arguments:
    """What the kernel of a program reads: what is drawn with, the tables, and what the host computes.

    Raises what `drawing.prepare` raises for a distribution or correlation that cannot be.
    """
    program = drawn.program
    given, more = prepare(drawn, seed), tables(program)
    given = replace(
        given,
        numbers={**given.numbers, **more.numbers},
        columns={**given.columns, **more.columns},
        arrays={**given.arrays, **more.arrays},
    )
    numbers, columns = hoisted(program, planned, given)
    return replace(given, numbers={**given.numbers, **numbers}, columns={**given.columns, **columns})
