"""The sheet `Ledger`: every movement of money in every period, and the day it falls due."""

from fractions import Fraction

from msgspec import Struct

from termwise.ir.program import Movement
from termwise.report.xlsx.amounts import content_of, scale_of
from termwise.report.xlsx.cells import Look, Sheet
from termwise.report.xlsx.contents import BookContents
from termwise.report.xlsx.from_program import Rows
from termwise.report.xlsx.grid import FIRST_LINE, HERE, OPENING, Grid

PAYER, PAYEE, MOVED, BACK, NET = "B", "C", "F", "G", "H"
"""Columns of the ledger: the parties, what moved from payer to payee, what flowed back, the difference."""

_HEADS = ("clause", "payer", "payee", "kind", "rests on undisclosed", "moved", "flowed back", "net")
_WIDTHS = {0: 28.0, 1: 18.0, 2: 18.0, 3: 14.0, 4: 26.0, 5: 18.0, 6: 18.0, 7: 18.0}
_DUE = '[=0]"–";[>2958465]"never";yyyy\\-mm\\-dd'


class Group(Struct, frozen=True):
    """What one party pays another under a clause: the rows `first` to `last` of amounts."""

    clause: str
    payer: str
    payee: str
    first: int
    last: int
    rests_on: tuple[str, ...]
    movements: tuple[Movement, ...]


class Ledger(Struct, frozen=True):
    """The sheet and where its numbers are: rows `first` to `last`, their days due `shift` rows below, in `columns`."""

    sheet: Sheet
    groups: tuple[Group, ...]
    first: int
    last: int
    shift: int
    columns: tuple[str, str]

    def block(self, first: int, last: int, *, due: bool = False) -> str:
        """The amounts of these rows in all periods, or the days they fall due."""
        down, (begin, end) = self.shift if due else 0, self.columns
        return f"Ledger!${begin}${first + down}:${end}${last + down}"

    def column(self, letters: str) -> str:
        """One of the columns before the periods, over all movements."""
        return f"Ledger!${letters}${self.first}:${letters}${self.last}"


def ledger(contents: BookContents, rows: Rows) -> Ledger:
    """The ledger: movements of one clause between the same parties lie together."""
    return _Writer(contents, rows).written()


def _key(movement: Movement) -> tuple[str, str, str]:
    return movement.clause, movement.payer, movement.payee


class _Writer:
    def __init__(self, contents: BookContents, rows: Rows) -> None:
        self.contents, self.rows = contents, rows
        movements = [effect for effect in contents.run.program.effects if isinstance(effect, Movement)]
        order = {key: place for place, key in reversed(list(enumerate(map(_key, movements))))}
        self.movements = sorted(movements, key=lambda one: order[_key(one)])
        periods = range(len(contents.run.program.periods))
        self.amounts = [[Fraction(contents.run.value(one.amount, p)) for p in periods] for one in self.movements]
        scale = scale_of((amount for some in self.amounts for amount in some), contents.currency)
        self.number = scale.number
        subtitle = f"Every movement of money; a negative amount flows back. Below: when each is due. {scale.words}."
        self.grid = Grid("Ledger", "Ledger", subtitle, contents.run.program.periods)
        self.first, self.shift = FIRST_LINE + 1, len(movements) + 3

    def written(self) -> Ledger:
        grid, groups = self.grid, dict[tuple[str, str, str], Group]()
        grid.heads(_HEADS, 5)
        for place, movement in enumerate(self.movements):
            row = self.first + place
            self._amounts(row, place)
            self._days(row, place)
            before = groups.get(_key(movement), Group(*_key(movement), row, row, (), ()))
            rests = self.contents.rests_on[movement.amount] | set(before.rests_on)
            groups[_key(movement)] = Group(
                *_key(movement), before.first, row, tuple(sorted(rests)), (*before.movements, movement)
            )
        last = self.first + len(self.movements) - 1
        if self.movements:
            self._totals(last)
            grid.put(last + 3, 0, "falls due on", Look("section"))
        columns = (grid.columns[0], grid.last_column) if grid.periods else ("J", "J")
        return Ledger(grid.sheet(_WIDTHS), tuple(groups.values()), self.first, last, self.shift, columns)

    def _amounts(self, row: int, place: int) -> None:
        grid, movement, amounts = self.grid, self.movements[place], self.amounts[place]
        rests = "; ".join(sorted(self.contents.rests_on[movement.amount]))
        for column, text in enumerate((*_key(movement), movement.kind)):
            grid.put(row, column, text, Look("text"))
        grid.put(row, 4, rests, Look("note"))
        line, look = grid.line(row), Look("sum", self.number)
        moved, back = _parted(amounts)
        grid.put(row, 5, float(moved), look, f'SUMIF({line},">0")')
        grid.put(row, 6, float(back), look, f'-SUMIF({line},"<0")')
        grid.put(row, 7, float(moved - back), look, f"{MOVED}{row}-{BACK}{row}")
        text = self.rows.pieces[movement.amount].text
        grid.across(row, text, [float(amount) for amount in amounts], Look("figure", self.number))

    def _days(self, row: int, place: int) -> None:
        """When each amount falls due; nothing where there is none."""
        grid, movement, amounts = self.grid, self.movements[place], self.amounts[place]
        for column, text in enumerate((*_key(movement), movement.kind)):
            grid.put(row + self.shift, column, text, Look("text"))
        run = self.contents.run
        days = [content_of(run.value(movement.on, p), "day") if amount else 0 for p, amount in enumerate(amounts)]
        formula = f"IF({HERE}{row}=0,0,{self.rows.pieces[movement.on].text})"
        grid.across(row + self.shift, formula, days, Look("figure", _DUE))

    def _totals(self, last: int) -> None:
        """All that moves, per period."""
        grid, row, look = self.grid, last + 1, Look("total", self.number)
        for column in range(OPENING + 1):
            grid.put(row, column, None, Look("total"))
        grid.put(row, 0, "all money that moves", Look("total"))
        moved, back = _parted([amount for some in self.amounts for amount in some])
        for column, letters, value in ((5, MOVED, moved), (6, BACK, back), (7, NET, moved - back)):
            grid.put(row, column, float(value), look, f"SUM({letters}{self.first}:{letters}{last})")
        totals = [float(sum(column)) for column in zip(*self.amounts, strict=True)]
        grid.across(row, f"SUM({HERE}{self.first}:{HERE}{last})", totals, look)


def _parted(amounts: list[Fraction]) -> tuple[Fraction, Fraction]:
    """What moves as named, and what flows back."""
    moved = sum((amount for amount in amounts if amount > 0), Fraction(0))
    return moved, -sum((amount for amount in amounts if amount < 0), Fraction(0))
