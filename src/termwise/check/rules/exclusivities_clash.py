"""Two promises to deal only with different parties: together they leave nobody."""

from collections.abc import Iterable, Iterator, Sequence

from termwise.base.diagnostic import Diagnostic
from termwise.check.clash import Meeting, Spell, contradiction, meetings, spells
from termwise.check.pairing import Pair, Said, nested
from termwise.check.rule import Rule, Subject
from termwise.check.terms import listed, related
from termwise.model.sentence import Exclusivity


def _run(subject: Subject) -> Iterable[Diagnostic]:
    promises = spells(subject, lambda sentence: isinstance(sentence, Exclusivity))
    return (_clash(meeting) for meeting in meetings(subject, _candidates(promises), _contradict))


def _candidates(promises: Sequence[Spell]) -> Iterator[Pair]:
    """Every promise with those of the same actor and verb on its asset, or on what that is part of."""
    said = [
        Said((promise.actor, promise.verb, promise.relation), promise.asset, spell)
        for spell in promises
        if isinstance(promise := spell.sentence, Exclusivity)
    ]
    return nested(said, said)


def _contradict(one: Spell, other: Spell) -> bool:
    match one.sentence, other.sentence:
        case Exclusivity() as first, Exclusivity() as second:
            return not any(related(a, b) for a in first.allowed for b in second.allowed)
        case _:
            return False


def _clash(meeting: Meeting) -> Diagnostic:
    promises = [s.sentence for s in (meeting.first, meeting.second) if isinstance(s.sentence, Exclusivity)]
    first, second = promises
    asset = max((first.asset or "", second.asset or ""), key=len)
    about = f"`{first.actor}` {first.verb} `{asset}`" if asset else f"`{first.actor}` {first.verb}"
    return contradiction(
        "exclusivities-clash",
        meeting,
        f"let {about} only {first.relation} {listed(first.allowed)} and only {second.relation} "
        f"{listed(second.allowed)},",
        "let one of them `overrides` the other, end the earlier one, or name all of them in one clause",
    )


RULE = Rule("exclusivities-clash", "two exclusivity promises that leave nobody", _run)
