"""The days on which anything may change."""

from datetime import date

from termwise.standing.solver import solver_of
from termwise.view.agreement import Agreement

__all__ = ["critical_days"]


def critical_days(agreement: Agreement, after: date, until: date) -> tuple[date, ...]:
    """Every day in `(after, until]` on which any standing may change, as far as known, in order.

    Of a moment whose day is open these are the first day it may come, and the last if there is one.
    """
    return tuple(d for d in solver_of(agreement).days() if after < d <= until)
