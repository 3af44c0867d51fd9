"""A clause that does what another promised not to do: buys beside "only from", grants beside an exclusive grant."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from termwise.base.diagnostic import Diagnostic
from termwise.check.clash import Meeting, Spell, contradiction, meetings, spells
from termwise.check.rule import Rule, Subject
from termwise.check.terms import ancestors, listed, owner_of, related, within
from termwise.model.sentence import Exclusivity, Grant, Purchase, PurchaseCommitment


def _run(subject: Subject) -> Iterable[Diagnostic]:
    trades = spells(subject, Exclusivity, Purchase, PurchaseCommitment)
    for meeting in meetings(subject, _trades(trades), lambda one, other: _bought_elsewhere(subject, one, other)):
        yield _purchase_beside(meeting)
    grants = spells(subject, Grant)
    for meeting in meetings(subject, _grants(grants), _granted_elsewhere):
        yield _grant_beside(meeting)


def _trades(trades: Sequence[Spell]) -> Iterator[tuple[Spell, Spell]]:
    """Every purchase with the promises of its buyer on the asset or on what it is part of."""
    promises: defaultdict[tuple[str, str], list[Spell]] = defaultdict(list)
    for spell in trades:
        match spell.sentence:
            case Exclusivity(actor=actor, verb="buy", asset=asset, relation="from"):
                promises[actor, asset or ""].append(spell)
            case _:
                pass
    for spell in trades:
        match spell.sentence:
            case Purchase(buyer=buyer, asset=bought) | PurchaseCommitment(buyer=buyer, asset=bought):
                for whole in (*ancestors(bought), ""):
                    yield from ((promise, spell) for promise in promises.get((buyer, whole), ()))
            case _:
                pass


def _bought_elsewhere(subject: Subject, promise: Spell, purchase: Spell) -> bool:
    match promise.sentence, purchase.sentence:
        case Exclusivity(allowed=allowed), (Purchase(seller=seller) | PurchaseCommitment(seller=seller)):
            return not any(within(seller, name) or owner_of(subject.names, name) == seller for name in allowed)
        case _:
            return False


def _grants(grants: Sequence[Spell]) -> Iterator[tuple[Spell, Spell]]:
    """Every reserving grant with the plain grants on its asset, its parts and what it is part of."""
    exclusive: defaultdict[str, list[Spell]] = defaultdict(list)
    plain: defaultdict[str, list[Spell]] = defaultdict(list)
    for spell in grants:
        if isinstance(spell.sentence, Grant):
            group = plain if spell.sentence.exclusiveness == "non-exclusive" else exclusive
            group[spell.sentence.asset].append(spell)
    for asset, spells_on in plain.items():
        wholes = [other for whole in ancestors(asset) for other in exclusive.get(whole, ())]
        yield from ((other, spell) for spell in spells_on for other in wholes)
    for asset, spells_on in exclusive.items():
        wholes = [other for whole in ancestors(asset.rpartition(".")[0]) for other in plain.get(whole, ())]
        yield from ((spell, other) for spell in spells_on for other in wholes)


def _granted_elsewhere(exclusive: Spell, plain: Spell) -> bool:
    match exclusive.sentence, plain.sentence:
        case Grant() as first, Grant() as second:
            others = set(second.grantees) - set(first.grantees)
            if first.exclusiveness == "sole":
                others -= {first.grantor}
            shared = not set(first.verbs).isdisjoint(second.verbs)
            return (
                shared and bool(others) and second.grantor not in first.grantees and related(first.asset, second.asset)
            )
        case _:
            return False


def _purchase_beside(meeting: Meeting) -> Diagnostic:
    promise, purchase = meeting.first, meeting.second
    if not isinstance(promise.sentence, Exclusivity):
        promise, purchase = purchase, promise
    allowed = listed(promise.sentence.allowed, "or") if isinstance(promise.sentence, Exclusivity) else ""
    seller = getattr(purchase.sentence, "seller", "")
    return contradiction(
        "broken-exclusivity",
        meeting,
        f"contradict each other: buying only from {allowed} and buying from `{seller}`",
        f"let `{purchase.clause}` `overrides {promise.clause}`, or take it out of the promise with `except for`",
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


RULE = Rule("broken-exclusivity", "a purchase or grant against a promise of exclusivity", _run)
