"""Exclusivity steers demand: while a buyer may buy only from some, what it would buy elsewhere goes to them."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, Term
from termwise.model.sentence import Exclusivity, Purchase


class Lane(Struct, frozen=True):
    """A purchase from one seller for the days in which it is made from that seller."""

    seller: str
    term: Term


def lanes(lo: Lowers, term: Term, purchase: Purchase) -> list[Lane]:
    """The purchase with its own seller outside every exclusivity against him, and with the first allowed one inside.

    Before and after an exclusivity are two stretches of days, so a purchase may come apart into several lanes.
    """
    found, free = [], [term]
    for other, seller in _against(lo, purchase):
        following: list[Term] = []
        for piece in free:
            inside, outside = _cut(lo, piece, other)
            found.append(Lane(seller, replace(inside, tag=f"{piece.tag}: to {seller} by {other.tag}")))
            following += outside
        free = following
    return [*found, *(Lane(purchase.seller, piece) for piece in free)]


def _against(lo: Lowers, purchase: Purchase) -> Iterable[tuple[Term, str]]:
    """The wordings that forbid buying from this seller, and from whom it is bought instead."""
    parties = lo.facts.names().parties
    for history in lo.agreement.clauses:
        if not any(isinstance(version.clause.sentence, Exclusivity) for version in history.versions):
            continue
        for other in lo.terms(history.name):
            sentence = other.sentence
            if isinstance(sentence, Exclusivity) and _covers(sentence, purchase):
                allowed = [name for name in sentence.allowed if name in parties]
                if allowed and purchase.seller not in allowed:
                    yield other, allowed[0]


def _covers(exclusive: Exclusivity, purchase: Purchase) -> bool:
    if exclusive.actor != purchase.buyer or exclusive.verb != "buy" or exclusive.relation != "from":
        return False
    asset = exclusive.asset
    return asset is None or purchase.asset == asset or purchase.asset.startswith(f"{asset}.")


def _cut(lo: Lowers, piece: Term, other: Term) -> tuple[Term, list[Term]]:
    """The part of a stretch inside another, and the parts before and after it."""
    b = lo.builder
    start = b.latest(piece.start, other.start)
    end = b.earliest((piece.end, other.end))
    inside = replace(piece, start=start, end=end, holds=_both(lo, piece.holds, other.holds))
    before = replace(piece, end=b.earliest((piece.end, other.start)), tag=f"{piece.tag}: before {other.tag}")
    after = replace(piece, start=b.latest(piece.start, other.start, other.end), tag=f"{piece.tag}: after {other.tag}")
    outside = [before, after]
    if other.holds is not None:
        holds = _both(lo, piece.holds, b.opposite(other.holds))
        outside.append(replace(piece, start=start, end=end, holds=holds, tag=f"{piece.tag}: beside {other.tag}"))
    return inside, outside


def _both(lo: Lowers, one: Value | None, other: Value | None) -> Value | None:
    if one is None or other is None:
        return other if one is None else one
    return lo.builder.both(one, other)
