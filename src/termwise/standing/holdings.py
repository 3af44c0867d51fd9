"""Who holds a company."""

from datetime import date

from termwise.standing.solver import solver_of
from termwise.standing.states import Holding, Holdings
from termwise.view.agreement import Agreement

__all__ = ["Holding", "Holdings", "holdings"]


def holdings(agreement: Agreement, company: str, day: date) -> Holdings:
    """Who holds a company on a day, by the clauses that had taken effect by then."""
    return solver_of(agreement).holdings(company, day)
