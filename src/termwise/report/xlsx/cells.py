"""Sheets as plain data: cells with a formula or a value, how they look, where they stand. Rows and columns from 0."""

from typing import Literal

from msgspec import Struct

Content = str | float | bool | None
"""What a cell shows: text, a number (a day is its serial number), a truth, nothing."""

Part = Literal[
    "text",
    "wrapped",
    "unit",
    "title",
    "subtitle",
    "section",
    "head",
    "figure head",
    "note",
    "link",
    "figure",
    "known",
    "input",
    "sum",
    "total",
    "check",
]
"""What a cell is in the sheet: "figure" is worked out, "known" a fact of the text, "input" may be changed."""


class Look(Struct, frozen=True):
    """How a cell looks: its part and the format of its number."""

    part: Part
    number: str = "General"


class Cell(Struct, frozen=True):
    """A cell. With a `formula` (without its `=`) `content` is what it comes to; `link` leads to a place in the book."""

    content: Content
    look: Look
    formula: str | None = None
    link: str | None = None


class Name(Struct, frozen=True):
    """A defined name of one cell of the sheet."""

    name: str
    row: int
    column: int


class Print(Struct, frozen=True):
    """How a sheet is printed: rows and columns repeated on every page; one page `wide`, or 0: as many as it takes."""

    repeat_rows: int = 0
    repeat_columns: int = 0
    wide: int = 1
    landscape: bool = True


class Line(Struct, frozen=True):
    """A line of a chart: its name and its points, both as formulas over cells of the book."""

    name: str
    categories: str
    values: str


class Picture(Struct, frozen=True):
    """A native chart at a cell, drawn from cells: it moves when they do."""

    kind: Literal["column", "line"]
    title: str
    row: int
    column: int
    lines: tuple[Line, ...]
    number: str


class Sheet(Struct, frozen=True):
    """One sheet. `cells` by (row, column); `widths` by column; `freeze` is the first row and column that scroll."""

    name: str
    cells: dict[tuple[int, int], Cell]
    widths: dict[int, float]
    freeze: tuple[int, int] = (0, 0)
    names: tuple[Name, ...] = ()
    printed: Print = Print()
    pictures: tuple[Picture, ...] = ()
    filtered: tuple[int, int, int, int] | None = None
    tab: str | None = None


def column_name(column: int) -> str:
    """`A` for 0, `AA` for 26."""
    found = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        found = chr(ord("A") + place) + found
    return found


def address(row: int, column: int) -> str:
    """`$C$12`: one cell, from wherever it is read."""
    return f"${column_name(column)}${row + 1}"
