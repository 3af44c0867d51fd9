"""The readings of one agreement, joined: each part of standing asks the others through it."""

from collections.abc import Callable
from datetime import date
from typing import Literal

from termwise.base.calendars import business_days
from termwise.base.dates import IsBusinessDay
from termwise.model.act import Act
from termwise.model.clause import Requirement
from termwise.model.deal import Deal, Names, names
from termwise.model.expression import Call, Controls, Expression, May, StateIs
from termwise.model.sentence import EndsDeal
from termwise.model.text import expression_text
from termwise.standing.asking import EVERYTHING, Aside, Effected, Reading, T
from termwise.standing.calls import call_of
from termwise.standing.clause_reading import read_clause
from termwise.standing.days_of_change import days_of_all, days_of_clause
from termwise.standing.duty_states import duty_on
from termwise.standing.effects import effects_of, maybe_effects, triggered_days
from termwise.standing.equity import holdings_of
from termwise.standing.floors import floor_of
from termwise.standing.keeping import Keeper
from termwise.standing.pausing import paused_on
from termwise.standing.power_states import power_on
from termwise.standing.refusals import consent_on, refusal_on
from termwise.standing.seating import control_of, seats_of
from termwise.standing.sources import sources_of
from termwise.standing.states import (
    ConsentStanding,
    DutyStanding,
    Holdings,
    InForce,
    PowerStanding,
    RefusalStanding,
    Stretch,
)
from termwise.standing.states_asked import state_of
from termwise.standing.stretching import stretches_of
from termwise.standing.violations import violation_of
from termwise.view.agreement import Agreement, ClauseHistory
from termwise.view.conditions import truth
from termwise.view.course import NO, Course, HangsOn, Reach, Record, Tri, open_on
from termwise.view.facts import UNTRACKED, unknown_event
from termwise.view.figure import Figure, exactly, unknown
from termwise.view.figures import At, figure
from termwise.view.moments import first_of
from termwise.view.requirements import failed, met

MayAnswer = Callable[[Agreement, Act, date], Tri]
"""Who answers whether an act is allowed on a day: supplied by `rights`."""


