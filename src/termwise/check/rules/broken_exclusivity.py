"""A clause that does what another promised not to do: buys beside "only from", grants beside an exclusive grant."""

from collections.abc import Iterable, Iterator, Sequence

from termwise.base.diagnostic import Diagnostic
from termwise.check.clash import Meeting, Spell, contradiction, meetings, spells
from termwise.check.pairing import Pair, Said, nested
from termwise.check.rule import Rule, Subject
from termwise.check.terms import listed, owner_of, related, within
from termwise.model.act import Act
from termwise.model.sentence import Duty, Exclusivity, Grant, Permission, Purchase, PurchaseCommitment, Sentence
from termwise.model.text import act_text


def _run(subject: Subject) -> Iterable[Diagnostic]:
    said = [version.clause.sentence for version in subject.versions]
    promised = {(s.actor, s.verb) for s in said if isinstance(s, Exclusivity)}
    trades = spells(
        subject, lambda s: isinstance(s, Exclusivity) or any((a.actor, a.verb) in promised for a in _acts(s))
    )
    for meeting in meetings(subject, _trades(trades), lambda one, other: _dealt_elsewhere(subject, one, other)):
        yield _deal_beside(subject, meeting)
    reserved = {_root(s.asset) for s in said if isinstance(s, Grant) and s.exclusiveness != "non-exclusive"}
    grants = spells(subject, lambda s: isinstance(s, Grant) and _root(s.asset) in reserved)
    given = _by_grantor(grants)
    for meeting in meetings(subject, _grants(grants), lambda one, other: _granted_elsewhere(given, one, other)):
        yield _grant_beside(meeting)
    kept_out = {
        (s.grantor, verb) for s in said if isinstance(s, Grant) and s.exclusiveness == "exclusive" for verb in s.verbs
    }
    own = spells(subject, lambda s: isinstance(s, Permission | Duty) and (s.act.actor, s.act.verb) in kept_out)
    for meeting in meetings(subject, _own_acts(grants, own), lambda _one, _other: True):
        yield _own_act_beside(meeting)


def _root(asset: str) -> str:
    return asset.partition(".")[0]


def _acts(sentence: Sentence) -> tuple[Act, ...]:
    """The acts with a named counterparty that a sentence is about."""
    match sentence:
        case Purchase(buyer=buyer, asset=asset, seller=seller):
            return Act(buyer, "buy", asset, "from", seller), Act(seller, "sell", asset, "to", buyer)
        case PurchaseCommitment(buyer=buyer, asset=asset, seller=seller):
            return Act(buyer, "buy", asset, "from", seller), Act(seller, "sell", asset, "to", buyer)
        case Permission(act) | Duty(act) if act.counterparty is not None:
            return (act,)
        case _:
            return ()


def _trades(trades: Sequence[Spell]) -> Iterator[Pair]:
    """Every promise with the deals of its actor on its asset and on parts of it."""
    promises = [
        Said((said.actor, said.verb, said.relation), said.asset, spell)
        for spell in trades
        if isinstance(said := spell.sentence, Exclusivity)
    ]
    deals = [
        Said((act.actor, act.verb, act.relation), act.asset, spell) for spell in trades for act in _acts(spell.sentence)
    ]
    return ((promise, deal) for deal, promise in nested(deals, promises))


def _dealt_elsewhere(subject: Subject, promise: Spell, deal: Spell) -> bool:
    return isinstance(promise.sentence, Exclusivity) and _breaking(subject, promise.sentence, deal) is not None


def _breaking(subject: Subject, promise: Exclusivity, deal: Spell) -> Act | None:
    """The act that the promise rules out: with somebody, or on something, that it does not name."""
    for act in _acts(deal.sentence):
        if (act.actor, act.verb, act.relation) == (promise.actor, promise.verb, promise.relation):
            other = act.counterparty or ""
            if not any(within(other, name) or owner_of(subject.names, name) == other for name in promise.allowed):
                return act
    return None


def _grants(grants: Sequence[Spell]) -> Iterator[Pair]:
    """Every reserving grant with the plain grants on its asset, its parts and what it is part of."""
    plain, exclusive = [
        [
            Said(verb, grant.asset, spell)
            for spell in grants
            if isinstance(grant := spell.sentence, Grant) and (grant.exclusiveness != "non-exclusive") is reserving
            for verb in grant.verbs
        ]
        for reserving in (False, True)
    ]
    yield from nested(exclusive, plain)
    yield from ((reserved, open_) for open_, reserved in nested(plain, exclusive, strictly=True))


