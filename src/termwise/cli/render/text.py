"""Lines of styled text, measured in terminal cells.

A `Line` is a tuple of pieces; every piece is made by `piece`, which turns control characters into
visible ones, so that no text of a user can reach the terminal as an instruction. Styles are named
for what they mean; `terminal.paint` decides what they look like.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal
from unicodedata import category, combining, east_asian_width

from msgspec import Struct

Style = Literal[
    "plain",
    "strong",
    "muted",
    "yes",
    "no",
    "open",
    "name",
    "quote",
    "heading",
    "error",
    "warning",
    "note",
    "guide",
    "yes badge",
    "no badge",
    "open badge",
]
"""What a stretch of text means, from which its colour follows."""

TAB = 4
"""Cells a tab is shown as."""


class Piece(Struct, frozen=True):
    """A stretch of visible text in one style. Made by `piece`, which neutralises control characters."""

    text: str
    style: Style = "plain"


Line = tuple[Piece, ...]
"""One line: pieces in order, without a line end."""


def visible(text: str) -> str:
    """`text` with everything that could steer a terminal turned into something to look at.

    C0 controls become their pictures (ESC is `␛`), a tab becomes spaces; C1 controls, bidirectional and other
    invisible format characters, line separators, surrogates and private-use characters become `<U+202E>`.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible_character(c) for c in text)


def _visible_character(character: str) -> str:
    code = ord(character)
    if character == "\t":
        return " " * TAB
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if code < 0x7F or category(character) not in _INVISIBLE:
        return character
    return f"<U+{code:04X}>"


_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def piece(text: str, style: Style = "plain") -> Piece:
    """A piece of `text` made visible."""
    return Piece(visible(text), style)


def line(*parts: str | Piece | Line) -> Line:
    """A line of several parts; a plain string is a piece in the plain style."""
    found: list[Piece] = []
    for part in parts:
        if isinstance(part, str):
            found.append(piece(part))
        elif isinstance(part, Piece):
            found.append(part)
        else:
            found += part
    return tuple(p for p in found if p.text)


def listed(pieces: Iterable[Piece]) -> Line:
    """Pieces with commas between them."""
    found: list[str | Piece] = []
    for part in pieces:
        found += [", ", part] if found else [part]
    return line(*found)


BLANK: Line = ()
"""An empty line."""


def plain(content: Line) -> str:
    """The text of a line without its styles."""
    return "".join(p.text for p in content)


def cells(text: str) -> int:
    """How many terminal cells `text` fills: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(c) for c in text)


def _cells_of(character: str) -> int:
    if combining(character) or category(character) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(character) in ("W", "F") else 1


def width(content: Line) -> int:
    """How many terminal cells a line fills."""
    return sum(cells(p.text) for p in content)


def restyled(content: Line, style: Style) -> Line:
    """The line with its plain pieces in `style`."""
    return tuple(Piece(p.text, style) if p.style == "plain" else p for p in content)


def crop(content: Line, limit: int) -> Line:
    """The line cut to at most `limit` cells, ending in `…` when something was cut."""
    if width(content) <= limit:
        return content
    kept: list[tuple[str, Style]] = []
    used = 0
    for character, style in _characters(content):
        used += _cells_of(character)
        if used > limit - 1:
            break
        kept.append((character, style))
    return (*_pieces(kept), Piece("…", "muted")) if limit > 0 else BLANK


def padded(content: Line, cells_wanted: int, align: Literal["left", "right"] = "left") -> Line:
    """The line filled up with spaces to `cells_wanted` cells; unchanged when it is longer."""
    gap = Piece(" " * max(0, cells_wanted - width(content)))
    if not gap.text:
        return content
    return (gap, *content) if align == "right" else (*content, gap)


def wrapped(content: Line, limit: int, first: Line = BLANK, rest: Line | None = None) -> list[Line]:
    """The line broken at spaces into lines of at most `limit` cells.

    `first` stands before the first line and `rest` before the others (as much space as `first` when None). A word
    too long for a line is broken inside.
    """
    following = (Piece(" " * width(first)),) if rest is None else rest
    room = max(8, limit - max(width(first), width(following)))
    lines: list[list[tuple[str, Style]]] = [[]]
    used = 0
    for gap, word in _words(content, room):
        length = sum(_cells_of(c) for c, _ in word)
        if used and used + gap + length > room:
            lines.append([])
            used = 0
        if used:
            between = word[0][1] if lines[-1][-1][1] == word[0][1] else "plain"
            lines[-1].append((" " * gap, between))
            used += gap
        lines[-1] += word
        used += length
    return [line(first if not number else following, tuple(_pieces(found))) for number, found in enumerate(lines)]


def packed(items: Iterable[Line], limit: int, gap: int = 2, indent: int = 0) -> list[Line]:
    """The items side by side, as many to a line as `limit` cells hold, `gap` cells between two."""
    lines: list[Line] = []
    for item in items:
        joined = line(lines[-1], Piece(" " * gap), item) if lines else BLANK
        if lines and width(joined) <= limit:
            lines[-1] = joined
        else:
            lines.append(line(Piece(" " * indent), item))
    return lines


def _characters(content: Line) -> Iterator[tuple[str, Style]]:
    for part in content:
        for character in part.text:
            yield character, part.style


def _words(content: Line, room: int) -> Iterator[tuple[int, list[tuple[str, Style]]]]:
    """The words of a line, each no wider than `room` cells, with the number of spaces before it."""
    gap = 0
    for spaces, run in groupby(_characters(content), key=lambda found: found[0] == " "):
        if spaces:
            gap = sum(1 for _ in run)
            continue
        word: list[tuple[str, Style]] = []
        used = 0
        for character, style in run:
            if used + _cells_of(character) > room:
                yield gap, word
                gap, word, used = 0, [], 0
            word.append((character, style))
            used += _cells_of(character)
        yield gap, word


def merged(content: Line) -> Line:
    """Neighbouring pieces of one style as one piece."""
    return tuple(
        Piece("".join(p.text for p in run), style) for style, run in groupby(content, key=lambda found: found.style)
    )


def _pieces(characters: Iterable[tuple[str, Style]]) -> Iterator[Piece]:
    for style, run in groupby(characters, key=lambda found: found[1]):
        yield Piece("".join(character for character, _ in run), style)
