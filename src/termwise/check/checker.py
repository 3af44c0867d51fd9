"""Running the rules."""

from termwise.base.diagnostic import Diagnostic, in_order
from termwise.check.registry import RULES
from termwise.check.rule import Subject
from termwise.model.deal import Deal
from termwise.view.agreement import Agreement


def check(deal: Deal, agreement: Agreement | None = None) -> tuple[Diagnostic, ...]:
    """Every opinion of every rule about a well-formed deal, in order of place; no repeats.

    The deal is one that `elaborate` accepts: all names are declared and all dimensions agree.
    `agreement` is the deal under its default view, for a caller who has folded it already.
    """
    subject = Subject(deal, agreement)
    return in_order(found for rule in RULES for found in rule.run(subject))
