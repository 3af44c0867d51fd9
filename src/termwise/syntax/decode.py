"""Bytes to text: UTF-8 or one clear fault."""

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import SourceText, Span
from termwise.syntax import faults
from termwise.syntax.outline import MOST_CHARACTERS


def decode(name: str, data: bytes) -> tuple[SourceText, tuple[Diagnostic, ...]]:
    """The text of a file, shown to people as `name`, and the fault that kept it from being read.

    With a fault the text is empty. A byte order mark at the start is dropped. Never raises.
    """
    if len(data) > 4 * MOST_CHARACTERS:
        start = Span(name, 1, 1, 1, 1)
        return SourceText(name, ""), (faults.file_too_large(start, len(data), MOST_CHARACTERS),)
    try:
        return SourceText(name, data.decode("utf-8-sig")), ()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        if b"\0" in data:
            return SourceText(name, ""), (faults.binary_file(Span(name, line, column, line, column + 1)),)
        span = Span(name, line, column, line, column + 1)
        return SourceText(name, ""), (faults.not_utf_8(span, data[error.start]),)
