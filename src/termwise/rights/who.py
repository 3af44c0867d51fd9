"""Everyone's position on an act and an asset."""

from datetime import date
from typing import Literal

from msgspec import Struct

from termwise.model.act import Act
from termwise.model.sentence import Grant
from termwise.rights.answer import Answer
from termwise.rights.decide import position
from termwise.rights.may import asking_on
from termwise.rights.ownership import owner_of
from termwise.view.agreement import Agreement

Relation = Literal["owner", "exclusive holder", "sole holder", "holder", "free", "excluded", "without a grant", "open"]
"""How a party stands to an act: owns the asset, holds it by a grant, is free, forbidden, ungranted, or it is open."""


class Position(Struct, frozen=True):
    """One party's position: whether it may, and as what."""

    party: str
    full_name: str
    relation: Relation
    answer: Answer


def who(agreement: Agreement, verb: str, asset: str | None, day: date) -> tuple[Position, ...]:
    """The position of every party of the deal on `verb` of `asset` on a day, in the order they are declared."""
    owner = owner_of(asset, asking_on(agreement, day).assets) if asset is not None else None
    found = []
    for party in agreement.deal.parties:
        answer = position(agreement, Act(party.name, verb, asset), day)
        relation = _relation(agreement, answer, is_owner=party.name == owner)
        found.append(Position(party.name, party.full_name, relation, answer))
    return tuple(found)


def _relation(agreement: Agreement, answer: Answer, *, is_owner: bool) -> Relation:
    if is_owner:
        return "owner"
    if answer.verdict == "depends":
        return "open"
    deciding = answer.clauses("decides")
    if answer.verdict == "no":
        return "excluded" if deciding else "without a grant"
    held = [grant for name in deciding if (grant := _grant(agreement, name)) is not None]
    if any(grant.exclusiveness == "exclusive" for grant in held):
        return "exclusive holder"
    if any(grant.exclusiveness == "sole" for grant in held):
        return "sole holder"
    return "holder" if held else "free"


def _grant(agreement: Agreement, clause: str) -> Grant | None:
    """The latest grant a clause says in this agreement."""
    history = agreement.clause(clause)
    sentences = [version.clause.sentence for version in history.versions] if history is not None else []
    return next((sentence for sentence in reversed(sentences) if isinstance(sentence, Grant)), None)
