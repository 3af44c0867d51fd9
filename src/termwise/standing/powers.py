"""Where a power stands."""

from datetime import date

from termwise.standing.solver import MayAnswer, solver_of
from termwise.standing.states import PowerStanding
from termwise.view.agreement import Agreement

__all__ = ["PowerStanding", "power_state"]


def power_state(agreement: Agreement, clause: str, day: date, may: MayAnswer | None = None) -> PowerStanding | None:
    """Where the power of a clause stands on a day; None when the clause is no power on that day."""
    return solver_of(agreement, may).power(clause, day)
