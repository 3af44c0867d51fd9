"""Hears every clause on one act and one day: which speak to it, which only of a part, which are silent and why."""

from collections.abc import Iterator

from msgspec import Struct

from termwise.model.act import Act
from termwise.model.sentence import Grant, Prose
from termwise.rights.asking import Asking
from termwise.rights.bearings import POWERS, Bearing, Kind, bearing
from termwise.rights.ownership import needs_grant, owner_of
from termwise.rights.priority import Voice
from termwise.rights.protocol import settled
from termwise.rights.title import derives_from, title
from termwise.standing.powers import power_state
from termwise.view.agreement import Agreement, ClauseHistory, Version
from termwise.view.course import NO, HangsOn, Tri, all_of, negation, open_on


class Hearing(Struct, frozen=True):
    """What the clauses say of one act on one day.

    `voices` cover it and are in force or may be; `inside` speak of a part of it only; `quiet` would
    cover it and are not in force, or have no title. `needs` is the kind of voice without which the act
    is not allowed, None when it is free by itself; `owner` whose grant it needs. `words` are clauses of
    prose about what the act is about.
    """

    voices: tuple[Voice, ...]
    inside: tuple[Voice, ...]
    quiet: tuple[Voice, ...]
    needs: Kind | None
    owner: str | None
    words: tuple[Version, ...] = ()


def hear(asking: Asking, act: Act) -> Hearing:
    """Every clause of the agreement heard on `act` on the day of asking."""
    voices: list[Voice] = []
    inside: list[Voice] = []
    quiet: list[Voice] = []
    attached = _prose(asking)
    for spoken in _speaking(asking, act):
        for voice in _voices(asking, spoken, act, attached):
            if voice.truth.value is False:
                if voice.bearing.coverage.fit == "covers":
                    quiet.append(voice)
            elif voice.bearing.coverage.fit == "covers":
                voices.append(voice)
            else:
                inside.append(voice)
    owner = needs_grant(act, asking.assets)
    formal = act.verb in POWERS or any(voice.bearing.kind == "power" for voice in (*voices, *quiet))
    needs: Kind | None = "power" if formal else ("grants" if owner is not None else None)
    words = tuple(version for version in attached if _about(version, act))
    return Hearing(tuple(voices), tuple(inside), tuple(quiet), needs, owner, words)


class _Spoken(Struct, frozen=True):
    """A clause that speaks to an act, with what each of its wordings says of it."""

    history: ClauseHistory
    said: tuple[tuple[Version, Bearing], ...]


def _speaking(asking: Asking, act: Act) -> tuple[_Spoken, ...]:
    """The clauses that speak to an act, whatever the day. Kept with the agreement: one act is asked on many days."""
    held = asking.agreement.memo.held
    kept = held.get("speaking")
    by_act: dict[Act, tuple[_Spoken, ...]] = kept if isinstance(kept, dict) else {}
    held["speaking"] = by_act
    if act not in by_act:
        by_act[act] = tuple(_spoken(asking, act))
    return by_act[act]


def _spoken(asking: Asking, act: Act) -> Iterator[_Spoken]:
    for history in asking.agreement.clauses:
        heard = ((version, bearing(version.clause, act, asking.assets)) for version in history.versions)
        said = tuple((version, found) for version, found in heard if found is not None)
        if said:
            yield _Spoken(history, said)


def _voices(asking: Asking, spoken: _Spoken, act: Act, attached: tuple[Version, ...]) -> Iterator[Voice]:
    """The voices of one clause: one of the wording that governs, or one of each that may."""
    standing = asking.in_force(spoken.history.name)
    governing = [standing.version] if standing.truth.value is not None else asking.may_govern(spoken.history)
    for version, found in spoken.said:
        if version in governing:
            yield _voice(asking, act, Voice(version, found, standing.truth, standing.why), attached)


def _voice(asking: Asking, act: Act, voice: Voice, attached: tuple[Version, ...]) -> Voice:
    """A voice with everything that its truth takes beside its clause being in force."""
    if voice.truth.value is False:
        return voice
    truth, why = _entitled(asking, act, voice)
    name = voice.clause.name
    words = [*voice.clause.qualifiers.untranslated]
    spoken = [HangsOn("words", said.words) for said in words]
    spoken += [HangsOn("words", prose.words) for prose in _sentences(attached) if name in prose.about]
    if spoken:
        truth = all_of((truth, open_on(*spoken)))
    done, gate_why = settled(asking, voice.clause)
    return Voice(voice.version, voice.bearing, truth, gate_why or why, done)


def _entitled(asking: Asking, act: Act, voice: Voice) -> tuple[Tri, str]:
    """The truth that the clause has the title to say what it says, and the reason in words."""
    sentence = voice.clause.sentence
    if isinstance(sentence, Grant):
        return _grant(asking, act, sentence, voice)
    if voice.bearing.kind == "power":
        standing = power_state(asking.agreement, voice.clause.name, asking.day, asking.may)
        if standing is None:
            return NO, voice.why
        if standing.truth.value is None and "in effect" in standing.possible:
            return standing.truth, standing.why
        usable = standing.state == "in effect"
        return (all_of((voice.truth, standing.truth)) if usable else NO), standing.why
    return voice.truth, voice.why


def _grant(asking: Asking, act: Act, grant: Grant, voice: Voice) -> tuple[Tri, str]:
    """A grant needs title. An exclusive one binds everybody but its own line of holders when the owner gave it,
    and when a holder gave it that holder and those whose right comes from it.
    """
    entitled = title(asking, grant.grantor, act)
    if voice.bearing.kind == "grants":
        why = voice.why
        if entitled.value is False:
            why = f"{grant.grantor} neither owns {grant.asset} nor may sublicense it"
        return all_of((voice.truth, entitled)), why
    bound = voice.truth
    if act.actor != grant.grantor and owner_of(grant.asset, asking.assets) not in (None, grant.grantor):
        under = derives_from(asking, act, frozenset({grant.grantor}))
        bound = all_of((bound, entitled, under))
    own_line = derives_from(asking, act, frozenset(grant.grantees))
    return all_of((bound, negation(own_line))), voice.why


def _prose(asking: Asking) -> tuple[Version, ...]:
    """The clauses that are words only and in force."""
    standings = (asking.in_force(name) for name in _prose_clauses(asking.agreement))
    return tuple(s.version for s in standings if s.truth.value is not False and s.version is not None)


def _prose_clauses(agreement: Agreement) -> tuple[str, ...]:
    """The clauses with a wording that is words only. Kept with the agreement."""
    kept = agreement.memo.held.get("prose clauses")
    names = (
        kept
        if isinstance(kept, tuple)
        else tuple(
            history.name
            for history in agreement.clauses
            if any(isinstance(version.clause.sentence, Prose) for version in history.versions)
        )
    )
    agreement.memo.held["prose clauses"] = names
    return names


def _sentences(versions: tuple[Version, ...]) -> Iterator[Prose]:
    return (v.clause.sentence for v in versions if isinstance(v.clause.sentence, Prose))


def _about(version: Version, act: Act) -> bool:
    """Whether words are about the act's asset or verb-bearing names, not about another clause."""
    sentence = version.clause.sentence
    named = {act.asset, act.counterparty, act.field, act.territory} - {None}
    return isinstance(sentence, Prose) and bool(named & set(sentence.about))
