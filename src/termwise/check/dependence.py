"""What must come first: the events and clauses without which another cannot happen or begin.

Only necessary, positive conditions count: of `a or b` neither is necessary, of `not a` nothing is.
"""

from collections.abc import Mapping
from typing import assert_never

from termwise.check.rule import Subject
from termwise.model.clause import Clause, NoEffect
from termwise.model.declaration import Event, Likely, WaitAfter
from termwise.model.declaration import Rule as HappensWhen
from termwise.model.expression import Connective, DateLiteral, Expression, Ref, StateIs
from termwise.model.moment import (
    FirstOf,
    LastOf,
    Moment,
    On,
    OnBreach,
    OneOfMoments,
    OnEvent,
    Shifted,
    UndisclosedMoment,
)

_NEEDS_FORCE = frozenset({"in force", "in effect", "fulfilled", "overdue", "violated", "cured", "exercised"})
"""States that a clause can only have once it has been in force."""

Graph = Mapping[str, frozenset[str]]


def waits(subject: Subject) -> Graph:
    """For each event and clause, under its last wording, the events and clauses it cannot do without."""
    graph = {event.name: _event_needs(event) for event in subject.deal.events}
    for history in subject.agreement.clauses:
        graph[history.name] = _clause_needs(history.versions[-1].clause) if history.versions else frozenset()
    return graph


def _event_needs(event: Event) -> frozenset[str]:
    if event.on is not None:
        return frozenset()
    match event.chance:
        case HappensWhen(condition):
            return needs(condition)
        case Likely(wait=WaitAfter(after=after)):
            return frozenset({after})
        case _:
            return frozenset()


def _clause_needs(clause: Clause) -> frozenset[str]:
    said = clause.qualifiers
    conditions = [*([said.while_] if said.while_ is not None else [])]
    conditions += [required.condition for required in said.requires if isinstance(required.otherwise, NoEffect)]
    found = frozenset[str]().union(*(needs(condition) for condition in conditions))
    return found if said.start is None else found | moment_needs(said.start)


def needs(condition: Expression) -> frozenset[str]:
    """The events and clauses that a condition cannot hold without."""
    match condition:
        case Ref(kind="event" | "clause", name=name):
            return frozenset({name})
        case StateIs(clause=clause, state=state, negated=False) if state in _NEEDS_FORCE:
            return frozenset({clause})
        case Connective(operator="and", operands=operands):
            return frozenset[str]().union(*map(needs, operands))
        case Connective(operator="or", operands=operands):
            return frozenset.intersection(*map(needs, operands))
        case DateLiteral(moment):
            return moment_needs(moment)
        case _:
            return frozenset()


def moment_needs(moment: Moment) -> frozenset[str]:
    """The events and clauses without which a moment never comes."""
    match moment:
        case On() | OneOfMoments() | UndisclosedMoment():
            return frozenset()
        case OnEvent(event):
            return frozenset({event})
        case OnBreach(clause):
            return frozenset({clause})
        case Shifted(origin):
            return moment_needs(origin)
        case LastOf(moments):
            return frozenset[str]().union(*map(moment_needs, moments))
        case FirstOf(moments):
            return frozenset.intersection(*map(moment_needs, moments))
        case _:
            assert_never(moment)


def circles(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """One circle out of each knot of nodes that lead to each other, in the order they lead.

    Each node is entered and left once: the work grows with the number of edges.
    """
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for root in graph:
        path: list[str] = []
        on_path: dict[str, int] = {}
        stack: list[tuple[str, bool]] = [(root, True)]
        while stack:
            node, entering = stack.pop()
            if not entering:
                path.pop()
                del on_path[node]
                done.add(node)
            elif node in on_path:
                found.append(tuple(path[on_path[node] :]))
            elif node not in done and node in graph:
                on_path[node] = len(path)
                path.append(node)
                stack.append((node, False))
                stack += [(following, True) for following in sorted(graph[node], reverse=True)]
    return _one_per_knot(found)


def _one_per_knot(found: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    seen: set[str] = set()
    kept = []
    for circle in found:
        if seen.isdisjoint(circle):
            kept.append(circle)
        seen.update(circle)
    return tuple(kept)
