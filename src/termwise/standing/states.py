"""What a reading of an agreement on a day can come out as."""

from datetime import date
from typing import Literal

from msgspec import Struct

from termwise.view.agreement import Version
from termwise.view.course import YES, Tri
from termwise.view.figure import Figure

DutyState = Literal[
    "not yet in effect",
    "in effect",
    "fulfilled",
    "overdue",
    "violated",
    "cured",
    "waived",
    "suspended",
    "ended",
]
"""Where a duty or a prohibition stands. "overdue" is inside the cure period; a violated duty stays violated."""

PowerState = Literal["not yet in effect", "in effect", "exercised", "suspended", "ended"]
"""Where a power stands. "exercised" from the day of the exercise, notice running or not."""

RefusalState = Literal["none offered", "offered", "accepted", "declined", "lapsed", "waived"]
"""Where a first refusal stands. After "declined", "lapsed" and "waived" the act is free from the settled day on."""

ConsentState = Literal["not asked", "asked", "consented", "refused", "lapsed", "waived"]
"""Where a consent stands. The act is free from the settled day on after "consented" and "waived"."""


class InForce(Struct, frozen=True):
    """Whether a clause is in force on a day, in which wording, and why in plain words.

    `version` is the wording that governs on that day, or when it is open which one does, the latest
    that certainly began, else the earliest that may have. None when no wording has begun.
    `truth` is open whenever it is open which of several different wordings governs.
    """

    truth: Tri
    version: Version | None
    why: str


class Stretch(Struct, frozen=True):
    """Days `[start, end)` on which a clause is in force, or may be, in one wording. `end` None is without end."""

    start: date
    end: date | None
    truth: Tri
    version: Version
    why: str


class DutyStanding(Struct, frozen=True):
    """Where a duty (or prohibition) stands on a day.

    `truth` YES: it is in `state`. Open: it is in `state` if nothing more happens than is known, and
    may be in any of `possible`, which always holds `state`. `due` is the deadline (the next one of a
    periodic duty, after tolling), None when there is none or its day is open. `since` is the first
    day of the state, None when open.
    """

    state: DutyState
    truth: Tri
    due: date | None
    since: date | None
    why: str
    possible: tuple[DutyState, ...] = ()


class PowerStanding(Struct, frozen=True):
    """Where a power stands on a day.

    `truth` and `possible` read as for a duty. `exercised` is the day of the valid exercise;
    `takes_effect` the day its effects follow, None while open. `in_breach_of` names prohibitions that
    the exercise violated: it has its effects all the same.
    """

    state: PowerState
    truth: Tri
    exercised: date | None
    takes_effect: date | None
    in_breach_of: tuple[str, ...]
    why: str
    possible: tuple[PowerState, ...] = ()


class RefusalStanding(Struct, frozen=True):
    """Where a first refusal stands on a day. `settled`: from which day the act is free, or was taken up.

    `truth` is open when something may have happened after the view's known-by date.
    """

    state: RefusalState
    settled: date | None
    why: str
    truth: Tri = YES


class ConsentStanding(Struct, frozen=True):
    """Where a consent stands on a day; `missing` are the givers still asked. Otherwise as a first refusal."""

    state: ConsentState
    settled: date | None
    why: str
    truth: Tri = YES
    missing: tuple[str, ...] = ()


class Holding(Struct, frozen=True):
    """What one holder has of a company: a fraction of the whole, and units where the text counts units."""

    holder: str
    fraction: Figure
    units: Figure | None = None


class Holdings(Struct, frozen=True):
    """Who holds a company on a day.

    `basis` as the clause says it, None unsaid. `clause` is the latest clause that changed the holdings,
    `clauses` all that did, in order. `unnamed` is what belongs to holders nobody names (exactly 0 when
    the shares add up). `shares` is empty when no clause has said anything by that day.
    """

    company: str
    shares: tuple[Holding, ...]
    basis: str | None
    clause: str | None
    clauses: tuple[str, ...]
    unnamed: Figure

    def of(self, holder: str) -> Holding | None:
        """What one holder has, or None when it is not named."""
        return next((h for h in self.shares if h.holder == holder), None)
