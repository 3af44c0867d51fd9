"""Amendments: dated patches, signed or merely reported."""

from datetime import date
from typing import Literal

from msgspec import Struct

from termwise.base.source import Span
from termwise.model.clause import Citation, Clause, Qualifiers, Requirement, Untranslated
from termwise.model.moment import Moment
from termwise.model.sentence import Sentence

Status = Literal["rumoured", "reported", "proposed", "non-binding", "binding", "withdrawn"]
STATUSES: tuple[Status, ...] = ("rumoured", "reported", "proposed", "non-binding", "binding")
"""Weakest first. `withdrawn` stands outside the order: it is never in force."""

Dating = Literal["signed", "reported", "proposed", "announced"]


class ChangeClause(Struct, frozen=True, tag="change"):
    """`change CLAUSE`: what is said replaces what was said.

    `sentence` None keeps the sentence; in `qualifiers` only the fields in `said` count;
    `removed` names the fields, of `Qualifiers` or of the sentence, that are dropped (`remove cap`).

    Lines that belong to the kind of sentence (`notice 60 days`, `shortfall paid`) are in `sentence` too, and
    `detailed` names the fields they fill. Without a sentence line of its own (`reworded` False) only those
    fields of `sentence` count, the rest of it repeats an earlier wording; see `model.change.changed_sentence`.
    """

    clause: str
    sentence: Sentence | None = None
    title: str | None = None
    qualifiers: Qualifiers = Qualifiers()
    said: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    detailed: tuple[str, ...] = ()
    reworded: bool = True
    span: Span | None = None


class EndClause(Struct, frozen=True, tag="end"):
    """`end CLAUSE [on MOMENT]`: it stops when the amendment takes effect, or on that moment."""

    clause: str
    on: Moment | None = None
    says: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()
    span: Span | None = None


class AddClause(Struct, frozen=True, tag="add"):
    """A new clause."""

    clause: Clause
    span: Span | None = None


Patch = ChangeClause | EndClause | AddClause


class Amendment(Struct, frozen=True):
    """A dated patch. `dated` is the day of signature or report: what was known follows `known` or `dated`.

    `effective` None is the day of signature, or the day its conditions are met when that is later.
    `withdraws` names amendments (rumours, proposals) that this one retires.
    """

    name: str
    dating: Dating
    dated: date
    status: Status
    title: str | None = None
    known: date | None = None
    effective: Moment | None = None
    requires: tuple[Requirement, ...] = ()
    withdraws: tuple[str, ...] = ()
    patches: tuple[Patch, ...] = ()
    says: tuple[str, ...] = ()
    untranslated: tuple[Untranslated, ...] = ()
    sources: tuple[Citation, ...] = ()
    span: Span | None = None
    name_span: Span | None = None

    @property
    def known_from(self) -> date:
        """The first day on which a reader could know of it."""
        return self.known or self.dated
