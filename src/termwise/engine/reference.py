"""The exact engine: one course of events, every operation in order, in fractions.

It is the judge of every faster engine and what explanations read. The program must be well formed.
"""

from fractions import Fraction
from typing import cast

from termwise.engine.course import Draws
from termwise.engine.evaluate import Datum, Frame, prologue, step
from termwise.engine.run import Entry, Measured, Run, UnitsIssued
from termwise.ir.program import NEVER, Movement, Output, Program, StateOut, Units


class UndatedEntryError(ValueError):
    """Money that would move without a day, or before the period that moves it."""


def run(program: Program, draws: Draws) -> Run:
    """The program on one course of events: the prologue once, then the body period by period.

    Raises `UndatedEntryError` when money would fall due never or before its period, and
    `DayOutOfCalendarError` when a day is moved that its calendar does not know.
    """
    before = prologue(program, draws.event_days, draws.parameters)
    periods: list[tuple[Datum, ...]] = []
    carried: tuple[Datum, ...] = tuple(
        int(state.initial) if state.type == "day" else state.initial for state in program.states
    )
    body = [step(instruction.operation) for instruction in program.instructions[len(before) :]]
    for number in range(len(program.periods)):
        frame = Frame(program, draws.event_days, draws.parameters, list(before), draws.series, number, carried)
        for work_out in body:
            frame.values.append(work_out(frame))
        periods.append(tuple(frame.values))
        carried = _carried_on(program, frame.values)
    return Run(
        program=program,
        draws=draws,
        entries=tuple(entry for number, values in enumerate(periods) for entry in _entries(program, number, values)),
        units=tuple(issued for number, values in enumerate(periods) for issued in _units(program, number, values)),
        outputs=_outputs(program, periods),
        prologue=before,
        body=tuple(values[len(before) :] for values in periods),
    )


def _carried_on(program: Program, values: list[Datum]) -> tuple[Datum, ...]:
    written = {effect.index: values[effect.value] for effect in program.effects if isinstance(effect, StateOut)}
    return tuple(written[index] for index in range(len(program.states)))


def _entries(program: Program, number: int, values: tuple[Datum, ...]) -> list[Entry]:
    """The period's movements; none of zero, and none negative: what flows back changes its direction."""
    entries = []
    for effect in program.effects:
        if not isinstance(effect, Movement):
            continue
        amount, on = cast("Fraction", values[effect.amount]), cast("int", values[effect.on])
        if amount == 0:
            continue
        if on == NEVER or on < program.periods[number].start:
            when = "never" if on == NEVER else f"on day {on}"
            raise UndatedEntryError(f"{effect.clause} moves money in period {number} that falls due {when}")
        back = amount < 0
        payer, payee = (effect.payee, effect.payer) if back else (effect.payer, effect.payee)
        entries.append(Entry(number, effect.clause, payer, payee, abs(amount), on, effect.kind, effect.amount))
    return entries


def _units(program: Program, number: int, values: tuple[Datum, ...]) -> list[UnitsIssued]:
    return [
        UnitsIssued(number, e.clause, e.company, e.holder, e.share_class, cast("Fraction", values[e.amount]), e.amount)
        for e in program.effects
        if isinstance(e, Units) and values[e.amount] != 0
    ]


def _outputs(program: Program, periods: list[tuple[Datum, ...]]) -> tuple[Measured, ...]:
    return tuple(
        Measured(effect.name, effect.value, tuple(values[effect.value] for values in periods))
        for effect in program.effects
        if isinstance(effect, Output)
    )
