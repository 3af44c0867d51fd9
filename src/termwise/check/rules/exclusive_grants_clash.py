"""Two exclusive grants of one asset to different parties: each forbids what the other allows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from termwise.base.diagnostic import Diagnostic
from termwise.check.clash import Meeting, Spell, contradiction, meetings, spells
from termwise.check.rule import Rule, Subject
from termwise.check.terms import ancestors, listed, related
from termwise.model.sentence import Grant


def _run(subject: Subject) -> Iterable[Diagnostic]:
    exclusive = [s for s in spells(subject, Grant) if isinstance(s.sentence, Grant) and _reserves(s.sentence)]
    return (_clash(meeting) for meeting in meetings(subject, _candidates(exclusive), _contradict))


def _reserves(grant: Grant) -> bool:
    return grant.exclusiveness != "non-exclusive"


def _candidates(grants: Sequence[Spell]) -> Iterator[tuple[Spell, Spell]]:
    """Every grant with those on the same asset before it, and on what that asset is part of."""
    by_asset: defaultdict[str, list[Spell]] = defaultdict(list)
    for spell in grants:
        by_asset[spell.sentence.asset if isinstance(spell.sentence, Grant) else ""].append(spell)
    for asset, here in by_asset.items():
        for index, spell in enumerate(here):
            yield from ((other, spell) for other in here[:index])
            for whole in ancestors(asset.rpartition(".")[0]):
                yield from ((other, spell) for other in by_asset.get(whole, ()))


def _contradict(one: Spell, other: Spell) -> bool:
    match one.sentence, other.sentence:
        case Grant() as first, Grant() as second:
            same_verb = not set(first.verbs).isdisjoint(second.verbs)
            passed_on = first.grantor in second.grantees or second.grantor in first.grantees
            others = set(first.grantees).isdisjoint(second.grantees)
            return related(first.asset, second.asset) and same_verb and others and not passed_on
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
