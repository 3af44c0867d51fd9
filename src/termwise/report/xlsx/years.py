"""The sheets with a column per calendar year: `Money` by clause and parties, `Cash` by party."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from termwise.engine.run import Run
from termwise.report.xlsx.amounts import scale_of
from termwise.report.xlsx.cells import Cell, Content, Line, Look, Picture, Print, Sheet, column_name
from termwise.report.xlsx.contents import BookContents
from termwise.report.xlsx.days import serial_of
from termwise.report.xlsx.grid import DAY
from termwise.report.xlsx.ledger import BACK, MOVED, NET, Group, Ledger

FIRST_YEAR = 5
"""The column of the first year."""
FIRST_ROW = 7
"""The row of the first line, as the spreadsheet counts."""
_WIDTHS = {0: 28.0, 1: 24.0, 2: 18.0, 3: 30.0, 4: 18.0}


class Table:
    """A sheet with a column per year, being written."""

    def __init__(self, name: str, subtitle: str, heads: Sequence[str], years: Sequence[int]) -> None:
        self.name, self.years = name, years
        self.cells: dict[tuple[int, int], Cell] = {
            (0, 0): Cell(name, Look("title")),
            (1, 0): Cell(subtitle, Look("subtitle")),
            **{
                (FIRST_ROW - 2, column): Cell(head, Look("figure head" if head == "total" else "head"))
                for column, head in enumerate(heads)
            },
        }
        for place, year in enumerate(years):
            column = FIRST_YEAR + place
            letters = column_name(column)
            first = Cell(serial_of(date(year, 1, 1)), Look("figure head", DAY), f"DATE({letters}4,1,1)")
            self.cells[3, column] = Cell(year, Look("figure head", "0"))
            self.cells[4, column] = first
            self.cells[5, column] = Cell(
                serial_of(date(year + 1, 1, 1)), Look("figure head", DAY), f"DATE({letters}4+1,1,1)"
            )
        self.cells[2, FIRST_YEAR] = Cell("years: first day, first day after", Look("note"))

    def put(self, row: int, column: int, content: Content, look: Look, formula: str | None = None) -> None:
        """A cell; rows as the spreadsheet counts."""
        self.cells[row - 1, column] = Cell(content, look, formula)

    def letters(self) -> list[str]:
        """The letters of the years' columns."""
        return [column_name(FIRST_YEAR + place) for place in range(len(self.years))]

    def line(self, row: int) -> str:
        """All years of a row."""
        letters = self.letters()
        return f"{letters[0]}{row}:{letters[-1]}{row}"

    def sheet(self, pictures: Sequence[Picture] = ()) -> Sheet:
        """The sheet as it is."""
        widths = {**_WIDTHS, **{FIRST_YEAR + place: 14.0 for place in range(len(self.years))}}
        return Sheet(
            self.name,
            self.cells,
            widths,
            (FIRST_ROW - 1, 1),
            printed=Print(FIRST_ROW - 1, 1, 1),
            pictures=tuple(pictures),
        )


def years_of(contents: BookContents) -> tuple[int, ...]:
    """Every year of the deal, and those after it in which money falls due."""
    deal = contents.agreement.deal
    due = [date.fromordinal(entry.on).year for entry in contents.run.entries]
    periods = contents.run.program.periods
    last = date.fromordinal(periods[-1].end - 1).year if periods else deal.start.year
    return tuple(range(deal.start.year, max([last, *due]) + 1))


# -- money ---------------------------------------------------------------------------------------------


class MoneyRow(Struct, frozen=True):
    """One row of `Money`: who pays whom under which clause.

    `sign` is `>0` or `<0` where what flows back stands apart, None where it is taken off.
    """

    clause: str
    payer: str
    payee: str
    group: Group
    sign: str | None

    def amounts(self, run: Run, years: Sequence[int]) -> list[Fraction]:
        """What falls due in each year."""
        found = dict.fromkeys(years, Fraction(0))
        for amount, on in _flows(run, self.group):
            if self.sign is None or (amount > 0) == (self.sign == ">0"):
                found[date.fromordinal(on).year] += amount if self.sign is None else abs(amount)
        return list(found.values())


