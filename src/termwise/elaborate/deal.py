"""The whole translation: trees of one deal's files in, the deal and every fault out."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import TypeVar

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic, in_order
from termwise.base.source import Span
from termwise.elaborate import amendments, beliefs, declarations
from termwise.elaborate.context import Context, Frame
from termwise.elaborate.correlations import check_correlations
from termwise.elaborate.cycles import circular_definitions
from termwise.elaborate.drivers import driver
from termwise.elaborate.events import event
from termwise.elaborate.faults import declarations as faults
from termwise.elaborate.heading import Heading, heading
from termwise.elaborate.names import Symbols, declared_names
from termwise.elaborate.pins import Pinnable
from termwise.model.amendment import AddClause, Amendment, ChangeClause, Patch
from termwise.model.clause import Clause
from termwise.model.deal import Deal
from termwise.model.declaration import Driver, Interest
from termwise.model.sentence import Sentence
from termwise.model.terms import open_terms
from termwise.syntax.tree import (
    AmendmentNode,
    AssetNode,
    BodyNode,
    ChangeNode,
    ClaimNode,
    ClauseNode,
    DealNode,
    Directive,
    DriverNode,
    EndNode,
    EventNode,
    ExpectNode,
    InterestNode,
    PartyNode,
    PatchNode,
    ScenarioNode,
    SourceNode,
    TextTree,
)

N = TypeVar("N", bound=Directive)
T = TypeVar("T")


class Elaborated(Struct, frozen=True):
    """A deal and the faults of its text. The deal is None only when no `deal` directive is usable.

    With errors among `diagnostics` the deal holds what makes sense, and answers no questions.
    """

    deal: Deal | None
    diagnostics: tuple[Diagnostic, ...]


def elaborate(trees: Sequence[TextTree]) -> Elaborated:
    """The meaning of a deal from the trees of its files, main file first.

    Never raises: every fault is a diagnostic with its place, and what is faulty is left out of the deal.
    """
    symbols, naming = declared_names(trees)
    directives = tuple(chain.from_iterable(tree.directives for tree in trees))
    head, heading_faults = _heading(symbols, directives, trees)
    ctx = Context(symbols, _UNFRAMED if head is None else head.frame)
    deal = _deal(ctx, directives, head)
    return Elaborated(deal, in_order((*naming, *heading_faults, *ctx.faults)))


_UNFRAMED = Frame(date.min, date.max, date.min, "USD")
"""Stands in for a missing heading, so that it brings no further faults."""


def _heading(
    symbols: Symbols, directives: tuple[Directive, ...], trees: Sequence[TextTree]
) -> tuple[Heading | None, tuple[Diagnostic, ...]]:
    ctx = Context(symbols, _UNFRAMED)
    place = Span(trees[0].file, 1, 1, 1, 1) if trees else None
    return heading(ctx, _nodes(directives, DealNode), place), ctx.faults


def _nodes(directives: Iterable[Directive], kind: type[N]) -> tuple[N, ...]:
    return tuple(node for node in directives if isinstance(node, kind))


def _read(found: Iterable[T | None]) -> tuple[T, ...]:
    return tuple(one for one in found if one is not None)


def _drivers(ctx: Context, nodes: Iterable[DriverNode]) -> tuple[Driver, ...]:
    found = [(node, driver(ctx, node)) for node in nodes]
    read = [(node, one) for node, one in found if one is not None]
    check_correlations(ctx, read)
    return tuple(one for _, one in read)


def _deal(ctx: Context, directives: tuple[Directive, ...], head: Heading | None) -> Deal | None:
    clauses = _read(amendments.clause(ctx, node) for node in _nodes(directives, ClauseNode))
    changes = _amendments(ctx, _nodes(directives, AmendmentNode), clauses)
    pinnable = Pinnable(
        drivers={node.name.text: node for node in reversed(_nodes(directives, DriverNode))},
        events={node.name.text: node for node in reversed(_nodes(directives, EventNode))},
        terms=open_terms(clauses, changes),
    )
    deal = Deal(
        title="" if head is None else head.title,
        start=ctx.frame.start,
        end=ctx.frame.end,
        today=ctx.frame.today,
        currency=ctx.frame.currency or "USD",
        grid="monthly" if head is None else head.grid,
        rounding="down" if head is None else head.rounding,
        calendar="weekdays" if head is None else head.calendar,
        parties=tuple(declarations.party(ctx, node) for node in _nodes(directives, PartyNode)),
        assets=tuple(declarations.asset(ctx, node) for node in _nodes(directives, AssetNode)),
        bodies=tuple(declarations.body(ctx, node) for node in _nodes(directives, BodyNode)),
        events=tuple(event(ctx, node) for node in _nodes(directives, EventNode)),
        drivers=_drivers(ctx, _nodes(directives, DriverNode)),
        sources=tuple(declarations.source(ctx, node) for node in _nodes(directives, SourceNode)),
        clauses=clauses,
        amendments=changes,
        scenarios=tuple(beliefs.scenario(ctx, node, pinnable) for node in _nodes(directives, ScenarioNode)),
        interests=_interests(ctx, _nodes(directives, InterestNode)),
        claims=_read(beliefs.claim(ctx, node) for node in _nodes(directives, ClaimNode)),
        expectations=_read(
            beliefs.expectation(ctx, line) for block in _nodes(directives, ExpectNode) for line in block.lines
        ),
        citations=() if head is None else head.citations,
        span=None if head is None else head.span,
    )
    for fault in circular_definitions(deal.drivers, deal.events, deal.scenarios):
        ctx.report(fault)
    return None if head is None else deal


def _interests(ctx: Context, nodes: tuple[InterestNode, ...]) -> tuple[Interest, ...]:
    first: dict[str, InterestNode] = {}
    for node in nodes:
        earlier = first.setdefault(node.party.text, node)
        if earlier is not node:
            ctx.report(faults.two_interests(node.party, earlier.party.span))
    return _read(beliefs.interest(ctx, node) for node in nodes)


# -- amendments -----------------------------------------------------------------------------------------------


def _amendments(ctx: Context, nodes: tuple[AmendmentNode, ...], clauses: tuple[Clause, ...]) -> tuple[Amendment, ...]:
    """The amendments. Sentences are read first: a change without one is read by what its clause says elsewhere."""
    worded = {id(patch): _with_sentence(ctx, patch) for node in nodes for patch in node.patches}
    wordings = _wordings(clauses, worded.values())
    for name in _lost_wordings(ctx, nodes, worded, wordings):
        wordings.pop(name, None)
    found = []
    for node in nodes:
        patches = [_patch(ctx, patch, worded[id(patch)], wordings) for patch in node.patches]
        found.append(amendments.amendment(ctx, node, _read(patches)))
    return _read(found)


def _with_sentence(ctx: Context, node: PatchNode) -> Patch | None:
    match node:
        case ClauseNode():
            return amendments.added_clause(ctx, node)
        case ChangeNode() if _has_sentence(node):
            return amendments.reworded_clause(ctx, node)
        case _:
            return None


def _patch(ctx: Context, node: PatchNode, worded: Patch | None, wordings: amendments.Wordings) -> Patch | None:
    match node:
        case ChangeNode() if not _has_sentence(node):
            return amendments.changed_clause(ctx, node, wordings)
        case EndNode():
            return amendments.ended_clause(ctx, node)
        case ClauseNode() | ChangeNode():
            return worded


def _has_sentence(node: ClauseNode | ChangeNode) -> bool:
    """Whether it has a sentence, be it one that cannot be read."""
    return node.sentence is not None or "sentence" in node.lost


def _lost_wordings(
    ctx: Context, nodes: tuple[AmendmentNode, ...], worded: dict[int, Patch | None], read: amendments.Wordings
) -> tuple[str, ...]:
    """Clauses that have a sentence which could not be read: which lines go with it, nobody knows."""
    lost = [name for name in ctx.symbols.of("clause") if name not in read]
    changes = (patch for node in nodes for patch in node.patches if isinstance(patch, ChangeNode))
    return (*lost, *(node.clause.text for node in changes if worded[id(node)] is None and _has_sentence(node)))


def _wordings(clauses: tuple[Clause, ...], patches: Iterable[Patch | None]) -> dict[str, tuple[Sentence, ...]]:
    found: dict[str, tuple[Sentence, ...]] = {clause.name: (clause.sentence,) for clause in clauses}
    for patch in patches:
        match patch:
            case AddClause(clause=clause):
                found[clause.name] = (*found.get(clause.name, ()), clause.sentence)
            case ChangeClause(clause=name, sentence=sentence) if sentence is not None:
                found[name] = (*found.get(name, ()), sentence)
            case _:
                pass
    return found
