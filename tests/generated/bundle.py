"""Several programs as one, so that one kernel computes them all: each keeps its own streams, states and effects."""

from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from termwise.ir.operands import index_of, with_operands
from termwise.ir.program import (
    DrawnEvent,
    DrawnSeries,
    Effect,
    Instruction,
    Movement,
    Output,
    Program,
    StateOut,
    Units,
    Value,
)

_NAMED = ("tables", "shifts", "states", "day_tables")
_TUPLES = ("parameters", "days", "events", "series", "tables", "shifts", "states", "day_tables")


class Bundle(Struct, frozen=True):
    """Programs of the same periods as one. `places[k][v]` is where value `v` of program `k` stands in it."""

    program: Program
    parts: tuple[Program, ...]
    places: tuple[tuple[Value, ...], ...]


def bundled(programs: Sequence[Program]) -> Bundle:
    """The programs as one; they must have the same periods."""
    prologues = [sum(one.block == "prologue" for one in program.instructions) for program in programs]
    bodies = [len(program.instructions) - first for program, first in zip(programs, prologues, strict=True)]
    before = [0, *accumulate(prologues)]
    after = [before[-1] + count for count in (0, *accumulate(bodies))]
    places = tuple(
        (*range(before[k], before[k] + prologues[k]), *range(after[k], after[k] + bodies[k]))
        for k in range(len(programs))
    )
    moved = [_moved(programs, k, places[k]) for k in range(len(programs))]
    instructions = [
        one for block in ("prologue", "body") for p in moved for one in p.instructions if one.block == block
    ]
    whole = replace(
        moved[0],
        instructions=tuple(instructions),
        effects=tuple(effect for program in moved for effect in program.effects),
        **{field: tuple(one for program in moved for one in getattr(program, field)) for field in _TUPLES},
    )
    return Bundle(whole, tuple(programs), places)


def _moved(programs: Sequence[Program], k: int, places: tuple[Value, ...]) -> Program:
    """One program with the numbers and names it has in the bundle."""
    program = programs[k]
    offsets = {field: sum(len(getattr(one, field)) for one in programs[:k]) for field in _TUPLES}

    def instruction(one: Instruction) -> Instruction:
        operation = with_operands(one.operation, places.__getitem__)
        pointed = index_of(operation, program)
        if pointed is not None:
            operation = replace(operation, index=pointed[0] + offsets[_FIELDS[type(operation).__name__]])
        return replace(one, operation=operation)

    def effect(one: Effect) -> Effect:
        match one:
            case Movement():
                return replace(one, amount=places[one.amount], on=places[one.on])
            case Units():
                return replace(one, amount=places[one.amount])
            case StateOut():
                return StateOut(one.index + offsets["states"], places[one.value])
            case Output():
                return replace(one, name=f"{k} {one.name}", value=places[one.value])

    return replace(
        program,
        days=tuple((f"{k} {name}", day) for name, day in program.days),
        **{field: tuple(replace(one, name=f"{k} {one.name}") for one in getattr(program, field)) for field in _NAMED},
        parameters=tuple(replace(one, name=f"{k} {one.name}") for one in program.parameters),
        events=tuple(_event(one, k, offsets["events"]) for one in program.events),
        series=tuple(_series(one, k, offsets, places) for one in program.series),
        instructions=tuple(map(instruction, program.instructions)),
        effects=tuple(map(effect, program.effects)),
    )


_FIELDS = {
    "Parameter": "parameters",
    "DayParameter": "days",
    "EventDay": "events",
    "Table": "tables",
    "Series": "series",
    "Shift": "shifts",
    "OnDay": "day_tables",
    "StateIn": "states",
}


def _event(event: DrawnEvent, k: int, offset: int) -> DrawnEvent:
    return replace(event, name=f"{k} {event.name}", after=None if event.after is None else event.after + offset)


def _series(series: DrawnSeries, k: int, offsets: dict[str, int], places: tuple[Value, ...]) -> DrawnSeries:
    events = offsets["events"]
    varies = series.variation_per_year
    return replace(
        series,
        name=f"{k} {series.name}",
        regimes=tuple(
            replace(one, rate=places[one.rate], after=None if one.after is None else one.after + events)
            for one in series.regimes
        ),
        variation_per_year=None if varies is None else places[varies],
        correlated=tuple((other + offsets["series"], how) for other, how in series.correlated),
        jumps=tuple((event + events, places[size]) for event, size in series.jumps),
    )
