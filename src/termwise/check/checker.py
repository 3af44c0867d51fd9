"""Running the rules."""

from termwise.base.diagnostic import Diagnostic, in_order
from termwise.check.registry import RULES
from termwise.check.rule import Subject
from termwise.model.deal import Deal


def check(deal: Deal) -> tuple[Diagnostic, ...]:
    """Every opinion of every rule about a well-formed deal, in order of place; no repeats.

    The deal is one that `elaborate` accepts: all names are declared and all dimensions agree.
    """
    subject = Subject(deal)
    return in_order(found for rule in RULES for found in rule.run(subject))
