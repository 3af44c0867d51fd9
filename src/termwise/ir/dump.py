"""The program as stable text: the same program gives the same lines, a small change gives a small difference.

Values are written `%7`, numbers exactly, days as dates. Nothing depends on the platform or on the order of a set.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from termwise.ir.operands import operands
from termwise.ir.program import (
    NEVER,
    Binary,
    Block,
    CalendarShift,
    Compare,
    Constant,
    DayBinary,
    DayConstant,
    DayParameter,
    DaysBetween,
    DayTable,
    DrawnEvent,
    DrawnSeries,
    Effect,
    EventDay,
    Logic,
    Movement,
    Not,
    NumberParameter,
    OnDay,
    Operation,
    Origin,
    Output,
    Parameter,
    Period,
    PeriodEnd,
    PeriodStart,
    Power,
    Program,
    Regime,
    Round,
    Select,
    Series,
    Shift,
    State,
    StateIn,
    StateOut,
    Table,
    Uncertain,
    Units,
)

_COMMENT_COLUMN = 60
_PER_LINE = 12


def dump(program: Program) -> str:
    """The whole program as lines, ended by a newline."""
    return "".join(f"{line}\n" for line in _lines(program))


def day_text(day: int) -> str:
    """An ordinal as an ISO date, `never`, or its number when the calendar has no such day."""
    if day == NEVER:
        return "never"
    return date.fromordinal(day).isoformat() if 1 <= day <= date.max.toordinal() else f"day {day}"


def _moment_text(day: int | Fraction) -> str:
    """A day, or the middle of one."""
    whole = int(day)
    return day_text(whole) if whole == day else f"{day_text(whole)} and {number_text(Fraction(day) - whole)}"


def number_text(number: Fraction) -> str:
    """A number exactly: decimal where it ends, else a fraction of whole numbers."""
    twos, fives, rest = 0, 0, number.denominator
    while rest % 2 == 0:
        twos, rest = twos + 1, rest // 2
    while rest % 5 == 0:
        fives, rest = fives + 1, rest // 5
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    places = max(twos, fives)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], "." + digits[-places:]) if places else (digits, "")
    return f"{'-' if number < 0 else ''}{whole}{decimals}"


def _lines(program: Program) -> Iterator[str]:
    yield f"program {program.name} in {program.currency}"
    yield from _section(f"periods {len(program.periods)}", _periods(program.periods))
    yield from _section("parameters", (_parameter(p) for p in program.parameters))
    yield from _section("days", (f"{name} = {day_text(day)}" for name, day in program.days))
    yield from _section("events", (_event(event, program) for event in program.events))
    yield from _section("series", (line for one in program.series for line in _series(one, program)))
    yield from _section(
        "tables", (line for t in program.tables for line in _wrapped(t.name, map(number_text, t.values)))
    )
    yield from _section("day tables", (line for one in program.day_tables for line in _day_table(one)))
    yield from _section("shifts", (_shift(shift) for shift in program.shifts))
    yield from _section("states", (_state(state) for state in program.states))
    yield from _section("prologue", _instructions(program, "prologue"))
    yield from _section("body", _instructions(program, "body"))
    yield from _section("effects", (_effect(effect, program) for effect in program.effects))
    yield from _section("left out", (f"{clause}: {why}" for clause, why in program.left_out))


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    inner = [f"    {line}" for line in lines]
    if inner:
        yield title
        yield from inner


def _wrapped(title: str, words: Iterator[str]) -> Iterator[str]:
    every = list(words)
    yield title
    for start in range(0, len(every), _PER_LINE):
        yield "    " + " ".join(every[start : start + _PER_LINE])


def _periods(periods: tuple[Period, ...]) -> Iterator[str]:
    """The first days; an end is said where it is not the next one's first day."""
    gaps = {before.start for before, after in pairwise(periods) if before.end != after.start}
    if periods:
        gaps.add(periods[-1].start)
    words = (f"{day_text(p.start)}{f' until {day_text(p.end)}' if p.start in gaps else ''}" for p in periods)
    every = list(words)
    for start in range(0, len(every), _PER_LINE):
        yield " ".join(every[start : start + _PER_LINE])


def _parameter(parameter: NumberParameter) -> str:
    certain = "?" if parameter.certain is None else number_text(parameter.certain)
    value = certain if parameter.uncertain is None else _uncertain(parameter.uncertain)
    if parameter.settable:
        value += " settable" if parameter.certain is None else f" set to {certain}"
    undisclosed = " undisclosed" if parameter.undisclosed else ""
    return _commented(f"{parameter.name} = {value}{undisclosed}", parameter.origin)


def _uncertain(uncertain: Uncertain) -> str:
    if uncertain.shape == "choice":
        words = " or ".join(number_text(option) for option in uncertain.options)
    else:
        mode = "" if uncertain.mode is None else f" mode {number_text(uncertain.mode)}"
        words = f"{number_text(uncertain.a)} to {number_text(uncertain.b)}{mode}"
    low = "" if uncertain.low is None else f" at least {number_text(uncertain.low)}"
    high = "" if uncertain.high is None else f" at most {number_text(uncertain.high)}"
    return f"{uncertain.shape} {words}{low}{high}"


