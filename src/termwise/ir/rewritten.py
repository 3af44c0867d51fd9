"""A finished program with some of its operations put another way."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from termwise.ir.builder import Builder
from termwise.ir.finish import effect_with, series_with
from termwise.ir.operands import with_operands
from termwise.ir.program import Operation, Program, Value

Change = Callable[[Builder, Operation, Sequence[Value]], Value]
"""What stands in an operation's place: the builder, the operation in its numbers, and by old numbers the new ones."""


def rewritten(program: Program, change: Change) -> Program:
    """The program with `change` applied to every operation, in order.

    Drivers stand where they stood, under their indices; they read the changed operations of the prologue.
    """
    b = Builder.reopened(replace(program, instructions=(), effects=(), series=()))
    new: list[Value] = []
    stated = False
    for instruction in program.instructions:
        if instruction.block == "body" and not stated:
            stated = True
            for series in program.series:
                b.series(series_with(series, new))
        with b.origin(instruction.origin):
            new.append(change(b, with_operands(instruction.operation, new.__getitem__), new))
    if not stated:
        for series in program.series:
            b.series(series_with(series, new))
    for effect in program.effects:
        b.effect(effect_with(effect, new))
    return b.program()
