"""The grammar of the language, collected from the docstrings of the parser that reads it."""

import re
from collections.abc import Mapping
from types import FunctionType, ModuleType
from typing import Final

from msgspec import Struct

from termwise.syntax.parser import (
    acts,
    beliefs,
    clauses,
    declarations,
    directives,
    drivers,
    effects,
    equity,
    equity_lines,
    events,
    expressions,
    lines,
    literals,
    loans,
    moments,
    qualifiers,
    questions,
    rights,
    rows,
    schedules,
    sentences,
    share_classes,
    simple_lines,
    uncertain,
)

CHAPTERS: Final[tuple[ModuleType, ...]] = (
    *(directives, declarations, events, drivers, clauses, lines, qualifiers, simple_lines, rows),
    *(sentences, rights, equity, equity_lines, share_classes, loans, acts, effects, schedules, moments, expressions),
    *(uncertain, literals),
    *(beliefs, questions),
)
"""The modules of the parser, in the order of the printed grammar."""

NOTATION: Final = """\
'word'    the word or mark itself
NAME      a terminal, described below
[ x ]     x or nothing
{ x }     x any number of times, also none
x | y     x or y
x & y     x and y in any order, their lines mixed freely
NEWLINE   the end of a line; INDENT and DEDENT enclose lines that are indented further

NAME      a declared name, such as microsoft or openai.models
DECLARED  a name where it is declared: lower-case letters, digits, `_` and dots
VERB      the base form of a verb, such as use; VERB_S its third person, such as buys
FUNCTION  a function, such as stake or delivered
UNIT      a currency or a unit, such as USD or GW
CURRENCY  a currency, such as USD
KEYWORD   the keyword of a clause's line, such as cap or late interest
NUMBER    digits, perhaps with a point; INTEGER without one
MULTIPLE  a number and an x, such as 1x or 1.5x
DATE      2025-10-28; MONTH 2025-10; YEAR 2025, from 1900 to 2199
TEXT      anything in double quotes; inside, \\" is a quote and \\\\ a backslash
WORDS     a few words without quotes
HEX       hexadecimal digits
"""

_OPENING = re.compile(r"(?:names? )?(?P<words>'[a-z-]+'(?: '[a-z-]+')*)")
_QUOTED = re.compile(r"'([a-z-]+)'")
PRODUCTION = re.compile(r"``([a-z][a-z0-9_]* = .+?)``", re.DOTALL)


class Meaning(Struct, frozen=True):
    """What a word of the language is for: what its reader says of it, and how it is written, as a production."""

    summary: str
    production: str


def meanings() -> Mapping[str, Meaning]:
    """Words of the language -> what they are for: the words that a line or a sentence is known by (`late interest`,
    `grants`), then every other word by the first production that has it.
    """
    found: dict[str, Meaning] = {}
    others: dict[str, Meaning] = {}
    for module in CHAPTERS:
        for thing in vars(module).values():
            if not (isinstance(thing, FunctionType) and thing.__module__ == module.__name__):
                continue
            summary = (thing.__doc__ or "").split("\n", 1)[0]
            for production in PRODUCTION.findall(thing.__doc__ or ""):
                name, right = production.split(" = ", 1)
                meaning = Meaning(summary, f"{name} = {' '.join(right.split())}")
                opening = _OPENING.match(right)
                if opening is not None:
                    found.setdefault(" ".join(_QUOTED.findall(opening["words"])), meaning)
                for word in _QUOTED.findall(right):
                    others.setdefault(word, meaning)
    return others | found


def productions() -> Mapping[str, str]:
    """Name of each nonterminal -> its right-hand side on one line, in the order of the printed grammar."""
    found: dict[str, str] = {}
    for module in CHAPTERS:
        found |= _productions_of(module)
    return found


def grammar() -> str:
    """The whole grammar as text: the notation, then the productions chapter by chapter."""
    parts = [NOTATION]
    for module in CHAPTERS:
        title = (module.__doc__ or "").split("\n", 1)[0].rstrip(".")
        lines_ = [f"{name} = {right}" for name, right in _productions_of(module).items()]
        if lines_:
            parts.append("\n".join([f"# {title}", *lines_, ""]))
    return "\n".join(parts)


def _productions_of(module: ModuleType) -> dict[str, str]:
    found: dict[str, str] = {}
    for thing in vars(module).values():
        if isinstance(thing, FunctionType) and thing.__module__ == module.__name__:
            for production in PRODUCTION.findall(thing.__doc__ or ""):
                name, right = production.split(" = ", 1)
                found[name] = " ".join(right.split())
    return found
