"""A deal that has been read, and every question that can be asked about it."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic, has_errors, in_order
from termwise.base.source import SourceText
from termwise.compare.difference import Differences
from termwise.evidence.finding import QuoteFinding
from termwise.explain.chart import Timeline
from termwise.explain.figures.asked import read_figure
from termwise.explain.figures.step import Explained
from termwise.explain.history import HistoryRow, history
from termwise.explain.show import show
from termwise.explain.shown import Shown
from termwise.explain.timeline import timeline
from termwise.model.act import Act
from termwise.model.amendment import Status
from termwise.model.deal import Deal, Names, names
from termwise.model.declaration import Given
from termwise.model.expression import Expression
from termwise.rights.answer import Answer
from termwise.rights.course_rows import CourseRead, CourseRow, read_course
from termwise.rights.deadline import Deadline
from termwise.rights.deadlines import deadlines
from termwise.rights.decide import decide, position
from termwise.rights.duties import DutyLine, duties
from termwise.rights.may import may
from termwise.rights.replay import Replay, replay
from termwise.rights.who import Position, who
from termwise.session.asking import Asked, Readings, ask
from termwise.session.expected import outcomes
from termwise.session.outcomes import Outcome
from termwise.session.ran import NotRunnableError, Ran, run_agreement
from termwise.standing.in_force import in_force
from termwise.view.agreement import Agreement
from termwise.view.fold import consolidate
from termwise.view.view import View, default_view

if TYPE_CHECKING:
    from termwise.session.futures import Futures
    from termwise.session.what_if.what_if import WhatIf


class UnusableDealError(Exception):
    """The deal has errors, so nothing can be asked about it; `diagnostics` say which."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        first = next((d for d in diagnostics if d.severity == "error"), None)
        super().__init__("the deal could not be read" if first is None else f"{first.span}: {first.message}")
        self.diagnostics = diagnostics


class Reading(Struct, frozen=True):
    """What reading a text came to: the deal if it could be read, every diagnostic, the texts by file name.

    `folder` is where the deal's file lies, None when it came from no file.
    """

    deal: Deal | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, SourceText]
    folder: Path | None = None


