"""The one sentence that says why."""

from collections.abc import Iterable

from termwise.rights.judgement import Judgement
from termwise.rights.may import asking_on
from termwise.rights.ownership import owner_of
from termwise.view.agreement import Agreement
from termwise.view.course import HangsOn

_KINDS = {
    "event": "event",
    "number": "number",
    "words": "the words",
    "refusal": "first refusal under",
    "consent": "consent under",
    "breach": "breach of",
    "power": "exercise of",
    "record": "what was done under",
    "conflict": "the conflict of",
}


def reason(agreement: Agreement, judgement: Judgement) -> str:
    """One sentence on a judgement: the clause that decides it and what it says, or that none does."""
    clash = judgement.certain_clash
    if clash is not None:
        allows, forbids = (f"`{w.voice.clause.name}`" for w in clash)
        return f"conflict: {allows} allows what {forbids} forbids, and neither overrides the other"
    if judgement.truth.value is None:
        return "depends on " + things(judgement.truth.hangs_on)
    return _yes(agreement, judgement) if judgement.truth.value else _no(judgement)


def things(hangs_on: Iterable[HangsOn]) -> str:
    """What an answer hangs on, in words: "event agi_verified, first refusal under `refusal`"."""
    return ", ".join(f"{_KINDS[t.kind]} {_name(t)}" for t in sorted(hangs_on))


def _name(thing: HangsOn) -> str:
    return f"“{thing.name}”" if thing.kind == "words" else f"`{thing.name}`"


def _yes(agreement: Agreement, judgement: Judgement) -> str:
    by = judgement.decisive
    if by:
        words = next(w.voice.bearing.words for w in judgement.weighed if w.voice.clause.name == by[0])
        beaten = [w.voice.clause.name for w in judgement.weighed if by[0] in w.displaced_by]
        over = f" and overrides `{'`, `'.join(beaten)}`" if beaten else ""
        return f"`{by[0]}` {words}{over}"
    act = judgement.act
    assets = asking_on(agreement, agreement.view.known_by).assets
    if act.asset is not None and owner_of(act.asset, assets) == act.actor:
        return f"free: {act.asset} belongs to {act.actor} and no clause in force forbids it"
    return "free: no clause in force forbids it"


def _no(judgement: Judgement) -> str:
    by = judgement.decisive
    if by:
        voice = next(w.voice for w in judgement.weighed if w.voice.clause.name == by[0])
        if voice.settled.value is False:
            return f"`{by[0]}` {voice.bearing.words}: {voice.why}"
        return f"`{by[0]}` {voice.bearing.words}"
    if judgement.hearing.needs == "power":
        return "needs a power: no clause in force gives one that can be used"
    return f"needs a grant from its owner, {judgement.hearing.owner}: no clause in force gives one"