class Solver:
    """All readings of one agreement. Circular questions come out open."""

    def __init__(self, agreement: Agreement, may: MayAnswer | None) -> None:
        self.agreement = agreement
        self.may = may
        self.sources = sources_of(agreement)
        self._histories = {history.name: history for history in agreement.clauses}
        self._names = names(agreement.deal)
        self._records: dict[str, tuple[Record, ...]] = {}
        for record in agreement.course.records:
            self._records[record.clause] = (*self._records.get(record.clause, ()), record)
        self._calendar: IsBusinessDay | None = None
        self._keeper = Keeper()

    # -- what is given -----------------------------------------------------------------------------

    @property
    def deal(self) -> Deal:
        """The deal whose declarations count."""
        return self.agreement.deal

    @property
    def course(self) -> Course:
        """The course of events."""
        return self.agreement.course

    def names(self) -> Names:
        """The deal's declarations by name."""
        return self._names

    def is_business_day(self) -> IsBusinessDay:
        """The deal's business-day calendar. Raises `UnknownCalendarError` when there is none of its name."""
        if self._calendar is None:
            self._calendar = business_days(self.deal.calendar)
        return self._calendar

    def history(self, clause: str) -> ClauseHistory | None:
        """The clause in the agreement, or None."""
        return self._histories.get(clause)

    def records(self, clause: str) -> tuple[Record, ...]:
        """What was done to a clause, in order of day."""
        return self._records.get(clause, ())

    def keep(self, key: tuple[object, ...], work: Callable[[], T], cut: Callable[[], T]) -> T:
        """The answer to a question, worked out once; cut when it leads back to itself."""
        return self._keeper.keep(key, work, cut)

    # -- what the parts ask of each other ----------------------------------------------------------

    def event(self, name: str) -> Reach:
        """When an event happens: by the course, or earlier where a clause triggers it."""
        declared = self.course.reaches.get(name) or unknown_event(name, self.course)
        is_known = declared.earliest is not None and declared.earliest == declared.latest
        if is_known or name not in self.sources.triggers:
            return declared
        return self.keep(
            ("event", name),
            lambda: first_of((declared, *triggered_days(self, name))),
            lambda: Reach(self.deal.start, None, _circular(name)),
        )

    def breach(self, clause: str) -> Reach:
        """When the duty or prohibition of a clause is violated."""
        cut = Reach(self.deal.start, None, frozenset({HangsOn("breach", clause)}))
        return self.keep(("breach", clause), lambda: violation_of(self, clause), lambda: cut)

    def reading(self, clause: str, day: date, aside: Aside = EVERYTHING) -> Reading:
        """A clause on a day."""
        return self.keep(
            ("reading", clause, day, aside),
            lambda: read_clause(self, clause, day, aside),
            lambda: _any_reading(self._histories.get(clause), clause),
        )

    def effects(self, clause: str) -> tuple[Effected, ...]:
        """What a clause brings about."""
        return self.keep(("effects", clause), lambda: effects_of(self, clause), lambda: maybe_effects(self, clause))

    def floor(self, clause: str) -> date:
        """A day before which a clause certainly brings about nothing and is not violated."""
        return self.keep(("floor", clause), lambda: floor_of(self, clause), lambda: date.min)

    def paused(self, clause: str, day: date, aside: Aside = EVERYTHING) -> Tri:
        """Whether a clause is suspended on a day."""
        if clause not in self.sources.pauses and not self.records(clause):
            return NO
        return self.keep(
            ("paused", clause, day, aside),
            lambda: paused_on(self, clause, day, aside),
            lambda: Tri(None, _circular(clause)),
        )

    def met(self, requirement: Requirement, clause: str) -> Reach:
        """The day a condition precedent of a clause is met by its long-stop."""
        return self._of_requirement("met", requirement, clause)

    def failed(self, requirement: Requirement, clause: str) -> Reach:
        """The day after its long-stop, when it is not met by then."""
        return self._of_requirement("failed", requirement, clause)

    def _of_requirement(self, which: Literal["met", "failed"], requirement: Requirement, clause: str) -> Reach:
        """Kept by the identity of the requirement, which lives as long as the agreement."""
        work = met if which == "met" else failed
        return self.keep(
            (which, clause, id(requirement)),
            lambda: work(requirement, self, clause),
            lambda: Reach(self.deal.start, None, _circular(clause)),
        )

    # -- conditions and figures --------------------------------------------------------------------

    def truth(self, expression: Expression, day: date) -> Tri:
        """The truth of a condition on a day."""
        return truth(expression, At(day, self))

    def figure(self, expression: Expression, day: date) -> Figure:
        """The number of an expression on a day."""
        return figure(expression, At(day, self))

    def state(self, question: StateIs, day: date) -> Tri:
        """Whether a clause is in a state, negation not applied."""
        return self.keep(
            ("state", question.clause, question.state, day),
            lambda: state_of(self, question.clause, question.state, day),
            lambda: Tri(None, _circular(question.clause)),
        )

    def controls(self, question: Controls, day: date) -> Tri:
        """Whether a party controls a body, negation not applied."""
        return self.control(question.party, question.body, day)

    def allowed(self, question: May, day: date) -> Tri:
        """Whether an act is allowed, by whoever answers for rights; open on its words when nobody does."""
        may = self.may
        words = open_on(HangsOn("words", expression_text(question)))
        if may is None:
            return words
        return self.keep(("may", question.act, day), lambda: may(self.agreement, question.act, day), lambda: words)

    def call(self, call: Call, day: date) -> Figure:
        """The value of a function of holdings, deliveries or money."""
        return call_of(self, call, day)

    def clause_days(self, clause: str | None) -> frozenset[date]:
        """The days on which the state of a clause (None: of any) may change, `UNTRACKED` if there may be others."""
        work = (lambda: days_of_all(self)) if clause is None else (lambda: days_of_clause(self, clause))
        return self.keep(("days", clause), work, lambda: frozenset({UNTRACKED}))

    # -- readings ----------------------------------------------------------------------------------

    def in_force(self, clause: str, day: date) -> InForce:
        """Whether a clause is in force on a day."""
        reading = self.reading(clause, day)
        return InForce(reading.truth, reading.version, reading.why)

    def stretches(self, clause: str) -> tuple[Stretch, ...]:
        """The stretches of a clause, in order."""
        return self.keep(("stretches", clause), lambda: stretches_of(self, clause), tuple)

    def duty(self, clause: str, day: date) -> DutyStanding | None:
        """Where a duty or prohibition stands."""
        return duty_on(self, clause, day)

    def power(self, clause: str, day: date) -> PowerStanding | None:
        """Where a power stands."""
        return power_on(self, clause, day)

    def refusal(self, clause: str, day: date) -> RefusalStanding | None:
        """Where a first refusal stands."""
        return refusal_on(self, clause, day)

    def consent(self, clause: str, day: date) -> ConsentStanding | None:
        """Where a consent stands."""
        return consent_on(self, clause, day)

    def holdings(self, company: str, day: date) -> Holdings:
        """Who holds a company."""
        return self.keep(
            ("holdings", company, day),
            lambda: holdings_of(self, company, day),
            lambda: Holdings(company, (), None, None, (), unknown(*_circular(company))),
        )

    def control(self, party: str, body: str, day: date) -> Tri:
        """Whether a party controls a body."""
        return control_of(self, party, body, day)

    def seats(self, party: str, body: str, day: date) -> Figure:
        """The seats of a body a party appoints, as a fraction."""
        return self.keep(
            ("seats", party, body, day),
            lambda: seats_of(self, party, body, day),
            lambda: Figure(exactly(0).low, exactly(1).low, hangs_on=_circular(body)),
        )

    def days(self) -> tuple[date, ...]:
        """Every critical day, in order."""
        return tuple(sorted(day for day in self.clause_days(None) if day != UNTRACKED))

    def deal_ended(self) -> Reach:
        """When the deal is ended early, by an else-branch, an exercise or a breach."""
        worked = [e.at for source in self.sources.ends_deal for e in self.effects(source) if _ends_deal(e)]
        return first_of((*(ending.at for ending in self.agreement.deal_endings), *worked))


def solver_of(agreement: Agreement, may: MayAnswer | None = None) -> Solver:
    """The readings of an agreement, kept in its memo."""
    held = agreement.memo.held
    key = "standing" if may is None else "standing with may"
    kept = held.get(key)
    if isinstance(kept, Solver) and kept.may is may:
        return kept
    fresh = Solver(agreement, may)
    held[key] = fresh
    return fresh


def _ends_deal(effected: Effected) -> bool:
    return isinstance(effected.effect, EndsDeal)


def _circular(name: str) -> frozenset[HangsOn]:
    return frozenset({HangsOn("words", f"circular reference through {name}")})


def _any_reading(history: ClauseHistory | None, clause: str) -> Reading:
    """A clause of which nothing can be told, because telling leads back to it."""
    anything = Tri(None, _circular(clause))
    version = None if history is None else history.versions[-1]
    return Reading(anything, version, "open: it refers back to itself", anything, anything, anything)
