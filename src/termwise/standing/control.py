"""Who appoints whom: seats and control of bodies."""

from datetime import date

from termwise.standing.solver import solver_of
from termwise.view.agreement import Agreement
from termwise.view.course import Tri
from termwise.view.figure import Figure

__all__ = ["controls", "seats"]


def controls(agreement: Agreement, party: str, body: str, day: date) -> Tri:
    """Whether the party appoints at least the body's majority of its seats (more than half unless said)."""
    return solver_of(agreement).control(party, body, day)


def seats(agreement: Agreement, party: str, body: str, day: date) -> Figure:
    """The seats of the body the party appoints, as a fraction of all. Observers do not count."""
    return solver_of(agreement).seats(party, body, day)
