"""A program cut down: to some of what it does, to the periods up to a day. Nothing else is worked out."""

from bisect import bisect_right
from collections.abc import Callable, Collection

from msgspec.structs import replace

from termwise.ir.finish import finished
from termwise.ir.operands import operands, read_by_effect
from termwise.ir.program import AT_END, Effect, Output, Program, StateIn, StateOut, Value


def only(program: Program, outputs: Collection[str]) -> Program:
    """The program with these outputs alone, worth on every path what they were; no money or units move in it.

    What is drawn stays: numbers, events and drivers under their names.
    """
    return keeping(program, lambda effect: isinstance(effect, Output) and effect.name in outputs)


def keeping(program: Program, keep: Callable[[Effect], bool]) -> Program:
    """The program with the movements, units and outputs that `keep` says alone, as they were on every path.

    What is drawn stays: numbers, events and drivers under their names.
    """
    kept = [one for one in program.effects if not isinstance(one, StateOut) and keep(one)]
    carried = {one.index: one for one in program.effects if isinstance(one, StateOut)}
    needed = _states(program, [value for one in kept for value in read_by_effect(one)], carried)
    new = {old: number for number, old in enumerate(sorted(needed))}
    effects: list[Effect] = [*kept, *(replace(carried[old], index=number) for old, number in new.items())]
    instructions = tuple(
        replace(one, operation=StateIn(new.get(one.operation.index, 0))) if isinstance(one.operation, StateIn) else one
        for one in program.instructions
    )
    states = tuple(program.states[old] for old in new)
    return finished(replace(program, states=states, instructions=instructions, effects=tuple(effects)))


def through(program: Program, day: int) -> Program:
    """The program without the periods that begin after a day (an ordinal): one of all at least, each as it was.

    An output that tells of none of them goes.
    """
    count = max(bisect_right([period.start for period in program.periods], day), 1)
    effects = (_told(one, count) if isinstance(one, Output) else one for one in program.effects)
    return finished(
        replace(
            program,
            periods=program.periods[:count],
            tables=tuple(replace(one, values=one.values[:count]) for one in program.tables),
            series=tuple(replace(one, known=one.known[:count]) for one in program.series),
            effects=tuple(one for one in effects if one is not None),
        )
    )


def _told(output: Output, count: int) -> Output | None:
    if output.periods is None or output.periods == AT_END:
        return output
    told = tuple(number for number in output.periods if number < count)
    return replace(output, periods=told) if told else None


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
