"""The three-valued verdict on one act from the clauses that speak to it.

An act is allowed when something lets the actor do it (freedom, a grant, a power) and nothing that
prevails forbids it, and every first refusal or consent in the way is settled. A clause that allows
and one that forbids, neither overriding the other, are a conflict: no verdict until they are mended.
"""

from collections.abc import Iterable

from msgspec import Struct

from termwise.model.act import Act
from termwise.model.sentence import Grant
from termwise.rights.hearing import Hearing
from termwise.rights.priority import Weighed, weigh
from termwise.view.course import YES, HangsOn, Tri, all_of, any_of, negation

ALLOWING = frozenset({"grants", "permits", "requires"})
"""Kinds that clash with a prohibition: they say in so many words that the act may or must be done."""
FORBIDDING = frozenset({"forbids", "reserves"})
GATES = frozenset({"refusal", "consent"})


class Judgement(Struct, frozen=True):
    """The verdict on an act on a day, before cases: `truth`, and what it rests on.

    `free` is that the act needs neither grant nor power. `enabled` is that something lets the actor
    do it. `forbidden` is that a prevailing clause forbids it. `clashes` pairs an allowing with a
    forbidding clause that neither overrides, with the truth that both prevail.
    """

    act: Act
    hearing: Hearing
    truth: Tri
    free: bool
    enabled: Tri
    forbidden: Tri
    weighed: tuple[Weighed, ...]
    clashes: tuple[tuple[Weighed, Weighed, Tri], ...] = ()

    def of(self, kinds: frozenset[str]) -> tuple[Weighed, ...]:
        """The weighed voices of these kinds."""
        return tuple(w for w in self.weighed if w.voice.bearing.kind in kinds)

    @property
    def decisive(self) -> tuple[str, ...]:
        """The clauses that carry a settled verdict; none when it is open, or rests on no clause."""
        if self.truth.value is None:
            return ()
        if self.truth.value:
            carrying = self.of(frozenset({self.hearing.needs or ""}) | ALLOWING)
            return tuple(w.voice.clause.name for w in carrying if w.prevails.value is True)
        against = [w for w in self.of(FORBIDDING) if w.prevails.value is True]
        refused = [w for w in self.of(GATES) if w.prevails.value is True and w.voice.settled.value is False]
        return tuple(w.voice.clause.name for w in against or refused)

    @property
    def certain_clash(self) -> tuple[Weighed, Weighed] | None:
        """Two clauses that certainly clash, or None."""
        return next(((one, other) for one, other, truth in self.clashes if truth.value is True), None)


def judge(act: Act, hearing: Hearing) -> Judgement:
    """The verdict on `act` from what was heard of it."""
    weighed = weigh(hearing.voices)
    allowing = [w for w in weighed if w.voice.bearing.kind in ALLOWING]
    forbidding = [w for w in weighed if w.voice.bearing.kind in FORBIDDING]
    enabled = _enabled(hearing, weighed)
    forbidden = any_of(tuple(w.prevails for w in forbidding))
    clashes = _clashes(act, allowing, forbidding) if enabled.value is not False else ()
    truth = all_of((enabled, negation(forbidden), *(_passed(w) for w in weighed if w.voice.bearing.kind in GATES)))
    if clashes:
        truth = _unsettled(truth, clashes)
    return Judgement(act, hearing, truth, hearing.needs is None, enabled, forbidden, weighed, clashes)


def _enabled(hearing: Hearing, weighed: tuple[Weighed, ...]) -> Tri:
    """Whether something lets the actor do it: freedom, or a prevailing grant or power where one is needed."""
    if hearing.needs is None:
        return YES
    return any_of(tuple(w.prevails for w in weighed if w.voice.bearing.kind == hearing.needs))


def _passed(gate: Weighed) -> Tri:
    """Whether a first refusal or consent is out of the way: not owed, or settled for the actor."""
    return any_of((negation(gate.prevails), gate.voice.settled))


def _clashes(act: Act, allowing: list[Weighed], forbidding: list[Weighed]) -> tuple[tuple[Weighed, Weighed, Tri], ...]:
    pairs = (
        (one, other, all_of((one.prevails, other.prevails)))
        for one in allowing
        for other in forbidding
        if not _given_away(act, one, other)
    )
    return tuple((one, other, truth) for one, other, truth in pairs if truth.value is not False)


def _given_away(act: Act, allowing: Weighed, forbidding: Weighed) -> bool:
    """Whether a holder gave its granted right to another exclusively: that is a no and no conflict."""
    reserved = forbidding.voice.clause.sentence
    held = allowing.voice.bearing.kind == "grants"
    return held and isinstance(reserved, Grant) and reserved.grantor == act.actor


def _unsettled(truth: Tri, clashes: Iterable[tuple[Weighed, Weighed, Tri]]) -> Tri:
    """An open truth: on the clauses of a certain clash, else on all that could bring one about."""
    hangs_on: set[HangsOn] = set()
    for one, other, both in clashes:
        if both.value is True:
            return Tri(None, frozenset(HangsOn("conflict", w.voice.clause.name) for w in (one, other)))
        hangs_on |= both.hangs_on
    return Tri(None, truth.hangs_on | hangs_on)
