"""The shape of differences. "Before" and "after" are the two agreements compared, in the order given."""

from datetime import date
from typing import Literal

from msgspec import Struct

from termwise.base.source import Span
from termwise.model.act import Act
from termwise.model.amendment import Status
from termwise.view.view import View


class Origin(Struct, frozen=True):
    """Which text set a value: `amendment` None is the original one."""

    amendment: str | None
    dated: date
    status: Status
    span: Span | None = None


class ValueDifference(Struct, frozen=True):
    """One value in the words of the language on both sides; None where it is not said.

    `path` is "sentence", "end", "cap" and the like, or "in effect" for the day a wording begins,
    "status" for the weakest text it rests on, "ended" for what ends the clause. `before_by` and
    `after_by` are the texts that set it, None where no text did.
    """

    path: str
    before: str | None
    after: str | None
    before_by: Origin | None
    after_by: Origin | None


class ClauseDifference(Struct, frozen=True):
    """A clause that differs. "added": only the agreement after has it; "removed": only the one before."""

    clause: str
    title: str | None
    kind: Literal["added", "removed", "changed"]
    values: tuple[ValueDifference, ...]


class DeclarationDifference(Struct, frozen=True):
    """Something declared that differs, in the words of the language; None on the side that lacks it.

    `kind` is "party", "asset", "body", "event", "driver", "source", "amendment" or "deal". For an event the
    words say what the view knows of it; for an amendment, what became of it.
    """

    kind: str
    name: str
    before: str | None
    after: str | None


class VerdictStretch(Struct, frozen=True):
    """Days `start` to `end` (excluded; None: to the end of both periods) with one pair of verdicts.

    The reasons are those of the first day.
    """

    start: date
    end: date | None
    before: str
    after: str
    before_reason: str
    after_reason: str


class RightDifference(Struct, frozen=True):
    """An act whose verdict differs on some days. `words` is the act in the language.

    `alike` are the other acts of the same party, in words, whose verdicts differ on the same days in the same way.
    """

    act: Act
    words: str
    stretches: tuple[VerdictStretch, ...]
    alike: tuple[str, ...] = ()


class Differences(Struct, frozen=True):
    """All that is different. `probed` counts the acts asked about: rights outside them are not compared."""

    before: View
    after: View
    before_title: str
    after_title: str
    declarations: tuple[DeclarationDifference, ...]
    clauses: tuple[ClauseDifference, ...]
    rights: tuple[RightDifference, ...]
    probed: int

    @property
    def none(self) -> bool:
        """Whether nothing is different in words or in rights."""
        return not (self.declarations or self.clauses or self.rights)
