"""How one clause bears on one act: what it says of it, if it says anything."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from termwise.model.act import Act
from termwise.model.clause import Clause
from termwise.model.declaration import Asset
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
    Sentence,
)
from termwise.rights.coverage import Coverage, Fit, act_fit, fit_of, is_part, scoped, together

Kind = Literal["grants", "permits", "requires", "allows", "forbids", "reserves", "refusal", "consent", "power"]
"""What a clause says of an act.

"grants" lets a grantee do it; "permits" states a liberty; "requires" makes it a duty; "allows" is the
supplier or venue an exclusivity leaves; "forbids" is a prohibition or an exclusivity; "reserves" is an
exclusive or sole grant to somebody else; "refusal" and "consent" stand in the way until settled;
"power" lets a holder bring it about.
"""

POWERS = frozenset({"terminate", "suspend", "resume", "exercise"})
"""Acts that have an effect only by a power: without one there is nothing to be free to do."""


class Bearing(Struct, frozen=True):
    """One clause's word on an act: its kind, how far it covers the act, and it in words."""

    kind: Kind
    coverage: Coverage
    words: str


def bearing(clause: Clause, act: Act, assets: Mapping[str, Asset]) -> Bearing | None:
    """What the clause says of the act, or None when it speaks of something else.

    A cut-out by `only for` and `except for` is applied; whether the clause is in force is not asked here.
    """
    said = _said(clause.sentence, act)
    if said is None:
        return None
    kind, fit, words = said
    coverage = scoped(fit, act, clause.qualifiers.only_for, clause.qualifiers.except_for, assets)
    return None if coverage.fit == "apart" else Bearing(kind, coverage, words)


def _said(sentence: Sentence, act: Act) -> tuple[Kind, Fit, str] | None:
    match sentence:
        case Grant():
            return _of_grant(sentence, act)
        case Exclusivity():
            return _of_exclusivity(sentence, act)
        case FirstRefusal(holder, said):
            if act.counterparty == holder:
                return None
            return "refusal", act_fit(said, act), f"gives {holder} first refusal"
        case Consent(givers, said):
            return "consent", act_fit(said, act), f"needs consent of {', '.join(givers)}"
        case Permission(said):
            return "permits", act_fit(said, act), "permits it"
        case Prohibition(said):
            return "forbids", act_fit(said, act), "forbids it"
        case Duty(said):
            return "requires", act_fit(said, act), "requires it"
        case Purchase(buyer, asset, seller) | PurchaseCommitment(buyer=buyer, asset=asset, seller=seller):
            bought = Act(buyer, "buy", asset, "from", seller)
            sold = Act(seller, "sell", asset, "to", buyer)
            return "requires", _either(act_fit(bought, act), act_fit(sold, act)), "requires it"
        case Power():
            return _of_power(sentence, act)
        case _:
            return None


def _either(one: Fit, other: Fit) -> Fit:
    return other if one == "apart" else one


def _of_grant(grant: Grant, act: Act) -> tuple[Kind, Fit, str] | None:
    verbs = (*grant.verbs, "sublicense") if grant.may_sublicense else grant.verbs
    if act.verb not in verbs:
        return None
    fit = fit_of(grant.asset, act.asset)
    if act.actor in grant.grantees:
        return "grants", fit, "grants it"
    shared = grant.exclusiveness == "sole" and act.actor == grant.grantor
    if grant.exclusiveness == "non-exclusive" or shared or act.verb not in grant.verbs:
        return None
    return "reserves", fit, f"reserves it to {', '.join(grant.grantees)} ({grant.exclusiveness})"


def _of_exclusivity(promise: Exclusivity, act: Act) -> tuple[Kind, Fit, str] | None:
    if promise.actor != act.actor or promise.verb != act.verb:
        return None
    fit = fit_of(promise.asset, act.asset)
    only = f"only {promise.relation} {', '.join(promise.allowed)}"
    if act.counterparty is None or act.relation != promise.relation:
        return "forbids", together((fit, "inside")), f"allows it {only}"
    if any(is_part(act.counterparty, allowed) for allowed in promise.allowed):
        return "allows", fit, f"leaves it open {only}"
    return "forbids", fit, f"allows it {only}"


def _of_power(power: Power, act: Act) -> tuple[Kind, Fit, str] | None:
    if act.actor not in power.holders or act.verb != power.verb:
        return None
    return "power", fit_of(power.subject, act.asset), "gives the power"