def _by_grantor(grants: Sequence[Spell]) -> dict[str, list[Grant]]:
    given: dict[str, list[Grant]] = {}
    for spell in grants:
        if isinstance(spell.sentence, Grant):
            given.setdefault(spell.sentence.grantor, []).append(spell.sentence)
    return given


def _own_acts(grants: Sequence[Spell], own: Sequence[Spell]) -> Iterator[Pair]:
    """Every exclusive grant with what its grantor may or must still do, in so many words, with the asset."""
    exclusive = [
        Said((grant.grantor, verb), grant.asset, spell)
        for spell in grants
        if isinstance(grant := spell.sentence, Grant) and grant.exclusiveness == "exclusive"
        for verb in grant.verbs
    ]
    acts = [
        Said((said.act.actor, said.act.verb), said.act.asset, spell)
        for spell in own
        if isinstance(said := spell.sentence, Permission | Duty)
    ]
    yield from nested(exclusive, acts)
    yield from nested(acts, exclusive, strictly=True)


def _granted_elsewhere(given: dict[str, list[Grant]], exclusive: Spell, plain: Spell) -> bool:
    match exclusive.sentence, plain.sentence:
        case Grant() as first, Grant() as second:
            others = set(second.grantees) - set(first.grantees)
            if first.exclusiveness == "sole":
                others -= {first.grantor}
            return bool(others) and second.grantor not in _line(given, first)
        case _:
            return False


def _line(given: dict[str, list[Grant]], exclusive: Grant) -> set[str]:
    """The holders of a reserving grant, and those whose right to its asset leads back to them."""
    line = set(exclusive.grantees)
    waiting = list(line)
    while waiting:
        for grant in given.get(waiting.pop(), ()):
            if related(grant.asset, exclusive.asset):
                fresh = set(grant.grantees) - line - {exclusive.grantor}
                line |= fresh
                waiting += fresh
    return line


def _deal_beside(subject: Subject, meeting: Meeting) -> Diagnostic:
    promise, deal = meeting.first, meeting.second
    if not isinstance(promise.sentence, Exclusivity):
        promise, deal = deal, promise
    said = promise.sentence
    act = _breaking(subject, said, deal) if isinstance(said, Exclusivity) else None
    done = f"`{act_text(act)}`" if act is not None else ""
    only = f"only {said.relation} {listed(said.allowed, 'or')}" if isinstance(said, Exclusivity) else ""
    return contradiction(
        "broken-exclusivity",
        meeting,
        f"contradict each other ({only}; {done})",
        f"let `{deal.clause}` `overrides {promise.clause}`, or take it out of the promise with `except for`",
    )


def _grant_beside(meeting: Meeting) -> Diagnostic:
    exclusive, plain = meeting.first, meeting.second
    if isinstance(exclusive.sentence, Grant) and exclusive.sentence.exclusiveness == "non-exclusive":
        exclusive, plain = plain, exclusive
    grants = [spell.sentence for spell in (exclusive, plain) if isinstance(spell.sentence, Grant)]
    first, second = grants
    return contradiction(
        "broken-exclusivity",
        meeting,
        f"contradict each other: `{first.asset}` is {first.exclusiveness} to {listed(first.grantees)} "
        f"and granted to {listed(second.grantees)}",
        f"let one of them `overrides` the other, or add `except for {second.asset}` to `{exclusive.clause}`",
    )


def _own_act_beside(meeting: Meeting) -> Diagnostic:
    exclusive, own = meeting.first, meeting.second
    if not isinstance(exclusive.sentence, Grant):
        exclusive, own = own, exclusive
    grant, said = exclusive.sentence, own.sentence
    what = "contradict each other"
    if isinstance(grant, Grant) and isinstance(said, Permission | Duty):
        must = "must" if isinstance(said, Duty) else "may"
        does = f"`{said.act.actor}` {must} `{act_text(said.act)}`"
        what += f": `{grant.asset}` is exclusive to {listed(grant.grantees)}, and {does}"
    return contradiction(
        "broken-exclusivity",
        meeting,
        what,
        f"grant it `sole` instead of `exclusive`, or let `{own.clause}` `overrides {exclusive.clause}`",
    )


RULE = Rule("broken-exclusivity", "a purchase or grant against a promise of exclusivity", _run)
