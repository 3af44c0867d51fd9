"""The outline of a text: its lines, and which are indented under which.

Everything that would make later stages slow or a terminal lie is stopped here: texts too large, lines too long,
binary content, invisible characters, tabs.
"""

import re

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import SourceText, Span
from termwise.syntax import faults
from termwise.syntax.lexer import Line

MOST_CHARACTERS = 4_000_000
MOST_IN_A_LINE = 20_000
MOST_LEVELS = 8
MOST_FAULTS = 200

INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Control characters, other line ends than a line feed, marks that turn the writing direction, zero-width spaces."""


class Branch(Struct, frozen=True, gc=False):
    """A line that says something, and the lines indented under it."""

    line: Line
    children: "tuple[Branch, ...]"


class Outline(Struct, frozen=True):
    """All lines of a text, the forest of those that say something, and the faults of its shape.

    `fatal` when the text cannot be read at all; then there are no branches.
    """

    lines: tuple[Line, ...]
    branches: tuple[Branch, ...]
    diagnostics: tuple[Diagnostic, ...]
    fatal: bool = False


def outline(source: SourceText) -> Outline:
    """The outline of a text. Linear in its length; never raises."""
    start = Span(source.name, 1, 1, 1, 1)
    text = source.text.removeprefix("\ufeff")
    if len(text) > MOST_CHARACTERS:
        return _unreadable(faults.file_too_large(start, MOST_CHARACTERS))
    if "\0" in text:
        number = text.count("\n", 0, text.index("\0")) + 1
        return _unreadable(faults.binary_file(Span(source.name, number, 1, number, 1)))
    found: list[Diagnostic] = []
    tabs: list[Span] = []
    lines: list[Line] = []
    invisible = INVISIBLE.search(text.replace("\r\n", "\n")) is not None
    for number, raw in enumerate(text.split("\n"), 1):
        if len(raw) > MOST_IN_A_LINE:
            found.append(faults.line_too_long(Span(source.name, number, 1, number, 2), MOST_IN_A_LINE))
            return Outline((), (), tuple(found), fatal=True)
        content = raw.removesuffix("\r")
        if invisible and (match := INVISIBLE.search(content)):
            span = Span(source.name, number, match.start() + 1, number, match.start() + 2)
            if match[0] == "\t":
                tabs.append(span)
            else:
                found.append(faults.control_character(span, match[0]))
            lines.append(_cleaned(number, content))
        else:
            lines.append(Line(number, len(content) - len(content.lstrip(" ")), content.rstrip(" ")))
    if tabs:
        found.append(faults.tab_character(tabs[0], len(tabs)))
    branches = _branches(source.name, lines, found)
    return Outline(tuple(lines), branches, tuple(found[: MOST_FAULTS + 1]))


def says_nothing(line: Line) -> bool:
    """Whether a line is blank or only a comment."""
    content = line.text.lstrip(" ")
    return not content or content.startswith("#")


def _unreadable(fault: Diagnostic) -> Outline:
    return Outline((), (), (fault,), fatal=True)


def _cleaned(number: int, content: str) -> Line:
    """The line with every invisible character made visible, its columns kept."""
    leading = content[: len(content) - len(content.lstrip(" \t"))]
    visible = INVISIBLE.sub("\ufffd", content.replace("\t", " "))
    return Line(number, len(leading.expandtabs(4)), visible.rstrip(" "), faulty=True)


class _Open:
    """A line whose children are still being collected."""

    __slots__ = ("children", "line")

    def __init__(self, line: Line) -> None:
        self.line = line
        self.children: list[Branch] = []

    def closed(self) -> Branch:
        return Branch(self.line, tuple(self.children))


def _branches(file: str, lines: list[Line], found: list[Diagnostic]) -> tuple[Branch, ...]:
    roots: list[Branch] = []
    stack: list[_Open] = []
    too_deep = False

    def close() -> None:
        done = stack.pop().closed()
        (stack[-1].children if stack else roots).append(done)

    for line in lines:
        if says_nothing(line):
            continue
        left: int | None = None
        while stack and line.indent <= stack[-1].line.indent:
            left = stack[-1].line.indent
            close()
        if line.indent != (left if left is not None else line.indent) or (line.indent and not stack):
            known = (*(entry.line.indent for entry in stack), *([] if left is None else [left])) or (0,)
            found.append(faults.uneven_indentation(_first(file, line), line.indent, known))
        if len(stack) >= MOST_LEVELS:
            if not too_deep:
                found.append(faults.nested_too_deeply(_first(file, line), MOST_LEVELS))
            too_deep = True
            continue
        stack.append(_Open(line))
    while stack:
        close()
    return tuple(roots)


def _first(file: str, line: Line) -> Span:
    column = len(line.text) - len(line.text.lstrip(" ")) + 1
    return Span(file, line.number, column, line.number, len(line.text) + 1)
