"""A program as rows of formulas: what runs once, and what runs in every period.

An operation that is read once becomes part of the formula that reads it; one that is read more often, or that would
make a formula too long to read, has a row of its own. So does every carried state: its row begins, one column before
the first period, with the value before the first period.
"""

from typing import assert_never

from msgspec import Struct

from termwise.ir.operands import operands, read_by_effect
from termwise.ir.program import (
    NEVER,
    Binary,
    Compare,
    Constant,
    DayBinary,
    DayConstant,
    DayParameter,
    DaysBetween,
    EventDay,
    Logic,
    Not,
    OnDay,
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
    Value,
)
from termwise.report.xlsx.days import NEVER_NAME, serial
from termwise.report.xlsx.expressions import ATOM, Piece, number
from termwise.report.xlsx.formulas import plain, twice
from termwise.report.xlsx.grid import BEFORE, FIRST_LINE, HERE, ROW_FROM, ROW_UNTIL
from termwise.report.xlsx.lookups import Lookups
from termwise.report.xlsx.moves import last_day
from termwise.report.xlsx.needed import Needed

MOST_STEPS = 7
"""Operations that one formula holds at most, before its parts get rows of their own."""
ONCE_COLUMN = "E"
"""The column of `Dates` with what is worked out."""

_STATE, _STATE_ENDS = "\ue002", "\ue003"


class References(Struct, frozen=True):
    """Where a formula finds what is no operation: names of inputs by index, rows of `Drivers` by index."""

    parameters: dict[int, str]
    days: dict[int, str]
    events: dict[int, str]
    series: dict[int, int]
    tables: dict[int, int]
    lookups: Lookups


class Row(Struct):
    """A row of formulas: the value it shows, the formula with `HERE` and `BEFORE` for columns, the state it carries."""

    value: Value
    formula: str
    state: int | None = None


class Rows(Struct, frozen=True):
    """What runs once and what runs per period, in order, and the formula that reads each value."""

    once: tuple[Row, ...]
    body: tuple[Row, ...]
    pieces: dict[Value, Piece]


def rows_of(program: Program, needed: Needed, references: References) -> Rows:
    """The rows of everything needed."""
    return _Translation(program, needed, references).finished()


