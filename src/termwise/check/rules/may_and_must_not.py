"""One clause lets a party do what another forbids it, and neither says which prevails."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from termwise.base.diagnostic import Diagnostic
from termwise.check.clash import Meeting, Spell, contradiction, meetings, spells
from termwise.check.rule import Rule, Subject
from termwise.check.terms import ancestors, related
from termwise.model.act import Act
from termwise.model.sentence import Duty, Grant, Permission, Prohibition
from termwise.model.text import act_text

_Key = tuple[str, str, str]


def _run(subject: Subject) -> Iterable[Diagnostic]:
    said = spells(subject, Duty, Grant, Permission, Prohibition)
    return (_clash(meeting) for meeting in meetings(subject, _candidates(said), _contradict))


def _allowed(spell: Spell) -> tuple[Act, ...]:
    """The acts that a clause lets or makes somebody do."""
    match spell.sentence:
        case Permission(act) | Duty(act):
            return (act,)
        case Grant(grantees=grantees, verbs=verbs, asset=asset):
            return tuple(Act(grantee, verb, asset) for grantee in grantees for verb in verbs)
        case _:
            return ()


def _candidates(said: Sequence[Spell]) -> Iterator[tuple[Spell, Spell]]:
    """Every clause that forbids with those that allow the same party the same verb on a related asset."""
    forbids: defaultdict[_Key, list[Spell]] = defaultdict(list)
    allows: defaultdict[_Key, list[Spell]] = defaultdict(list)
    for spell in said:
        if isinstance(spell.sentence, Prohibition):
            forbids[_key(spell.sentence.act)].append(spell)
        for act in _allowed(spell):
            allows[_key(act)].append(spell)
    yield from _nested(forbids, allows, own=True)
    yield from ((forbid, allow) for allow, forbid in _nested(allows, forbids, own=False))


def _nested(
    parts: dict[_Key, list[Spell]], wholes: dict[_Key, list[Spell]], *, own: bool
) -> Iterator[tuple[Spell, Spell]]:
    """Pairs of a spell with those on what its asset is part of, with the same asset too when `own`."""
    for (actor, verb, asset), here in parts.items():
        around = [*ancestors(asset if own else asset.rpartition(".")[0]), *([""] if asset or own else [])]
        others = [other for whole in dict.fromkeys(around) for other in wholes.get((actor, verb, whole), ())]
        yield from ((spell, other) for spell in here for other in others)


def _key(act: Act) -> _Key:
    return act.actor, act.verb, act.asset or ""


def _contradict(forbid: Spell, allow: Spell) -> bool:
    if not isinstance(forbid.sentence, Prohibition):
        return False
    return any(_same(forbid.sentence.act, act) for act in _allowed(allow))


def _same(forbidden: Act, allowed: Act) -> bool:
    """Whether some act is meant by both: every part that both name agrees."""
    pairs = (
        (forbidden.asset, allowed.asset),
        (forbidden.counterparty, allowed.counterparty),
        (forbidden.field, allowed.field),
        (forbidden.territory, allowed.territory),
    )
    agree = all(one is None or other is None or related(one, other) for one, other in pairs)
    return agree and (forbidden.actor, forbidden.verb) == (allowed.actor, allowed.verb)


def _clash(meeting: Meeting) -> Diagnostic:
    forbid, allow = meeting.first, meeting.second
    if not isinstance(forbid.sentence, Prohibition):
        forbid, allow = allow, forbid
    act = forbid.sentence.act if isinstance(forbid.sentence, Prohibition) else None
    words = act_text(act, with_actor=False) if act is not None else ""
    verb = "must" if isinstance(allow.sentence, Duty) else "may"
    actor = act.actor if act is not None else ""
    return contradiction(
        "may-and-must-not",
        meeting,
        f"contradict each other on whether `{actor}` {verb} `{words}`",
        f"let one of them `overrides` the other, or cut `{forbid.clause}` with `unless …` or `except for …`",
    )


RULE = Rule("may-and-must-not", "one clause allows or requires what another forbids", _run)
