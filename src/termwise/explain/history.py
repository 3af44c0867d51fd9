"""One clause through rumour, memorandum and definitive text."""

from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from typing import Literal, assert_never

import msgspec
from msgspec import Struct

from termwise.base.source import Span
from termwise.explain.cited import cited
from termwise.explain.folds import Folds, Seen
from termwise.explain.shown import ShownSource
from termwise.explain.succession import Statement, Superseding, succession_of
from termwise.model.amendment import AddClause, ChangeClause, Dating, EndClause, Patch, Status
from termwise.model.clause import Citation
from termwise.model.deal import Deal, Names, names
from termwise.model.text import patch_lines, qualifier_lines, sentence_lines
from termwise.view.agreement import Fate
from termwise.view.fold import consolidate

What = Literal["written", "changed", "ended"]


class ValueChange(Struct, frozen=True):
    """One value before and after a text, in the words of the language; None where it was not said.

    Before is what texts of at least the same status, known by then, had made of it.
    """

    path: str
    before: str | None
    after: str | None


class HistoryRow(Struct, frozen=True):
    """What one text says about the clause.

    `text` None is the original text, whose `dating` is None too. `known` is the first day on which a
    reader could know of it. `lines` are its own words in the language, without sources. `fate` is what
    became of the text when every status counts and all is known ("in effect", "pending", "failed",
    "withdrawn"), `why` says it in words. `supersedes` names the earlier texts it takes the place of, and
    `superseded` the later ones that take its own: of each strength those up to the first in effect.
    """

    text: str | None
    title: str | None
    known: date
    dating: Dating | None
    dated: date
    status: Status
    what: What
    lines: tuple[str, ...]
    changes: tuple[ValueChange, ...]
    fate: str
    why: str
    supersedes: tuple[str, ...]
    superseded: tuple[Superseding, ...]
    sources: tuple[ShownSource, ...]
    span: Span | None


def history(deal: Deal, clause: str, scenario: str | None = None, seen: Seen | None = None) -> tuple[HistoryRow, ...]:
    """Every statement about `clause`, of whatever status, in order of the day it became known.

    Empty when nothing speaks of a clause of that name. `seen` gives the deal's agreement in a view, for whoever asks
    about many clauses: what one needs another often needs, too.
    """
    seen = seen or cache(partial(consolidate, deal))
    known = names(deal)
    statements = _statements(deal, clause)
    folds = Folds(deal, clause, max((deal.today, *(statement.known for statement in statements))), scenario, seen)
    fates = {fate.amendment.name: fate for fate in folds.whole("rumoured").fates}
    succession = succession_of(statements, lambda name: fates[name].fate == "in effect")
    reading = _Reading(deal, known, folds, fates)
    return tuple(
        _row(reading, statement, succession.supersedes[index], succession.superseded[index])
        for index, statement in enumerate(statements)
    )


class _Reading(Struct, frozen=True):
    """What every row is read from."""

    deal: Deal
    known: Names
    folds: Folds
    fates: dict[str, Fate]


def _statements(deal: Deal, clause: str) -> tuple[Statement, ...]:
    found = [Statement(None, AddClause(c, c.span), "binding", deal.start) for c in deal.clauses if c.name == clause]
    found += [
        Statement(amendment, patch, amendment.status, amendment.known_from)
        for amendment in deal.amendments
        for patch in amendment.patches
        if _subject(patch) == clause
    ]
    return tuple(sorted(found, key=lambda statement: statement.known))


def _subject(patch: Patch) -> str:
    return patch.clause.name if isinstance(patch, AddClause) else patch.clause


def _row(
    reading: _Reading, statement: Statement, supersedes: tuple[str, ...], superseded: tuple[Superseding, ...]
) -> HistoryRow:
    deal, amendment, patch = reading.deal, statement.amendment, statement.patch
    fate = reading.fates.get(amendment.name) if amendment is not None else None
    return HistoryRow(
        text=amendment.name if amendment else None,
        title=amendment.title if amendment else None,
        known=statement.known,
        dating=amendment.dating if amendment else None,
        dated=amendment.dated if amendment else deal.start,
        status=statement.status,
        what=_what(patch),
        lines=tuple(_lines(patch, deal.currency)),
        changes=tuple(_changes(reading.folds, statement)),
        fate=fate.fate if fate else "in effect",
        why=fate.why if fate else "the original text",
        supersedes=supersedes,
        superseded=superseded,
        sources=cited((*_own_sources(patch), *(amendment.sources if amendment else ())), reading.known),
        span=patch.span,
    )


def _what(patch: Patch) -> What:
    match patch:
        case AddClause():
            return "written"
        case ChangeClause():
            return "changed"
        case EndClause():
            return "ended"
        case _:
            assert_never(patch)


def _lines(patch: Patch, currency: str) -> Iterator[str]:
    """The words of the text, without its sources; what belongs to a sentence stays one level deeper."""
    match patch:
        case AddClause(clause=clause):
            yield from sentence_lines(clause.sentence, currency)
            yield from qualifier_lines(msgspec.structs.replace(clause.qualifiers, sources=()), currency)
        case ChangeClause():
            bare = msgspec.structs.replace(patch, qualifiers=msgspec.structs.replace(patch.qualifiers, sources=()))
            yield from (line.removeprefix("    ") for line in patch_lines(bare, currency)[1:])
        case EndClause():
            yield patch_lines(msgspec.structs.replace(patch, sources=()), currency)[0]
        case _:
            assert_never(patch)


def _own_sources(patch: Patch) -> tuple[Citation, ...]:
    match patch:
        case AddClause(clause=clause):
            return clause.qualifiers.sources
        case ChangeClause(qualifiers=qualifiers):
            return qualifiers.sources
        case EndClause(sources=sources):
            return sources
        case _:
            assert_never(patch)


def _changes(folds: Folds, statement: Statement) -> Iterator[ValueChange]:
    """What a change did to the wording, sources apart, as seen when it became known by who lets its status count."""
    if statement.amendment is None or not isinstance(statement.patch, ChangeClause) or statement.status == "withdrawn":
        return
    for version in folds.versions(statement):
        for blame in version.blame:
            if blame.amendment == statement.amendment.name and not blame.path.startswith(("sources", "says")):
                yield ValueChange(blame.path, blame.before, blame.after)
