"""Conditions precedent: `requires CONDITION by DATE, otherwise …`."""

from termwise.base.source import Span
from termwise.elaborate.amounts import holding, money, trade
from termwise.elaborate.context import Context
from termwise.elaborate.expressions import condition
from termwise.elaborate.faults import clauses as faults
from termwise.elaborate.faults import numbers as number_faults
from termwise.elaborate.kinds import AMOUNT_KINDS, WORDS, SentenceKind
from termwise.elaborate.moments import moment
from termwise.model.clause import NoEffect, Otherwise, OtherwiseAmount, OtherwiseEnds, OtherwiseTriggers, Requirement
from termwise.model.expression import (
    Arithmetic,
    Call,
    Comparison,
    Connective,
    Controls,
    DateLiteral,
    DependsOn,
    Expression,
    May,
    Negative,
    Not,
    StateIs,
)
from termwise.model.moment import FirstOf, LastOf, Moment, OnBreach, Shifted
from termwise.model.sentence import Investment, OptionPool, Purchase, PurchaseCommitment, Warrant
from termwise.syntax.tree import EffectNode, Expr, QualifierNode


def requirement(ctx: Context, node: QualifierNode, kind: SentenceKind | None) -> Requirement | None:
    """The requirement of a clause whose sentence is of `kind` (None: not known); None after reporting."""
    holds = None if node.expr is None else condition(ctx, node.expr)
    by = None if node.second is None else moment(ctx, node.second)
    otherwise = _otherwise(ctx, node.otherwise, kind)
    if holds is None or otherwise is None or (by is None and node.second is not None):
        return None
    if node.second is None and otherwise != NoEffect():
        ctx.report(faults.otherwise_without_by(node.span))
        return None
    return Requirement(holds, by, otherwise, node.span)


def amendment_requirement(ctx: Context, node: QualifierNode) -> Requirement | None:
    """The requirement of an amendment: of events, dates and comparisons only, and without an amount."""
    found = requirement(ctx, node, None)
    if found is None:
        return None
    if isinstance(found.otherwise, OtherwiseAmount):
        ctx.report(faults.otherwise_without_amount("an amendment", node.span))
        return None
    rich = _speaks_of(found.condition)
    if rich is not None:
        what, span = rich
        ctx.report(number_faults.too_rich(span or node.span, what))
        return None
    return found


def _otherwise(ctx: Context, node: EffectNode | Expr | None, kind: SentenceKind | None) -> Otherwise | None:
    match node:
        case None:
            return NoEffect()
        case EffectNode(kind="ends deal", excepts=()):
            return OtherwiseEnds()
        case EffectNode(kind="ends clause", target=target) if target is not None:
            clause = ctx.named(target, "clause")
            return None if clause is None else OtherwiseEnds(clause)
        case EffectNode(kind="triggers", target=target) if target is not None:
            event = ctx.named(target, "event")
            return None if event is None else OtherwiseTriggers(event)
        case EffectNode():
            if node.span is not None:
                ctx.report(faults.otherwise_effect(node.span))
            return None
        case amount:
            return _amount(ctx, amount, kind)


def _amount(ctx: Context, node: Expr, kind: SentenceKind | None) -> OtherwiseAmount | None:
    if kind is not None and kind not in AMOUNT_KINDS:
        ctx.report(faults.otherwise_without_amount(WORDS[kind], node.span))
        return None
    if kind in {OptionPool, Warrant}:
        shares = holding(ctx, node, "the amount")
        return None if shares is None else OtherwiseAmount(shares)
    if kind in {Purchase, PurchaseCommitment}:
        found = trade(ctx, node, "the amount", "perhaps" if kind is Purchase else "never")
    else:
        found = money(ctx, node, "the amount", "never" if kind is Investment else "perhaps")
    return None if found is None else OtherwiseAmount(found.expression)


# Whether an amendment applies decides what its clauses say, so its condition must not look at them.


def _speaks_of(expression: Expression) -> tuple[str, Span | None] | None:
    """What a condition says about clauses or rights, and where; None when it does not."""
    match expression:
        case May(span=span):
            return "what a party may do", span
        case StateIs(span=span):
            return "the state of a clause", span
        case Controls(span=span):
            return "who controls a body", span
        case DependsOn(span=span) | Call(function="stake" | "units" | "value" | "paid" | "seats", span=span):
            return "what follows from clauses", span
        case DateLiteral(moment=when, span=span):
            return ("the breach of a clause", span) if _hangs_on_breach(when) else None
        case Connective(operands=inner) | Call(arguments=inner):
            return next((found for found in map(_speaks_of, inner) if found is not None), None)
        case Not(operand=operand) | Negative(operand=operand):
            return _speaks_of(operand)
        case Comparison(left=left, right=right) | Arithmetic(left=left, right=right):
            return _speaks_of(left) or _speaks_of(right)
        case _:
            return None


def _hangs_on_breach(when: Moment) -> bool:
    match when:
        case OnBreach():
            return True
        case Shifted(origin=origin):
            return _hangs_on_breach(origin)
        case FirstOf(moments=inner) | LastOf(moments=inner):
            return any(map(_hangs_on_breach, inner))
        case _:
            return False
