"""The number an expression comes to on a day."""

from datetime import date

from termwise.model.expression import Expression
from termwise.standing.solver import solver_of
from termwise.view.agreement import Agreement
from termwise.view.figure import Figure

__all__ = ["Figure", "quantity"]


def quantity(agreement: Agreement, expression: Expression, day: date) -> Figure:
    """The exact number of an expression on a day, or the bounds it lies in and what it hangs on.

    Money is in currency units, percent a fraction, physical units in base units (W, Wh, share …).
    """
    return solver_of(agreement).figure(expression, day)