class _Translation:
    def __init__(self, program: Program, needed: Needed, references: References) -> None:
        self.program = program
        self.needed = needed
        self.references = references
        self.pieces: dict[Value, Piece] = {}
        self.once: list[Row] = []
        self.body: list[Row] = []
        self.state_rows: dict[int, int] = {}
        self.lookups = references.lookups
        self.shown = self._shown()

    def _shown(self) -> set[Value]:
        """The values that effects, drivers and the other block read: each has a cell."""
        found = {value for effect in self.needed.effects for value in read_by_effect(effect)}
        found |= {
            effect.value
            for effect in self.program.effects
            if isinstance(effect, StateOut) and effect.index in self.needed.states
        }
        for value in self.needed.values:
            if self.program.instructions[value].block == "body":
                read = operands(self.program.instructions[value].operation)
                before = {one for one in read if self.program.instructions[one].block == "prologue"}
                found |= {one for one in before if not self._is_plain(one)}
        for series in self.program.series:
            found |= {regime.rate for regime in series.regimes} | {size for _, size in series.jumps}
        return found

    def _is_plain(self, value: Value) -> bool:
        """Whether it is one operation on numbers of the text, read once: `MAX(fee,0)` reads better where it is used."""
        operation = self.program.instructions[value].operation
        given = (self.program.instructions[one].operation for one in operands(operation))
        return (
            isinstance(operation, Binary)
            and self.needed.uses[value] == 1
            and all(isinstance(one, Parameter | Constant) for one in given)
        )

    def finished(self) -> Rows:
        for value in sorted(self.needed.values):
            piece = self._piece(value)
            self.pieces[value] = piece
            if piece.steps and (value in self.shown or self.needed.uses[value] > 1):
                self._stand(value)
        for effect in self.program.effects:
            if isinstance(effect, StateOut) and effect.index in self.needed.states:
                self._carry(effect)
        return Rows(
            once=tuple(self.once),
            body=tuple(Row(row.value, self._with_states(row.formula), row.state) for row in self.body),
            pieces={value: Piece(self._with_states(piece.text), piece.binds) for value, piece in self.pieces.items()},
        )

    # -- rows -----------------------------------------------------------------------------------------

    def _stand(self, value: Value) -> None:
        """Give the value a row of its own and read it from there."""
        text = self.pieces[value].text
        if self.program.instructions[value].block == "prologue":
            self.once.append(Row(value, text))
            self.pieces[value] = Piece(f"Dates!${ONCE_COLUMN}${FIRST_LINE + len(self.once)}")
        else:
            self.body.append(Row(value, text))
            self.pieces[value] = Piece(f"Workings!{HERE}{FIRST_LINE + len(self.body)}")

    def _carry(self, effect: StateOut) -> None:
        """The row of the state: that of the value it takes on, or one of its own."""
        for place, row in enumerate(self.body):
            if row.value == effect.value and row.state is None:
                row.state = effect.index
                self.state_rows[effect.index] = FIRST_LINE + place + 1
                return
        self.body.append(Row(effect.value, self.pieces[effect.value].text, effect.index))
        self.state_rows[effect.index] = FIRST_LINE + len(self.body)

    def _with_states(self, text: str) -> str:
        for index, row in self.state_rows.items():
            text = text.replace(f"{_STATE}{index}{_STATE_ENDS}", f"Workings!{BEFORE}{row}")
        return text

    # -- pieces ---------------------------------------------------------------------------------------

    def _piece(self, value: Value) -> Piece:
        operation = self.program.instructions[value].operation
        match operation:
            case Binary() | DayBinary() | DaysBetween() | Compare() | Logic() | Not() | Select() | Power() | Round():
                for one in twice(operation):
                    self._refer(one)
                read = operands(operation)
                self._shorten(read)
                return plain(operation, tuple(self.pieces[one] for one in read))
            case Shift(index, day):
                return self._moved(index, day)
            case OnDay(index, day):
                return self._on_day(index, day)
            case Constant(fixed):
                return number(fixed)
            case DayConstant(day):
                return Piece(NEVER_NAME if day == NEVER else str(serial(day)))
            case Parameter(index):
                return Piece(self.references.parameters[index])
            case DayParameter(index):
                return Piece(self.references.days[index])
            case EventDay(index):
                return Piece(self.references.events[index])
            case PeriodStart():
                return Piece(f"{HERE}${ROW_FROM}")
            case PeriodEnd():
                return Piece(f"{HERE}${ROW_UNTIL}")
            case Table(index):
                return Piece(f"Drivers!{HERE}{self.references.tables[index]}")
            case Series(index):
                return Piece(f"Drivers!{HERE}{self.references.series[index]}")
            case StateIn(index):
                return Piece(f"{_STATE}{index}{_STATE_ENDS}")
            case _ as never:
                assert_never(never)

    def _refer(self, value: Value) -> None:
        """Make the piece of a value a reference or a number."""
        if self.pieces[value].steps or self.pieces[value].binds < ATOM:
            self._stand(value)

    def _shorten(self, values: tuple[Value, ...]) -> None:
        """Give rows to the longest operands until their formula is short enough to be read."""
        longest = sorted(set(values), key=lambda one: -self.pieces[one].steps)
        while sum(self.pieces[one].steps for one in values) > MOST_STEPS - 1:
            self._stand(longest.pop(0))

    def _moved(self, index: int, day: Value) -> Piece:
        self._refer(day)
        within = isinstance(self.program.instructions[day].operation, PeriodStart | PeriodEnd)
        ends = max((period.end for period in self.program.periods), default=0)
        certain = within and ends <= last_day(self.program.shifts[index])
        return self.lookups.moved(index, self.pieces[day], certain=certain)

    def _on_day(self, index: int, day: Value) -> Piece:
        self._refer(day)
        return self.lookups.on_day(index, self.pieces[day])
