"""Canonical layout: indentation, spacing and blank lines, and nothing else.

Works on tokens and the outline, so it keeps every word, comment and order, and formats faulty texts too. What the tree
says stays the same (up to places); formatting twice is formatting once.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from termwise.base.source import SourceText
from termwise.syntax.lexer import TOKEN, Line, Token, lex
from termwise.syntax.outline import Branch, Outline, outline
from termwise.syntax.parser.cursor import Cursor, Report
from termwise.syntax.parser.lines import UNDER_LINES, is_block, is_tier_until, keyword_of
from termwise.syntax.parser.sentences import looks_like_sentence
from termwise.syntax.words import FUNCTIONS, RESERVED

STEP: Final = 4
GROUPS: Final = (
    *(("party",), ("asset", "field", "territory"), ("body",), ("event",)),
    *(("driver",), ("source",), ("include",)),
)
"""Directives that may follow each other without a blank line."""


def format_text(source: SourceText) -> str:
    """The text in canonical layout, lines ended by a line feed.

    A text with tabs, invisible characters or uneven indentation is returned as it is, because
    changing it would mean guessing; so is one that cannot be read at all.
    """
    shape = outline(source)
    if shape.fatal or shape.diagnostics:
        return source.text
    entries = list(_entries(source.name, shape, _depths(source.name, shape)))
    _place_comments(entries)
    return "".join(f"{' ' * (STEP * entry.depth)}{entry.text}\n" if entry.text else "\n" for entry in _spaced(entries))


# -- depth ---------------------------------------------------------------------------------------


def _depths(file: str, shape: Outline) -> dict[int, int]:
    """Line number -> level of indentation."""
    found: dict[int, int] = {}
    for branch in shape.branches:
        found[branch.line.number] = 0
        match _first_word(branch.line):
            case "clause":
                _clause_depths(file, branch, 1, found)
            case "amendment":
                for child in branch.children:
                    found[child.line.number] = 1
                    if _first_word(child.line) in {"clause", "change"}:
                        _clause_depths(file, child, 2, found)
                    else:
                        _plain_depths(child, 2, found)
            case _:
                _plain_depths(branch, 1, found)
    return found


def _plain_depths(parent: Branch, depth: int, found: dict[int, int]) -> None:
    for child in parent.children:
        found[child.line.number] = depth
        _plain_depths(child, depth + 1, found)


def _clause_depths(file: str, parent: Branch, depth: int, found: dict[int, int]) -> None:
    """Lines around any clause stand beside the sentence, those of one kind of sentence under it, once it is said."""
    spoken = False
    for branch in _flat(file, parent):
        cursor = Cursor(file, branch, Report())
        below = spoken and _belongs_under(cursor)
        spoken = spoken or looks_like_sentence(cursor)
        found[branch.line.number] = depth + below
        if is_block(cursor):
            _plain_depths(branch, depth + below + 1, found)


def _flat(file: str, parent: Branch) -> Iterator[Branch]:
    for branch in parent.children:
        yield branch
        if branch.children and not is_block(Cursor(file, branch, Report())):
            yield from _flat(file, branch)


def _belongs_under(cursor: Cursor) -> bool:
    if looks_like_sentence(cursor):
        return cursor.ahead(1).text == "pays"
    return keyword_of(cursor, UNDER_LINES) is not None or is_tier_until(cursor)


def _first_word(line: Line) -> str:
    """The first token, which need not end at a space (`clause-x`)."""
    match = TOKEN.search(line.text)
    return match.group() if match else ""


# -- entries: lines and comments with their depth ------------------------------------------------


class _Entry(Struct):
    """One line to be written. `group` is the directive's keyword for lines in column 1."""

    kind: Literal["line", "comment", "blank"]
    text: str = ""
    depth: int = 0
    group: str = ""


