"""What can be true of clauses, bodies and acts: `payment is violated`, `foundation controls openai_board`."""

from typing import cast, get_args

from termwise.elaborate.acts import act
from termwise.elaborate.context import Context
from termwise.elaborate.faults import names as faults
from termwise.model.expression import ClauseState, Controls, May, StateIs
from termwise.syntax.tree import ControlsExpr, MayExpr, StateExpr

_STATES: tuple[str, ...] = get_args(ClauseState)


def may(ctx: Context, node: MayExpr) -> May | None:
    """`microsoft may use openai.models`."""
    found = act(ctx, node.act)
    return None if found is None else May(found, node.negated, node.span)


def state(ctx: Context, node: StateExpr) -> StateIs | None:
    """`payment is violated`: of a clause, in a state of the closed set."""
    clause = ctx.named(node.clause, "clause")
    if node.state not in _STATES:
        ctx.report(faults.unknown_word(node.state, node.span, "state of a clause", _STATES))
        return None
    return None if clause is None else StateIs(clause, cast("ClauseState", node.state), node.negated, node.span)


def controls(ctx: Context, node: ControlsExpr) -> Controls | None:
    """`foundation controls openai_board`."""
    party, body = ctx.named(node.party, "party"), ctx.named(node.body, "body")
    return None if party is None or body is None else Controls(party, body, node.negated, node.span)
