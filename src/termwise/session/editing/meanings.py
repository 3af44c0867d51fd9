"""What the words of the language mean: from the tables of its reference, else from the grammar."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from termwise.syntax.grammar import meanings

_SHIPPED = Path(__file__).parent / "pages"
_CHECKOUT = Path(__file__).parents[4] / "docs" / "language"
_ROW = re.compile(r"^\| (?P<terms>`[^|]+`[^|]*) \| (?P<meaning>[^|]+) \|$", re.MULTILINE)
_TERM = re.compile(r"`([^`]+)`")
_OPENING = re.compile(r"[a-z][a-z-]*(?: [a-z][a-z-]*)*(?=\(|\b)")
_LINK = re.compile(r"\[([^]]+)]\([^)]+\)")
MOST_WORDS = 5
"""Of a keyword: `due on last business day`."""


def meaning_of(words: str) -> str | None:
    """What a keyword means, as Markdown: how it is written, then what it says. None for what is no keyword."""
    row = _rows().get(words)
    if row is not None:
        return row
    longer = (key for key in meanings() if key.startswith(f"{words} "))
    found = meanings().get(words) or meanings().get(next(longer, ""))
    return None if found is None else f"{found.summary}\n\n```text\n{found.production}\n```"


def keyword_around(line: str, column: int) -> str | None:
    """The longest keyword that the word before or at `column` (from 1) of a line is part of."""
    words = [(m.group(), m.start(), m.end()) for m in re.finditer(r"[a-z][a-z-]*", line)]
    at = next((i for i, (_, start, end) in enumerate(words) if start < column <= end + 1), None)
    if at is None:
        return None
    runs = [
        " ".join(word for word, _, _ in words[first : first + length])
        for length in range(MOST_WORDS, 0, -1)
        for first in range(max(0, at - length + 1), at + 1)
        if first + length <= len(words)
    ]
    return next((run for run in runs if meaning_of(run) is not None), None)


@cache
def _rows() -> Mapping[str, str]:
    """Leading words of a term of the reference -> the term and what it means; the first page that says it counts."""
    found: dict[str, str] = {}
    for path in sorted(_folder().glob("*.md"), key=lambda page: (page.stem != "qualifiers", page.stem)):
        for row in _ROW.finditer(path.read_text("utf-8")):
            for term in _TERM.findall(row["terms"]):
                opening = _OPENING.match(term)
                if opening is not None:
                    meaning = _LINK.sub(r"\1", row["meaning"]).strip()
                    found.setdefault(opening.group(), f"`{term}`: {meaning}")
    return found


def _folder() -> Path:
    return _SHIPPED if _SHIPPED.is_dir() else _CHECKOUT
