"""What of a program the sheets need: everything that money, stakes, levels and drivers hang on, and nothing else.

How many days each clause is in force is left out: most clauses move no money, and `Terms` says when they apply.
"""

from collections import Counter

from msgspec import Struct

from termwise.ir.operands import operands, read_by_effect
from termwise.ir.program import (
    DayParameter,
    Effect,
    EventDay,
    OnDay,
    Output,
    Parameter,
    Program,
    Shift,
    StateIn,
    StateOut,
    Table,
    Value,
)


class Needed(Struct, frozen=True):
    """What is needed, by value number or index; `uses` counts by how many of the needed each value is read."""

    values: frozenset[Value]
    uses: Counter[Value]
    effects: tuple[Effect, ...]
    states: frozenset[int]
    parameters: frozenset[int]
    days: frozenset[int]
    events: frozenset[int]
    tables: frozenset[int]
    shifts: frozenset[int]
    day_tables: frozenset[int]


def needed(program: Program) -> Needed:
    """What the effects that are told, and the drivers, hang on, through carried states."""
    told = [e for e in program.effects if not isinstance(e, StateOut) and not _is_only_days(e)]
    carried = {effect.index: effect for effect in program.effects if isinstance(effect, StateOut)}
    roots = [value for effect in told for value in read_by_effect(effect)]
    for series in program.series:
        roots += [regime.rate for regime in series.regimes] + [size for _, size in series.jumps]
    uses: Counter[Value] = Counter(roots)
    values, open_values, states = set[Value](), list(roots), set[int]()
    while open_values:
        value = open_values.pop()
        if value in values:
            continue
        values.add(value)
        operation = program.instructions[value].operation
        read = list(operands(operation))
        if isinstance(operation, StateIn) and operation.index not in states:
            states.add(operation.index)
            read.append(carried[operation.index].value)
        uses.update(read)
        open_values += read
    by_kind: dict[type, set[int]] = {}
    for value in values:
        operation = program.instructions[value].operation
        if isinstance(operation, Parameter | DayParameter | EventDay | Table | Shift | OnDay):
            by_kind.setdefault(type(operation), set()).add(operation.index)
    events = by_kind.get(EventDay, set()) | _of_series(program)
    return Needed(
        values=frozenset(values),
        uses=uses,
        effects=tuple(told),
        states=frozenset(states),
        parameters=frozenset(by_kind.get(Parameter, ())),
        days=frozenset(by_kind.get(DayParameter, ())),
        events=frozenset(_with_those_before(program, events)),
        tables=frozenset(by_kind.get(Table, ())),
        shifts=frozenset(by_kind.get(Shift, ())),
        day_tables=frozenset(by_kind.get(OnDay, ())),
    )


def _is_only_days(effect: Effect) -> bool:
    return isinstance(effect, Output) and effect.name.startswith("in_force:")


def _of_series(program: Program) -> set[int]:
    found = set[int]()
    for series in program.series:
        found |= {regime.after for regime in series.regimes if regime.after is not None}
        found |= {event for event, _ in series.jumps}
    return found


def _with_those_before(program: Program, events: set[int]) -> set[int]:
    """The events and those after which they wait."""
    found = set(events)
    for index in sorted(events, reverse=True):
        after = program.events[index].after
        while after is not None and after not in found:
            found.add(after)
            after = program.events[after].after
    return found
