"""Workbooks of deals as the tests look at them."""

import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook import Workbook

from termwise.report.xlsx.book import sheets
from termwise.report.xlsx.cells import Sheet
from termwise.report.xlsx.grid import FIRST_LINE, FIRST_PERIOD, OPENING
from termwise.report.xlsx.years import FIRST_ROW, FIRST_YEAR
from termwise.session import Session, load_text
from termwise.session.workbook import contents_of, workbook_of
from termwise.view.view import View

YEARS = 3
"""The row of the years."""
HEAD = """deal "Small"
    currency USD
    period 2026-01-01 through 2027-12-31, yearly
    today 2026-01-01
party a "A"
    discounts at 10%
party b "B"
asset goods "Goods"
event ipo "IPO"
    likely 60%, between 2026-06 and 2028
driver sales "Sales" in USD per year
    known 2025 100m
    grows 20% per year
"""


def small(clause: str, head: str = HEAD) -> Session:
    """A small deal with one clause `it`; its lines after the first are indented here."""
    session = load_text(f"{head}clause it\n    {clause}\n")
    assert session.usable, [one.message for one in session.diagnostics]
    return session


def sheets_of(session: Session, view: View | None = None) -> dict[str, Sheet]:
    """The sheets by name, as data."""
    return {sheet.name: sheet for sheet in sheets(contents_of(session, view))}


def workings(session: Session, period: int = 1) -> list[str]:
    """The formulas of a period, step by step; what a carried step begins with stands behind it."""
    cells = sheets_of(session)["Workings"].cells
    found = []
    for row in sorted({row for row, _ in cells if row >= FIRST_LINE}):
        cell, before = cells[row, FIRST_PERIOD + period], cells.get((row, OPENING))
        found.append(f"{cell.formula}" + ("" if before is None else f"   from {before.content:g}"))
    return found


def opened(session: Session, view: View | None = None, *, values: bool = False) -> Workbook:
    """The file read back: its formulas, or the values they hold."""
    return openpyxl.load_workbook(BytesIO(workbook_of(session, view)), data_only=values)


Places = dict[tuple[int, int], object]
"""What cells hold, by row and column from 0."""


def contents_by_place(sheet: Sheet) -> Places:
    """What the cells of a sheet hold."""
    return {place: cell.content for place, cell in sheet.cells.items() if cell.content is not None}


def values_of(path: Path) -> dict[str, Places]:
    """What the cells of a file hold, by sheet: numbers as they are stored, days as serial numbers, faults as text."""
    with zipfile.ZipFile(path) as file:

        def part(name: str) -> ET.Element:
            return ET.fromstring(file.read(f"xl/{name}.xml"))  # noqa: S314 - what we wrote ourselves

        strings = ["".join(one.itertext()) for one in part("sharedStrings")]
        names = [one.get("name", "") for one in part("workbook").iter(f"{_IN}sheet")]
        found: dict[str, Places] = {}
        for number, name in enumerate(names, 1):
            places = found.setdefault(name, {})
            for cell in part(f"worksheets/sheet{number}").iter(f"{_IN}c"):
                value, kind = cell.find(f"{_IN}v"), cell.get("t", "n")
                if value is not None:
                    text = value.text or ""
                    content = strings[int(text)] if kind == "s" else float(text) if kind in "nb" else text
                    row, column = coordinate_to_tuple(cell.get("r", "A1"))
                    places[row - 1, column - 1] = content
    return found


_IN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def by_year(places: Places, columns: int) -> dict[tuple[str, ...], dict[str, float]]:
    """The rows of a sheet with a column per year, by their first columns; of several of one name the first."""
    years = {
        column: f"{float(str(told)):.0f}"
        for (row, column), told in places.items()
        if row == YEARS and column >= FIRST_YEAR
    }
    found: dict[tuple[str, ...], dict[str, float]] = {}
    for row in sorted({row for row, _ in places if row >= FIRST_ROW - 1}):
        key = tuple(str(places.get((row, column))) for column in range(columns))
        if "None" not in key and (row, FIRST_YEAR) in places:
            values = {year: float(str(places[row, column])) for column, year in years.items()}
            found.setdefault(key, values)
    return found
