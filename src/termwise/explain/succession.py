"""Which text on a clause takes the place of which."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import assert_never

from msgspec import Struct

from termwise.model.amendment import STATUSES, AddClause, Amendment, ChangeClause, EndClause, Patch, Status
from termwise.view.words import ADDING, path_of, said_fields


class Statement(Struct, frozen=True):
    """A patch on the clause, and the amendment it is in; the original text has no amendment."""

    amendment: Amendment | None
    patch: Patch
    status: Status
    known: date


class Superseding(Struct, frozen=True):
    """A later text, at least as strong, that says something else on the same: `paths` names on what."""

    by: str
    paths: tuple[str, ...]


class Succession(Struct, frozen=True):
    """By the place of a statement: the earlier texts whose place it takes, and the later ones that take its own."""

    supersedes: tuple[tuple[str, ...], ...]
    superseded: tuple[tuple[Superseding, ...], ...]


def succession_of(statements: tuple[Statement, ...], in_effect: Callable[[str], bool]) -> Succession:
    """What takes the place of what among statements in order of the day they became known.

    Of later texts of one strength on one path, those up to the first that is in effect are named: what
    comes after takes the place of that one. So the whole grows with the number of statements.
    """
    places = _places(statements)
    supersedes: list[list[str]] = [[] for _ in statements]
    superseded: list[tuple[Superseding, ...]] = []
    for index, statement in enumerate(statements):
        found = []
        for later in sorted(set(_successors(statements, index, places, in_effect))):
            other = statements[later]
            supersedes[later].append(statement.amendment.name if statement.amendment else "the original text")
            if other.amendment is not None:
                found.append(Superseding(other.amendment.name, _overlap(statement, other)))
        superseded.append(tuple(found))
    return Succession(tuple(tuple(dict.fromkeys(texts)) for texts in supersedes), tuple(superseded))


_Places = dict[tuple[Status, str | None], list[int]]
"""Where statements of a status speak on a path; under None, where they speak at all."""


def _places(statements: tuple[Statement, ...]) -> _Places:
    places: _Places = defaultdict(list)
    for index, statement in enumerate(statements):
        for path in (None, *_paths(statement.patch)):
            places[statement.status, path].append(index)
    return places


def _successors(
    statements: tuple[Statement, ...], index: int, places: _Places, in_effect: Callable[[str], bool]
) -> Iterator[int]:
    """The places of the later statements that take the place of one; some may come twice."""
    statement = statements[index]
    if statement.status not in STATUSES:
        return
    whole = isinstance(statement.patch, EndClause)
    paths: tuple[str | None, ...] = (None,) if whole else (*_paths(statement.patch), "clause")
    for status in STATUSES[STATUSES.index(statement.status) :]:
        for path in paths:
            there = places.get((status, path), [])
            for place in range(bisect_right(there, index), len(there)):
                other = statements[there[place]].amendment
                if other == statement.amendment:
                    continue
                yield there[place]
                if other is not None and in_effect(other.name):
                    break


def _overlap(earlier: Statement, later: Statement) -> tuple[str, ...]:
    """On what both texts speak. An end speaks on the whole clause."""
    if isinstance(later.patch, EndClause) or isinstance(earlier.patch, EndClause):
        return ("clause",)
    return tuple(sorted(_paths(earlier.patch) & _paths(later.patch)))


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
