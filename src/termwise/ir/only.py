"""A program cut down to some of its outputs: nothing else is recorded, carried or worked out."""

from collections.abc import Collection

from msgspec.structs import replace

from termwise.ir.finish import finished
from termwise.ir.operands import operands
from termwise.ir.program import Effect, Output, Program, StateIn, StateOut, Value


def only(program: Program, outputs: Collection[str]) -> Program:
    """The program with these outputs alone, worth on every path what they were; no money or units move in it.

    What is drawn stays: numbers, events and drivers under their names.
    """
    kept = [one for one in program.effects if isinstance(one, Output) and one.name in outputs]
    carried = {one.index: one for one in program.effects if isinstance(one, StateOut)}
    needed = _states(program, [one.value for one in kept], carried)
    new = {old: number for number, old in enumerate(sorted(needed))}
    effects: list[Effect] = [*kept, *(replace(carried[old], index=number) for old, number in new.items())]
    instructions = tuple(
        replace(one, operation=StateIn(new.get(one.operation.index, 0))) if isinstance(one.operation, StateIn) else one
        for one in program.instructions
    )
    states = tuple(program.states[old] for old in new)
    return finished(replace(program, states=states, instructions=instructions, effects=tuple(effects)))


def _states(program: Program, wanted: list[Value], carried: dict[int, StateOut]) -> set[int]:
    """The carried states that values rest on, in this period or an earlier one."""
    waiting, seen, found = list(wanted), set[Value](), set[int]()
    while waiting:
        value = waiting.pop()
        if value in seen:
            continue
        seen.add(value)
        operation = program.instructions[value].operation
        waiting.extend(operands(operation))
        if isinstance(operation, StateIn) and operation.index not in found:
            found.add(operation.index)
            waiting.append(carried[operation.index].value)
    return found
