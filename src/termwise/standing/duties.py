"""Where a duty or prohibition stands."""

from datetime import date

from termwise.standing.solver import MayAnswer, solver_of
from termwise.standing.states import DutyStanding
from termwise.view.agreement import Agreement
from termwise.view.course import Reach

__all__ = ["DutyStanding", "duty_state", "violation"]


def duty_state(agreement: Agreement, clause: str, day: date, may: MayAnswer | None = None) -> DutyStanding | None:
    """Where the duty or prohibition of a clause stands on a day; None when the clause is neither on that day."""
    return solver_of(agreement, may).duty(clause, day)


def violation(agreement: Agreement, clause: str) -> Reach:
    """The day on which the duty or prohibition of a clause is violated; never when it is not, or is neither."""
    return solver_of(agreement).breach(clause)