def _flows(run: Run, group: Group) -> list[tuple[Fraction, int]]:
    """Every amount of a group that is not nothing, negative when it flows back, and the day it falls due."""
    found = []
    for movement in group.movements:
        for period in range(len(run.program.periods)):
            amount = Fraction(run.value(movement.amount, period))
            if amount:
                found.append((amount, int(run.value(movement.on, period))))
    return found


class Money(Struct, frozen=True):
    """The sheet, and its rows `first` to `last` by year."""

    sheet: Sheet
    rows: tuple[MoneyRow, ...]
    first: int
    last: int
    years: tuple[int, ...]


def money(contents: BookContents, book: Ledger) -> Money:
    """The sheet `Money`: by year in which it falls due, as `termwise run` tells it."""
    years, rows = years_of(contents), _money_rows(contents, book)
    amounts = [row.amounts(contents.run, years) for row in rows]
    scale = scale_of((amount for some in amounts for amount in some), contents.currency)
    subtitle = f"Who pays whom, under which clause, by the year in which it falls due. {scale.words}."
    table = Table("Money", subtitle, ("clause", "payer", "payee", "rests on undisclosed", "total"), years)
    last = FIRST_ROW + len(rows) - 1
    for place, row in enumerate(rows):
        at = FIRST_ROW + place
        for column, text in enumerate((row.clause, row.payer, row.payee, "; ".join(row.group.rests_on))):
            table.put(at, column, text, Look("wrapped" if column == 3 else "text"))
        table.put(at, 4, float(sum(amounts[place])), Look("sum", scale.number), f"SUM({table.line(at)})")
        for number, letters in enumerate(table.letters()):
            formula = _falls_due(book, row, letters)
            table.put(at, FIRST_YEAR + number, float(amounts[place][number]), Look("figure", scale.number), formula)
    _all_money(table, book, rows, amounts, scale.number)
    return Money(table.sheet(), rows, FIRST_ROW, last, years)


def _money_rows(contents: BookContents, book: Ledger) -> tuple[MoneyRow, ...]:
    """A row per group; two where something flows back on the course."""
    rows = []
    for group in book.groups:
        key, back = (group.clause, group.payer, group.payee), (group.clause, group.payee, group.payer)
        if any(amount < 0 for amount, _ in _flows(contents.run, group)):
            rows += [MoneyRow(*key, group, ">0"), MoneyRow(*back, group, "<0")]
        else:
            rows.append(MoneyRow(*key, group, None))
    return tuple(rows)


def _falls_due(book: Ledger, row: MoneyRow, letters: str) -> str:
    amounts, due = (book.block(row.group.first, row.group.last, due=late) for late in (False, True))
    sign = "" if row.sign is None else f',{amounts},"{row.sign}"'
    found = f'SUMIFS({amounts},{due},">="&{letters}$5,{due},"<"&{letters}$6{sign})'
    return f"-{found}" if row.sign == "<0" else found


def _ledger_total(book: Ledger, rows: Sequence[MoneyRow]) -> str:
    """What the rows come to in the ledger, whenever it falls due."""
    columns = {None: NET, ">0": MOVED, "<0": BACK}
    if all(row.sign is None for row in rows):
        return f"SUM({book.column(NET)})"
    parts = [f"SUM(Ledger!{columns[row.sign]}{row.group.first}:{columns[row.sign]}{row.group.last})" for row in rows]
    return "+".join(parts)


def _all_money(
    table: Table, book: Ledger, rows: Sequence[MoneyRow], amounts: list[list[Fraction]], number: str
) -> None:
    if not amounts:
        table.put(FIRST_ROW, 0, "No money moves on this course.", Look("note"))
        return
    last = FIRST_ROW + len(amounts) - 1
    row, look = last + 1, Look("total", number)
    for column in range(FIRST_YEAR):
        table.put(row, column, None, look)
    table.put(row, 0, "all money that moves", look)
    whole = float(sum(amount for some in amounts for amount in some))
    table.put(row, 4, whole, look, f"SUM(E{FIRST_ROW}:E{last})")
    for place, letters in enumerate(table.letters()):
        total = float(sum(some[place] for some in amounts))
        table.put(row, FIRST_YEAR + place, total, look, f"SUM({letters}{FIRST_ROW}:{letters}{last})")
    table.put(row + 1, 0, "check: less the ledger's total, zero", Look("note"))
    table.put(row + 1, 4, 0.0, Look("check", number), f"ROUND(E{row}-({_ledger_total(book, rows)}),2)")


