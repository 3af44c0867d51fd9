"""The names of a deal: what each one stands for, and where it was declared."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, get_args

from msgspec import Struct, structs

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import Span
from termwise.base.units import Dimension
from termwise.elaborate.dimensions import rate_dimension
from termwise.elaborate.faults import names as faults
from termwise.model.deal import Deal
from termwise.model.deal import names as names_of
from termwise.syntax.tree import (
    AmendmentNode,
    AssetNode,
    BodyNode,
    ClaimNode,
    ClauseNode,
    DealNode,
    Directive,
    DriverNode,
    EventNode,
    ExpectNode,
    IncludeNode,
    InterestNode,
    Name,
    PartyNode,
    ScenarioNode,
    SourceNode,
    Text,
    TextTree,
)

Kind = Literal[
    "party",
    "asset",
    "field",
    "territory",
    "body",
    "event",
    "driver",
    "source",
    "clause",
    "amendment",
    "scenario",
    "claim",
]
"""What a name can stand for. One name stands for one thing in the whole deal."""

_DOTTED: frozenset[Kind] = frozenset({"asset", "field", "territory"})


class Symbol(Struct, frozen=True):
    """One declared name. `dimension` is a driver's; `owner` the party an asset names after `of`."""

    name: str
    kind: Kind
    span: Span | None
    dimension: Dimension | None = None
    owner: str | None = None


class Symbols(Struct, frozen=True):
    """The names of a deal. `aliases` are the other names people use in prose, in lower case.

    `lost` are names of declarations that could not be read, `unseen` the kinds of those whose name could not be read
    either: their uses are no faults.
    """

    by_name: Mapping[str, Symbol]
    aliases: Mapping[str, str]
    lost: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()

    def get(self, name: str) -> Symbol | None:
        """The symbol of that name."""
        return self.by_name.get(name)

    def may_be_lost(self, name: str, *kinds: str) -> bool:
        """Whether something of that name and one of these kinds may be declared where the text could not be read."""
        return name in self.lost or not self.unseen.isdisjoint(kinds)

    def of(self, *kinds: Kind) -> tuple[str, ...]:
        """The names of these kinds."""
        return tuple(symbol.name for symbol in self.by_name.values() if symbol.kind in kinds)

    def owner(self, asset: str) -> str | None:
        """The party an asset belongs to: as said, or as said of what it is part of."""
        while True:
            symbol = self.by_name.get(asset)
            if symbol is not None and symbol.owner is not None:
                return symbol.owner
            asset, dot, _ = asset.rpartition(".")
            if not dot:
                return None


def declared_names(trees: Sequence[TextTree]) -> tuple[Symbols, tuple[Diagnostic, ...]]:
    """Every name the trees declare, and the faults of declaring: twice, of two kinds, without what it is part of."""
    found: dict[str, Symbol] = {}
    diagnostics: list[Diagnostic] = []
    for name, symbol in _declarations(trees):
        earlier = found.setdefault(symbol.name, symbol)
        if earlier is not symbol:
            diagnostics.append(faults.duplicate_name(name, symbol.kind, earlier.kind, earlier.span))
    symbols = Symbols(found, {}, *_lost(trees))
    for name, symbol in _declarations(trees):
        fault = _dot_fault(name, symbol.kind, symbols)
        if fault is not None:
            diagnostics.append(fault)
    aliases = _full_names(trees)
    for text, owner in _aliases(trees):
        named = found.get(text.text)
        other = aliases.setdefault(text.text.lower(), owner) if named is None else named.name
        if other != owner:
            diagnostics.append(faults.alias_taken(text, other))
    return structs.replace(symbols, aliases=aliases), tuple(diagnostics)


def _lost(trees: Sequence[TextTree]) -> tuple[frozenset[str], frozenset[str]]:
    """The names that are lost, and the kinds of which names are unknown."""
    lost = [one for tree in trees for one in tree.lost]
    unseen = {one.kind for one in lost if one.name is None}
    kinds = (*get_args(Kind), "deal") if None in unseen else [kind for kind in unseen if kind is not None]
    return frozenset(one.name for one in lost if one.name is not None), frozenset(kinds)


def _dot_fault(name: Name, kind: Kind, symbols: Symbols) -> Diagnostic | None:
    whole, dot, _ = name.text.rpartition(".")
    if not dot:
        return None
    if kind not in _DOTTED:
        return faults.dotted_name(name, kind)
    parent = symbols.get(whole)
    if parent is None:
        is_lost = symbols.may_be_lost(whole, kind, "party")
        return None if is_lost else faults.missing_parent(name, whole, kind, symbols.by_name)
    if parent.kind != kind and not (kind == "asset" and parent.kind == "party"):
        return faults.parent_of_other_kind(name, whole, kind, parent.kind)
    return None