def _event(event: DrawnEvent, program: Program) -> str:
    words = [event.name]
    if event.pinned is not None:
        words.append(f"on {day_text(event.pinned)}")
    if event.chance is not None:
        words.append(f"likely {number_text(event.chance)}")
    if event.low_days is not None and event.high_days is not None:
        words.append(f"{event.low_days} to {event.high_days} days")
    if event.hazard_per_day is not None:
        words.append(f"{number_text(event.hazard_per_day)} per day")
    if event.after is not None:
        words.append(f"after {program.events[event.after].name}")
    if event.origin_day is not None:
        words.append(f"from {day_text(event.origin_day)}")
    if event.settable:
        words.append("settable")
    return _commented(" ".join(words), event.origin)


def _series(series: DrawnSeries, program: Program) -> Iterator[str]:
    kind = "flow" if series.flow else "level"
    yield _commented(f"{kind} {series.name}", series.origin)
    known = [number_text(value) if value is not None else "?" for value in series.known]
    while known and known[-1] == "?":
        known.pop()
    if known:
        yield from (f"    {line}" for line in _wrapped("known", iter(known)))
    if series.base is not None:
        yield f"    base {number_text(series.base[1])} on {_moment_text(series.base[0])}"
    if series.known_until is not None:
        yield f"    known until {day_text(series.known_until)}"
    yield from (f"    {_regime(regime, program)}" for regime in series.regimes)
    if series.variation_per_year is not None:
        yield f"    varies %{series.variation_per_year}"
    for index, coefficient in series.correlated:
        yield f"    correlated {number_text(coefficient)} with {program.series[index].name}"
    for event, size in series.jumps:
        yield f"    jumps %{size} when {program.events[event].name}"


def _regime(regime: Regime, program: Program) -> str:
    after = "" if regime.after is None else f" after {program.events[regime.after].name}"
    return f"grows %{regime.rate}{after} until {day_text(regime.until)}"


def _shift(shift: CalendarShift) -> str:
    """Where the days from the first on land; days that land one later than the day before are counted."""
    words = []
    run = 0
    for index, day in enumerate(shift.days):
        if index and day == shift.days[index - 1] + 1:
            run += 1
            continue
        words.append(f"{f'+{run} ' if run else ''}{day_text(day)}")
        run = 0
    return f"{shift.name}: from {day_text(shift.first)} to {' '.join(words)}{f' +{run}' if run else ''}"


def _day_table(table: DayTable) -> Iterator[str]:
    """The first day and the numbers from it on, then the number of every later day."""
    title = f"{table.name}: from {day_text(table.first)}, then {number_text(table.after)}"
    yield from _wrapped(title, map(number_text, table.values))


def _state(state: State) -> str:
    initial = number_text(state.initial) if state.type == "number" else day_text(int(state.initial))
    return _commented(f"{state.name} {state.type} = {initial}", state.origin)


def _instructions(program: Program, block: Block) -> Iterator[str]:
    for number, instruction in enumerate(program.instructions):
        if instruction.block == block:
            words = _operation(instruction.operation, program)
            yield _commented(f"%{number} {instruction.type} = {words}", instruction.origin)


def _commented(words: str, origin: Origin | None) -> str:
    if origin is None:
        return words
    amendment = "" if origin.amendment is None else f" [{origin.amendment}]"
    return f"{words.ljust(_COMMENT_COLUMN)}  # {origin.name}: {origin.what}{amendment}"


def _operation(operation: Operation, program: Program) -> str:
    read = " ".join(f"%{value}" for value in operands(operation))
    match operation:
        case Constant(number):
            return number_text(number)
        case DayConstant(day):
            return day_text(day)
        case Parameter(index):
            return f"parameter {program.parameters[index].name}"
        case DayParameter(index):
            return f"day {program.days[index][0]}"
        case EventDay(index):
            return f"event {program.events[index].name}"
        case Table(index):
            return f"table {program.tables[index].name}"
        case Series(index):
            return f"series {program.series[index].name}"
        case StateIn(index):
            return f"state {program.states[index].name}"
        case Shift(index, _):
            return f"shift {read} by {program.shifts[index].name}"
        case PeriodStart():
            return "period start"
        case PeriodEnd():
            return "period end"
        case OnDay(index, _):
            return f"number of {program.day_tables[index].name} on {read}"
        case Power():
            return f"power {read}"
        case Round(mode):
            return f"round {mode} {read}"
        case Binary() | DayBinary() | Logic():
            return f"{operation.operator} {read}"
        case Compare():
            return f"{operation.relation} {read}"
        case DaysBetween():
            return f"days between {read}"
        case Not():
            return f"not {read}"
        case Select():
            return f"select {read}"
        case _ as never:
            assert_never(never)


def _effect(effect: Effect, program: Program) -> str:
    match effect:
        case Movement(clause, payer, payee, amount, on, kind):
            return f"{clause}: {payer} pays {payee} %{amount} on %{on} ({kind})"
        case Units(clause, company, holder, share_class, amount):
            return f"{clause}: {company} issues {holder} %{amount} {share_class}"
        case StateOut(index, value):
            return f"carry {program.states[index].name} = %{value}"
        case Output(name, value, periods):
            return f"output {name} = %{value}{_told_of(periods)}"
        case _ as never:
            assert_never(never)


def _told_of(periods: tuple[int, ...] | None) -> str:
    if periods is None:
        return ""
    return f" in {', '.join(map(str, periods))}" if periods else " at the end"
