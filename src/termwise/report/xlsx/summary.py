"""The sheet `Summary`: what the workbook is, what each party receives and spends, and whether it adds up."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from termwise.measure.cash_flow import CashFlow
from termwise.measure.present_value import present_value
from termwise.report.xlsx.amounts import scale_of
from termwise.report.xlsx.cells import Cell, Content, Line, Look, Picture, Print, Sheet, column_name
from termwise.report.xlsx.contents import BookContents
from termwise.report.xlsx.days import serial, serial_of
from termwise.report.xlsx.grid import DAY, PERCENT
from termwise.report.xlsx.inputs import Inputs, discount_rate
from termwise.report.xlsx.ledger import BACK, MOVED, PAYEE, PAYER, Ledger
from termwise.report.xlsx.years import FIRST_ROW, FIRST_YEAR, Cash, Money

_SHEETS: Mapping[str, str] = {
    "Inputs": "every number the model rests on; blue cells may be changed",
    "Drivers": "uncertain series on this course, period by period",
    "Money": "who pays whom, by clause and year",
    "Cash": "what each party receives less what it pays, by year",
    "Stakes": "who holds how much of what, at the end of each year",
    "Levels": "commitments, units, prices and values, at the end of each year",
    "Ledger": "every movement of money, period by period, and when it falls due",
    "Dates": "days and numbers that are worked out once",
    "Workings": "what is worked out in every period, step by step",
    "Lookups": "calendar moves that no formula says",
    "Terms": "the clauses in words, with status and source",
    "Calendar": "deadlines, beginnings and expiries",
    "Left out": "what the model does not follow, and why",
}
_NOTES = (
    "The course is the central one, and no forecast: uncertain and undisclosed numbers stand at their medians;",
    "an event comes in the middle of its wait when it is at least as likely as not, else never.",
    "Every figure is a formula over the blue cells of Inputs: change one and everything recalculates.",
    "Shaded cells are facts of the text. What rests on numbers that are not public says so in its row.",
)
_PICTURE_ROWS = 18
_HEADS = ("party", "name", "received", "spent", "net", "present value", "discounts at")
_WIDTHS = {0: 22.0, 1: 34.0, 2: 18.0, 3: 18.0, 4: 18.0, 5: 18.0, 6: 14.0}


def summary(
    contents: BookContents, inputs: Inputs, book: Ledger, sheets: tuple[Money, Cash], others: Sequence[str]
) -> Sheet:
    """The first sheet. `others` are the names of the sheets after it."""
    writer = _Writer(contents, inputs, book, sheets[1])
    writer.head()
    writer.parties(sheets[1].parties)
    writer.checks(*sheets)
    writer.course()
    writer.contents_of(others)
    return writer.sheet()


class _Writer:
    def __init__(self, contents: BookContents, inputs: Inputs, book: Ledger, purses: Cash) -> None:
        self.contents, self.inputs, self.book = contents, inputs, book
        self.cells: dict[tuple[int, int], Cell] = {}
        self.row = 1
        self.number = "General"
        self.purses = purses
        self.picture_row = 0
        self._is_drawn = len(purses.years) > 1 and bool(purses.parties)

    def put(self, column: int, content: Content, look: Look, formula: str | None = None) -> None:
        """A cell of the present row."""
        self.cells[self.row - 1, column] = Cell(content, look, formula)

    def head(self) -> None:
        """What this is."""
        deal = self.contents.agreement.deal
        self.put(0, deal.title, Look("title"))
        self.row += 1
        self.put(
            0,
            f"The money and the stakes of the deal on one course of events: {self.contents.view_words}.",
            Look("subtitle"),
        )
        for note in _NOTES:
            self.row += 1
            self.put(0, note, Look("note"))
        self.row += 2

    def parties(self, names: Sequence[str]) -> None:
        """What each party receives, spends, and what that is worth."""
        contents, deal = self.contents, self.contents.agreement.deal
        parties = [party for party in deal.parties if party.name in names]
        entries = contents.run.entries
        scale = scale_of([entry.amount for entry in entries], contents.currency)
        self.number = scale.number
        self.put(0, "What each party receives and spends", Look("section"))
        self.put(2, f"{scale.words}; present value on", Look("note"))
        self.put(5, serial_of(contents.today), Look("note", DAY), self.inputs.today)
        self.row += 1
        for column, head in enumerate(_HEADS):
            self.put(column, head, Look("head" if column < 2 else "figure head"))
        first = self.row + 1
        for party in parties:
            self.row += 1
            received = sum((e.amount for e in entries if e.payee == party.name), Fraction(0))
            spent = sum((e.amount for e in entries if e.payer == party.name), Fraction(0))
            look, at = Look("figure", scale.number), f"$A{self.row}"
            self.put(0, party.name, Look("text"))
            self.put(1, party.full_name, Look("text"))
            self.put(2, float(received), look, self._summed(at, PAYEE, PAYER))
            self.put(3, float(spent), look, self._summed(at, PAYER, PAYEE))
            self.put(4, float(received - spent), Look("sum", scale.number), f"C{self.row}-D{self.row}")
            rate = discount_rate(party)
            if rate is None:
                self.put(6, "no certain rate", Look("note"))
                continue
            self.put(5, float(self._worth(party.name, rate)), look, self._worth_formula(party.name))
            self.put(6, float(rate), Look("figure", PERCENT), self.inputs.rates[party.name])
        if not parties:
            self.row += 1
            self.put(0, "No money moves on this course.", Look("note"))
        else:
            self._together(first)
        self.row += 2
        if self._is_drawn:
            self.picture_row = self.row
            self.row += _PICTURE_ROWS

    def _together(self, first: int) -> None:
        last = self.row
        self.row += 1
        for column in range(len(_HEADS)):
            self.put(column, None, Look("total"))
        self.put(0, "all together", Look("total"))
        moved = float(sum((entry.amount for entry in self.contents.run.entries), Fraction(0)))
        for column, letters, value in ((2, "C", moved), (3, "D", moved)):
            self.put(column, value, Look("total", self.number), f"SUM({letters}{first}:{letters}{last})")
        self.put(4, 0.0, Look("total", self.number), f"ROUND(C{self.row}-D{self.row},2)")

    def _summed(self, party: str, towards: str, away: str) -> str:
        book = self.book
        moved = f"SUMIFS({book.column(MOVED)},{book.column(towards)},{party})"
        return f"{moved}+SUMIFS({book.column(BACK)},{book.column(away)},{party})"

    def _worth(self, party: str, rate: Fraction) -> Fraction:
        today = self.contents.today
        flows = [
            CashFlow(date.fromordinal(entry.on), entry.amount * ((entry.payee == party) - (entry.payer == party)))
            for entry in self.contents.run.entries
        ]
        return present_value([flow for flow in flows if flow.on > today], rate, today)

    def _worth_formula(self, party: str) -> str:
        """Each amount that falls due after the day, discounted by days over 365: what XNPV does."""
        book, today, rate = self.book, self.inputs.today, self.inputs.rates[party]
        amounts, due = book.block(book.first, book.last), book.block(book.first, book.last, due=True)
        sign = f"(({book.column(PAYEE)}=$A{self.row})-({book.column(PAYER)}=$A{self.row}))"
        return f"SUMPRODUCT({sign}*({due}>{today})*{amounts}/(1+{rate})^(({due}-{today})/365))"

    def checks(self, flows: Money, purses: Cash) -> None:
        """Whether it adds up."""
        self.put(0, "Checks", Look("section"))
        checks = []
        if flows.rows:
            checks = [
                (
                    "what one party pays another receives, in every year",
                    f"SUMPRODUCT(ABS(Cash!{_line(purses.check, flows)}))",
                ),
                ("all money of the ledger falls due in a year that is shown", f"Money!E{flows.last + 2}"),
            ]
        for what, formula in checks:
            self.row += 1
            self.put(0, what, Look("text"))
            self.put(4, 0.0, Look("check", '"holds";"FAILS";"holds"'), f"-ABS({formula})")
        if not checks:
            self.row += 1
            self.put(0, "No money moves, so there is nothing to check.", Look("note"))
        self.row += 2

    def course(self) -> None:
        """The days of events on this course."""
        found = [(index, self.contents.run.program.events[index].name) for index in sorted(self.inputs.events)]
        if not found:
            return
        self.put(0, "Events on this course (change them on Inputs)", Look("section"))
        for index, name in found:
            self.row += 1
            day = self.contents.run.draws.event_days[index]
            self.put(0, name, Look("text"))
            self.put(4, serial(day), Look("figure", DAY), self.inputs.events[index])
        self.row += 2

    def contents_of(self, others: Sequence[str]) -> None:
        """The other sheets."""
        self.put(0, "Sheets", Look("section"))
        for name in others:
            self.row += 1
            self.cells[self.row - 1, 0] = Cell(name, Look("link"), link=f"internal:'{name}'!A1")
            self.put(1, _SHEETS[name], Look("text"))

    def sheet(self) -> Sheet:
        """The sheet as it is, with a chart of cash by year."""
        pictures, purses = [], self.purses
        if self._is_drawn:
            first, last = column_name(FIRST_YEAR), column_name(FIRST_YEAR + len(purses.years) - 1)
            lines = tuple(
                Line(f"=Cash!$A${row}", f"=Cash!${first}$4:${last}$4", f"=Cash!${first}${row}:${last}${row}")
                for row in range(FIRST_ROW, FIRST_ROW + len(purses.parties))
            )
            pictures.append(Picture("column", "Net cash by year", self.picture_row - 1, 0, lines, self.number))
        return Sheet("Summary", self.cells, _WIDTHS, printed=Print(), pictures=tuple(pictures), tab="#0b5cad")


def _line(row: int, flows: Money) -> str:
    first, last = column_name(FIRST_YEAR), column_name(FIRST_YEAR + len(flows.years) - 1)
    return f"{first}{row}:{last}{row}"
