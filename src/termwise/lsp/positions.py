"""Places as editors count them, in UTF-16 units from 0, and as this house does, in characters from 1."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from lsprotocol.types import Location, Position, Range

from termwise.base.source import SourceText, Span
from termwise.session.editing.edited import Edited


def range_of(text: SourceText, span: Span) -> Range:
    """The range of a span in its text."""
    return Range(start=position_of(text, span.line, span.column), end=position_of(text, span.end_line, span.end_column))


def location(of: Edited, span: Span) -> Location:
    """A span as a location."""
    return Location(Path(span.file).resolve().as_uri(), range_of(of.text(span.file), span))


def position_of(text: SourceText, line: int, column: int) -> Position:
    """The position before a column of a line, both from 1."""
    before = text.line(line)[: column - 1]
    return Position(line=line - 1, character=len(before.encode("utf-16-le")) // 2)


def column_of(text: SourceText, position: Position) -> tuple[int, int]:
    """The line and column, from 1, that a position stands before; inside a character counts as before it."""
    line = text.line(position.line + 1)
    units = 0
    for column, character in enumerate(line, 1):
        units += len(character.encode("utf-16-le")) // 2
        if units > position.character:
            return position.line + 1, column
    return position.line + 1, len(line) + 1


def path_of(uri: str) -> Path:
    """The file that a `file:` URI names; of any other URI its path, which is then no file."""
    parts = urlsplit(uri)
    path = unquote(parts.path)
    on_windows = len(path) > 2 and path[0] == "/" and path[2] == ":"
    return Path(path[1:] if on_windows else path)
