"""Two promises to deal only with different parties: together they leave nobody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from termwise.base.diagnostic import Diagnostic
from termwise.check.clash import Meeting, Spell, contradiction, meetings, spells
from termwise.check.rule import Rule, Subject
from termwise.check.terms import ancestors, listed, related
from termwise.model.sentence import Exclusivity


def _run(subject: Subject) -> Iterable[Diagnostic]:
    return (_clash(m) for m in meetings(subject, _candidates(spells(subject, Exclusivity)), _contradict))


def _candidates(promises: Sequence[Spell]) -> Iterator[tuple[Spell, Spell]]:
    """Every promise with those of the same actor and verb before it, on its asset or on what that is part of."""
    index: defaultdict[tuple[str, str, str, str], list[Spell]] = defaultdict(list)
    for spell in promises:
        if isinstance(spell.sentence, Exclusivity):
            said = spell.sentence
            index[said.actor, said.verb, said.relation, said.asset or ""].append(spell)
    for (actor, verb, relation, asset), here in index.items():
        wholes = [*ancestors(asset.rpartition(".")[0]), *([""] if asset else [])]
        for number, spell in enumerate(here):
            yield from ((other, spell) for other in here[:number])
            for whole in wholes:
                yield from ((other, spell) for other in index.get((actor, verb, relation, whole), ()))


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
