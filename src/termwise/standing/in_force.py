"""Whether a clause is in force, day by day."""

from datetime import date

from termwise.standing.solver import MayAnswer, solver_of
from termwise.standing.states import InForce, Stretch
from termwise.view.agreement import Agreement

__all__ = ["InForce", "Stretch", "in_force", "stretches"]


def in_force(agreement: Agreement, clause: str, day: date, may: MayAnswer | None = None) -> InForce:
    """Whether the clause is in force on a day: "in force since 2019-07-22", "not in force since 2031-01-01: until …".

    NO with no version when the view does not know the clause. A suspended clause is not in force.
    """
    return solver_of(agreement, may).in_force(clause, day)


def stretches(agreement: Agreement, clause: str, may: MayAnswer | None = None) -> tuple[Stretch, ...]:
    """The stretches of days on which the clause is in force or may be, in order and disjoint."""
    return solver_of(agreement, may).stretches(clause)
