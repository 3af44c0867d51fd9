"""What each part of standing may ask of the others; the solver answers."""

from collections.abc import Callable
from datetime import date
from typing import Protocol, TypeVar

from msgspec import Struct

from termwise.model.clause import Requirement
from termwise.model.sentence import EndsClause, EndsDeal, ResumesClause, SuspendsClause, TriggersEvent
from termwise.standing.states import DutyStanding, Holdings, PowerStanding
from termwise.view.agreement import Agreement, ClauseHistory, Version
from termwise.view.course import HangsOn, Reach, Record, Tri
from termwise.view.facts import Facts
from termwise.view.figure import Figure

T = TypeVar("T")

Worked = EndsDeal | EndsClause | SuspendsClause | ResumesClause | TriggersEvent
"""Effects on clauses and events; payments move money and leave standing as it is."""


class Effected(Struct, frozen=True):
    """An effect that comes about, or may: of which clause, what, when, and how in words."""

    source: str
    effect: Worked
    at: Reach
    words: str


class Sources(Struct, frozen=True):
    """Which clauses may bring about what: by clause ended, suspended or resumed, by event triggered.

    `exercised` are the clauses of which an exercise is recorded.
    """

    ends_deal: tuple[str, ...]
    ends: dict[str, tuple[str, ...]]
    pauses: dict[str, tuple[str, ...]]
    triggers: dict[str, tuple[str, ...]]
    exercised: tuple[str, ...] = ()


class Aside(Struct, frozen=True):
    """What a reading leaves aside: effects of the very day (`before`), those of one clause, conditions.

    Whether an act on a day is valid is judged by what had come about before that day. Whether a clause
    is ended or suspended does not ask for its `while` and `unless` (`conditions`).
    """

    before: bool = False
    source: str | None = None
    conditions: bool = False


EVERYTHING = Aside()
ITS_TIME = Aside(conditions=True)


class Reading(Struct, frozen=True):
    """A clause on a day: in force or not, in which wording, and which part of its life it is in.

    `over` is ended for good; `paused` is suspended, having started and not being over. `since` is the
    first day of its being in force. `doubt`: what it hangs on which of several sentences governs.
    """

    truth: Tri
    version: Version | None
    why: str
    started: Tri
    over: Tri
    paused: Tri
    since: date | None = None
    doubt: frozenset[HangsOn] = frozenset()


class Asking(Facts, Protocol):
    """The questions that parts of standing ask."""

    @property
    def agreement(self) -> Agreement:
        """The agreement that is read."""

    @property
    def sources(self) -> Sources:
        """Which clauses may bring about what."""

    def history(self, clause: str) -> ClauseHistory | None:
        """The clause in the agreement, or None."""

    def records(self, clause: str) -> tuple[Record, ...]:
        """What was done to a clause, in order of day."""

    def reading(self, clause: str, day: date, aside: Aside = EVERYTHING) -> Reading:
        """A clause on a day."""

    def effects(self, clause: str) -> tuple[Effected, ...]:
        """What a clause brings about."""

    def floor(self, clause: str) -> date:
        """A day before which a clause certainly brings about nothing and is not violated."""

    def paused(self, clause: str, day: date, aside: Aside = EVERYTHING) -> Tri:
        """Whether a clause is suspended on a day."""

    def met(self, requirement: Requirement, clause: str) -> Reach:
        """The day a condition precedent of a clause is met by its long-stop."""

    def failed(self, requirement: Requirement, clause: str) -> Reach:
        """The day after its long-stop, when it is not met by then."""

    def duty(self, clause: str, day: date) -> DutyStanding | None:
        """Where a duty or prohibition stands."""

    def power(self, clause: str, day: date) -> PowerStanding | None:
        """Where a power stands."""

    def holdings(self, company: str, day: date) -> Holdings:
        """Who holds a company."""

    def seats(self, party: str, body: str, day: date) -> Figure:
        """The seats of a body a party appoints, as a fraction."""

    def keep(self, key: tuple[object, ...], work: Callable[[], T], cut: Callable[[], T]) -> T:
        """The answer to a question, worked out once; cut when it leads back to itself."""
