"""Why a number is what it is, as a tree: each line a value, what it is, and where it is written."""

from msgspec import Struct

from termwise.cli.render.clauses import blame_rows, wording_lines
from termwise.cli.render.run import course_line, left_out_lines, undisclosed_lines
from termwise.cli.render.table import pairs, section
from termwise.cli.render.text import BLANK, Line, Piece, Style, line, padded, piece, wrapped
from termwise.cli.render.words import place, source_line
from termwise.explain.figures.amounts import value_words
from termwise.explain.figures.step import Explained, Step
from termwise.explain.shown import ShownClause
from termwise.session.course_told import LeftOut
from termwise.session.tables import RunTables

_STYLES: dict[str, Style] = {"total": "strong", "entry": "strong", "bound": "muted"}


class ToldFigure(Struct, frozen=True):
    """A figure and what a reader needs beside it: the run's tables, its clauses in words, what the run leaves out."""

    explained: Explained
    run: RunTables
    clauses: tuple[ShownClause, ...]
    missing: tuple[LeftOut, ...]


def explained_lines(told: ToldFigure, limit: int) -> list[Line]:
    """The figure, the course it is on, its tree, the clauses behind it, what is not public and what is not in it."""
    explained, root = told.explained, told.explained.root
    number = line(
        piece(value_words(root.value, root.unit), "strong"), f" {told.run.currency}" if root.unit == "money" else ""
    )
    known = [one for one in told.run.undisclosed if one.name in explained.undisclosed]
    return [
        *wrapped(line(number, "  ", piece(explained.title, "heading")), limit),
        *wrapped(course_line(told.run.events), limit),
        *wrapped(line(piece(told.run.view_words, "muted")), limit),
        *section("How it comes about", _children(root, (), limit)),
        *([] if root.parts else [BLANK, line("nothing falls due")]),
        *section("The clauses behind it", [found for clause in told.clauses for found in _clause(clause, limit)]),
        *section("It rests on numbers that are not public, run as", undisclosed_lines(known, limit)),
        *section("Left out of it", left_out_lines(told.missing, limit)),
    ]


def _children(step: Step, margin: Line, limit: int) -> list[Line]:
    lines: list[Line] = []
    values = [_value(part) for part in step.parts]
    wide = max((len(value) for value in values), default=0)
    for number, (part, value) in enumerate(zip(step.parts, values, strict=True)):
        last = number == len(step.parts) - 1
        branch = line(margin, Piece("└ " if last else "├ ", "guide"))
        below = line(margin, Piece("  " if last else "│ ", "guide"))
        shown = padded((piece(value, _STYLES.get(part.kind, "plain")),), wide, "right")
        gap = Piece(" " * (wide + 2))
        lines += wrapped(_words(part), limit, line(branch, shown, "  "), line(below, gap))
        lines += _children(part, below, limit)
    return lines


def _value(step: Step) -> str:
    return f"{'− ' if step.sign < 0 else ''}{value_words(step.value, step.unit)}"


def _words(step: Step) -> Line:
    style: Style = "muted" if step.kind == "bound" else "name" if step.kind in ("driver", "event") else "plain"
    parts: list[Line] = [(piece(step.what, style),)]
    if step.when is not None:
        when = f" before {step.when}" if step.kind == "carried" else f", {step.when}"
        parts.append(line(piece(when, "muted")))
    if step.note:
        parts.append(line(piece(f" ({step.note})", "muted")))
    if step.kind in ("text", "event") and step.place is not None:
        by = line(piece(f"  {step.amendment} ", "name")) if step.amendment else line("  ")
        parts.append(line(by, place(step.place)))
    return line(*parts)


def _clause(clause: ShownClause, limit: int) -> list[Line]:
    rows = [*blame_rows(clause.blame), *(("source", source_line(source)) for source in clause.sources)]
    rows += [("place", place(clause.span))] if clause.span is not None else []
    return [
        *wrapped(line(piece(clause.name, "name"), "  ", piece(clause.title or "", "strong")), limit, (Piece("  "),)),
        *wording_lines(clause.sentence, clause.qualifiers, limit),
        *pairs(rows, limit, indent=4),
    ]
