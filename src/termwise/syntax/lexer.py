"""Lines to tokens.

Lexing is by line and on demand: the tokens of a line exist only while it is read, so memory stays small
on any input. One compiled pattern with possessive quantifiers reads a line in one pass.
"""

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import Span
from termwise.syntax import faults

Kind = Literal["word", "number", "date", "text", "mark", "odd", "end"]
"""`odd` is a run that starts with a digit and is no number or date: a hash, or a fault where a number is due."""


class Token(Struct, frozen=True, gc=False):
    """One token of a line: its text as written and the column (from 1) where it starts."""

    kind: str
    text: str
    column: int


class Line(Struct, frozen=True, gc=False):
    """One line of a text: its number (from 1), its indentation in spaces, and its text without the line end.

    `faulty` when an invisible character was replaced in it; its columns are those of the original.
    """

    number: int
    indent: int
    text: str
    faulty: bool = False


class Lexed(Struct, frozen=True):
    """The tokens of one line, its comment (with `#`) if any, and what was wrong with its characters."""

    tokens: tuple[Token, ...]
    comment: Token | None
    faults: tuple[Diagnostic, ...]


TOKEN = re.compile(
    r"""
      (?P<money>(?:US)?[$€£¥][ ]?[0-9]++(?:[,.][0-9]++)*+(?:[ ]?(?:k|m|bn|tn|[KMBTb]|mn|mln|[tmb]r?illion)(?![\w.]))?
        | [0-9]++(?:[,.][0-9]++)*+[ ]?(?:[A-Za-z]{1,9}+[ ]?)?[$€£¥])
    | (?P<spoken>(?=[0-9JFMASOND])(?:[0-9]{1,2}(?:st|nd|rd|th)?+[ ](?:of[ ])?)?
        (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec
        |January|February|March|April|August|September|October|November|December)(?![\w])[.]?
        (?:[ ][0-9]{1,2}(?:st|nd|rd|th)?)?,?[ ][0-9]{4}(?![\w.-]))
    | (?P<slashed>[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}(?![\w.]) | [0-9]{4}[/.][0-9]{1,2}[/.][0-9]{1,2}(?![\w.])
        | [0-9]{1,2}[.][0-9]{1,2}[.][0-9]{2}(?![\w.]))
    | (?P<curly>[“”„«][^“”„«»"]*+[“”»"] | (?<!\w)['‘][^'‘’"]*+['’](?!\w))
    | (?P<word>(?:non-(?:binding|exclusive|participating)|(?:pre|post)-money|anti-dilution|(?:broad|narrow)-based
        |catch-up|actual/(?:36[05]|actual))(?![\w.-]) | [^\W\d]\w*+(?:\.\w++)*+)
    | (?P<date>[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?+(?![\w-]))
    | (?P<grouped>[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])(?:\.[0-9]++)?+)
    | (?P<number>[0-9]++(?:\.[0-9]++)?+(?:%|(?:bp|bn|tn|k|m)?+(?![\w.])))
    | (?P<odd>[0-9]\w*+(?:\.\w++)*+)
    | (?P<text>"(?:[^"\\]|\\.)*+")
    | (?P<open>".*)
    | (?P<comment>\#.*)
    | (?P<mark>>=|<=|!=|[-+*/=<>(),:%])
    | (?P<bad>[^ ])
    """,
    re.VERBOSE,
)
_FAULTY = frozenset({"bad", "open", "grouped", "money", "spoken", "slashed", "curly"})
ESCAPE = re.compile(r"\\(.)")
_MOST_KEPT = 160
"""Characters of a line that is kept: what is kept stays small whatever the text."""


def lex(file: str, line: Line) -> Lexed:
    """The tokens of one line. A faulty piece becomes an `odd` token, so that what follows keeps its place.

    A line is asked for by the parser and by the layout, and again after every change of another line.
    """
    kept = _faultless(line.text) if len(line.text) <= _MOST_KEPT else None
    return _lexed(file, line) if kept is None else kept


@lru_cache(maxsize=1024)
def _faultless(text: str) -> Lexed | None:
    """The tokens of a line in which nothing is wrong, wherever it stands."""
    lexed = _lexed("", Line(1, 0, text))
    return None if lexed.faults else lexed


def _lexed(file: str, line: Line) -> Lexed:
    tokens: list[Token] = []
    found: list[Diagnostic] = []
    comment: Token | None = None
    for match in TOKEN.finditer(line.text):
        kind = match.lastgroup or "bad"
        token = Token(kind, match.group(), match.start() + 1)
        if kind == "comment":
            comment = Token(kind, token.text.rstrip(), token.column)
        elif kind in _FAULTY:
            found.append(_fault(kind, token, span_of(file, line, token)))
            kind = "text" if kind == "curly" else "odd"
            tokens.append(Token(kind, token.text, token.column))
        else:
            if kind == "text" and "\\" in token.text:
                found += _bad_escapes(file, line, token)
            tokens.append(token)
    return Lexed(tuple(tokens), comment, tuple(found))


def span_of(file: str, line: Line, token: Token) -> Span:
    """Where a token stands."""
    return Span(file, line.number, token.column, line.number, token.column + len(token.text))


def unquoted(token: Token) -> str:
    """The content of a `text` token, its escapes resolved."""
    inner = token.text[1:-1]
    return ESCAPE.sub(r"\1", inner) if "\\" in inner else inner


def _fault(kind: str, token: Token, span: Span) -> Diagnostic:
    match kind:
        case "open":
            return faults.unclosed_quote(span)
        case "grouped":
            return faults.digit_grouping(span, token.text)
        case "money":
            return faults.currency_sign(span, token.text)
        case "spoken" | "slashed":
            return faults.bad_date(span, token.text)
        case "curly":
            return faults.other_quotes(span, token.text)
        case _:
            return faults.unexpected_character(span, token.text)


def _bad_escapes(file: str, line: Line, token: Token) -> list[Diagnostic]:
    wrong = [match for match in ESCAPE.finditer(token.text) if match[1] not in '"\\']
    found = []
    for match in wrong[:1]:
        column = token.column + match.start()
        found.append(faults.bad_escape(Span(file, line.number, column, line.number, column + 2), match[0]))
    return found
