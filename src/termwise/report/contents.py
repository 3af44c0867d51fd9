"""Everything a report says, before anything is drawn: words, tables, and what each figure is about.

Texts are plain; what stands in `backticks` is a name or the words of a deal. Nothing here is worked out: the session
gathers it, and a format (HTML, PDF) arranges it. Links are `Subject`s: a format leads them to where the same document
explains the clause, figure, event or party.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import Span
from termwise.explain.chart import EventMark
from termwise.explain.figures.step import Explained
from termwise.explain.history import HistoryRow
from termwise.explain.shown import Shown, ShownAmendment
from termwise.report.charts.chart import Chart
from termwise.report.charts.subject import Subject
from termwise.rights.duties import DutyLine
from termwise.view.view import View


class Cell(Struct, frozen=True):
    """A cell of a table. `uncertain` marks what rests on numbers that are not public."""

    words: str
    about: Subject | None = None
    uncertain: bool = False


class Column(Struct, frozen=True):
    """The head of a column; numbers are set to the right."""

    title: str
    kind: Literal["text", "number"] = "text"


class DataTable(Struct, frozen=True):
    """Rows of cells; the first cell of each row heads it. `note` says how to read them."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


class KeyFigure(Struct, frozen=True):
    """A figure that matters: its value, what it is, how far it may be off (`error`) and may come out (`range`)."""

    value: str
    what: str
    error: str
    range: str = ""
    about: Subject | None = None
    uncertain: bool = False


class Summary(Struct, frozen=True):
    """What a reader with one minute reads: paragraphs, then three to seven figures."""

    paragraphs: tuple[str, ...]
    figures: tuple[KeyFigure, ...]


class PartySaid(Struct, frozen=True):
    """A party, and what it has to do with the deal in one line each."""

    name: str
    full_name: str
    kind: str
    also_called: tuple[str, ...]
    roles: tuple[str, ...]


class TermStory(Struct, frozen=True):
    """Every text about one clause, in order of the day it became known."""

    clause: str
    title: str | None
    rows: tuple[HistoryRow, ...]


class AmendmentSaid(Struct, frozen=True):
    """An amendment with what it did to each clause: the rows of the clauses' histories that are its own."""

    amendment: ShownAmendment
    clauses: tuple[TermStory, ...]


class Changes(Struct, frozen=True):
    """What changed, kept apart by what it is: text that binds, text that does not yet, and what was only said."""

    binding: tuple[AmendmentSaid, ...]
    not_binding: tuple[AmendmentSaid, ...]
    hearsay: tuple[AmendmentSaid, ...]
    withdrawn: tuple[AmendmentSaid, ...]
    stories: tuple[TermStory, ...]


class Due(Struct, frozen=True):
    """What falls on a day. Dues that recur are one line: `times` of them, the last on `until`."""

    on: date
    kind: str
    what: str
    clause: str | None
    amendment: str | None
    party: str | None
    times: int = 1
    until: date | None = None


class EventSaid(Struct, frozen=True):
    """An event, who decides it, and what is known or believed of its day.

    `comes` is the simulated chance, `days` the quantiles of its day.
    """

    mark: EventMark
    by: str
    comes: str = ""
    days: str = ""
    sources: tuple[str, ...] = ()
    place: Span | None = None


class Calendar(Struct, frozen=True):
    """What is ahead, from `start` through `end`: the next twelve months (through `soon`), and what comes later."""

    start: date
    soon: date
    end: date
    next_year: tuple[Due, ...]
    later: tuple[Due, ...]
    duties: tuple[DutyLine, ...]
    events: tuple[EventSaid, ...]


class Economics(Struct, frozen=True):
    """Money, stakes and dependence. `reading` says how to read it; `course` the one course that is run exactly."""

    reading: tuple[str, ...]
    futures: tuple[DataTable, ...]
    course: str
    exact: tuple[DataTable, ...]


class Finding(Struct, frozen=True):
    """Something a reader should know of: a warning of `check`, a broken duty, an expectation that does not come out."""

    title: str
    diagnostics: tuple[Diagnostic, ...] = ()
    words: tuple[Cell, ...] = ()


class Unknown(Struct, frozen=True):
    """What is not known, each as a table: undisclosed numbers, words not translated, open events, what is left out."""

    tables: tuple[DataTable, ...]


class Estimated(Struct, frozen=True):
    """A figure as simulated: mean with error, and how it is spread."""

    what: str
    mean: str
    spread: str


class Explanation(Struct, frozen=True):
    """Why a figure is so: how it was estimated, and on the course run exactly, step by step back to the clauses."""

    about: Subject
    title: str
    estimates: tuple[Estimated, ...] = ()
    words: tuple[str, ...] = ()
    explained: Explained | None = None
    clauses: tuple[str, ...] = ()
    undisclosed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Passage(Struct, frozen=True):
    """Words that a text cites from a document, by whom, and what looking them up came to."""

    quote: str
    about: Subject | None
    by: str
    found: str
    context: str = ""


class SourceSaid(Struct, frozen=True):
    """A document, and every passage of it that is cited. `known` is its facts in one line."""

    name: str
    title: str
    known: str
    sha256: str | None
    url: str | None
    passages: tuple[Passage, ...]


class TextSaid(Struct, frozen=True):
    """A file of the deal: its name, its SHA-256, its lines (none where the texts are too long to repeat)."""

    name: str
    sha256: str
    lines: tuple[str, ...]


class Made(Struct, frozen=True):
    """How the report was made: facts in order, the command that makes it again, and the texts it was made from."""

    facts: tuple[tuple[str, str], ...]
    command: str
    texts: tuple[TextSaid, ...]


class Report(Struct, frozen=True):
    """The whole report. `economics` is None where no money moves and nothing is held; `no_economics` then says why.

    `files` gives the name that a report shows for each file that places are in.
    """

    title: str
    view: View
    view_words: str
    summary: Summary
    parties: tuple[PartySaid, ...]
    shown: Shown
    changes: Changes
    calendar: Calendar
    economics: Economics | None
    no_economics: str
    risks: tuple[Finding, ...]
    unknown: Unknown
    explanations: tuple[Explanation, ...]
    sources: tuple[SourceSaid, ...]
    charts: tuple[Chart, ...]
    files: Mapping[str, str]
    made: Made
