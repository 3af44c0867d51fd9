"""The shape of answers: verdict, grounds, cases, change.

An answer never comes without its reason. `Ground` carries the facts of the text that a reader
needs to check it: which amendment said it, with what status, citing what.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from termwise.base.source import Span
from termwise.model.act import Act
from termwise.model.amendment import Status
from termwise.model.clause import Citation
from termwise.model.declaration import Given
from termwise.view.course import HangsOn
from termwise.view.view import View

Verdict = Literal["yes", "no", "depends"]

Role = Literal["decides", "loses", "limits", "open"]
"""What a clause does for an answer.

"decides" carries the verdict; "loses" speaks to the act and does not prevail, `why` says for what
reason; "limits" cuts a part out of a verdict without changing it; "open" is what an answer depends on.
"""


class Ground(Struct, frozen=True):
    """One clause that bears on an answer, in the wording that governs on the day asked.

    `amendment` None is the original text; `dated` is the day of the text the wording comes from and
    `status` the weakest text it rests on. `sentence` is the clause in the words of the language.
    """

    clause: str
    role: Role
    why: str
    title: str | None
    sentence: str
    amendment: str | None
    dated: date
    status: Status
    citations: tuple[Citation, ...] = ()
    untranslated: tuple[str, ...] = ()
    span: Span | None = None


class Conflict(Struct, frozen=True):
    """Two clauses that clash on a day and that nothing settles: one allows what the other forbids."""

    allows: str
    forbids: str
    on: date

    def __str__(self) -> str:
        return f"`{self.allows}` allows what `{self.forbids}` forbids, and neither overrides the other ({self.on})"


class Case(Struct, frozen=True):
    """One course of the open events and its verdict. `words` reads after "if". `pins` is a course that shows it."""

    pins: tuple[Given, ...]
    words: str
    verdict: Verdict
    decided_by: tuple[str, ...] = ()


class Change(Struct, frozen=True):
    """The first later day on which the verdict is another one, and the reason of that other verdict."""

    on: date
    verdict: Verdict
    reason: str
    clauses: tuple[str, ...] = ()


class Answer(Struct, frozen=True):
    """Whether an act is allowed on a day, as a view has it, and why.

    `reason` is one sentence. `hangs_on` is empty unless the verdict is "depends". `cases` are empty when
    no open event makes a difference, or too many do to be listed. `settled_from` is
    the first day from which the act would be free if notice or a request were given on the day
    asked and nobody objected; None when no first refusal or consent is in the way.
    """

    act: Act
    on: date
    view: View
    verdict: Verdict
    reason: str
    grounds: tuple[Ground, ...] = ()
    hangs_on: tuple[HangsOn, ...] = ()
    cases: tuple[Case, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    settled_from: date | None = None
    next_change: Change | None = None

    def clauses(self, role: Role) -> tuple[str, ...]:
        """The names of the clauses in one role, in order."""
        return tuple(g.clause for g in self.grounds if g.role == role)
