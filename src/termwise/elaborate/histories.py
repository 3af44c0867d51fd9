"""Histories of drivers that stand in a file of their own: CSV or Parquet, a day and a value in each row."""

import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from importlib import import_module

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import SourceText, Span
from termwise.elaborate.faults import files as faults
from termwise.syntax.decode import decode
from termwise.syntax.tree import DateExpr, Expr, KnownNode, NegativeExpr, NumberExpr, Text

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_MOST_ROWS = 100_000
_COLUMNS = "write two columns, the day and the value"

Read = tuple[tuple[KnownNode, ...], tuple[Diagnostic, ...], SourceText | None]
"""The known values, the faults, and the text of the file where it is one."""


def history(path: Text, shown: str, data: bytes) -> Read:
    """What a file holds: rows of a day, month or year and a number in the driver's unit, perhaps under a header.

    `shown` is what the file is called in places. A row that cannot be read is a fault at its place: in the file
    itself where it is text, else at `path`.
    """
    if path.text.lower().endswith(".parquet"):
        return (*_of_parquet(path, data), None)
    source, unreadable = decode(shown, data)
    if unreadable:
        return (), (faults.history_unreadable(path.text, path.span, "it is not UTF-8 text"),), None
    return (*_of_text(path, source), source)


# -- CSV -------------------------------------------------------------------------------------------------


def _of_text(path: Text, source: SourceText) -> tuple[tuple[KnownNode, ...], tuple[Diagnostic, ...]]:
    found: list[KnownNode] = []
    wrong: list[Diagnostic] = []
    headed = False
    for number, line in enumerate(source.text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        cells = _cells(source.name, number, line)
        if not headed and not cells[0].text[:1].isdigit():
            headed = True
            continue
        headed = True
        row = _row(path, cells)
        if isinstance(row, Diagnostic):
            wrong.append(row)
        else:
            found.append(row)
        if len(found) > _MOST_ROWS:
            return (), (faults.history_unreadable(path.text, path.span, f"it has more than {_MOST_ROWS} rows"),)
    if not found and not wrong:
        wrong.append(faults.history_unreadable(path.text, path.span, "it has no rows"))
    return tuple(found), tuple(wrong)


def _cells(file: str, number: int, line: str) -> list[Text]:
    """The cells of a line, parted by the first of tab, semicolon and comma that it holds."""
    mark = next((mark for mark in ("\t", ";", ",") if mark in line), ",")
    cells, column = [], 1
    for cell in line.split(mark):
        start = column + len(cell) - len(cell.lstrip())
        text = cell.strip()
        cells.append(Text(text.strip('"'), Span(file, number, start, number, start + max(len(text), 1))))
        column += len(cell) + 1
    return cells


def _row(path: Text, cells: list[Text]) -> KnownNode | Diagnostic:
    if len(cells) != 2:
        counted = f"it has {len(cells)} columns" if len(cells) > 1 else "it has one column"
        return faults.history_unreadable(path.text, cells[0].span, counted, _COLUMNS)
    when, value = _date(cells[0]), _number(cells[1])
    if when is None:
        why, advice = f"`{cells[0].text}` is no date", "write 2025-12-31, 2025-12 or 2025"
        return faults.history_unreadable(path.text, cells[0].span, why, advice)
    if value is None:
        why, advice = f"`{cells[1].text}` is no number", "write digits and a decimal point, as in 1250000.5"
        return faults.history_unreadable(path.text, cells[1].span, why, advice)
    start, end = cells[0].span, cells[1].span
    return KnownNode(when, value, Span(start.file, start.line, start.column, end.end_line, end.end_column))


def _date(cell: Text) -> DateExpr | None:
    match = _DAY.match(cell.text)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if day is not None:
        return DateExpr(first, "day", cell.span)
    return DateExpr(first, "year" if month is None else "month", cell.span)


def _number(cell: Text) -> Expr | None:
    percent = cell.text.endswith("%")
    try:
        value = Decimal(cell.text.removesuffix("%").strip())
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    written = NumberExpr(abs(value), "%" if percent else None, None, None, None, cell.span)
    return NegativeExpr(written, cell.span) if value < 0 else written


# -- Parquet -----------------------------------------------------------------------------------------------


def _of_parquet(path: Text, data: bytes) -> tuple[tuple[KnownNode, ...], tuple[Diagnostic, ...]]:
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    try:
        table = parquet.read_table(io.BytesIO(data))
    except (arrow.ArrowException, OSError) as fault:
        why = str(fault).splitlines()[0].rstrip(".").lower()
        return (), (faults.history_unreadable(path.text, path.span, f"it is no Parquet file: {why}"),)
    if table.num_columns != 2 or table.num_rows > _MOST_ROWS:
        counted = f"it has {table.num_columns} columns and {table.num_rows} rows"
        return (), (faults.history_unreadable(path.text, path.span, counted, _COLUMNS),)
    days, values = (column.to_pylist() for column in table.columns)
    found: list[KnownNode] = []
    wrong: list[Diagnostic] = []
    for number, cells in enumerate(zip(days, values, strict=True), start=1):
        row = _row(path, [Text(text, path.span) for text in _written(cells)])
        if isinstance(row, Diagnostic):
            wrong.append(faults.in_row(row, number))
        else:
            found.append(row)
    return tuple(found), tuple(wrong)


def _written(cells: Iterable[object]) -> list[str]:
    """Cells as a text would have them: the day of a time, numbers as they are; nothing as an empty cell."""
    found = []
    for cell in cells:
        day = cell.date() if isinstance(cell, datetime) else cell
        found.append("" if day is None else str(day))
    return found
