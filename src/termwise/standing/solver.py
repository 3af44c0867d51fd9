"""The readings of one agreement, joined: each part of standing asks the others through it."""

from collections.abc import Callable
from datetime import date

from termwise.model.act import Act
from termwise.model.expression import Expression
from termwise.standing.states import (
    ConsentStanding,
    DutyStanding,
    Holdings,
    InForce,
    PowerStanding,
    RefusalStanding,
    Stretch,
)
from termwise.view.agreement import Agreement
from termwise.view.course import Reach, Tri
from termwise.view.figure import Figure

MayAnswer = Callable[[Agreement, Act, date], Tri]
"""Who answers whether an act is allowed on a day: supplied by `rights`."""


class Solver:
    """All readings of one agreement. Circular questions come out open."""

    def __init__(self, agreement: Agreement, may: MayAnswer | None) -> None:
        self.agreement = agreement
        self.may = may

    def in_force(self, clause: str, day: date) -> InForce:
        """Whether a clause is in force on a day."""
        raise NotImplementedError

    def stretches(self, clause: str) -> tuple[Stretch, ...]:
        """The stretches of a clause."""
        raise NotImplementedError

    def truth(self, expression: Expression, day: date) -> Tri:
        """The truth of a condition on a day."""
        raise NotImplementedError

    def figure(self, expression: Expression, day: date) -> Figure:
        """The number of an expression on a day."""
        raise NotImplementedError

    def duty(self, clause: str, day: date) -> DutyStanding | None:
        """Where a duty stands."""
        raise NotImplementedError

    def breach(self, clause: str) -> Reach:
        """When a duty is violated."""
        raise NotImplementedError

    def power(self, clause: str, day: date) -> PowerStanding | None:
        """Where a power stands."""
        raise NotImplementedError

    def refusal(self, clause: str, day: date) -> RefusalStanding | None:
        """Where a first refusal stands."""
        raise NotImplementedError

    def consent(self, clause: str, day: date) -> ConsentStanding | None:
        """Where a consent stands."""
        raise NotImplementedError

    def holdings(self, company: str, day: date) -> Holdings:
        """Who holds a company."""
        raise NotImplementedError

    def controls(self, party: str, body: str, day: date) -> Tri:
        """Whether a party controls a body."""
        raise NotImplementedError

    def seats(self, party: str, body: str, day: date) -> Figure:
        """The seats a party appoints."""
        raise NotImplementedError

    def days(self) -> tuple[date, ...]:
        """Every critical day, in order."""
        raise NotImplementedError

    def deal_ended(self) -> Reach:
        """When the deal is ended early."""
        raise NotImplementedError


def solver_of(agreement: Agreement, may: MayAnswer | None = None) -> Solver:
    """The readings of an agreement, kept in its memo."""
    held = agreement.memo.held
    key = "standing" if may is None else "standing with may"
    kept = held.get(key)
    if isinstance(kept, Solver) and kept.may is may:
        return kept
    fresh = Solver(agreement, may)
    held[key] = fresh
    return fresh
