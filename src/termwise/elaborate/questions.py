"""One question about a deal that is already elaborated."""

from termwise.base.diagnostic import Diagnostic, in_order
from termwise.elaborate.beliefs import expectation
from termwise.elaborate.context import Context, Frame
from termwise.elaborate.names import symbols_of
from termwise.model.deal import Deal
from termwise.model.declaration import Expectation
from termwise.syntax.tree import ExpectLine


def elaborate_question(line: ExpectLine, deal: Deal) -> tuple[Expectation | None, tuple[Diagnostic, ...]]:
    """What a question asks, by the names of the deal; None, with the faults, when it cannot be read."""
    ctx = Context(symbols_of(deal), Frame(deal.start, deal.end, deal.today, deal.currency))
    found = expectation(ctx, line)
    return found, in_order(ctx.faults)
