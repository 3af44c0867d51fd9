"""The acts that clauses speak of: what is worth asking about when two agreements are compared."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from termwise.model.act import Act, Relation
from termwise.model.clause import Clause
from termwise.model.deal import Deal
from termwise.model.sentence import (
    Consent,
    Duty,
    Exclusivity,
    FirstRefusal,
    Grant,
    Permission,
    Power,
    Prohibition,
    Purchase,
    PurchaseCommitment,
)
from termwise.model.walk import parts_of


class Scene(Struct, frozen=True):
    """Who and what there is to ask about: the declared names, and those that clauses and expectations name.

    `involved` are parties that clauses name; `venues` are counterparties and places of acts anywhere in the
    deals, so that an exclusivity is asked about the ways around it that their authors thought of.
    """

    parties: tuple[str, ...]
    assets: tuple[str, ...]
    fields: tuple[str, ...]
    territories: tuple[str, ...]
    involved: frozenset[str]
    venues: frozenset[str]


def scene_of(deals: Iterable[Deal], clauses: Iterable[Clause]) -> Scene:
    """The declarations of the deals together, and what their clauses, expectations and claims name."""
    deals, clauses = tuple(deals), tuple(clauses)
    parties = dict.fromkeys(party.name for deal in deals for party in deal.parties)
    things = {(asset.kind, asset.name): None for deal in deals for asset in deal.assets}
    spoken = (clauses, *((deal.expectations, deal.claims) for deal in deals))
    venues = {act.counterparty for act in parts_of(Act, spoken) if act.counterparty is not None}
    allowed = {name for promise in parts_of(Exclusivity, clauses) for name in promise.allowed}
    return Scene(
        parties=tuple(parties),
        assets=tuple(name for kind, name in things if kind == "asset"),
        fields=tuple(name for kind, name in things if kind == "field"),
        territories=tuple(name for kind, name in things if kind == "territory"),
        involved=frozenset(name for clause in clauses for name in _involved(clause)) & frozenset(parties),
        venues=frozenset(venues | allowed),
    )


def _involved(clause: Clause) -> Iterator[str]:
    match clause.sentence:
        case Grant(grantor=grantor, grantees=grantees):
            yield from (grantor, *grantees)
        case Exclusivity(actor=actor, allowed=allowed):
            yield from (actor, *allowed)
        case FirstRefusal(holder=holder, act=act):
            yield from (holder, act.actor)
        case Permission(act=act) | Prohibition(act=act) | Duty(act=act) | Consent(act=act):
            yield act.actor
        case Power(holders=holders):
            yield from holders
        case Purchase(buyer=buyer, seller=seller) | PurchaseCommitment(buyer=buyer, seller=seller):
            yield from (buyer, seller)
        case _:
            return


def acts_of(clause: Clause, scene: Scene) -> Iterator[Act]:
    """Every act the clause speaks of, for every party and part that it may be different for."""
    match clause.sentence:
        case Grant():
            yield from _of_grant(clause, clause.sentence, scene)
        case Exclusivity(actor=actor, verb=verb, asset=asset, relation=relation):
            yield from _with_anyone(Act(actor, verb, asset), relation, scene)
        case FirstRefusal(act=act) | Consent(act=act) | Permission(act=act) | Prohibition(act=act) | Duty(act=act):
            yield from _said(act, scene)
        case Purchase(buyer=buyer, asset=asset, seller=seller):
            yield Act(buyer, "buy", asset, "from", seller)
        case PurchaseCommitment(buyer=buyer, asset=asset, seller=seller):
            yield Act(buyer, "buy", asset, "from", seller)
        case Power(holders=holders, verb=verb, subject=subject):
            yield from (Act(holder, verb, subject) for holder in holders)
        case _:
            return


def _of_grant(clause: Clause, grant: Grant, scene: Scene) -> Iterator[Act]:
    """For each party that clauses name and one that none does, on the asset and its parts, for each field in each
    territory that the clause is cut by.
    """
    scopes = (clause.qualifiers.only_for, clause.qualifiers.except_for)
    cut_by = {name for scope in scopes if scope is not None for name in scope.names}
    fields = [None, *(field for field in scene.fields if field in cut_by)]
    territories = [None, *(territory for territory in scene.territories if territory in cut_by)]
    places = [(field, territory) for field in fields for territory in territories]
    verbs = (*grant.verbs, "sublicense") if grant.may_sublicense else grant.verbs
    for party in _with_a_stranger(scene.parties, scene.involved):
        for asset in _with_parts(grant.asset, scene):
            yield from (
                Act(party, verb, asset, field=field, territory=territory)
                for verb in verbs
                for field, territory in places
            )


def _with_a_stranger(names: Iterable[str], known: frozenset[str]) -> list[str]:
    """The known names in order, and after them one that stands for all the others."""
    names = tuple(names)
    return [*(name for name in names if name in known), *[name for name in names if name not in known][:1]]


def _with_parts(asset: str, scene: Scene) -> list[str]:
    return [asset, *(name for name in scene.assets if name.startswith(f"{asset}."))]


def _with_anyone(act: Act, relation: Relation, scene: Scene) -> Iterator[Act]:
    """The act with nobody named, then with each party; when a venue is meant, on each that comes up as one."""
    yield act
    if relation == "on":
        others = [venue for venue in scene.assets if venue in scene.venues and not _touches(venue, act.asset)]
    else:
        others = _with_a_stranger((p for p in scene.parties if p != act.actor), scene.venues | scene.involved)
    for other in others:
        yield Act(act.actor, act.verb, act.asset, relation, other, act.field, act.territory)


def _touches(name: str, asset: str | None) -> bool:
    """Whether one of two assets is the other or a part of it."""
    return asset is not None and (f"{name}.".startswith(f"{asset}.") or f"{asset}.".startswith(f"{name}."))


_USUAL: tuple[tuple[str, Relation], ...] = (("buy", "from"), ("sell", "to"))
"""How acts of trade name the other side."""


def _said(act: Act, scene: Scene) -> Iterator[Act]:
    """The act as said; when it names nobody and is an act of trade, also with each party."""
    bare = Act(act.actor, act.verb, act.asset, act.relation, act.counterparty, act.field, act.territory)
    relation = dict(_USUAL).get(act.verb)
    if act.counterparty is None and relation is not None:
        yield from _with_anyone(bare, relation, scene)
    else:
        yield bare
    if act.asset is not None:
        for part in _with_parts(act.asset, scene)[1:]:
            yield Act(act.actor, act.verb, part, act.relation, act.counterparty, act.field, act.territory)