# -- cash ----------------------------------------------------------------------------------------------


class Cash(Struct, frozen=True):
    """The sheet and the row of the check that all cash adds up to nothing."""

    sheet: Sheet
    parties: tuple[str, ...]
    check: int
    years: tuple[int, ...]


def cash(contents: BookContents, flows: Money) -> Cash:
    """The sheet `Cash`: what each party receives less what it pays, by year and so far."""
    parties = [
        party
        for party in contents.agreement.deal.parties
        if any(party.name in (row.payer, row.payee) for row in flows.rows)
    ]
    amounts = {party.name: _net(party.name, contents, flows) for party in parties}
    scale = scale_of((amount for some in amounts.values() for amount in some), contents.currency)
    subtitle = f"What each party receives less what it pays. {scale.words}."
    table = Table("Cash", subtitle, ("party", "name", "", "", "total"), flows.years)
    look = Look("figure", scale.number)
    check = FIRST_ROW + len(parties)
    for place, party in enumerate(parties):
        row, some = FIRST_ROW + place, amounts[party.name]
        so_far = check + 3 + place
        for at in (row, so_far):
            table.put(at, 0, party.name, Look("text"))
            table.put(at, 1, party.full_name, Look("text"))
        table.put(row, 4, float(sum(some)), Look("sum", scale.number), f"SUM({table.line(row)})")
        total = Fraction(0)
        for number, letters in enumerate(table.letters()):
            total += some[number]
            table.put(row, FIRST_YEAR + number, float(some[number]), look, _received_less_paid(flows, letters, row))
            before = "" if number == 0 else f"{table.letters()[number - 1]}{so_far}+"
            table.put(so_far, FIRST_YEAR + number, float(total), look, f"{before}{letters}{row}")
    if parties:
        table.put(check + 2, 0, "so far, at the end of the year", Look("section"))
        _conservation(table, check, scale.number)
    return Cash(
        table.sheet(_drawn(parties, table, check, scale.number)),
        tuple(party.name for party in parties),
        check,
        flows.years,
    )


def _net(party: str, contents: BookContents, flows: Money) -> list[Fraction]:
    found = dict.fromkeys(flows.years, Fraction(0))
    for entry in contents.run.entries:
        found[date.fromordinal(entry.on).year] += entry.amount * ((entry.payee == party) - (entry.payer == party))
    return list(found.values())


def _received_less_paid(flows: Money, letters: str, row: int) -> str:
    amounts = f"Money!{letters}${flows.first}:{letters}${flows.last}"
    payees, payers = (f"Money!${column}${flows.first}:${column}${flows.last}" for column in ("C", "B"))
    return f"SUMIFS({amounts},{payees},$A{row})-SUMIFS({amounts},{payers},$A{row})"


def _conservation(table: Table, row: int, number: str) -> None:
    """What one party pays another receives: the sum over all parties is nothing."""
    for column in range(FIRST_YEAR):
        table.put(row, column, None, Look("total"))
    table.put(row, 0, "check: all parties together, zero", Look("total"))
    letters = ["E", *table.letters()]
    for place, one in enumerate(letters):
        table.put(
            row, FIRST_YEAR - 1 + place, 0.0, Look("total", number), f"ROUND(SUM({one}{FIRST_ROW}:{one}{row - 1}),2)"
        )


def _drawn(parties: Sequence[object], table: Table, check: int, number: str) -> list[Picture]:
    """A chart of the cash so far."""
    if not parties or len(table.years) < 2:
        return []
    letters = table.letters()
    lines = []
    for place in range(len(parties)):
        row = check + 3 + place
        lines.append(
            Line(
                f"=Cash!$A${row}",
                f"=Cash!${letters[0]}$4:${letters[-1]}$4",
                f"=Cash!${letters[0]}${row}:${letters[-1]}${row}",
            )
        )
    return [Picture("line", "Cash so far, at the end of each year", check + 5 + len(parties), 0, tuple(lines), number)]
