"""Conditions precedent: when one is met, and when its long-stop passes unmet."""

from termwise.model.clause import Requirement
from termwise.model.deal import Deal
from termwise.view.conditions import first_day
from termwise.view.course import NEVER, Course, Reach, negation
from termwise.view.facts import CourseFacts, Facts
from termwise.view.figures import At
from termwise.view.moments import if_true, moved, not_after, reach_of


def requirement_met(requirement: Requirement, deal: Deal, course: Course) -> Reach:
    """The day the requirement is met by its long-stop, from a deal and a course alone; never when it failed."""
    return met(requirement, CourseFacts(deal, course))


def met(requirement: Requirement, facts: Facts, about: str | None = None) -> Reach:
    """The day the requirement is met, its long-stop included; never when it failed."""
    first = _first(requirement, facts, about)
    if requirement.by is None:
        return first
    return if_true(first, not_after(first, reach_of(requirement.by, facts, about, last=True)))


def failed(requirement: Requirement, facts: Facts, about: str | None = None) -> Reach:
    """The day after the long-stop when the requirement is not met by then; never without a long-stop."""
    if requirement.by is None:
        return NEVER
    long_stop = reach_of(requirement.by, facts, about, last=True)
    in_time = not_after(_first(requirement, facts, about), long_stop)
    return if_true(moved(long_stop, 1), negation(in_time))


def _first(requirement: Requirement, facts: Facts, about: str | None) -> Reach:
    return first_day(requirement.condition, At(facts.deal.start, facts, about))
