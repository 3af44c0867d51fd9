"""The sheet `Lookups`: calendar moves and numbers by day that no formula says, as columns to look them up in."""

from msgspec import Struct

from termwise.ir.program import CalendarShift, DayTable, Program
from termwise.report.xlsx.cells import Cell, Look, Print, Sheet, column_name
from termwise.report.xlsx.days import NEVER_NAME, serial
from termwise.report.xlsx.expressions import SUM, Piece, call, comparison, number, operator
from termwise.report.xlsx.grid import DAY, GENERAL
from termwise.report.xlsx.moves import Looked, Said, last_day, move_of
from termwise.report.xlsx.needed import Needed

NAME = "Lookups"
_FIRST_ROW = 6


class Lookups(Struct, frozen=True):
    """How each calendar move goes, by index, and where the columns of what is looked up begin."""

    program: Program
    moves: dict[int, Said | Looked]
    move_columns: dict[int, int]
    table_columns: dict[int, int]

    def moved(self, index: int, day: Piece, *, certain: bool) -> Piece:
        """The day moved; `certain` when it is known to lie in the calendar. `day` is a reference."""
        move, shift = self.moves[index], self.program.shifts[index]
        if isinstance(move, Looked):
            return call("LOOKUP", day, *(Piece(self._range(index, side)) for side in (0, 1)))
        moved = Piece(move.formula.format(day=day.text), SUM, 1)
        if certain:
            return moved
        return call("IF", comparison(">", day, Piece(str(serial(last_day(shift))))), Piece(NEVER_NAME), moved)

    def on_day(self, index: int, day: Piece) -> Piece:
        """The number that holds for a day. `day` is a reference."""
        table = self.program.day_tables[index]
        place = operator("-", day, Piece(str(serial(table.first))), SUM)
        letters = column_name(self.table_columns[index])
        held = Piece(f"{NAME}!${letters}${_FIRST_ROW}:${letters}${_FIRST_ROW + len(table.values) - 1}")
        found = call("INDEX", held, operator("+", call("MAX", Piece("0"), place), Piece("1"), SUM))
        return call("IF", comparison(">=", place, Piece(str(len(table.values)))), number(table.after), found)

    def sheet(self) -> Sheet | None:
        """The sheet, None when everything is said by formulas."""
        if not self.move_columns and not self.table_columns:
            return None
        cells = {
            (0, 0): Cell("Lookups", Look("title")),
            (1, 0): Cell(
                "Calendar moves and numbers by day that no formula says; `Dates` and `Workings` read them.",
                Look("subtitle"),
            ),
        }
        for index, column in self.move_columns.items():
            _write_move(cells, column, self.program.shifts[index], self.moves[index])
        for index, column in self.table_columns.items():
            _write_table(cells, column, self.program.day_tables[index])
        columns = [
            *self.move_columns.values(),
            *(one + 1 for one in self.move_columns.values()),
            *self.table_columns.values(),
        ]
        return Sheet(
            NAME, cells, dict.fromkeys(columns, 18.0), (_FIRST_ROW - 1, 0), printed=Print(_FIRST_ROW - 1, 0, 0)
        )

    def _range(self, index: int, side: int) -> str:
        move, letters = self.moves[index], column_name(self.move_columns[index] + side)
        length = len(move.steps) if isinstance(move, Looked) else 0
        return f"{NAME}!${letters}${_FIRST_ROW}:${letters}${_FIRST_ROW + length - 1}"


def lookups(program: Program, needed: Needed) -> Lookups:
    """What is looked up for everything needed."""
    moves = {index: move_of(program.shifts[index]) for index in sorted(needed.shifts)}
    looked = [index for index, move in moves.items() if isinstance(move, Looked)]
    columns = {index: 3 * place for place, index in enumerate(looked)}
    tables = {index: 3 * len(looked) + 2 * place for place, index in enumerate(sorted(needed.day_tables))}
    return Lookups(program, moves, columns, tables)


def _write_move(cells: dict[tuple[int, int], Cell], column: int, shift: CalendarShift, move: Said | Looked) -> None:
    cells[_FIRST_ROW - 3, column] = Cell(shift.name, Look("section"))
    cells[_FIRST_ROW - 2, column] = Cell("from this day on", Look("head"))
    cells[_FIRST_ROW - 2, column + 1] = Cell("lands on", Look("head"))
    for place, (since, lands) in enumerate(move.steps if isinstance(move, Looked) else ()):
        cells[_FIRST_ROW - 1 + place, column] = Cell(serial(since), Look("known", DAY))
        cells[_FIRST_ROW - 1 + place, column + 1] = Cell(serial(lands), Look("known", DAY))


def _write_table(cells: dict[tuple[int, int], Cell], column: int, table: DayTable) -> None:
    cells[_FIRST_ROW - 3, column] = Cell(table.name, Look("section"))
    cells[_FIRST_ROW - 2, column] = Cell("one day per row, the first:", Look("note"))
    cells[_FIRST_ROW - 2, column + 1] = Cell(serial(table.first), Look("known", DAY))
    for place, value in enumerate(table.values):
        cells[_FIRST_ROW - 1 + place, column] = Cell(float(value), Look("known", GENERAL))
