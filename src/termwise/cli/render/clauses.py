"""A clause on the terminal: its words, and the texts that made them so."""

from collections.abc import Sequence

from termwise.cli.render.text import Line, Piece, line, wrapped
from termwise.cli.render.words import quoted
from termwise.explain.shown import ShownBlame


def wording_lines(sentence: str, qualifiers: Sequence[str], limit: int) -> list[Line]:
    """The sentence and its qualifiers beside a bar."""
    bar = line("  ", Piece("│ ", "guide"))
    lines = wrapped(line(sentence), limit, bar, line(bar, "  "))
    for qualifier in qualifiers:
        lines += wrapped(line(qualifier), limit, line(bar, "  "), line(bar, "    "))
    return lines


def blame_rows(blame: Sequence[ShownBlame]) -> list[tuple[str, Line]]:
    """Which text wrote the clause, and which changed what in it."""
    return [("text" if one.path == "clause" else "changed", quoted(one.words)) for one in blame]
