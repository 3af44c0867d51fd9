"""Bytes to text: UTF-8 or one clear fault."""

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import SourceText, Span
from termwise.syntax import faults
from termwise.syntax.outline import MOST_CHARACTERS


def decode(name: str, data: bytes, most: int = MOST_CHARACTERS) -> tuple[SourceText, tuple[Diagnostic, ...]]:
    """The text of a file, shown to people as `name`, and the fault that kept it from being read.

    With a fault the text is empty; a text of more than `most` characters has one. A byte order mark at the
    start is dropped. Never raises.
    """
    start = Span(name, 1, 1, 1, 1)
    if len(data) > 4 * most:  # no character has more bytes
        return SourceText(name, ""), (faults.file_too_large(start, most),)
    try:
        text = data.decode("utf-8-sig")
        if len(text) > most:
            return SourceText(name, ""), (faults.file_too_large(start, most),)
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            return SourceText(name, ""), (faults.binary_file(Span(name, line, 1, line, 1)),)
        return SourceText(name, text), ()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        if b"\0" in data:
            return SourceText(name, ""), (faults.binary_file(Span(name, line, column, line, column + 1)),)
        span = Span(name, line, column, line, column + 1)
        return SourceText(name, ""), (faults.not_utf_8(span, data[error.start]),)
