"""The last step of writing a program: what nothing needs goes, the prologue comes first, numbers follow order."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from msgspec.structs import replace

from termwise.ir.operands import operands, read_by_effect, read_by_series, with_operands
from termwise.ir.program import DrawnSeries, Effect, Movement, Output, Program, StateOut, Units, Value

Renumbered = Mapping[Value, Value] | Sequence[Value]
"""New value numbers by old ones."""


def finished(program: Program) -> Program:
    """The program with only the operations that effects and series need, prologue first, renumbered."""
    needed = _needed(program)
    kept = [value for value in range(len(program.instructions)) if value in needed]
    blocks = {value: program.instructions[value].block for value in kept}
    ordered = [*(v for v in kept if blocks[v] == "prologue"), *(v for v in kept if blocks[v] == "body")]
    new = {value: number for number, value in enumerate(ordered)}
    instructions = [program.instructions[value] for value in ordered]
    return replace(
        program,
        instructions=tuple(replace(i, operation=with_operands(i.operation, new.__getitem__)) for i in instructions),
        effects=tuple(effect_with(effect, new) for effect in program.effects),
        series=tuple(series_with(series, new) for series in program.series),
    )


def _needed(program: Program) -> set[Value]:
    waiting = [value for effect in program.effects for value in read_by_effect(effect)]
    waiting += [value for series in program.series for value in read_by_series(series)]
    needed: set[Value] = set()
    while waiting:
        value = waiting.pop()
        if value not in needed:
            needed.add(value)
            waiting.extend(operands(program.instructions[value].operation))
    return needed


def effect_with(effect: Effect, new: Renumbered) -> Effect:
    """The effect reading `new[value]` wherever it reads `value`."""
    match effect:
        case Movement():
            return replace(effect, amount=new[effect.amount], on=new[effect.on])
        case Units():
            return replace(effect, amount=new[effect.amount])
        case StateOut() | Output():
            return replace(effect, value=new[effect.value])
        case _ as never:
            assert_never(never)


def series_with(series: DrawnSeries, new: Renumbered) -> DrawnSeries:
    """The driver reading `new[value]` wherever it reads `value`."""
    variation = series.variation_per_year
    return replace(
        series,
        regimes=tuple(replace(regime, rate=new[regime.rate]) for regime in series.regimes),
        variation_per_year=None if variation is None else new[variation],
        jumps=tuple((event, new[size]) for event, size in series.jumps),
    )
