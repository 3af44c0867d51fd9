"""A program's own operations as machine code, what is drawn coming in as arguments: quick to compile.

Drawing is two thirds of the code of a random deal and the same in all; it is compared apart (tests/engine/drawing),
and with the rest of whole deals where `compiled_alike` says so. All else is the product's: the plan, the writing,
the passes, the linking, the call.
"""

from collections.abc import Sequence
from unittest.mock import patch

import numpy as np
from msgspec.structs import replace

from termwise.engine.course import Draws
from termwise.engine.drawing.layout import Layout, layout
from termwise.engine.kernel import build, to_llvm, whole
from termwise.engine.kernel.arguments import arguments
from termwise.engine.kernel.chunk import Paths
from termwise.engine.kernel.code import Code, Entry
from termwise.engine.kernel.hoist import fixed_rows
from termwise.engine.kernel.llvm_machine import LlvmMachine
from termwise.engine.kernel.plan import plan
from termwise.engine.kernel.rows import first_rows
from termwise.engine.kernel.shape import shape
from termwise.engine.kernel.tally import Asked
from termwise.engine.machine.arguments import Arguments, Reals
from termwise.engine.machine.numpy_machine import GROUP
from termwise.engine.machine.protocol import Lanes, Machine
from termwise.ir.program import Program
from tests.engine.kernel.agreement import SEED

LANES = 4


def on_machine_code(program: Program, drawn: Sequence[Draws]) -> Reals:
    """Every row of the program on these draws: shape (rows, paths)."""
    laid_out, planned = layout(program), plan(program)
    given = arguments(laid_out, planned, SEED)
    code = _code(shape(program))
    fixed, firsts = fixed_rows(program, planned, given), first_rows(program)
    every, no_words = Asked(tuple(range(len(fixed)))), np.zeros((1, given.group_columns), np.uint64)
    paths = [Paths(code, LANES, _with(given, one), firsts, fixed) for one in drawn]
    return np.concatenate([path.run(0, GROUP, no_words, every).kept[:, :1] for path in paths], axis=1)


def _code(shaped: Program) -> Code:
    machine = LlvmMachine(LANES)
    with patch.object(whole, "course", _Given()):
        whole.whole(machine, layout(shaped), plan(shaped), first_rows(shaped))
    machine.finish()
    return Code(Entry(machine.layout(), build.compiled(to_llvm.module(machine))), "paths")


def _with(given: Arguments, drawn: Draws) -> Arguments:
    """The arguments and one path's draws."""
    numbers = {_name("parameter", index): float(number) for index, number in enumerate(drawn.parameters)}
    days = {_name("event", index): float(day) for index, day in enumerate(drawn.event_days)}
    columns = {_name("driver", index): np.array([float(one) for one in row]) for index, row in enumerate(drawn.series)}
    return replace(given, numbers={**given.numbers, **numbers, **days}, columns={**given.columns, **columns})


def _name(kind: str, index: int) -> str:
    return f"given {kind} {index}"


class _Given:
    """In the place of `drawing.course`: the same functions, which read what was drawn before."""

    def parameters(self, m: Machine[Lanes], laid_out: Layout) -> list[Lanes]:
        """The numbers, by parameter."""
        return [m.argument(_name("parameter", index)) for index in range(len(laid_out.program.parameters))]

    def event_days(self, m: Machine[Lanes], laid_out: Layout) -> list[Lanes]:
        """The days, by event."""
        return [m.argument(_name("event", index)) for index in range(len(laid_out.program.events))]

    def before_periods(self, *_: object) -> None:
        """Nothing is left to draw."""

    def in_period(self, m: Machine[Lanes], laid_out: Layout) -> list[Lanes]:
        """The values of the period, by driver."""
        return [m.column(_name("driver", index)) for index in range(len(laid_out.program.series))]

    def end_period(self, *_: object) -> None:
        """Nothing moves on."""