class Session:
    """A deal and the answers about it.

    Every question takes a view, the deal's default view unless said: binding text as known on `today`; and
    a day, `today` unless said. Agreements and answers are kept, so asking twice works out nothing twice.
    Every question raises `UnusableDealError` when the deal has errors.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._names: Names | None = None
        self._agreements: dict[View, Agreement] = {}
        self._runs: dict[View, Ran | NotRunnableError] = {}
        self._outcomes: tuple[Outcome, ...] | None = None
        self.diagnostics = in_order(reading.diagnostics)
        """Every fault and warning, in order of place."""
        self.texts = reading.texts
        """The texts read, by the file name that spans carry."""
        self.folder = reading.folder
        """Where the deal's file lies; None when it came from no file."""

    @property
    def usable(self) -> bool:
        """Whether questions can be asked: the deal was read without errors."""
        return self._reading.deal is not None and not has_errors(self.diagnostics)

    @property
    def deal(self) -> Deal:
        """The deal. Raises `UnusableDealError` when it has errors."""
        if self._reading.deal is None or not self.usable:
            raise UnusableDealError(self.diagnostics)
        return self._reading.deal

    @property
    def names(self) -> Names:
        """The deal's declarations by name."""
        if self._names is None:
            self._names = names(self.deal)
        return self._names

    def view(
        self,
        *,
        known_by: date | None = None,
        lowest: Status = "binding",
        scenario: str | None = None,
        given: tuple[Given, ...] = (),
    ) -> View:
        """A view on the deal. Raises `ValueError` for a scenario or event that the deal does not declare."""
        if scenario is not None and scenario not in self.names.scenarios:
            raise ValueError(f"the deal declares no scenario `{scenario}`")
        for pin in given:
            if pin.event not in self.names.events:
                raise ValueError(f"the deal declares no event `{pin.event}`")
        return View(known_by or self.deal.today, lowest, scenario, given)

    def agreement(self, view: View | None = None) -> Agreement:
        """The agreement in force under the view."""
        view = view or default_view(self.deal)
        if view not in self._agreements:
            self._agreements[view] = consolidate(self.deal, view)
        return self._agreements[view]

    def in_force(self, view: View | None = None, day: date | None = None) -> tuple[str, ...]:
        """The names of the clauses that are certainly in force on `day`, in the order of the text."""
        agreement, on = self.agreement(view), day or self.deal.today
        standings = ((clause.name, in_force(agreement, clause.name, on, may)) for clause in agreement.clauses)
        return tuple(name for name, standing in standings if standing.truth.value)

    def run(self, view: View | None = None) -> Ran:
        """The deal run on the central course of the view: program, ledger, what is left out.

        Raises `NotRunnableError` when a number makes that impossible.
        """
        view = view or default_view(self.deal)
        if view not in self._runs:
            try:
                self._runs[view] = run_agreement(self.agreement(view))
            except NotRunnableError as fault:
                self._runs[view] = fault
        found = self._runs[view]
        if isinstance(found, NotRunnableError):
            raise found
        return found

    def simulate(
        self,
        view: View | None = None,
        *,
        paths: int = 16_384,
        seed: int = 0,
        conditions: Sequence[str] = (),
        precision: float | None = None,
    ) -> "Futures":
        """The deal over `paths` simulated futures, or as many as a relative `precision` of what parties get takes.

        `conditions`, in the language (`cash(openai) < 0`), are asked of every period of every future. Raises
        `UnreadableConditionError` and `NotAskableError` for conditions, `NotRunnableError` when a number makes the
        simulation impossible, `ImpossiblePlanError` for a number of paths or a seed that cannot be.
        """
        from termwise.session.futures import Wanted, simulate_agreement  # noqa: PLC0415 - most commands simulate nothing

        wanted = Wanted(paths, seed, self.conditions(conditions), precision)
        return simulate_agreement(self.agreement(view), wanted)

    def what_if(
        self, view: View | None = None, *, paths: int = 4096, seed: int = 0, outputs: tuple[str, ...] | None = None
    ) -> "WhatIf":
        """The deal under a view with its numbers ready to be moved; to be closed, or used in a `with`.

        `outputs` are those answered, by how their names begin; what pictures show unless said. Raises
        `ImpossiblePlanError` for a number of paths or a seed that cannot be.
        """
        from termwise.session.what_if.what_if import SHOWN, WhatIf  # noqa: PLC0415 - most commands move nothing

        return WhatIf(self, view, paths=paths, seed=seed, outputs=SHOWN if outputs is None else outputs)

    def conditions(self, texts: Sequence[str]) -> tuple[Expression, ...]:
        """Conditions in the language, read. Raises `UnreadableConditionError` for the first that cannot be."""
        from termwise.session.conditions import read_conditions  # noqa: PLC0415 - most commands ask none

        return read_conditions(texts, self.deal)

    def explain(self, figure: str, view: View | None = None) -> Explained:
        """Why a figure of the run is so: `royalty in 2027`, `cash of openai in 2026`, `stake(a, b) on 2026-01-01`.

        Raises `ValueError` for a text that asks for no figure, `NotInRunError` when the run has no such figure,
        and `NotRunnableError`.
        """
        asked = read_figure(figure)
        if asked is None:
            raise ValueError(f"`{figure}` asks for no figure: write `CLAUSE in 2027` or `cash of PARTY in 2027`")
        return self.run(view).explain(asked)

    def _run_or_none(self, view: View) -> Ran | None:
        try:
            return self.run(view)
        except NotRunnableError:
            return None

    def ask(self, question: str, view: View | None = None, day: date | None = None) -> Asked:
        """The answer to a question in the language: `microsoft may use openai.models on 2031-06-01`.

        What the question says of day and view goes before `view` and `day`. A question that cannot be read has
        diagnostics and no answer.
        """
        readings = Readings(self.agreement, self._run_or_none)
        return ask(question, self.deal, view or default_view(self.deal), day, readings)

    def may(self, act: Act, view: View | None = None, day: date | None = None) -> Answer:
        """Whether an act is allowed, why, under what courses of events, and until when."""
        return decide(self.agreement(view), act, day or self.deal.today)

    def who(
        self, verb: str, asset: str | None = None, view: View | None = None, day: date | None = None
    ) -> tuple[Position, ...]:
        """The position of every party on an act, in the order of declaration."""
        return who(self.agreement(view), verb, asset, day or self.deal.today)

    def duties(self, view: View | None = None, day: date | None = None) -> tuple[DutyLine, ...]:
        """Every duty and prohibition and how it stands, the most urgent first."""
        return duties(self.agreement(view), day or self.deal.today)

    def deadlines(self, start: date, end: date, view: View | None = None) -> tuple[Deadline, ...]:
        """Everything known to fall on a day from `start` (included) to `end` (excluded), in order."""
        return deadlines(self.agreement(view), start, end)

    def course(self, source: SourceText) -> CourseRead:
        """The rows of a recorded course of events, CSV or JSON, and what is wrong with the others."""
        return read_course(source, self.deal)

    def replay(self, rows: Sequence[CourseRow], view: View | None = None, day: date | None = None) -> Replay:
        """Where every clause stands on `day` after a course of events, and how it came there.

        The world is closed: what is not recorded did not happen. Without `day` it is that of the last row.
        """
        last = max((row.day for row in rows), default=self.deal.today)
        return replay(self.deal, view or default_view(self.deal), rows, day or last)

    def expectations(self) -> tuple[Outcome, ...]:
        """What comes out for every `expect` line of the deal, in order."""
        if self._outcomes is None:
            self._outcomes = outcomes(self.deal, self.agreement, self._runs.get)
        return self._outcomes

    def show(self, view: View | None = None, day: date | None = None) -> Shown:
        """The consolidated agreement, clause by clause, every value with its blame."""
        return show(self.agreement(view), day, may)

    def timeline(self, view: View | None = None) -> Timeline:
        """Clauses, events and amendments on one line of time."""
        return timeline(self.agreement(view), may)

    def history(self, clause: str, scenario: str | None = None) -> tuple[HistoryRow, ...]:
        """Every statement about a clause, of whatever status, in order of the day it became known."""
        return history(self.deal, clause, scenario, self.agreement)

    def diff(
        self, before: View | None = None, after: View | None = None, other: "Session | None" = None
    ) -> Differences:
        """What is different from this deal under `before` to the `other` one (this one unless said) under `after`."""
        from termwise.compare.differences import differences  # noqa: PLC0415 - most commands compare nothing

        return differences(self.agreement(before), (other or self).agreement(after), position)

    def __repr__(self) -> str:
        return f"Session: {self.deal.title}" if self.usable else f"Session: {len(self.diagnostics)} diagnostics"

    def _repr_html_(self) -> str:
        """The agreement of the default view in words, as a notebook shows it; the faults of a deal with errors."""
        from termwise.session.display import deal_html, faults_html  # noqa: PLC0415 - for notebooks alone

        return deal_html(self.show()) if self.usable else faults_html(self.diagnostics)

    def quotes(self, folder: Path | None = None) -> tuple[QuoteFinding, ...]:
        """Each citation's quote looked up in its document, in `folder` or else in the folder of the deal."""
        from termwise.evidence.quotes import check_quotes  # noqa: PLC0415 - most commands look no quote up

        return check_quotes(self.deal, folder or self.folder)
