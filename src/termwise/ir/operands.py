"""What operations, effects and drivers read; what an operation is and where it may stand."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import assert_never, get_args

import msgspec

from termwise.ir.program import (
    Binary,
    Compare,
    Constant,
    DayBinary,
    DayConstant,
    DayParameter,
    DaysBetween,
    DrawnSeries,
    Effect,
    EventDay,
    Logic,
    Movement,
    Not,
    OnDay,
    Operation,
    Output,
    Parameter,
    PeriodEnd,
    PeriodStart,
    Power,
    Program,
    Round,
    Select,
    Series,
    Shift,
    StateIn,
    StateOut,
    Table,
    Type,
    Units,
    Value,
)

OPERAND_FIELDS = (
    "day",
    "left",
    "right",
    "start",
    "end",
    "operand",
    "condition",
    "then",
    "otherwise",
    "unit",
    "base",
    "exponent",
)
"""The fields that hold value numbers, in the order in which an operation reads them."""


def _fields(kind: type[Operation]) -> tuple[str, ...]:
    if kind is DayConstant:  # its `day` is a day, not a value number
        return ()
    return tuple(field for field in OPERAND_FIELDS if field in kind.__struct_fields__)


_FIELDS: Mapping[type[Operation], tuple[str, ...]] = {kind: _fields(kind) for kind in get_args(Operation)}


def _reader(fields: tuple[str, ...]) -> Callable[[Operation], tuple[Value, ...]]:
    match fields:
        case []:
            return lambda _: ()
        case [field]:
            return lambda operation: (getattr(operation, field),)
        case _:
            return attrgetter(*fields)


_READERS = {kind: _reader(fields) for kind, fields in _FIELDS.items()}


def operands(operation: Operation) -> tuple[Value, ...]:
    """The value numbers an operation reads, in order."""
    return _READERS[type(operation)](operation)


def with_operands(operation: Operation, new: Callable[[Value], Value]) -> Operation:
    """The operation reading `new(value)` wherever it reads `value`."""
    changed = {field: new(getattr(operation, field)) for field in _FIELDS[type(operation)]}
    return msgspec.structs.replace(operation, **changed) if changed else operation


def only_in_body(operation: Operation) -> bool:
    """Whether the operation means something only within a period."""
    return isinstance(operation, PeriodStart | PeriodEnd | Table | Series | StateIn)


def operand_types(operation: Operation) -> tuple[tuple[Type, ...], ...]:
    """For every operand the types it may have; `Compare` and `Select` also need theirs to agree (`mixed`)."""
    match operation:
        case Binary() | Power() | Round():
            return (("number",), ("number",))
        case DayBinary() | DaysBetween():
            return (("day",), ("day",))
        case Shift() | OnDay():
            return (("day",),)
        case Compare():
            return (("number", "day"), ("number", "day"))
        case Logic():
            return (("truth",), ("truth",))
        case Not():
            return (("truth",),)
        case Select():
            anything: tuple[Type, ...] = ("number", "day", "truth")
            return (("truth",), anything, anything)
        case (
            Constant()
            | DayConstant()
            | Parameter()
            | DayParameter()
            | EventDay()
            | PeriodStart()
            | PeriodEnd()
            | Table()
            | Series()
            | StateIn()
        ):
            return ()
        case _ as never:
            assert_never(never)


def mixed(operation: Operation, types: tuple[Type, ...]) -> bool:
    """Whether a comparison or a choice is between two types."""
    return isinstance(operation, Compare | Select) and types[-2] != types[-1]


def result_type(operation: Operation, types: tuple[Type, ...], state_types: tuple[Type, ...]) -> Type:
    """The type of the operation's value, given those of its operands and of the carried states."""
    match operation:
        case Constant() | Parameter() | Table() | Series() | Binary() | Power() | Round() | OnDay() | DaysBetween():
            return "number"
        case DayConstant() | DayParameter() | EventDay() | PeriodStart() | PeriodEnd() | Shift() | DayBinary():
            return "day"
        case Compare() | Logic() | Not():
            return "truth"
        case Select():
            return types[-1]
        case StateIn():
            return state_types[operation.index]
        case _ as never:
            assert_never(never)


def index_of(operation: Operation, program: Program) -> tuple[int, int] | None:
    """Where an operation points and how many there are to point at; None when it points at nothing."""
    match operation:
        case Parameter(index):
            return index, len(program.parameters)
        case DayParameter(index):
            return index, len(program.days)
        case EventDay(index):
            return index, len(program.events)
        case Table(index):
            return index, len(program.tables)
        case Series(index):
            return index, len(program.series)
        case Shift(index, _):
            return index, len(program.shifts)
        case OnDay(index, _):
            return index, len(program.day_tables)
        case StateIn(index):
            return index, len(program.states)
        case _:
            return None


def read_by_effect(effect: Effect) -> tuple[Value, ...]:
    """The values an effect reads."""
    return (effect.amount, effect.on) if isinstance(effect, Movement) else (_one_read(effect),)


def read_by_series(series: DrawnSeries) -> tuple[Value, ...]:
    """The values a driver reads: its growth, its variation, its jumps."""
    varied = () if series.variation_per_year is None else (series.variation_per_year,)
    return (*(regime.rate for regime in series.regimes), *varied, *(size for _, size in series.jumps))


def _one_read(effect: Units | StateOut | Output) -> Value:
    match effect:
        case Units():
            return effect.amount
        case StateOut() | Output():
            return effect.value
        case _ as never:
            assert_never(never)
