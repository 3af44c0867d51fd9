"""One clause lets a party do what another forbids it, and neither says which prevails."""

from collections.abc import Iterable, Iterator, Sequence

from termwise.base.diagnostic import Diagnostic
from termwise.check.clash import Meeting, Spell, contradiction, meetings, spells
from termwise.check.pairing import Pair, Said, nested
from termwise.check.rule import Rule, Subject
from termwise.check.terms import related
from termwise.model.act import Act
from termwise.model.sentence import Duty, Grant, Permission, Prohibition, Sentence
from termwise.model.text import act_text


def _run(subject: Subject) -> Iterable[Diagnostic]:
    written = [version.clause.sentence for version in subject.versions]
    forbidden = {(s.act.actor, s.act.verb) for s in written if isinstance(s, Prohibition)}
    said = spells(
        subject,
        lambda s: isinstance(s, Prohibition) or any((act.actor, act.verb) in forbidden for act in _allowed(s)),
    )
    return (_clash(meeting) for meeting in meetings(subject, _candidates(said), _contradict))


def _allowed(sentence: Sentence) -> tuple[Act, ...]:
    """The acts that a clause lets or makes somebody do."""
    match sentence:
        case Permission(act) | Duty(act):
            return (act,)
        case Grant(grantees=grantees, verbs=verbs, asset=asset):
            return tuple(Act(grantee, verb, asset) for grantee in grantees for verb in verbs)
        case _:
            return ()


def _candidates(said: Sequence[Spell]) -> Iterator[Pair]:
    """Every clause that forbids with those that allow the same party the same verb on a related asset."""
    forbids = [_about(spell.sentence.act, spell) for spell in said if isinstance(spell.sentence, Prohibition)]
    allows = [_about(act, spell) for spell in said for act in _allowed(spell.sentence)]
    yield from nested(forbids, allows)
    yield from ((forbid, allow) for allow, forbid in nested(allows, forbids, strictly=True))


def _about(act: Act, spell: Spell) -> Said:
    return Said((act.actor, act.verb), act.asset, spell)


def _contradict(forbid: Spell, allow: Spell) -> bool:
    if not isinstance(forbid.sentence, Prohibition):
        return False
    return any(_same(forbid.sentence.act, act) for act in _allowed(allow.sentence))


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
