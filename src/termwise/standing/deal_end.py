"""When the whole deal is ended early."""

from termwise.standing.solver import solver_of
from termwise.view.agreement import Agreement
from termwise.view.course import Reach

__all__ = ["deal_ended"]


def deal_ended(agreement: Agreement) -> Reach:
    """The day on which a power, a breach or an `otherwise` ends the whole deal before its term; never if none does."""
    return solver_of(agreement).deal_ended()
