"""A term through rumour, memorandum and definitive text."""

from datetime import date
from typing import Literal

from msgspec import Struct

from termwise.report.charts.picture import Picture
from termwise.report.charts.subject import Subject

Strength = Literal["rumoured", "reported", "proposed", "non-binding", "binding", "withdrawn"]
"""How strong a text is; the same words as in the language, weakest first, withdrawn apart."""


class TermStatement(Struct, frozen=True):
    """What one text says of the term: since when it is known, how strong it is, in which words.

    `text` names it ("Memorandum of understanding"); `says` are lines of the language; `fate` says what became of it
    ("in effect", "superseded by definitive_2025").
    """

    known: date
    status: Strength
    text: str
    says: tuple[str, ...]
    fate: str = ""
    counts: bool = True
    subject: Subject | None = None


class TermHistory(Picture, frozen=True, kw_only=True):
    """Every statement about one clause, in order of the day it became known."""

    clause: str
    statements: tuple[TermStatement, ...]
    today: date | None = None
    subject: Subject | None = None
