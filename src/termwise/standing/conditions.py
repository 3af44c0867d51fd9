"""The truth of a condition on a day."""

from datetime import date

from termwise.model.expression import Expression
from termwise.standing.solver import MayAnswer, solver_of
from termwise.view.agreement import Agreement
from termwise.view.course import Tri

__all__ = ["condition"]


def condition(agreement: Agreement, expression: Expression, day: date, may: MayAnswer | None = None) -> Tri:
    """The three-valued truth of a condition or proposition on a day.

    `may` answers `PARTY may VERB …` (`may(agreement, act, day)`); without it such a proposition is
    open on its own words. Keep `may` one function per program: readings are kept by it.
    """
    return solver_of(agreement, may).truth(expression, day)
