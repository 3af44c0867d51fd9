"""An agreement as a document to be read: its paragraphs in order, each with the text that put it there."""

from datetime import date
from typing import Literal

from msgspec import Struct

Style = Literal["title", "subtitle", "section", "plain", "clause", "words", "term", "note", "source", "end"]
"""What a paragraph is.

"section" is the heading of a part, "clause" that of a numbered clause, "words" its sentence and "term" a line
below it; "note" tells when it applies and what is open, "source" what it is known from. "plain" is any other.
"end" is the last paragraph, in every document the same.
"""


class Author(Struct, frozen=True):
    """Who put a text there, and on which day: an amendment by its name, else Termwise on the view's known-by date."""

    name: str
    day: date


class Paragraph(Struct, frozen=True):
    """One paragraph of one style, on one line. `by` None is the original text."""

    style: Style
    text: str
    by: Author | None = None


class Block(Struct, frozen=True):
    """Paragraphs that belong together; `key` is the same for the same thing in another view or draft.

    `changed_by` is the last text that changed it and `remarks` say for each of its values who did.
    """

    key: str
    paragraphs: tuple[Paragraph, ...]
    changed_by: Author | None = None
    remarks: tuple[str, ...] = ()


class Contract(Struct, frozen=True):
    """A whole agreement under a view. `ended_by` tells of a block that is no longer there which text ended it."""

    title: str
    known_by: date
    blocks: tuple[Block, ...]
    ended_by: tuple[tuple[str, Author], ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs, one on each line."""
        return "\n".join(paragraph.text for block in self.blocks for paragraph in block.paragraphs)
