"""What a kernel does with each value of a program: by its shape alone, never by its numbers.

A value is *fixed* when it hangs on no path: the host computes it once, before any path, and the kernel reads a number
(of the prologue) or a column (of the body, one number per period). Calendar work and tables disappear that way, and so
does what is only carried on from such values to later periods.
"""

from collections import defaultdict
from collections.abc import Callable

from msgspec import Struct

from termwise.engine.drawing.certain import Certain
from termwise.engine.kernel.branches import Staged, staged
from termwise.ir.operands import operands, read_by_series
from termwise.ir.program import (
    Constant,
    DayConstant,
    EventDay,
    Operation,
    Output,
    Parameter,
    Program,
    Series,
    StateIn,
    StateOut,
    Value,
)


class Plan(Struct, frozen=True):
    """Values are in order, each after what it hangs on.

    `on_host`: what the host computes. `hoisted`: those of them that the kernel reads. `on_paths`: what the kernel
    computes or reads in every period, `at_end` in the last one only, once what was carried to it has been read.
    `carried`: the states it carries, with their new values. `fixed_outputs`: the outputs, by number, that are the same
    on all paths, so that no path computes them. `staged`: the values of the body on paths, in stages.
    """

    on_host: tuple[Value, ...]
    hoisted: frozenset[Value]
    on_paths: tuple[Value, ...]
    at_end: tuple[Value, ...]
    carried: tuple[tuple[int, Value], ...]
    fixed_outputs: tuple[tuple[int, Value], ...]
    staged: Staged


def plan(program: Program) -> Plan:
    """The plan of a program or its shape."""
    after = carried_values(program)
    fixed = _fixed(program, after)
    is_fixed = frozenset(fixed)
    outputs = [effect for effect in program.effects if isinstance(effect, Output)]
    drawn = [output for output in outputs if output.value not in is_fixed]
    by_drivers = [value for series in program.series for value in read_by_series(series)]

    def on_path(value: Value) -> list[Value]:
        return [] if value in is_fixed else _reads(program, after, value)

    def in_period(value: Value) -> list[Value]:
        return [] if value in is_fixed else list(operands(program.instructions[value].operation))

    wanted = _reached([*(output.value for output in drawn), *by_drivers], on_path)
    read = {op.index for v in wanted - is_fixed if isinstance(op := program.instructions[v].operation, StateIn)}
    carried = tuple((index, after[index]) for index in sorted(read))
    by_state = {value for _, value in carried}
    by_period = [output.value for output in drawn if not output.at_end]
    states = _read_states(program, wanted - is_fixed)
    always = _reached([*by_period, *by_drivers, *states, *(value for _, value in carried)], in_period)
    constant = {v for v in wanted if isinstance(program.instructions[v].operation, Constant | DayConstant)}
    hoisted = (wanted & is_fixed) - constant
    fixed_outputs = tuple((n, output.value) for n, output in enumerate(outputs) if output.value in is_fixed)
    behind = _reached([*hoisted, *(value for _, value in fixed_outputs)], lambda value: _reads(program, after, value))
    body = tuple(value for value in sorted(always) if program.instructions[value].block == "body")
    told = [one.value for one in drawn if not (one.at_end and one.value in by_state)]
    at_end = wanted - always
    asked = {*told, *(read for value in at_end for read in in_period(value))} & set(body)
    return Plan(
        on_host=tuple(value for value in fixed if value in behind),
        hoisted=frozenset(hoisted),
        on_paths=tuple(sorted(always)),
        at_end=tuple(sorted(at_end)),
        carried=carried,
        fixed_outputs=fixed_outputs,
        staged=staged(program, body, frozenset(hoisted), dict(carried), sorted(asked)),
    )


def _read_states(program: Program, values: set[Value]) -> list[Value]:
    """What of the values reads a carried state: at the end of a period it is overwritten."""
    return [value for value in values if isinstance(program.instructions[value].operation, StateIn)]


def carried_values(program: Program) -> dict[int, Value]:
    """What each carried state is after a period."""
    return {effect.index: effect.value for effect in program.effects if isinstance(effect, StateOut)}


def _reads(program: Program, after: dict[int, Value], value: Value) -> list[Value]:
    """What a value hangs on: its operands, or what was carried on."""
    operation = program.instructions[value].operation
    return [after[operation.index]] if isinstance(operation, StateIn) else list(operands(operation))


def _reached(start: list[Value], onwards: Callable[[Value], list[Value]]) -> set[Value]:
    found: set[Value] = set()
    ahead = list(start)
    while ahead:
        value = ahead.pop()
        if value not in found:
            found.add(value)
            ahead += onwards(value)
    return found


def _fixed(program: Program, after: dict[int, Value]) -> list[Value]:
    """The values that hang on no path, each after what it hangs on. What hangs on itself is left to the paths."""
    certain = Certain(program)
    waiting: dict[Value, int] = {}
    readers: defaultdict[Value, list[Value]] = defaultdict(list)
    fixed = []
    for value, instruction in enumerate(program.instructions):
        if _is_drawn(certain, instruction.operation):
            continue
        reads = set(_reads(program, after, value))
        waiting[value] = len(reads)
        for one in reads:
            readers[one].append(value)
        if not reads:
            fixed.append(value)
    for value in fixed:  # grows while it is walked
        for reader in readers[value]:
            waiting[reader] -= 1
            if not waiting[reader]:
                fixed.append(reader)
    return fixed


def _is_drawn(certain: Certain, operation: Operation) -> bool:
    match operation:
        case Parameter(index):
            return certain.program.parameters[index].drawn
        case EventDay(index):
            return not certain.event(index)
        case Series(index):
            return not certain.driver(index)
        case _:
            return False
