"""Scenarios and drafts side by side on the terminal."""

from fractions import Fraction

from termwise.cli.render.table import Column, pairs, section, table
from termwise.cli.render.text import BLANK, Line, line, piece, wrapped
from termwise.explain.figures.amounts import money_words, share_words
from termwise.measure.errors import Estimate
from termwise.session.scenarios import Changed, Compared, ComparedRow

_KINDS = (
    ("worth to", "Worth to each party"),
    ("net cash of", "Received less paid by the end of the deal"),
    ("paid under", "Cash by clause in all"),
    ("stake of", "Stakes when the deal ends"),
)


def compared_lines(told: Compared, limit: int) -> list[Line]:
    """Every figure that differs somewhere in at most `limit` cells: its means, and how they differ from the first."""
    head = f"{told.paths:,} simulated futures each, seed {told.seed}, the same draws in all"
    lines = [*wrapped(line(piece(told.title, "heading")), limit), *wrapped(line(piece(head, "warning")), limit)]
    for kind, title in _KINDS:
        rows = [row for row in told.rows if row.kind == kind and not all(map(_is_same, row.cells[1:]))]
        unit = "" if kind == "stake of" else f", in {told.currency}"
        lines += section(f"{title}{unit}", _table(told.columns, rows, limit))
    words = (
        f"Δ is the difference from {told.columns[0]}, ± its standard error; all live through the same futures, so it "
        "is known far more closely than any mean; more in: the share of futures in which it is more than there; what "
        "is the same everywhere is not shown"
    )
    left_out = section("Left out", pairs([(name, line(why)) for name, why in told.left_out], limit))
    return [*lines, *left_out, BLANK, *wrapped(line(piece(words, "muted")), limit)]


def _table(names: tuple[str, ...], rows: list[ComparedRow], limit: int) -> list[Line]:
    """Scenarios down, one block per figure: a deal has more scenarios than fit side by side."""
    lines: list[Line] = []
    columns = (
        Column("", flexible=True, least=12),
        Column("mean", align="right"),
        Column("Δ", align="right"),
        Column("more in", align="right"),
    )
    for row in rows:
        cells = [
            [line(name), line(_mean(cell, row.kind)), line(_difference(cell, row.kind)), line(_more(cell))]
            for name, cell in zip(names, row.cells, strict=True)
        ]
        same = [name for name, cell in zip(names[1:], row.cells[1:], strict=True) if _is_same(cell)]
        shown = [cell for cell, one in zip(cells, row.cells, strict=True) if not _is_same(one)]
        titled = (Column(row.name, flexible=True, least=12), *columns[1:])
        lines += [*([BLANK] if lines else []), *table(titled, shown, limit)]
        if same and len(shown) > 1:
            lines += wrapped(line(piece(f"the same in {', '.join(same)}", "muted")), limit)
    return lines


def _is_same(cell: Changed) -> bool:
    found = cell.difference
    return found is not None and found.value == 0 and found.standard_error == 0


def _mean(cell: Changed, kind: str) -> str:
    return "–" if cell.mean is None else _number(cell.mean.value, kind)


def _difference(cell: Changed, kind: str) -> str:
    found = cell.difference
    if found is None:
        return ""
    sign = "+" if found.value > 0 else ""
    return f"{sign}{_number(found.value, kind)}{_error(found, kind)}"


def _error(found: Estimate, kind: str) -> str:
    if found.standard_error < abs(found.value) * 1e-4:
        return ""
    return f" ± {_number(found.standard_error, kind, 1)}"


def _more(cell: Changed) -> str:
    if cell.more is None or (cell.difference is not None and cell.difference.value == 0):
        return ""
    return share_words(Fraction(cell.more.estimate.value), 3)


def _number(value: float, kind: str, digits: int = 3) -> str:
    return share_words(Fraction(value), digits) if kind == "stake of" else money_words(Fraction(value), digits)
