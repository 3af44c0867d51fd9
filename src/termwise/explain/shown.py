"""The shape of an agreement laid out for reading."""

from datetime import date
from typing import Literal

from msgspec import Struct

from termwise.base.source import Span
from termwise.model.amendment import Dating, Status
from termwise.model.moment import On
from termwise.view.view import View

State = Literal["in force", "open", "not yet", "pending", "ended", "never"]
"""Of a clause on the day shown: it applies, something open decides whether it applies, it will apply later,
it may apply later, it applied before, or no course of the view makes it apply."""
STATES: tuple[State, ...] = ("in force", "open", "not yet", "pending", "ended", "never")
"""In the order in which an agreement is read."""


class ShownParty(Struct, frozen=True):
    """A party of the deal."""

    name: str
    full_name: str
    kind: str | None


class ShownStretch(Struct, frozen=True):
    """Days on which a clause applies (`certain`) or may apply. `end` is the first day outside, None without end.

    `words` say it with both ends: "from 2025-10-28 through 2032-12-31".
    """

    start: date
    end: date | None
    certain: bool
    words: str
    why: str


class ShownBlame(Struct, frozen=True):
    """Who set one value of the wording shown. `words` is the line a reader wants.

    `path` is as in `view.agreement.Blame`, and "clause" on the line of the text that wrote the clause;
    `amendment` None is the original text.
    """

    path: str
    before: str | None
    after: str | None
    amendment: str | None
    dated: date
    status: Status
    words: str
    span: Span | None


class ShownSource(Struct, frozen=True):
    """A citation with the facts of its document; `published` None is undated."""

    source: str
    title: str | None
    published: On | None
    quote: str | None


class ShownClause(Struct, frozen=True):
    """A clause in the wording that governs on the day shown, or the next or last one that does.

    `sentence` and `qualifiers` are lines of the language, ends said both ways; `says` are own words of the
    text. `status` is the weakest text the wording rests on. `undisclosed` are the numbers and dates that
    were agreed and are not public. `later` are the days on which another wording takes over, in words.
    """

    name: str
    title: str | None
    state: State
    why: str
    sentence: str
    qualifiers: tuple[str, ...]
    status: Status
    stretches: tuple[ShownStretch, ...]
    blame: tuple[ShownBlame, ...]
    says: tuple[str, ...]
    sources: tuple[ShownSource, ...]
    untranslated: tuple[str, ...]
    undisclosed: tuple[str, ...]
    later: tuple[str, ...]
    span: Span | None


class ClauseGroup(Struct, frozen=True):
    """Clauses in one state, in order of the text."""

    state: State
    clauses: tuple[ShownClause, ...]


class ShownAmendment(Struct, frozen=True):
    """An amendment and what became of it under the view; `fate` and `why` are those of `view.agreement.Fate`."""

    name: str
    title: str | None
    dating: Dating
    dated: date
    status: Status
    fate: str
    why: str
    effect: str
    """In words: "in effect since 2025-10-28", "pending", …"""
    sources: tuple[ShownSource, ...]


class Shown(Struct, frozen=True):
    """The consolidated agreement under a view, on a day. Empty groups are left out."""

    title: str
    view: View
    view_words: str
    day: date
    start: date
    end: date
    currency: str
    parties: tuple[ShownParty, ...]
    groups: tuple[ClauseGroup, ...]
    amendments: tuple[ShownAmendment, ...]
