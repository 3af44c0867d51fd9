"""Whether an act is allowed on a day, why, under what courses of events, and until when."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from termwise.model.act import Act
from termwise.rights.answer import Answer, Conflict, Ground, Verdict
from termwise.rights.cases import Split, cases_of, split, verdict_of
from termwise.rights.grounds import grounds
from termwise.rights.judgement import GATES, Judgement
from termwise.rights.may import asking_on, judged
from termwise.rights.next_change import next_change
from termwise.rights.protocol import settled_from
from termwise.rights.reasons import reason, things
from termwise.view.agreement import Agreement
from termwise.view.course import HangsOn


def decide(agreement: Agreement, act: Act, day: date) -> Answer:
    """The full answer to `act` on `day`: verdict, grounds, cases, and the first day on which it changes."""
    answer = position(agreement, act, day)
    return replace(answer, next_change=next_change(agreement, act, answer, position))


def position(agreement: Agreement, act: Act, day: date) -> Answer:
    """The answer to `act` on `day` without looking ahead for its next change."""
    judgement = judged(agreement, act, day)
    found = _Found(judgement, split(agreement, judgement, day))
    settled = found.verdict != "depends"
    return Answer(
        act=act,
        on=day,
        view=agreement.view,
        verdict=found.verdict,
        reason=_reason(agreement, found),
        grounds=_grounds(agreement, found),
        hangs_on=() if settled else tuple(sorted(_hangs_on(found))),
        cases=() if found.split is None else cases_of(found.split),
        conflicts=_conflicts(found, day),
        settled_from=None if settled else _settled_from(agreement, judgement, day),
    )


class _Found(Struct, frozen=True):
    """A judgement, and what splitting it on its open events brought."""

    judgement: Judgement
    split: Split | None

    @property
    def verdict(self) -> Verdict:
        """That of every branch when they agree, else the judgement's own."""
        if self.split is not None and len(self.split.verdicts) == 1:
            return next(iter(self.split.verdicts))
        return verdict_of(self.judgement.truth)

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements that the answer rests on: those of the branches when they settle it."""
        if self.split is None or self.judgement.truth.value is not None:
            return (self.judgement,)
        branches = tuple(judgement for branch in self.split.branches for judgement in branch.judgements)
        return branches if self.verdict != "depends" else (self.judgement, *branches)


def _reason(agreement: Agreement, found: _Found) -> str:
    if found.verdict == "depends":
        clash = found.judgement.certain_clash is not None
        return reason(agreement, found.judgement) if clash else "depends on " + things(_hangs_on(found))
    if found.judgement.truth.value is not None or found.split is None:
        return reason(agreement, found.judgement)
    first = found.split.branches[0].judgement
    whatever = things(h for h in found.judgement.truth.hangs_on if h.kind == "event")
    return f"whatever becomes of {whatever}: {reason(agreement, first)}"


def _grounds(agreement: Agreement, found: _Found) -> tuple[Ground, ...]:
    """The grounds of the judgement, or of every branch when they settle it, each clause once."""
    judgements = found.judgements if found.verdict != "depends" else (found.judgement,)
    merged: dict[str, Ground] = {}
    for judgement in judgements:
        for ground in grounds(agreement, judgement):
            merged.setdefault(ground.clause, ground)
    return tuple(merged.values())


def _hangs_on(found: _Found) -> frozenset[HangsOn]:
    """What makes a difference: the events the branches turn on, and what is left open in them."""
    if found.split is None:
        return found.judgement.truth.hangs_on
    turns = frozenset(HangsOn("event", event) for branch in found.split.branches for event in branch.turns_on)
    left = frozenset[HangsOn]().union(
        *(b.judgement.truth.hangs_on for b in found.split.branches if b.judgement.truth.value is None)
    )
    return turns | left


def _conflicts(found: _Found, day: date) -> tuple[Conflict, ...]:
    clashes = (judgement.certain_clash for judgement in found.judgements)
    pairs = [Conflict(c[0].voice.clause.name, c[1].voice.clause.name, day) for c in clashes if c is not None]
    return tuple(dict.fromkeys(pairs))


def _settled_from(agreement: Agreement, judgement: Judgement, day: date) -> date | None:
    """The last of the days from which each open gate would be open; None when one of them has no such day."""
    asking = asking_on(agreement, day)
    gates = [w.voice for w in judgement.of(GATES) if w.prevails.value is not False and w.voice.settled.value is None]
    days = [settled_from(asking, voice.clause, judgement.act.actor) for voice in gates]
    known = [d for d in days if d is not None]
    return max(known) if known and len(known) == len(days) else None
