"""One clause through rumour, memorandum and definitive text."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, assert_never

import msgspec
from msgspec import Struct

from termwise.base.source import Span
from termwise.explain.cited import cited
from termwise.explain.shown import ShownSource
from termwise.model.amendment import STATUSES, AddClause, Amendment, ChangeClause, Dating, EndClause, Patch, Status
from termwise.model.clause import Citation
from termwise.model.deal import Deal, Names, names
from termwise.model.text import patch_lines, qualifier_lines, sentence_lines
from termwise.view.agreement import Agreement
from termwise.view.fold import consolidate
from termwise.view.view import View
from termwise.view.words import ADDING, path_of, said_fields

What = Literal["written", "changed", "ended"]


class ValueChange(Struct, frozen=True):
    """One value before and after a text, in the words of the language; None where it was not said.

    Before is what texts of at least the same status, known by then, had made of it.
    """

    path: str
    before: str | None
    after: str | None


class Superseding(Struct, frozen=True):
    """A later text, at least as strong, that says something else on the same: `paths` names on what."""

    by: str
    paths: tuple[str, ...]


class HistoryRow(Struct, frozen=True):
    """What one text says about the clause.

    `text` None is the original text, whose `dating` is None too. `known` is the first day on which a
    reader could know of it. `lines` are its own words in the language, without sources. `fate` is what
    became of the text when every status counts and all is known ("in effect", "pending", "failed",
    "withdrawn"), `why` says it in words. `supersedes` names the earlier texts it takes the place of.
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


class _Statement(Struct, frozen=True):
    """A patch on the clause, and the amendment it is in; the original text has no amendment."""

    amendment: Amendment | None
    patch: Patch
    status: Status
    known: date


def history(deal: Deal, clause: str, scenario: str | None = None) -> tuple[HistoryRow, ...]:
    """Every statement about `clause`, of whatever status, in order of the day it became known.

    Empty when nothing speaks of a clause of that name.
    """
    known = names(deal)
    statements = _statements(deal, clause)
    last = max((deal.today, *(statement.known for statement in statements)))
    whole = consolidate(deal, View(known_by=last, lowest="rumoured", scenario=scenario))
    return tuple(_row(deal, statements, index, whole, known) for index in range(len(statements)))


def _statements(deal: Deal, clause: str) -> tuple[_Statement, ...]:
    found = [_Statement(None, AddClause(c, c.span), "binding", deal.start) for c in deal.clauses if c.name == clause]
    found += [
        _Statement(amendment, patch, amendment.status, amendment.known_from)
        for amendment in deal.amendments
        for patch in amendment.patches
        if _subject(patch) == clause
    ]
    return tuple(sorted(found, key=lambda statement: statement.known))


def _subject(patch: Patch) -> str:
    return patch.clause.name if isinstance(patch, AddClause) else patch.clause


def _row(deal: Deal, statements: tuple[_Statement, ...], index: int, whole: Agreement, known: Names) -> HistoryRow:
    statement = statements[index]
    amendment, patch = statement.amendment, statement.patch
    fate = next((f for f in whole.fates if amendment is not None and f.amendment.name == amendment.name), None)
    earlier = (s for s in statements[:index] if s.amendment != amendment and _overlap(s, statement))
    return HistoryRow(
        text=amendment.name if amendment else None,
        title=amendment.title if amendment else None,
        known=statement.known,
        dating=amendment.dating if amendment else None,
        dated=amendment.dated if amendment else deal.start,
        status=statement.status,
        what=_what(patch),
        lines=tuple(_lines(patch, deal.currency)),
        changes=tuple(_changes(deal, statement, whole.view.scenario)),
        fate=fate.fate if fate else "in effect",
        why=fate.why if fate else "the original text",
        supersedes=tuple(dict.fromkeys(_text_name(s) for s in earlier if _stronger(statement, s))),
        superseded=tuple(_superseded(statement, statements[index + 1 :])),
        sources=cited((*_own_sources(patch), *(amendment.sources if amendment else ())), known),
        span=patch.span,
    )


def _text_name(statement: _Statement) -> str:
    return statement.amendment.name if statement.amendment else "the original text"


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


def _changes(deal: Deal, statement: _Statement, scenario: str | None) -> Iterator[ValueChange]:
    """What a change did to the wording, sources apart, as seen when it became known by who lets its status count."""
    if statement.amendment is None or not isinstance(statement.patch, ChangeClause) or statement.status == "withdrawn":
        return
    view = View(known_by=statement.known, lowest=statement.status, scenario=scenario)
    clause = consolidate(deal, view).clause(statement.patch.clause)
    for version in clause.versions if clause else ():
        if version.amendment != statement.amendment.name:
            continue
        for blame in version.blame:
            if blame.amendment == statement.amendment.name and not blame.path.startswith(("sources", "says")):
                yield ValueChange(blame.path, blame.before, blame.after)


def _superseded(statement: _Statement, later: tuple[_Statement, ...]) -> Iterator[Superseding]:
    for other in later:
        if other.amendment is not None and other.amendment != statement.amendment and _stronger(other, statement):
            paths = _overlap(statement, other)
            if paths:
                yield Superseding(other.amendment.name, paths)


def _stronger(later: _Statement, earlier: _Statement) -> bool:
    """Whether `later` is at least as strong: only then does it take the other's place."""
    if "withdrawn" in (later.status, earlier.status):
        return False
    return STATUSES.index(later.status) >= STATUSES.index(earlier.status)


def _overlap(earlier: _Statement, later: _Statement) -> tuple[str, ...]:
    """On what both texts speak. An end speaks on the whole clause."""
    if isinstance(later.patch, EndClause) or isinstance(earlier.patch, EndClause):
        return ("clause",)
    both = _paths(earlier.patch) & _paths(later.patch)
    return tuple(sorted(both))


def _paths(patch: Patch) -> frozenset[str]:
    match patch:
        case AddClause(clause=clause):
            return frozenset({"sentence", *(path_of(f) for f in said_fields(clause.qualifiers) if f not in ADDING)})
        case ChangeClause(sentence=sentence, said=said, removed=removed):
            paths = {path_of(field) for field in (*said, *removed) if field not in ADDING}
            return frozenset(paths | ({"sentence"} if sentence is not None else set()))
        case EndClause():
            return frozenset({"clause"})
        case _:
            assert_never(patch)
