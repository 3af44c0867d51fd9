"""What the sheets hold is what the session says: every figure, under its clause, party and year."""

from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from termwise.report.xlsx.cells import Sheet
from termwise.report.xlsx.days import serial_of
from termwise.session import Session, load
from termwise.session.tables import Only, RunTables, tables
from termwise.view.view import View
from tests.docs.pages import ROOT
from tests.report.xlsx.reading import by_year, contents_by_place, opened, sheets_of, small

DEALS = [
    "nvidia-openai-letter.deal",
    "amd-openai-warrant.deal",
    "softbank-openai.deal",
    "yahoo-microsoft.deal",
    "film-waterfall/film-waterfall.deal",
    "pharma-licence/pharma-licence.deal",
]


@cache
def shipped(path: str) -> tuple[RunTables, dict[str, Sheet]]:
    """What the session tells of a shipped deal, with reported text, and the sheets."""
    session = load(ROOT / "examples" / path)
    view = session.view(lowest="reported")
    return tables(session.run(view), "", Only()), sheets_of(session, view)


@pytest.mark.parametrize("path", DEALS)
def test_money_cash_stakes_and_levels_are_those_of_the_run(path: str) -> None:
    told, book = shipped(path)
    money = by_year(contents_by_place(book["Money"]), 3)
    for row in told.clauses:
        assert_alike(money[row.clause, row.payer, row.payee], row.amounts, told.columns)
    cash = by_year(contents_by_place(book["Cash"]), 1)
    for party in told.parties:
        assert_alike(cash[party.party,], party.amounts, told.columns)
    if told.stakes:
        stakes = by_year(contents_by_place(book["Stakes"]), 2)
        for stake in told.stakes:
            assert_alike(stakes[stake.company, stake.holder], stake.stakes, told.stake_years)
    if told.levels:
        levels = by_year(contents_by_place(book["Levels"]), 2)
        for level in told.levels:
            assert_alike(levels[level.of, level.what], level.values, told.level_years)


def assert_alike(row: dict[str, float], values: tuple[Fraction, ...], years: tuple[object, ...]) -> None:
    """A row holds these values in these years; money never moves in others."""
    for year, value in zip(years, values, strict=True):
        assert row[str(year)] == pytest.approx(float(value), rel=1e-12)


@pytest.mark.parametrize("path", DEALS)
def test_the_summary_tells_what_parties_get_and_what_it_is_worth(path: str) -> None:
    told, book = shipped(path)
    cells = book["Summary"].cells
    rows = {str(cell.content): row for (row, column), cell in cells.items() if column == 0 and (row, 2) in cells}
    for party in told.parties:
        row = rows[party.party]
        assert cells[row, 4].content == pytest.approx(float(party.total), rel=1e-12)
        if party.worth is not None:
            assert cells[row, 5].content == pytest.approx(float(party.worth), rel=1e-12)


def test_inputs_are_named_blue_and_say_where_they_come_from() -> None:
    sheet = sheets_of(small("b pays a 5% of sales yearly\n    cap undisclosed 6m to 9m in total"))["Inputs"]
    named = {name.name: sheet.cells[name.row, name.column] for name in sheet.names}
    assert {name for name, cell in named.items() if cell.look.part == "input"} == {
        *("it_rate", "it_cap_in_total", "sales_growth", "sales_2025", "discount_rate_a", "valuation_day"),
    }
    assert named["never"].look.part == "known"
    row = next(name.row for name in sheet.names if name.name == "it_cap_in_total")
    assert [sheet.cells[row, column].content for column in (0, 2, 4, 5)] == [
        *("it: cap in total", "USD", "it", "not public, the median of 6m to 9m"),
    ]


def test_an_event_that_waits_for_another_follows_it() -> None:
    head = """deal "Small"
    currency USD
    period 2026-01-01 through 2030-12-31, yearly
    today 2026-01-01
party a "A"
party b "B"
event filed "Filed"
    likely 90%, between 2026-06 and 2028
event approved "Approved"
    likely 80%, 6 to 18 months after filed
"""
    session = small("b pays a 3m when approved", head)
    cells, names = sheets_of(session)["Inputs"].cells, sheets_of(session)["Inputs"].names
    at = {name.name: (name.row, name.column) for name in names}
    assert cells[at["approved"]].formula is not None
    assert str(cells[at["approved"]].formula).startswith("IF(filed>=never,never,filed+")
    assert cells[at["filed"]].look.part == "input"


def test_terms_calendar_and_what_is_left_out_are_told() -> None:
    session = load(ROOT / "examples" / "pharma-licence" / "pharma-licence.deal")
    book, view = sheets_of(session), session.view()
    terms = {str(cell.content) for (_, column), cell in book["Terms"].cells.items() if column == 0}
    assert {clause.name for group in session.show(view).groups for clause in group.clauses} <= terms
    days = {cell.content for (row, column), cell in book["Calendar"].cells.items() if column == 0 and row > 3}
    deadlines = session.deadlines(session.deal.start, session.deal.end, view)
    assert days == {serial_of(line.on) for line in deadlines}
    left = {str(cell.content) for (_, column), cell in book["Left out"].cells.items() if column == 0}
    assert {one.name for one in session.run(view).left_out} <= left


def test_the_file_opens_with_dates_as_dates_and_frozen_heads() -> None:
    book = opened(small("b pays a 5% of sales yearly"), values=True)
    assert book.sheetnames[:6] == ["Summary", "Inputs", "Drivers", "Money", "Cash", "Ledger"]
    assert book["Drivers"]["J5"].value.date() == date(2026, 1, 1)
    assert book["Drivers"].freeze_panes == "C7"
    assert book["Money"]["F4"].value == 2026
    assert book["Summary"].print_options is not None


def size(session: Session, view: View) -> int:
    """How many formulas a workbook has."""
    return sum(cell.formula is not None for sheet in sheets_of(session, view).values() for cell in sheet.cells.values())


def test_the_reference_deal_stays_small_enough_to_open_quickly() -> None:
    session = load(ROOT / "examples" / "microsoft-openai" / "microsoft-openai.deal")
    view = session.view(lowest="reported")
    assert size(session, view) < 60_000
