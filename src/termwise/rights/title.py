"""Who may grant what: the owner, and holders who may sublicense, along chains of grants."""

from collections.abc import Iterator

from termwise.model.act import PROPERTY_VERBS, Act
from termwise.model.clause import Clause
from termwise.model.sentence import Grant
from termwise.rights.asking import Asking
from termwise.rights.bearings import bearing
from termwise.rights.ownership import owner_of
from termwise.view.course import NO, YES, Tri, all_of, any_of


def title(asking: Asking, party: str, act: Act, above: frozenset[str] = frozenset()) -> Tri:
    """Whether `party` may grant the act to another: it owns the asset, or holds it with the right to sublicense.

    What belongs to nobody, and conduct, anyone may grant. `above` are the parties the chain has been
    through: a circle of sublicences gives no title.
    """
    owner = owner_of(act.asset, asking.assets) if act.asset is not None else None
    if owner is None or owner == party or act.verb not in PROPERTY_VERBS:
        return YES
    return any_of(tuple(truth for _, truth in _sublicensable(asking, party, act, above | {party})))


def derives_from(asking: Asking, act: Act, holders: frozenset[str], above: frozenset[str] = frozenset()) -> Tri:
    """Whether the actor's right to the act was granted by one of `holders`, directly or along a chain."""
    found: list[Tri] = []
    for grant, truth in _held(asking, act.actor, act):
        if grant.grantor in above:
            continue
        if grant.grantor in holders:
            found.append(all_of((truth, title(asking, grant.grantor, act))))
        else:
            upper = derives_from(asking, _by(act, grant.grantor), holders, above | {act.actor})
            found.append(all_of((truth, upper)))
    return any_of(tuple(found))


def _sublicensable(asking: Asking, party: str, act: Act, above: frozenset[str]) -> Iterator[tuple[Grant, Tri]]:
    """The grants to `party` that let it grant on, with their truth."""
    apart = any_of(tuple(truth for _, truth in _held(asking, party, Act(party, "sublicense", act.asset))))
    for grant, truth in _held(asking, party, act):
        if grant.grantor in above:
            continue
        allowed = YES if grant.may_sublicense else apart
        yield grant, all_of((truth, allowed, title(asking, grant.grantor, act, above)))


def _held(asking: Asking, party: str, act: Act) -> Iterator[tuple[Grant, Tri]]:
    """The grants of the act to `party` that are in force or may be."""
    own = _by(act, party)
    for history in asking.agreement.clauses:
        said = [version.clause for version in history.versions if _grants(version.clause, own, asking)]
        if not said:
            continue
        standing = asking.in_force(history.name)
        if standing.truth.value is True:
            said = [clause for clause in said if standing.version is not None and clause == standing.version.clause]
        for clause in said if standing.truth != NO else ():
            if isinstance(clause.sentence, Grant):
                yield clause.sentence, standing.truth


def _grants(clause: Clause, act: Act, asking: Asking) -> bool:
    if not isinstance(clause.sentence, Grant) or act.actor not in clause.sentence.grantees:
        return False
    found = bearing(clause, act, asking.assets)
    return found is not None and found.kind == "grants" and found.coverage.fit == "covers"


def _by(act: Act, actor: str) -> Act:
    """The same act by another actor."""
    return Act(actor, act.verb, act.asset, act.relation, act.counterparty, act.field, act.territory)
