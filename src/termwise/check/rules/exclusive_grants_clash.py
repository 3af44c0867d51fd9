"""Two exclusive grants of one asset to different parties: each forbids what the other allows."""

from collections.abc import Iterable, Iterator, Sequence

from termwise.base.diagnostic import Diagnostic
from termwise.check.clash import Meeting, Spell, contradiction, meetings, spells
from termwise.check.pairing import Pair, Said, nested
from termwise.check.rule import Rule, Subject
from termwise.check.terms import listed
from termwise.model.sentence import Grant, Sentence


def _run(subject: Subject) -> Iterable[Diagnostic]:
    exclusive = spells(subject, _reserves)
    return (_clash(meeting) for meeting in meetings(subject, _candidates(exclusive), _contradict))


def _reserves(sentence: Sentence) -> bool:
    return isinstance(sentence, Grant) and sentence.exclusiveness != "non-exclusive"


def _candidates(grants: Sequence[Spell]) -> Iterator[Pair]:
    """Every grant with those of the same verb on its asset, or on what that is part of."""
    said = [
        Said(verb, grant.asset, spell)
        for spell in grants
        if isinstance(grant := spell.sentence, Grant)
        for verb in grant.verbs
    ]
    return nested(said, said)


def _contradict(one: Spell, other: Spell) -> bool:
    match one.sentence, other.sentence:
        case Grant() as first, Grant() as second:
            passed_on = first.grantor in second.grantees or second.grantor in first.grantees
            others = set(first.grantees).isdisjoint(second.grantees)
            return others and not passed_on
        case _:
            return False


def _clash(meeting: Meeting) -> Diagnostic:
    grants = [spell.sentence for spell in (meeting.first, meeting.second) if isinstance(spell.sentence, Grant)]
    holders = " and ".join(listed(grant.grantees) for grant in grants)
    asset = max((grant.asset for grant in grants), key=len)
    return contradiction(
        "exclusive-grants-clash",
        meeting,
        f"both grant `{asset}` exclusively, to {holders},",
        "let one of them `overrides` the other, or cut its reach with `except for`, `only for` or `until`",
    )


RULE = Rule("exclusive-grants-clash", "two exclusive grants of one asset at one time", _run)
