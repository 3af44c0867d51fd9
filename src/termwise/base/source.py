"""Source texts and the places in them."""

from msgspec import Struct


class Span(Struct, frozen=True, order=True):
    """A stretch of one source text, in lines and columns a person would count.

    `line` and `column` start at 1; columns count characters. `end_column` is exclusive,
    on line `end_line`.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def through(self, other: "Span") -> "Span":
        """The span from the start of this one to the end of `other` (same file)."""
        return Span(self.file, self.line, self.column, other.end_line, other.end_column)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class SourceText(Struct, frozen=True):
    """One file as read: its name as shown to people, and its text."""

    name: str
    text: str

    def line(self, number: int) -> str:
        """Line `number` (from 1) without its line end; empty when there is no such line."""
        lines = self.text.split("\n")
        return lines[number - 1].rstrip("\r") if 1 <= number <= len(lines) else ""
