"""Diagnostics as people read them: what is wrong, where, the line with the place underlined, what to do."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import SourceText, Span
from termwise.cli.render.text import BLANK, Line, Piece, Style, cells, crop, line, piece, restyled, visible, wrapped
from termwise.cli.render.words import quoted

_STYLES: dict[str, Style] = {"error": "error", "warning": "warning", "note": "note"}


class Frame(Struct, frozen=True):
    """Room for an excerpt: cells for the line numbers, and cells in all."""

    gutter: int
    limit: int


class Excerpts:
    """The lines of the source texts, split once per file."""

    def __init__(self, texts: Iterable[SourceText]) -> None:
        self._texts: Mapping[str, SourceText] = {text.name: text for text in texts}
        self._lines: dict[str, list[str]] = {}

    def line(self, file: str, number: int) -> str | None:
        """Line `number` (from 1) of `file`, or None when there is no such file or line."""
        if file not in self._texts:
            return None
        if file not in self._lines:
            self._lines[file] = self._texts[file].text.split("\n")
        lines = self._lines[file]
        return lines[number - 1].rstrip("\r") if 1 <= number <= len(lines) else None


def diagnostic_lines(diagnostic: Diagnostic, excerpts: Excerpts, limit: int) -> list[Line]:
    """One diagnostic in at most `limit` cells: heading, place, excerpt, related places, help."""
    style = _STYLES[diagnostic.severity]
    head = line(piece(f"{diagnostic.severity}[{diagnostic.code}]", style), piece(": ", "strong"))
    message = restyled(line(quoted(diagnostic.message)), "strong")
    lines = wrapped(line(*head, *message), limit, BLANK, line(Piece("  ")))
    spans = [s for s in (diagnostic.span, *(r.span for r in diagnostic.related)) if s is not None]
    gutter = max((len(str(s.line)) for s in spans), default=1)
    if diagnostic.span is not None:
        lines += excerpt(diagnostic.span, excerpts, Frame(gutter, limit), style)
    for related in diagnostic.related:
        lines += wrapped(line(quoted(related.message)), limit, line(Piece(" " * gutter), _note("note: ")))
        lines += excerpt(related.span, excerpts, Frame(gutter, limit), "note")
    if diagnostic.help:
        lines += wrapped(line(quoted(diagnostic.help)), limit, line(Piece(" " * gutter), _note("help: ")))
    return [*lines, BLANK]


def _note(word: str) -> Line:
    return (Piece(" = ", "guide"), Piece(word, "strong"))


def excerpt(span: Span, excerpts: Excerpts, frame: Frame, style: Style) -> list[Line]:
    """The place and its line of text with carets under the span; of an empty line there is nothing to show.

    A long line is cut on both sides of the place.
    """
    margin = Piece(" " * frame.gutter)
    lines = [line(margin, Piece(" ─→ ", "guide"), piece(str(span), "muted"))]
    text = excerpts.line(span.file, span.line)
    if not text:
        return lines
    last = span.end_column if span.end_line == span.line else len(text) + 1
    before, marked, after = text[: span.column - 1], text[span.column - 1 : last - 1], text[last - 1 :]
    room = max(20, frame.limit - frame.gutter - 4)
    shown, start, length = _fit(visible(before), visible(marked), visible(after), room)
    bar = Piece(" │ ", "guide")
    lines += [
        line(margin, Piece(" │", "guide")),
        line(piece(str(span.line).rjust(frame.gutter), "guide"), bar, *shown),
        line(margin, bar, Piece(" " * start), Piece("^" * max(1, length), style)),
    ]
    return lines


def _fit(before: str, marked: str, after: str, room: int) -> tuple[Line, int, int]:
    """The line cut to `room` cells with the mark in sight; the cell where the mark begins; its cells."""
    lead: Sequence[Piece] = ()
    most_before = max(room // 3, room - cells(marked) - cells(after))
    if cells(before) > most_before:
        while cells(before) > most_before - 1:
            before = before[max(1, (cells(before) - most_before) // 2) :]
        lead = (Piece("…", "muted"),)
    start = cells(before) + len(lead)
    shown = crop(line(*lead, Piece(before), Piece(marked), Piece(after)), room)
    return shown, start, min(cells(marked), room - start)


def count(number: int, thing: str, things: str | None = None) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {thing if number == 1 else things or thing + 's'}"
