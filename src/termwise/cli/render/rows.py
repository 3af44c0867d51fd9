"""A table of any columns on the terminal: numbers to the right, whole numbers with thousands apart."""

from termwise.cli.render.table import Column, table
from termwise.cli.render.text import Line, line, piece
from termwise.measure.table import Table

_MOST = 200
"""Rows shown; more than anybody reads on a screen."""


def rows_lines(answer: Table, limit: int) -> list[Line]:
    """The table in at most `limit` cells a line, its first rows, and how many more there are."""
    shown = min(len(answer), _MOST)
    columns = [
        Column(c.name, flexible=c.kind == "text", align="right" if c.kind in {"number", "count"} else "left")
        for c in answer.columns
    ]
    rows = [[_cell(column.cells[row]) for column in answer.columns] for row in range(shown)]
    if not rows:
        return [line(piece("no rows", "muted"))]
    more = len(answer) - shown
    rest = [line(piece(f"and {more:,} more rows; --json has them all", "muted"))] if more else []
    return [*table(columns, rows, limit), *rest]


def _cell(cell: object) -> Line:
    match cell:
        case None:
            return line("")
        case bool():
            return line("yes" if cell else "no")
        case int():
            return line(f"{cell:,}")
        case float():
            return line(f"{cell:,.12g}")
        case _:
            return line(str(cell))
