"""Clauses that contradict each other at one time: finding them, and saying so.

Candidates come from indexes by party, verb and asset, never from all pairs of clauses.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic, Related, error, warning
from termwise.base.source import Span
from termwise.check.rule import Subject
from termwise.check.terms import listed, related
from termwise.model.clause import Qualifiers, Scope
from termwise.model.deal import Names
from termwise.model.sentence import (
    Consent,
    Duty,
    Exclusivity,
    FirstRefusal,
    Grant,
    Permission,
    Prohibition,
    Purchase,
    PurchaseCommitment,
    Sentence,
)
from termwise.view.course import HangsOn


class Spell(Struct, frozen=True):
    """A stretch of days on which one wording of a clause is in force, or may be (`certain` False)."""

    clause: str
    sentence: Sentence
    said: Qualifiers
    start: date
    end: date | None
    certain: bool
    hangs_on: frozenset[HangsOn]
    span: Span | None


class Meeting(Struct, frozen=True):
    """Two spells and the first day they share. `second` stands later in the text."""

    first: Spell
    second: Spell
    day: date

    @property
    def certain(self) -> bool:
        """Whether both clauses are in force on that day, whatever happens."""
        return self.first.certain and self.second.certain


def spells(subject: Subject, wanted: Callable[[Sentence], bool]) -> tuple[Spell, ...]:
    """When the clauses with a wanted sentence are in force, under the default view.

    Ask for no more than can clash: when a clause is in force costs more to tell than what it says.
    """
    names = dict.fromkeys(v.clause.name for v in subject.versions if wanted(v.clause.sentence))
    return tuple(spell for name in names for spell in _spells(subject, name) if wanted(spell.sentence))


def _spells(subject: Subject, clause: str) -> Iterator[Spell]:
    for stretch in subject.stretches(clause):
        wording = stretch.version.clause
        yield Spell(
            clause,
            wording.sentence,
            wording.qualifiers,
            stretch.start,
            stretch.end,
            stretch.truth.value is True,
            stretch.truth.hangs_on,
            subject.place(clause),
        )


def shared_day(one: Spell, other: Spell) -> date | None:
    """The first day on which both are, or may be, in force."""
    day = max(one.start, other.start)
    ends = [spell.end for spell in (one, other) if spell.end is not None]
    return day if all(day < end for end in ends) else None


def settled(one: Spell, other: Spell) -> bool:
    """Whether one of the two clauses says that it prevails over the other."""
    return other.clause in one.said.overrides or one.clause in other.said.overrides


def apart(names: Names, one: Spell, other: Spell) -> bool:
    """Whether `only for` and `except for` keep the two from ever speaking of the same act."""
    scopes = (one.said.only_for, other.said.only_for)
    for kind in {_kind(names, name) for scope in scopes if scope is not None for name in scope.names}:
        here, there = (_of_kind(names, scope, kind) for scope in scopes)
        if here and there and not any(related(a, b) for a in here for b in there):
            return True
    return _cut_out(one, other) or _cut_out(other, one)


def _kind(names: Names, name: str) -> str:
    found = names.assets.get(name)
    return found.kind if found is not None else "party"


def _of_kind(names: Names, scope: Scope | None, kind: str) -> list[str]:
    return [name for name in scope.names if _kind(names, name) == kind] if scope is not None else []


def _cut_out(one: Spell, other: Spell) -> bool:
    """Whether `except for` of one takes out all that the other is about."""
    cuts = one.said.except_for.names if one.said.except_for is not None else ()
    asset = _asset_of(other.sentence)
    about = other.said.only_for.names if other.said.only_for is not None else ()
    return any(_covers(cut, asset) or (about and all(_covers(cut, name) for name in about)) for cut in cuts)


def _asset_of(sentence: Sentence) -> str | None:
    """The asset that a sentence of rights or trade is about; None when it is about any, or none."""
    match sentence:
        case Grant(asset=asset) | Exclusivity(asset=asset):
            return asset
        case Purchase(asset=asset) | PurchaseCommitment(asset=asset):
            return asset
        case Permission(act) | Prohibition(act) | Duty(act) | Consent(act=act) | FirstRefusal(act=act):
            return act.asset
        case _:
            return None


def _covers(whole: str, name: str | None) -> bool:
    return name is not None and (name == whole or name.startswith(whole + "."))


def meetings(
    subject: Subject,
    candidates: Iterable[tuple[Spell, Spell]],
    clash: Callable[[Spell, Spell], bool],
) -> tuple[Meeting, ...]:
    """The first day of each pair of clauses that clash and that nothing settles: a certain one, else a possible one.

    `clash` is asked with the spells in the order of the candidate pair.
    """
    order = {name: index for index, name in enumerate(subject.histories)}
    found: dict[tuple[str, str], Meeting] = {}
    for one, other in candidates:
        day = shared_day(one, other)
        if day is None or one.clause == other.clause or settled(one, other):
            continue
        if not clash(one, other) or apart(subject.names, one, other):
            continue
        first, second = sorted((one, other), key=lambda spell: order[spell.clause])
        meeting = Meeting(first, second, day)
        pair = (first.clause, second.clause)
        found[pair] = _better(found.get(pair), meeting)
    return tuple(found.values())


def _better(known: Meeting | None, new: Meeting) -> Meeting:
    if known is None:
        return new
    return min(known, new, key=lambda meeting: (not meeting.certain, meeting.day))


def contradiction(code: str, meeting: Meeting, what: str, advice: str) -> Diagnostic:
    """The diagnostic of a meeting: an error when it is certain, else a warning that names what it hangs on.

    `what` says what both clauses do, after their names: "both grant … exclusively".
    """
    first, second = meeting.first, meeting.second
    pair = f"`{first.clause}` and `{second.clause}` {what}"
    also = (Related(first.span, f"`{first.clause}`, in force from {first.start}"),) if first.span else ()
    if meeting.certain:
        return error(code, f"{pair} on {meeting.day}", second.span, advice, also)
    things = listed(sorted({thing.name for thing in first.hangs_on | second.hangs_on}))
    return warning(code, f"{pair} from {meeting.day} on, depending on {things}", second.span, advice, also)
