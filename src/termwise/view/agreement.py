"""The agreement under a view: every clause with its versions, and where each value came from."""

from datetime import date

from msgspec import Struct, field

from termwise.base.source import Span
from termwise.model.amendment import Amendment, Status
from termwise.model.clause import Clause
from termwise.model.deal import Deal
from termwise.view.course import Course, Reach
from termwise.view.view import View


class Blame(Struct, frozen=True):
    """Who set one value: `path` is "sentence", "sentence.share", "end", "cap" and the like.

    `amendment` None is the original text. `before` and `after` are the values in the words of the
    language; `before` None where it was not said before.
    """

    path: str
    amendment: str | None
    dated: date
    status: Status
    before: str | None
    after: str | None
    span: Span | None = None


class Version(Struct, frozen=True):
    """One wording of a clause, governing from `begins` until the next version or an ending begins.

    `clause` is the folded clause: sentence and qualifiers complete. `blame` covers every value said.
    `status` is that of the weakest text it rests on.
    """

    clause: Clause
    begins: Reach
    amendment: str | None
    status: Status
    blame: tuple[Blame, ...] = ()


class Ending(Struct, frozen=True):
    """An amendment's `end CLAUSE`, or an `otherwise ends` whose long-stop passed.

    `until` is when a later amendment states the clause anew; None when none does. `excepted` are
    the clauses that an ending of the whole deal spares.
    """

    at: Reach
    amendment: str
    status: Status
    span: Span | None = None
    until: Reach | None = None
    excepted: tuple[str, ...] = ()


class ClauseHistory(Struct, frozen=True):
    """A clause in the agreement: its versions in order of effect, and its endings."""

    name: str
    versions: tuple[Version, ...]
    endings: tuple[Ending, ...] = ()


class Fate(Struct, frozen=True):
    """What became of an amendment under the view.

    "in effect" from `from_`; "pending" while a condition is open; "failed" when its long-stop passed;
    "not known", "too weak", "withdrawn" when the view leaves it out. `why` says it in words.
    `unapplied` names clauses it patches that this view does not know.
    """

    amendment: Amendment
    fate: str
    from_: Reach | None
    why: str
    unapplied: tuple[str, ...] = ()


class Memo:
    """What has been worked out about an agreement, kept with it so that nothing is worked out twice.

    It is never part of the agreement's value: any two memos are equal.
    """

    __slots__ = ("held",)

    def __init__(self) -> None:
        self.held: dict[str, object] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Memo)

    def __hash__(self) -> int:
        return hash(Memo)

    def __repr__(self) -> str:
        return "Memo()"


class Agreement(Struct, frozen=True):
    """A deal under a view, folded: what every reading starts from.

    `course` includes the events that an amendment's else-branch triggers; `deal_endings` are the
    else-branches that end the whole deal.
    """

    deal: Deal
    view: View
    course: Course
    clauses: tuple[ClauseHistory, ...]
    fates: tuple[Fate, ...]
    deal_endings: tuple[Ending, ...] = ()
    memo: Memo = field(default_factory=Memo)

    def clause(self, name: str) -> ClauseHistory | None:
        """The clause of that name, or None when the view knows none."""
        return next((c for c in self.clauses if c.name == name), None)
