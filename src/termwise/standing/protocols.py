"""First refusal and consent as protocols: offer, notice, window, answer."""

from datetime import date

from termwise.standing.solver import solver_of
from termwise.standing.states import ConsentStanding, RefusalStanding
from termwise.view.agreement import Agreement

__all__ = ["ConsentStanding", "RefusalStanding", "consent_state", "refusal_state"]


def refusal_state(agreement: Agreement, clause: str, day: date) -> RefusalStanding | None:
    """Where the first refusal of a clause stands on a day; None when the clause is none on that day."""
    return solver_of(agreement).refusal(clause, day)


def consent_state(agreement: Agreement, clause: str, day: date) -> ConsentStanding | None:
    """Where the consent of a clause stands on a day; None when the clause is none on that day."""
    return solver_of(agreement).consent(clause, day)
