"""Two agreements compared in words and in rights."""

from termwise.compare.clauses import clause_differences
from termwise.compare.declarations import declaration_differences
from termwise.compare.difference import Differences
from termwise.compare.rights import Decide, acts_to_ask, differing_clauses, right_differences
from termwise.view.agreement import Agreement


def differences(before: Agreement, after: Agreement, decide: Decide) -> Differences:
    """What is different from `before` to `after`.

    `decide(agreement, act, day)` answers whether an act is allowed. Rights are probed with every act the clauses
    that differ speak of, for every party, on every day on which either agreement may change. Comparing an
    agreement with itself finds nothing; in the other order every difference is reversed.
    """
    declarations = declaration_differences(before, after)
    # Who owns what decides rights too: when a declaration differs, every clause may bear differently.
    redeclared = any(difference.kind in _BEARING for difference in declarations)
    every = frozenset(clause.name for side in (before, after) for clause in side.clauses)
    acts = acts_to_ask(before, after, every if redeclared else differing_clauses(before, after))
    return Differences(
        before=before.view,
        after=after.view,
        before_title=before.deal.title,
        after_title=after.deal.title,
        declarations=declarations,
        clauses=clause_differences(before, after),
        rights=right_differences(before, after, acts, decide),
        probed=len(acts),
    )


_BEARING = frozenset({"deal", "party", "asset", "field", "territory", "body"})
"""Declarations that decide rights by themselves. Events do so only through the clauses that name them."""
