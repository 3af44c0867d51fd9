"""Writes a program: operations are added in any order and come out numbered, each stated once.

The same operation gets the same value number (the first origin stays). Operations that need no period are
put into the prologue by themselves. What no effect and no series needs is left out at the end.
Value numbers given out here are the builder's own; `program` renumbers them everywhere they stand.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import reduce
from typing import TypeVar

from termwise.ir.finish import finished
from termwise.ir.folding import folded
from termwise.ir.operands import mixed, only_in_body, operand_types, operands, result_type
from termwise.ir.program import (
    NEVER,
    Binary,
    Block,
    CalendarShift,
    Compare,
    Constant,
    DayBinary,
    DayConstant,
    DayOperator,
    DayParameter,
    DaysBetween,
    DayTable,
    DrawnEvent,
    DrawnSeries,
    Effect,
    EventDay,
    Instruction,
    Logic,
    Not,
    NumberOperator,
    NumberParameter,
    NumberTable,
    OnDay,
    Operation,
    Origin,
    Parameter,
    Period,
    PeriodEnd,
    PeriodStart,
    Power,
    Program,
    Relation,
    Round,
    RoundingMode,
    Select,
    Series,
    Shift,
    State,
    StateIn,
    StateOut,
    Table,
    Type,
    Value,
)

Named = TypeVar("Named", NumberParameter, DrawnEvent, DrawnSeries, NumberTable, DayTable, CalendarShift, State)


class Builder:
    """A program being written. A wrong operand is a mistake of the caller: `TypeError` or `ValueError` at once."""

    def __init__(self, name: str, currency: str, periods: tuple[Period, ...]) -> None:
        self._program = Program(name, currency, periods, (), (), (), (), (), (), (), (), ())
        self._origin = Origin(name, "the deal")
        self._instructions: list[Instruction] = []
        self._numbers: dict[Operation, Value] = {}
        self._effects: list[Effect] = []
        self._parameters: dict[str, NumberParameter] = {}
        self._days: dict[str, int] = {}
        self._events: dict[str, DrawnEvent] = {}
        self._series: dict[str, DrawnSeries] = {}
        self._tables: dict[str, NumberTable] = {}
        self._day_tables: dict[str, DayTable] = {}
        self._shifts: dict[str, CalendarShift] = {}
        self._states: dict[str, State] = {}
        self._left_out: dict[tuple[str, str], None] = {}

    @classmethod
    def reopened(cls, program: Program) -> "Builder":
        """A builder that goes on writing a finished program; its value numbers are the program's."""
        builder = cls(program.name, program.currency, program.periods)
        builder._instructions = list(program.instructions)
        builder._numbers = {one.operation: number for number, one in enumerate(program.instructions)}
        builder._effects = list(program.effects)
        builder._parameters = {one.name: one for one in program.parameters}
        builder._days = dict(program.days)
        builder._events = {one.name: one for one in program.events}
        builder._series = {one.name: one for one in program.series}
        builder._tables = {one.name: one for one in program.tables}
        builder._day_tables = {one.name: one for one in program.day_tables}
        builder._shifts = {one.name: one for one in program.shifts}
        builder._states = {one.name: one for one in program.states}
        builder._left_out = dict.fromkeys(program.left_out)
        return builder

    # -- where operations come from ------------------------------------------------------------------

    @contextmanager
    def origin(self, origin: Origin) -> Iterator[None]:
        """Operations added within the block come from `origin`; blocks nest."""
        before, self._origin = self._origin, origin
        try:
            yield
        finally:
            self._origin = before

    def operation(self, value: Value) -> Operation:
        """The operation that computes a value."""
        return self._instructions[value].operation

    def type_of(self, value: Value) -> Type:
        """The type of a value."""
        return self._instructions[value].type

    def block_of(self, value: Value) -> Block:
        """Whether the value is computed once per path or once per period."""
        return self._instructions[value].block

    def append(self, operation: Operation) -> Value:
        """The value number of an operation, appended when it is new; checked, simplified where that is exact."""
        if (stated := self._numbers.get(operation)) is not None:  # checked, and as simple as it can be, when it was new
            return stated
        reads = operands(operation)
        for value in reads:
            if not 0 <= value < len(self._instructions):
                raise ValueError(f"{operation} reads value {value}, which is not there")
        types = tuple([self.type_of(value) for value in reads])
        wrong = any(has not in may for has, may in zip(types, operand_types(operation), strict=True))
        if wrong or mixed(operation, types):
            raise TypeError(f"{operation} reads {', '.join(types)}")
        simpler = folded(operation, self.operation, self.append)
        if isinstance(simpler, Value):
            return simpler
        known = self._numbers.get(simpler)
        if known is None:
            known = self._numbers.get(_mirrored(simpler))
        return self._new(simpler) if known is None else known

    def _new(self, operation: Operation) -> Value:
        reads = operands(operation)
        types = tuple(self.type_of(value) for value in reads)
        in_body = only_in_body(operation) or any(self.block_of(value) == "body" for value in reads)
        states = tuple(state.type for state in self._states.values()) if isinstance(operation, StateIn) else ()
        instruction = Instruction(
            operation, result_type(operation, types, states), "body" if in_body else "prologue", self._origin
        )
        self._instructions.append(instruction)
        value = len(self._instructions) - 1
        self._numbers[operation] = value
        return value

    # -- constants --------------------------------------------------------------------------------------

    def number(self, number: Fraction | int) -> Value:
        """A number fixed by the meaning itself; a number of the text is a `parameter`."""
        return self.append(Constant(Fraction(number)))

    def day(self, ordinal: int) -> Value:
        """A day fixed by the meaning itself; a day of the text is a `given_day`."""
        return self.append(DayConstant(ordinal))

    def never(self) -> Value:
        """The day that never comes."""
        return self.day(NEVER)

    def true(self) -> Value:
        """What always holds: 0 = 0."""
        return self._truth(Constant(Fraction(0)))

    def false(self) -> Value:
        """What never holds: 0 = 1."""
        return self._truth(Constant(Fraction(1)))

    def _truth(self, right: Constant) -> Value:
        """0 = `right`, stated as a comparison because a program has no constants of truth."""
        operation = Compare("equal", self.number(0), self.append(right))
        return self._numbers[operation] if operation in self._numbers else self._new(operation)

    # -- run-time arguments -------------------------------------------------------------------------------

    def parameter(self, parameter: NumberParameter) -> Value:
        """A run-time number. Stating it again under its name gives the same; otherwise than before: ValueError."""
        return self.append(Parameter(_index(self._parameters, parameter)))

    def given_day(self, name: str, ordinal: int) -> Value:
        """A run-time day."""
        if self._days.setdefault(name, ordinal) != ordinal:
            raise ValueError(f"{name} is stated as two days")
        return self.append(DayParameter(list(self._days).index(name)))

    def event(self, event: DrawnEvent) -> Value:
        """The day of a drawn event; `after` is the index of an event stated before."""
        return self.append(EventDay(_index(self._events, event)))

    def event_index(self, name: str) -> int:
        """The index of a drawn event already stated; KeyError when it is not."""
        if name not in self._events:
            raise KeyError(name)
        return list(self._events).index(name)

    def has_event(self, name: str) -> bool:
        """Whether a drawn event of this name is stated."""
        return name in self._events

    def series(self, series: DrawnSeries) -> Value:
        """A driver's value in the period; its rates, variation and jumps are value numbers of this builder."""
        return self.append(Series(_index(self._series, series)))

    def series_index(self, name: str) -> int:
        """The index of a driver already stated; KeyError when it is not."""
        if name not in self._series:
            raise KeyError(name)
        return list(self._series).index(name)

    def has_series(self, name: str) -> bool:
        """Whether a driver of this name is stated."""
        return name in self._series

    def table(self, table: NumberTable) -> Value:
        """The number of this period in a table of shape (periods,)."""
        return self.append(Table(_index(self._tables, table)))

    def on_day(self, table: DayTable, day: Value) -> Value:
        """The number a table holds for a day."""
        return self.append(OnDay(_index(self._day_tables, table), day))

    def shift(self, shift: CalendarShift, day: Value) -> Value:
        """A day moved by the calendar."""
        return self.append(Shift(_index(self._shifts, shift), day))

    # -- carried state --------------------------------------------------------------------------------------

    def state(self, state: State) -> Value:
        """The carried state as the previous period left it; it must be written once by `carry`."""
        return self.append(StateIn(_index(self._states, state)))

    def carry(self, name: str, value: Value) -> None:
        """What the carried state is after this period."""
        index = list(self._states).index(name)
        if self.type_of(value) != self._states[name].type:
            raise TypeError(f"{name} carries a {self._states[name].type}, not a {self.type_of(value)}")
        self.effect(StateOut(index, value))

    def is_carried(self, name: str) -> bool:
        """Whether a state of this name is carried on already."""
        written = {effect.index for effect in self._effects if isinstance(effect, StateOut)}
        return name in self._states and list(self._states).index(name) in written

    # -- arithmetic -----------------------------------------------------------------------------------------

    def binary(self, operator: NumberOperator, left: Value, right: Value) -> Value:
        """Arithmetic on two numbers; division by zero gives zero."""
        return self.append(Binary(operator, left, right))

    def add(self, left: Value, right: Value) -> Value:
        """`left + right`."""
        return self.binary("add", left, right)

    def subtract(self, left: Value, right: Value) -> Value:
        """`left − right`."""
        return self.binary("subtract", left, right)

    def multiply(self, left: Value, right: Value) -> Value:
        """`left x right`."""
        return self.binary("multiply", left, right)

    def divide(self, left: Value, right: Value) -> Value:
        """`left / right`, zero when `right` is zero."""
        return self.binary("divide", left, right)

    def minimum(self, left: Value, right: Value) -> Value:
        """The smaller number."""
        return self.binary("minimum", left, right)

    def maximum(self, left: Value, right: Value) -> Value:
        """The larger number."""
        return self.binary("maximum", left, right)

    def total(self, values: Iterable[Value]) -> Value:
        """The sum, in order; zero of nothing."""
        return reduce(self.add, values, self.number(0))

    def clamp(self, value: Value, low: Value | None, high: Value | None) -> Value:
        """`value` raised to `low`, then lowered to `high`; None is no bound."""
        raised = value if low is None else self.maximum(value, low)
        return raised if high is None else self.minimum(raised, high)

    def positive_part(self, value: Value) -> Value:
        """`value` when it is positive, else zero."""
        return self.maximum(value, self.number(0))

    def power(self, base: Value, exponent: Value) -> Value:
        """`base ** exponent`; a base of zero or less gives zero, one when the exponent is zero."""
        return self.append(Power(base, exponent))

    def round_to(self, mode: RoundingMode, number: Value, unit: Value) -> Value:
        """The number to a whole multiple of `unit`."""
        return self.append(Round(mode, number, unit))

    # -- days --------------------------------------------------------------------------------------------------

    def period_start(self) -> Value:
        """First day of the period."""
        return self.append(PeriodStart())

    def period_end(self) -> Value:
        """First day after the period."""
        return self.append(PeriodEnd())

    def day_binary(self, operator: DayOperator, left: Value, right: Value) -> Value:
        """The earlier or later of two days."""
        return self.append(DayBinary(operator, left, right))

    def earliest(self, days: Iterable[Value]) -> Value:
        """The first of some days; `NEVER` of none."""
        return reduce(lambda left, right: self.day_binary("earliest", left, right), days, self.never())

    def latest(self, first: Value, *more: Value) -> Value:
        """The last of some days."""
        return reduce(lambda left, right: self.day_binary("latest", left, right), more, first)

    def days_between(self, start: Value, end: Value) -> Value:
        """Days from `start` to `end`, zero when `end` is not later."""
        return self.append(DaysBetween(start, end))

    def days_in_period(self) -> Value:
        """The length of the period in days."""
        return self.days_between(self.period_start(), self.period_end())

    def days_within(self, start: Value, end: Value) -> Value:
        """How many days of the period lie in `[start, end)`."""
        return self.days_between(self.latest(start, self.period_start()), self.earliest((end, self.period_end())))

    def falls_in_period(self, day: Value) -> Value:
        """Whether the day is one of this period's days."""
        return self.both(self.at_most(self.period_start(), day), self.less(day, self.period_end()))

    # -- truths --------------------------------------------------------------------------------------------------

    def compare(self, relation: Relation, left: Value, right: Value) -> Value:
        """A relation of two numbers or two days."""
        return self.append(Compare(relation, left, right))

    def less(self, left: Value, right: Value) -> Value:
        """`left < right`."""
        return self.compare("less", left, right)

    def at_most(self, left: Value, right: Value) -> Value:
        """`left <= right`."""
        return self.compare("at_most", left, right)

    def equal(self, left: Value, right: Value) -> Value:
        """`left = right`."""
        return self.compare("equal", left, right)

    def both(self, left: Value, right: Value) -> Value:
        """Left and right."""
        return self.append(Logic("and", left, right))

    def either(self, left: Value, right: Value) -> Value:
        """Left or right, or both."""
        return self.append(Logic("or", left, right))

    def all_of(self, truths: Iterable[Value]) -> Value:
        """Whether each holds; true of none."""
        return reduce(self.both, truths, self.true())

    def any_of(self, truths: Iterable[Value]) -> Value:
        """Whether some holds; false of none."""
        return reduce(self.either, truths, self.false())

    def opposite(self, truth: Value) -> Value:
        """Whether it does not hold."""
        return self.append(Not(truth))

    def select(self, condition: Value, then: Value, otherwise: Value) -> Value:
        """`then` when the condition holds, else `otherwise`."""
        return self.append(Select(condition, then, otherwise))

    def when(self, condition: Value, number: Value) -> Value:
        """The number when the condition holds, else zero."""
        return self.select(condition, number, self.number(0))

    # -- effects and the end -------------------------------------------------------------------------------------

    def effect(self, effect: Effect) -> None:
        """Something the period does: a movement, units, a state carried on, an output."""
        self._effects.append(effect)

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What the period does, so far as written."""
        return tuple(self._effects)

    def leave_out(self, clause: str, why: str) -> None:
        """A clause that moves nothing here, and why."""
        self._left_out[(clause, why)] = None

    def program(self) -> Program:
        """The finished program: needed operations only, prologue first, renumbered."""
        return finished(self.stated())

    def stated(self) -> Program:
        """Everything stated so far, under the builder's own value numbers; not well formed before it is finished."""
        return Program(
            name=self._program.name,
            currency=self._program.currency,
            periods=self._program.periods,
            parameters=tuple(self._parameters.values()),
            days=tuple(self._days.items()),
            events=tuple(self._events.values()),
            series=tuple(self._series.values()),
            tables=tuple(self._tables.values()),
            shifts=tuple(self._shifts.values()),
            states=tuple(self._states.values()),
            instructions=tuple(self._instructions),
            effects=tuple(self._effects),
            day_tables=tuple(self._day_tables.values()),
            left_out=tuple(self._left_out),
        )


def _index(stated: dict[str, Named], one: Named) -> int:
    """The index under which a named thing is stated, added when it is new."""
    if stated.setdefault(one.name, one) != one:
        raise ValueError(f"{one.name} is stated in two ways")
    return list(stated).index(one.name)


def _mirrored(operation: Operation) -> Operation:
    """The same operation with its operands the other way round where that changes nothing."""
    match operation:
        case Binary(operator="add" | "multiply" | "minimum" | "maximum", left=left, right=right):
            return Binary(operation.operator, right, left)
        case DayBinary(left=left, right=right):
            return DayBinary(operation.operator, right, left)
        case Logic(left=left, right=right):
            return Logic(operation.operator, right, left)
        case Compare(relation="equal", left=left, right=right):
            return Compare("equal", right, left)
        case _:
            return operation
