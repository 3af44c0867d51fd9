"""A simulation made of given numbers: what a kernel would leave, from the values of every row on every path."""

import numpy as np
from msgspec.structs import replace

from termwise.engine.kernel.rows import rows
from termwise.engine.kernel.tally import Asked
from termwise.engine.machine.arguments import Reals
from termwise.engine.simulate.plan import Plan
from termwise.engine.simulate.simulated import Simulated
from termwise.ir.builder import Builder
from termwise.ir.program import AT_END, Output, Period, Program
from tests.engine.simulate.numpy_job import tally_of


def program_with(*names: str, at_end: tuple[str, ...] = (), periods: int = 1) -> Program:
    """A program of months that does nothing but have outputs."""
    write = Builder("given", "USD", tuple(Period(739_000 + 30 * n, 739_030 + 30 * n) for n in range(periods)))
    for name in names:
        write.effect(Output(name, write.number(1)))
    for name in at_end:
        write.effect(Output(name, write.number(1), periods=AT_END))
    return write.program()


def simulated_of(program: Program, every: Reals, seed: int = 0) -> Simulated:
    """`every`: shape (rows, paths), rows as the program has them."""
    plan = Plan(every.shape[1], seed)
    tally = replace(tally_of(every, 0, Asked(tuple(range(len(every))))), every=every.astype(np.float32))
    return Simulated(
        program, plan, rows(program), tally, tuple(range(len(every))), None, None, every[:, :2048].astype(np.float32)
    )
