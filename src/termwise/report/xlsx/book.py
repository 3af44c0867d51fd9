"""A run as a workbook: every sheet, from what it says to the bytes of the file."""

from termwise.explain.figures.unit import Unit
from termwise.explain.figures.units import counted_by, units_of
from termwise.ir.program import Parameter
from termwise.report.xlsx.cells import Sheet
from termwise.report.xlsx.contents import BookContents
from termwise.report.xlsx.detail import Course
from termwise.report.xlsx.drivers import Drivers
from termwise.report.xlsx.from_program import References, rows_of
from termwise.report.xlsx.history import History, history
from termwise.report.xlsx.inputs import inputs
from termwise.report.xlsx.ledger import ledger
from termwise.report.xlsx.lookups import lookups
from termwise.report.xlsx.needed import needed
from termwise.report.xlsx.stakes import levels, stakes
from termwise.report.xlsx.summary import summary
from termwise.report.xlsx.words import calendar, left_out, terms
from termwise.report.xlsx.workings import dates_sheet, workings_sheet
from termwise.report.xlsx.write import Properties, written
from termwise.report.xlsx.years import cash, money


def workbook(contents: BookContents) -> bytes:
    """The file: the same bytes for the same contents."""
    deal = contents.agreement.deal
    return written(sheets(contents), Properties(deal.title, contents.view_words, contents.today))


def sheets(contents: BookContents) -> tuple[Sheet, ...]:
    """The sheets in order."""
    program, deal = contents.run.program, contents.agreement.deal
    need = needed(program)
    units = units_of(program, {driver.name: counted_by(driver) for driver in deal.drivers})
    histories = _histories(contents)
    entered = inputs(contents, need, histories, _of_parameters(contents, units))
    drivers = Drivers(contents, need, histories)
    looked = lookups(program, need)
    names = References(
        entered.parameters, entered.days, entered.events, drivers.series_rows, drivers.table_rows, looked
    )
    rows = rows_of(program, need, names)
    course = Course(
        pieces={value: piece.text for value, piece in rows.pieces.items()},
        values={value: float(number) for value, number in enumerate(contents.run.prologue)},
        event_names=entered.events,
        event_days=contents.run.draws.event_days,
    )
    book = ledger(contents, rows)
    flows = money(contents, book)
    purses = cash(contents, flows)
    found = [
        entered.sheet,
        drivers.sheet(course, entered.known),
        flows.sheet,
        purses.sheet,
        stakes(contents, rows),
        levels(contents, rows, units),
        book.sheet,
        dates_sheet(contents, rows, units),
        workings_sheet(contents, rows, units),
        looked.sheet(),
        terms(contents),
        calendar(contents),
        left_out(contents),
    ]
    others = [sheet for sheet in found if sheet is not None]
    first = summary(contents, entered, book, (flows, purses), [sheet.name for sheet in others])
    return (first, *others)


def _histories(contents: BookContents) -> dict[str, History]:
    program = contents.run.program
    drivers = {driver.name: driver for driver in contents.agreement.deal.drivers}
    return {series.name: history(drivers[series.name], series, program.periods) for series in program.series}


def _of_parameters(contents: BookContents, units: tuple[Unit, ...]) -> dict[int, Unit]:
    """What each parameter counts, by index."""
    found: dict[int, Unit] = {}
    for value, instruction in enumerate(contents.run.program.instructions):
        if isinstance(instruction.operation, Parameter):
            found[instruction.operation.index] = units[value]
    return found
