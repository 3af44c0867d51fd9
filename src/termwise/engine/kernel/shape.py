"""The shape of a program: all that its machine code hangs on, and nothing else.

Code is written from the shape alone, so it cannot hang on a number, a date or a table; and one shape has one code.
Names of clauses, texts and places are left out; names of parameters, events and drivers stay, for they name streams.
"""

from collections.abc import Mapping
from fractions import Fraction
from hashlib import blake2b

import msgspec
from msgspec.structs import replace

from termwise.engine.kernel.rows import Choice, choice_of, choices
from termwise.ir.program import (
    AT_END,
    DayTable,
    DrawnEvent,
    DrawnSeries,
    Effect,
    Instruction,
    Movement,
    NumberParameter,
    NumberTable,
    Origin,
    Output,
    Period,
    Program,
    State,
    Uncertain,
    Units,
)

_NOWHERE = Origin("", "")
_ZERO = Fraction(0)
_ONE_PERIOD = Period(0, 1)


def shape(program: Program) -> Program:
    """The program with one period and without its numbers, dates and tables, and without what only explains it."""
    return replace(
        program,
        name="",
        currency="",
        periods=(_ONE_PERIOD,),
        parameters=tuple(_parameter(parameter) for parameter in program.parameters),
        days=tuple((name, 0) for name, _ in program.days),
        events=tuple(_event(event) for event in program.events),
        series=tuple(_series(series) for series in program.series),
        tables=tuple(NumberTable("", (_ZERO,)) for _ in program.tables),
        day_tables=tuple(DayTable("", 0, (_ZERO,)) for _ in program.day_tables),
        shifts=tuple(replace(shift, name="", first=0, days=(0,)) for shift in program.shifts),
        states=tuple(State("", state.type, _ZERO, _NOWHERE) for state in program.states),
        instructions=tuple(Instruction(i.operation, i.type, i.block, _NOWHERE) for i in program.instructions),
        effects=_effects(program),
        left_out=(),
    )


def digest(shaped: Program) -> str:
    """A name for a shape: equal for equal shapes only, as far as 256 bits can tell."""
    return blake2b(msgspec.msgpack.encode(shaped, enc_hook=str), digest_size=32).hexdigest()


def _effects(program: Program) -> tuple[Effect, ...]:
    """What is carried on, and what comes out: which outputs share their periods, not which these are."""
    number = {choice: place for place, choice in enumerate(choices(program))}
    return tuple(
        _output(one, number) if isinstance(one, Output) else one
        for one in program.effects
        if not isinstance(one, Movement | Units)
    )


def _output(output: Output, number: Mapping[Choice, int]) -> Output:
    chosen = choice_of(output)
    if chosen is None:
        return Output("", output.value)
    return Output("", output.value, (number[chosen],) if chosen.periods else AT_END)


def _parameter(parameter: NumberParameter) -> NumberParameter:
    certain = None if parameter.drawn else _ZERO
    uncertain = None if parameter.uncertain is None else _distribution(parameter.uncertain)
    return NumberParameter(
        parameter.name, certain, uncertain, undisclosed=False, origin=_NOWHERE, settable=parameter.settable
    )


def _distribution(uncertain: Uncertain) -> Uncertain:
    """Which distribution, how many options, whether it is cut; not where."""
    return Uncertain(
        uncertain.shape,
        mode=None if uncertain.mode is None else _ZERO,
        options=tuple(_ZERO for _ in uncertain.options),
        low=None if uncertain.low is None else _ZERO,
        high=None if uncertain.high is None else _ZERO,
    )


def _event(event: DrawnEvent) -> DrawnEvent:
    def told(number: object) -> int | None:
        return None if number is None else 0

    return DrawnEvent(
        event.name,
        None if event.drawn else 0,
        None if event.chance is None else _ZERO,
        told(event.low_days),
        told(event.high_days),
        told(event.origin_day),
        event.after,
        None if event.hazard_per_day is None else _ZERO,
        settable=event.settable,
    )


def _series(series: DrawnSeries) -> DrawnSeries:
    return replace(
        series,
        known=(_ZERO,) if series.known and series.known[0] is not None else (None,),
        regimes=tuple(replace(regime, until=0) for regime in series.regimes),
        correlated=tuple((other, _ZERO) for other, _ in series.correlated),
        origin=None,
        base=None if series.base is None else (0, _ZERO),
        known_until=None,
    )