def _declarations(trees: Sequence[TextTree]) -> Iterable[tuple[Name, Symbol]]:
    for tree in trees:
        for directive in tree.directives:
            yield from _declared_by(directive)


def _declared_by(directive: Directive) -> Iterable[tuple[Name, Symbol]]:
    match directive:
        case PartyNode(name=name):
            yield name, Symbol(name.text, "party", name.span)
        case AssetNode(name=name, kind=kind, owner=owner):
            yield name, Symbol(name.text, kind, name.span, owner=owner.text if owner else None)
        case BodyNode(name=name):
            yield name, Symbol(name.text, "body", name.span)
        case EventNode(name=name):
            yield name, Symbol(name.text, "event", name.span)
        case DriverNode(name=name, unit=unit, per=per):
            dimension = rate_dimension(percent_word(unit.text), per.text if per else None)
            yield name, Symbol(name.text, "driver", name.span, dimension)
        case SourceNode(name=name):
            yield name, Symbol(name.text, "source", name.span)
        case ClauseNode(name=name):
            yield name, Symbol(name.text, "clause", name.span)
        case AmendmentNode(name=name, patches=patches):
            yield name, Symbol(name.text, "amendment", name.span)
            for patch in patches:
                if isinstance(patch, ClauseNode):
                    yield from _declared_by(patch)
        case ScenarioNode(name=name):
            yield name, Symbol(name.text, "scenario", name.span)
        case ClaimNode(name=name):
            yield name, Symbol(name.text, "claim", name.span)
        case DealNode() | InterestNode() | ExpectNode() | IncludeNode():
            return


def percent_word(unit: str) -> str:
    """`%` for `percent`, other units as they are."""
    return "%" if unit == "percent" else unit


def _aliases(trees: Sequence[TextTree]) -> Iterable[tuple[Text, str]]:
    """Other names as people write them, each with the declared name it stands for."""
    for tree in trees:
        for directive in tree.directives:
            if isinstance(directive, PartyNode | AssetNode):
                for qualifier in directive.qualifiers:
                    if qualifier.keyword == "also called" and qualifier.text is not None:
                        yield qualifier.text, directive.name.text


def _full_names(trees: Sequence[TextTree]) -> dict[str, str]:
    """Full names of parties in lower case -> declared name."""
    nodes = (node for tree in trees for node in tree.directives if isinstance(node, PartyNode))
    return {node.full_name.text.lower(): node.name.text for node in nodes if node.full_name is not None}


def symbols_of(deal: Deal) -> Symbols:
    """The names of a deal that is already elaborated (or was built from Python)."""
    known = names_of(deal)
    found: dict[str, Symbol] = {}
    for party in deal.parties:
        found.setdefault(party.name, Symbol(party.name, "party", party.name_span))
    for asset in deal.assets:
        found.setdefault(asset.name, Symbol(asset.name, asset.kind, asset.name_span, owner=asset.owner))
    for body in deal.bodies:
        found.setdefault(body.name, Symbol(body.name, "body", body.name_span))
    for event in deal.events:
        found.setdefault(event.name, Symbol(event.name, "event", event.name_span))
    for driver in deal.drivers:
        dimension = rate_dimension(driver.unit, driver.per)
        found.setdefault(driver.name, Symbol(driver.name, "driver", driver.name_span, dimension))
    for source in deal.sources:
        found.setdefault(source.name, Symbol(source.name, "source", source.name_span))
    for clause in known.clauses.values():
        found.setdefault(clause.name, Symbol(clause.name, "clause", clause.name_span))
    for amendment in deal.amendments:
        found.setdefault(amendment.name, Symbol(amendment.name, "amendment", amendment.name_span))
    for scenario in deal.scenarios:
        found.setdefault(scenario.name, Symbol(scenario.name, "scenario", scenario.name_span))
    for claim in deal.claims:
        found.setdefault(claim.name, Symbol(claim.name, "claim", claim.name_span))
    called = [(party.name, party.also_called) for party in deal.parties]
    called += [(asset.name, asset.also_called) for asset in deal.assets]
    aliases = {alias.lower(): name for name, others in called for alias in others}
    return Symbols(found, aliases)
