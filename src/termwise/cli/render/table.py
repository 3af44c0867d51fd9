"""Tables whose columns share the terminal's width; on a narrow one, cells wrap."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from termwise.cli.render.text import BLANK, Line, Piece, line, padded, piece, restyled, width, wrapped

GAP = 2
"""Cells between two columns."""


class Column(Struct, frozen=True):
    """A column: its heading, and whether it gives way (`flexible`, never below `least` cells) when room is short."""

    title: str
    flexible: bool = False
    least: int = 12
    align: Literal["left", "right"] = "left"


def table(columns: Sequence[Column], rows: Sequence[Sequence[Line]], limit: int) -> list[Line]:
    """The rows under their headings in at most `limit` cells; below each other where they cannot stand side by side.

    Every row has one line per column. A column in which nothing is said is left out. Empty when there are no rows.
    """
    said = [number for number in range(len(columns)) if any(row[number] for row in rows)]
    if not said:
        return []
    columns, rows = [columns[n] for n in said], [[row[n] for n in said] for row in rows]
    widths = _widths(columns, rows, limit)
    if sum(widths) + GAP * (len(widths) - 1) > limit:
        return _records(columns, rows, limit)
    heading = [piece(column.title, "muted") for column in columns]
    lines = _row(columns, [(h,) for h in heading], widths)
    lines.append(line(Piece("─" * (sum(widths) + GAP * (len(widths) - 1)), "muted")))
    for row in rows:
        lines += _row(columns, row, widths)
    return lines


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Line]], limit: int) -> list[int]:
    natural = [
        max(width((piece(column.title),)), *(width(row[number]) for row in rows))
        for number, column in enumerate(columns)
    ]
    room = limit - GAP * (len(columns) - 1)
    excess = sum(natural) - room
    while excess > 0:
        widest = max(
            (n for n, c in enumerate(columns) if c.flexible and natural[n] > c.least),
            key=lambda n: natural[n],
            default=None,
        )
        if widest is None:
            break
        natural[widest] -= 1
        excess -= 1
    return natural


def _row(columns: Sequence[Column], row: Sequence[Line], widths: Sequence[int]) -> list[Line]:
    """One row, as many lines as its tallest cell."""
    cells_ = [wrapped(cell, w) if width(cell) > w else [cell] for cell, w in zip(row, widths, strict=True)]
    gap = Piece(" " * GAP)
    lines = []
    for number in range(max(len(cell) for cell in cells_)):
        parts: list[Line] = []
        for cell, column, w in zip(cells_, columns, widths, strict=True):
            content = cell[number] if number < len(cell) else BLANK
            parts += [padded(content, w, column.align), (gap,)]
        lines.append(line(*parts[:-1]))
    return lines


def _records(columns: Sequence[Column], rows: Sequence[Sequence[Line]], limit: int) -> list[Line]:
    """Each row as its first cell and the others under it, each after the title of its column."""
    lines: list[Line] = []
    for row in rows:
        lines += [*([BLANK] if lines else []), *wrapped(row[0], limit)]
        told = [(column.title, cell) for column, cell in zip(columns[1:], row[1:], strict=True) if cell]
        lines += pairs(told, limit, indent=2)
    return lines


def pairs(rows: Sequence[tuple[str, Line]], limit: int, indent: int = 0) -> list[Line]:
    """A label and what it says per row, the labels in one muted column; what is said wraps.

    The column takes half of the line at most: a longer label stands alone, above what it says.
    """
    if not rows:
        return []
    most = limit // 2 - indent - GAP
    label = min(max(width((piece(name),)) for name, _ in rows), most)
    lines: list[Line] = []
    for name, content in rows:
        margin = Piece(" " * indent)
        if width((piece(name),)) > label:
            lines += wrapped(line(piece(name, "muted")), limit, line(margin))
            lines += wrapped(content, limit, line(Piece(" " * (indent + label + GAP))))
        else:
            lines += wrapped(content, limit, line(margin, padded((piece(name, "muted"),), label + GAP)))
    return lines


def section(title: str, lines: Sequence[Line]) -> list[Line]:
    """The lines under a heading with an empty line before it; nothing when there are none."""
    return [BLANK, restyled(line(title), "heading"), *lines] if lines else []
