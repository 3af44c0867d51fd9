"""Qualifier lines around a clause: each said once (or added up), each where it belongs, each with its place."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from termwise.base.source import Span
from termwise.elaborate.context import Context
from termwise.elaborate.expressions import condition
from termwise.elaborate.faults import clauses as faults
from termwise.elaborate.kinds import CLAUSE_TAKERS, DETAIL_TAKERS, INSTEAD, WORDS, SentenceKind, shown, takers_in_words
from termwise.elaborate.moments import bound, moment
from termwise.elaborate.requirements import requirement
from termwise.elaborate.terms import cap, floor, late_interest, minimum, rounded, tiers
from termwise.model.clause import Citation, Qualifiers, Scope, Untranslated
from termwise.syntax.tree import QualifierNode

FIELDS: dict[str, str] = {
    "from": "start",
    "until": "end",
    "through": "end",
    "while": "while_",
    "unless": "unless",
    "requires": "requires",
    "overrides": "overrides",
    "only for": "only_for",
    "except for": "except_for",
    "survives termination": "survives",
    "whole periods": "whole_periods",
    "cap": "cap",
    "floor": "floor",
    "minimum": "minimum",
    "tiers": "tiers",
    "carried forward": "carried_forward",
    "recoups": "recoups",
    "deducts": "deducts",
    "late interest": "late_interest",
    "rounded": "rounded",
    "says": "says",
    "untranslated": "untranslated",
    "source": "sources",
}
"""Keyword of a qualifier -> field of `Qualifiers`."""

_ADDED_UP = frozenset(
    {"unless", "requires", "overrides", "cap", "recoups", "deducts", "says", "untranslated", "sources"}
)
_LISTS = frozenset({"overrides", "recoups"})


class Said(Struct, frozen=True):
    """The qualifiers of one clause or change, and which fields were said, in order."""

    qualifiers: Qualifiers
    fields: tuple[str, ...]


def qualifiers(ctx: Context, nodes: Iterable[QualifierNode], clause: str, kind: SentenceKind | None) -> Said:
    """The qualifiers around a clause of that name whose sentence is of `kind` (None: not known).

    Lines that belong to the sentence itself are left to `details`. A faulty line is reported and left out.
    """
    values: dict[str, Any] = {}
    spans: list[tuple[str, Span]] = []
    first: dict[str, QualifierNode] = {}
    for node in nodes:
        field = FIELDS.get(node.keyword)
        if field is None:
            if node.keyword not in DETAIL_TAKERS:
                ctx.report(faults.unknown_qualifier(node.keyword, "a clause", node.span))
            continue
        if not _belongs(ctx, node, kind) or not _is_new(ctx, node, field, first):
            continue
        value = _value(ctx, node, clause, kind)
        if value is None:
            continue
        spans.append((field, node.span))
        if field in _ADDED_UP:
            values[field] = values.get(field, ()) + (value if field in _LISTS else (value,))
        else:
            values[field] = value
    fields = tuple(dict.fromkeys(field for field, _ in spans))
    return Said(Qualifiers(**values, spans=tuple(spans)), fields)


def _belongs(ctx: Context, node: QualifierNode, kind: SentenceKind | None) -> bool:
    takers = CLAUSE_TAKERS.get(node.keyword)
    if takers is None or kind is None or kind in takers:
        return True
    words, instead = takers_in_words(node.keyword), INSTEAD.get((node.keyword, kind))
    ctx.report(faults.qualifier_misplaced(shown(node.keyword), WORDS[kind], words, node.span, instead))
    return False


def _is_new(ctx: Context, node: QualifierNode, field: str, first: dict[str, QualifierNode]) -> bool:
    earlier = first.setdefault(field, node)
    if earlier is node or field in _ADDED_UP:
        return True
    if earlier.keyword != node.keyword:
        ctx.report(faults.two_ends(node.keyword, node.span, earlier.span))
        return False
    advice = {
        "while_": "join the two conditions with `and`",
        "end": "a clause has one end; use `first of (…)` for the earlier of two",
        "only_for": "list the names in one line: `only for a, b`",
        "except_for": "list the names in one line: `except for a, b`",
    }.get(field)
    ctx.report(faults.qualifier_twice(node.keyword, node.span, earlier.span, advice))
    return False


def _value(ctx: Context, node: QualifierNode, clause: str, kind: SentenceKind | None) -> Any:  # noqa: ANN401 - one per field
    match node.keyword:
        case "from" if node.expr is not None:
            return moment(ctx, node.expr)
        case "until" | "through" if node.expr is not None:
            return bound(ctx, node.expr, node.span, inclusive=node.keyword == "through")
        case "while" | "unless" if node.expr is not None:
            return condition(ctx, node.expr)
        case "requires":
            return requirement(ctx, node, kind)
        case "overrides" | "recoups":
            return _other_clauses(ctx, node, clause)
        case "only for" | "except for":
            names = ctx.all_named(node.names, "asset", "field", "territory")
            return None if names is None else Scope(names, node.span)
        case "says" if node.text is not None:
            return node.text.text
        case "untranslated":
            return untranslated(node)
        case "source":
            return citation(ctx, node)
        case _:
            return _term(ctx, node)


def _term(ctx: Context, node: QualifierNode) -> Any:  # noqa: ANN401 - one per field
    match node.keyword:
        case "cap":
            return cap(ctx, node)
        case "floor" | "deducts":
            return floor(ctx, node)
        case "minimum":
            return minimum(ctx, node)
        case "tiers":
            return tiers(ctx, node)
        case "late interest":
            return late_interest(ctx, node)
        case "rounded":
            return rounded(ctx, node)
        case "survives termination" | "whole periods" | "carried forward":
            return True
        case _:
            return None


def _other_clauses(ctx: Context, node: QualifierNode, clause: str) -> tuple[str, ...] | None:
    own = next((name for name in node.names if name.text == clause), None)
    if own is not None:
        ctx.report(faults.refers_to_itself(own))
        return None
    return ctx.all_named(node.names, "clause")


def untranslated(node: QualifierNode) -> Untranslated | None:
    """`untranslated "…", owner counsel`: the owner is a free word, or a party."""
    if node.text is None:
        return None
    return Untranslated(node.text.text, node.names[0].text if node.names else None, node.span)


def citation(ctx: Context, node: QualifierNode) -> Citation | None:
    """`source s004 "27 %"`; None after reporting a source that is not declared."""
    source = ctx.named(node.names[0], "source") if node.names else None
    return None if source is None else Citation(source, node.text.text if node.text else None, node.span)


def citations(ctx: Context, nodes: Iterable[QualifierNode]) -> tuple[Citation, ...]:
    """The `source` lines among the lines of a directive."""
    found = [citation(ctx, node) for node in nodes if node.keyword == "source"]
    return tuple(one for one in found if one is not None)
