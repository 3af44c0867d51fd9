"""Courses of events: what has happened, what never will, and what is open.

A course is three-valued knowledge of the events of a deal. An event known to the view is certain;
one pinned by the scenario or by `given` is as pinned; any other is open from the day after the
view's known-by date on, for as long as its declaration allows.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field

from termwise.model.declaration import DriverPin, LatePin


class HangsOn(Struct, frozen=True, order=True):
    """One thing an open answer hangs on."""

    kind: Literal["event", "number", "words", "refusal", "consent", "breach", "power", "record", "conflict"]
    name: str
    """The event, driver or clause; for words, the words themselves; for a conflict, one of the clauses that clash."""


class Tri(Struct, frozen=True):
    """A three-valued truth. `value` None is open, and `hangs_on` names everything that could settle it."""

    value: bool | None
    hangs_on: frozenset[HangsOn] = frozenset()


YES = Tri(True)
NO = Tri(False)


def open_on(*things: HangsOn) -> Tri:
    """An open truth that hangs on these things."""
    return Tri(None, frozenset(things))


def all_of(truths: "tuple[Tri, ...]") -> Tri:
    """Kleene's conjunction: false if one is, else open if one is. True of nothing."""
    if any(t.value is False for t in truths):
        return NO
    return _open_or(YES, truths)


def any_of(truths: "tuple[Tri, ...]") -> Tri:
    """Kleene's disjunction: true if one is, else open if one is. False of nothing."""
    if any(t.value is True for t in truths):
        return YES
    return _open_or(NO, truths)


def _open_or(settled: Tri, truths: "tuple[Tri, ...]") -> Tri:
    hangs_on = frozenset[HangsOn]().union(*(t.hangs_on for t in truths if t.value is None))
    return Tri(None, hangs_on) if any(t.value is None for t in truths) else settled


def negation(truth: Tri) -> Tri:
    """Not: an open truth stays open on the same things."""
    return truth if truth.value is None else Tri(not truth.value)


class Reach(Struct, frozen=True):
    """When a moment comes, as far as the course tells: not before `earliest`, at the latest on `latest`.

    Both equal: that day. `earliest` None: never. `latest` None with an `earliest`: perhaps never.
    """

    earliest: date | None
    latest: date | None
    hangs_on: frozenset[HangsOn] = frozenset()

    def by(self, day: date) -> Tri:
        """Whether the moment has come on `day` (its own day included)."""
        if self.earliest is None or day < self.earliest:
            return NO
        if self.latest is not None and day >= self.latest:
            return YES
        return Tri(None, self.hangs_on)


NEVER = Reach(None, None)


def certainly(day: date) -> Reach:
    """A moment that is a known day."""
    return Reach(day, day)


ActKind = Literal[
    "fulfils",
    "waives",
    "suspends",
    "resumes",
    "exercises",
    "offers",
    "accepts",
    "declines",
    "consents",
    "refuses",
]
"""What a party can be recorded to have done to a clause in a replay."""


class Record(Struct, frozen=True):
    """One recorded act: on a day, a party (or None) does something to a clause."""

    day: date
    kind: ActKind
    clause: str
    by: str | None = None


class Course(Struct, frozen=True):
    """Knowledge of the events of a deal as of a view.

    `reaches` holds every declared event. `complete` is the closed world of a replay: what is not
    recorded up to the day asked did not happen. `records` are acts on clauses, in order of day.
    `known_by` is the last day of which the view knows. `driver_pins` and `late_pins` are those of the scenario.
    `settable` are the events that will be pinned, to whatever day after `known_by`: nothing else decides them.
    """

    reaches: Mapping[str, Reach]
    records: tuple[Record, ...] = ()
    complete: bool = False
    known_by: date = date.max
    driver_pins: Mapping[str, DriverPin] = field(default_factory=dict)
    late_pins: tuple[LatePin, ...] = ()
    settable: frozenset[str] = frozenset()