def _entries(file: str, shape: Outline, depths: dict[int, int]) -> Iterator[_Entry]:
    for line in shape.lines:
        content = line.text.strip(" ")
        if not content:
            yield _Entry("blank")
        elif content.startswith("#"):
            yield _Entry("comment", content, 1 if line.indent else 0)
        else:
            depth = depths[line.number]
            yield _Entry("line", _written(file, line), depth, _first_word(line) if depth == 0 else "")


def _written(file: str, line: Line) -> str:
    lexed = lex(file, line)
    if lexed.faults:
        return line.text.strip(" ")
    words = joined(lexed.tokens)
    return f"{words}  {lexed.comment.text}" if lexed.comment else words


def _place_comments(entries: list[_Entry]) -> None:
    """A comment in column 1 stays there; an indented one stands like the line it precedes, or else follows."""
    following = 0
    after: list[int] = []
    for entry in reversed(entries):
        after.append(following)
        if entry.kind == "line":
            following = entry.depth
    before: int | None = None
    for entry, next_depth in zip(entries, reversed(after), strict=True):
        if entry.kind == "line":
            before = entry.depth
        elif entry.kind == "comment" and entry.depth:
            entry.depth = 0 if before is None else next_depth or max(before, 1)


# -- blank lines ---------------------------------------------------------------------------------


def _spaced(entries: list[_Entry]) -> list[_Entry]:
    """At most one blank line anywhere, none at the ends, one between directives unless they form a group."""
    written: list[_Entry] = []
    group = ""
    since = 0
    for entry in entries:
        if entry.kind == "blank" and (not written or written[-1].kind == "blank"):
            continue
        if entry.kind == "line":
            if entry.depth == 0:
                if group and not _grouped(group, entry.group) and not _has_blank(written[since:]):
                    written.insert(_gap(written, since), _Entry("blank"))
                group = entry.group
            written.append(entry)
            since = len(written)
        else:
            written.append(entry)
    while written and written[-1].kind == "blank":
        written.pop()
    return written


def _has_blank(between: Sequence[_Entry]) -> bool:
    return any(entry.kind == "blank" for entry in between)


def _gap(written: list[_Entry], since: int) -> int:
    """Where a blank line goes: before the comments in column 1 that introduce the next directive."""
    for index in range(since, len(written)):
        if written[index].depth == 0:
            return index
    return len(written)


def _grouped(before: str, after: str) -> bool:
    return any(before in group and after in group for group in GROUPS)


# -- spaces between tokens -----------------------------------------------------------------------


def joined(tokens: Sequence[Token]) -> str:
    """The tokens of a line with one space between them, none where marks hug their neighbours."""
    parts: list[str] = []
    hugs = True
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        if not hugs and not _hugs_before(before, token):
            parts.append(" ")
        parts.append(token.text)
        hugs = token.text == "(" or (token.text == "-" and _is_sign(tokens, index))
    return "".join(parts)


def _hugs_before(before: Token | None, token: Token) -> bool:
    """Whether no space stands before a token."""
    match token.text:
        case "," | ")" | ":":
            return True
        case "%":
            return before is not None and before.kind == "number" and before.text[-1].isdigit()
        case "(":
            return before is not None and before.kind == "word" and _calls(before, token)
        case _:
            return False


def _calls(before: Token, bracket: Token) -> bool:
    """Whether a word and a bracket are a call."""
    touching = before.column + len(before.text) == bracket.column
    return before.text in FUNCTIONS or (touching and before.text not in RESERVED)


def _is_sign(tokens: Sequence[Token], index: int) -> bool:
    """Whether a minus is the sign of what follows and not an operation. Only spacing hangs on it."""
    if index == 0 or index + 1 >= len(tokens):
        return index == 0
    before, minus, after = tokens[index - 1 : index + 2]
    if before.kind == "mark":
        return before.text not in {")", "%"}
    apart = before.column + len(before.text) < minus.column
    return before.text in RESERVED or (apart and minus.column + 1 == after.column)
