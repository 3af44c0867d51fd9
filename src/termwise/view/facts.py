"""What conditions, figures and moments are worked out from."""

from datetime import date, timedelta
from typing import Protocol

from termwise.base.calendars import business_days
from termwise.base.dates import IsBusinessDay
from termwise.model.deal import Deal, Names, names
from termwise.model.expression import Call, Controls, May, StateIs
from termwise.model.text import expression_text
from termwise.view.course import Course, HangsOn, Reach, Tri, open_on
from termwise.view.figure import Figure, unknown

UNTRACKED = date.min
"""Stands among days of change for further days that could not be followed, as in a circular reference."""


class Facts(Protocol):
    """What is known of one deal under one course of events. `standing` knows more than a course does."""

    @property
    def deal(self) -> Deal:
        """The deal whose declarations count."""

    @property
    def course(self) -> Course:
        """The course of events."""

    def names(self) -> Names:
        """The deal's declarations by name."""

    def is_business_day(self) -> IsBusinessDay:
        """The deal's business-day calendar. Raises `UnknownCalendarError` when there is none of its name."""

    def event(self, name: str) -> Reach:
        """When an event happens."""

    def breach(self, clause: str) -> Reach:
        """When the duty of a clause is violated."""

    def state(self, question: StateIs, day: date) -> Tri:
        """Whether a clause is in a state, negation not applied."""

    def controls(self, question: Controls, day: date) -> Tri:
        """Whether a party controls a body, negation not applied."""

    def allowed(self, question: May, day: date) -> Tri:
        """Whether an act is allowed, negation not applied."""

    def call(self, call: Call, day: date) -> Figure:
        """The value of a function of holdings, deliveries or money."""

    def clause_days(self, clause: str | None) -> frozenset[date]:
        """The days on which the state of a clause (None: of any) may change, `UNTRACKED` if there may be others."""


class CourseFacts:
    """The facts that a deal and a course alone settle: what needs clauses in force comes out open."""

    def __init__(self, deal: Deal, course: Course) -> None:
        self.deal = deal
        self.course = course
        self._names: Names | None = None
        self._calendar: IsBusinessDay | None = None

    def names(self) -> Names:
        """The deal's declarations by name."""
        if self._names is None:
            self._names = names(self.deal)
        return self._names

    def is_business_day(self) -> IsBusinessDay:
        """The deal's business-day calendar. Raises `UnknownCalendarError` when there is none of its name."""
        if self._calendar is None:
            self._calendar = business_days(self.deal.calendar)
        return self._calendar

    def event(self, name: str) -> Reach:
        """When an event happens, as the course has it; open from the day after known-by when it has nothing."""
        return self.course.reaches.get(name) or unknown_event(name, self.course)

    def breach(self, clause: str) -> Reach:
        """Open: whether a duty is violated takes the clauses in force."""
        return Reach(self.deal.start, None, frozenset({HangsOn("breach", clause)}))

    def state(self, question: StateIs, day: date) -> Tri:  # noqa: ARG002 - a course has no clauses
        """Open on the clause."""
        return open_on(HangsOn("record", question.clause))

    def controls(self, question: Controls, day: date) -> Tri:  # noqa: ARG002 - as above
        """Open on its own words."""
        return open_on(HangsOn("words", expression_text(question)))

    def allowed(self, question: May, day: date) -> Tri:  # noqa: ARG002 - as above
        """Open on its own words."""
        return open_on(HangsOn("words", expression_text(question)))

    def call(self, call: Call, day: date) -> Figure:  # noqa: ARG002 - as above
        """Unknown, hanging on its own words."""
        return unknown(HangsOn("number", expression_text(call)))

    def clause_days(self, clause: str | None) -> frozenset[date]:  # noqa: ARG002 - as above
        """None: a course has no clauses."""
        return frozenset()


def first_open_day(course: Course) -> date:
    """The first day of which the course's view knows nothing yet."""
    return course.known_by if course.known_by == date.max else course.known_by + timedelta(days=1)


def unknown_event(name: str, course: Course) -> Reach:
    """An event of which nothing is known by the view's date: not before the day after, perhaps never.

    In a closed world it never happens.
    """
    if course.complete:
        return Reach(None, None)
    return Reach(first_open_day(course), None, frozenset({HangsOn("event", name)}))
