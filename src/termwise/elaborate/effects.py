"""What a power or a breach brings about: endings, suspensions, events, payments."""

from typing import Literal

from termwise.elaborate.amounts import money
from termwise.elaborate.context import Context
from termwise.model.sentence import (
    Effect,
    EndsClause,
    EndsDeal,
    Pays,
    ResumesClause,
    SuspendsClause,
    TriggersEvent,
)
from termwise.syntax.tree import EffectNode


def effect(ctx: Context, node: EffectNode) -> Effect | None:
    """One effect; None after reporting what is wrong with it."""
    match node.kind:
        case "ends deal":
            kept = ctx.all_named(node.excepts, "clause")
            return None if kept is None else EndsDeal(kept)
        case "pays":
            return _payment(ctx, node)
        case "triggers":
            event = None if node.target is None else ctx.named(node.target, "event")
            return None if event is None else TriggersEvent(event)
        case "ends clause" | "suspends" | "resumes":
            clause = None if node.target is None else ctx.named(node.target, "clause")
            return None if clause is None else _on_clause(node.kind, clause)


def _on_clause(kind: Literal["ends clause", "suspends", "resumes"], clause: str) -> Effect:
    match kind:
        case "ends clause":
            return EndsClause(clause)
        case "suspends":
            return SuspendsClause(clause)
        case "resumes":
            return ResumesClause(clause)


def effects(ctx: Context, nodes: tuple[EffectNode, ...]) -> tuple[Effect, ...] | None:
    """All the effects; None when any is faulty (each is reported)."""
    found = [effect(ctx, node) for node in nodes]
    known = tuple(one for one in found if one is not None)
    return known if len(known) == len(found) else None


def _payment(ctx: Context, node: EffectNode) -> Pays | None:
    """`terminating party pays 500m` (no payer named), `openai pays microsoft 500m`."""
    payer = None if node.payer is None else ctx.named(node.payer, "party")
    payee = None if node.payee is None else ctx.named(node.payee, "party")
    amount = None if node.amount is None else money(ctx, node.amount, "the amount")
    if amount is None or (payer is None) != (node.payer is None) or (payee is None) != (node.payee is None):
        return None
    return Pays(payer, payee, amount.expression)
