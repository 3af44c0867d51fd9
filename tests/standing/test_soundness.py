"""What three-valued readings settle holds in every course of events.

Small random agreements with open events are read once as they are, and again with every event pinned
to a day or to never, in a closed world. Where the first reading is settled, the second must agree.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from termwise.base.dates import Duration
from termwise.model.act import Act
from termwise.model.amendment import Amendment, ChangeClause, EndClause, Patch
from termwise.model.clause import (
    Clause,
    NoEffect,
    OtherwiseEnds,
    OtherwiseTriggers,
    Qualifiers,
    Requirement,
)
from termwise.model.deal import Deal
from termwise.model.declaration import Event, Given, Likely, Rule, WaitAfter
from termwise.model.expression import ClauseState, Connective, Expression, Not, Quantity, Ref, StateIs
from termwise.model.moment import Bound, FirstOf, LastOf, Moment, On, OnBreach, OnEvent, Shifted
from termwise.model.sentence import (
    Allocation,
    ByThen,
    Duty,
    Effect,
    EndsClause,
    EndsDeal,
    Grant,
    Issue,
    Power,
    Prohibition,
    ResumesClause,
    Sentence,
    SuspendsClause,
    TriggersEvent,
    Within,
)
from termwise.standing.conditions import condition
from termwise.standing.duties import duty_state
from termwise.standing.effects import triggered_days
from termwise.standing.holdings import holdings
from termwise.standing.in_force import in_force, stretches
from termwise.standing.solver import solver_of
from termwise.view.agreement import Agreement
from termwise.view.course import NEVER, NO, Tri
from termwise.view.fold import consolidate
from termwise.view.moments import ended, not_after
from termwise.view.occurrences import course_of
from termwise.view.view import View

KNOWN_BY = date(2022, 1, 1)
EVENTS = ("e1", "e2", "e3")
CLAUSES = ("c1", "c2", "c3", "c4")
STATES: tuple[ClauseState, ...] = ("in force", "in effect", "fulfilled", "overdue", "violated", "suspended", "ended")

open_events = st.sampled_from(EVENTS)
clause_names = st.sampled_from(CLAUSES)
some_days = st.dates(min_value=date(2020, 1, 1), max_value=date(2025, 12, 31))


def _moments() -> st.SearchStrategy[Moment]:
    simple = st.builds(On, some_days) | st.builds(OnEvent, open_events) | st.builds(OnBreach, clause_names)
    lengths = st.builds(Duration, months=st.integers(0, 6), days=st.integers(-20, 20))
    return st.recursive(
        simple,
        lambda inner: (
            st.builds(Shifted, inner, lengths)
            | st.builds(FirstOf, st.tuples(inner, inner))
            | st.builds(LastOf, st.tuples(inner, inner))
        ),
        max_leaves=3,
    )


MOMENTS = _moments()


def _conditions(*, states: bool) -> st.SearchStrategy[Expression]:
    simple: st.SearchStrategy[Expression] = st.builds(Ref, st.just("event"), open_events)
    if states:
        simple |= st.builds(StateIs, clause_names, st.sampled_from(STATES), st.booleans())
    return st.recursive(
        simple,
        lambda inner: (
            st.builds(Not, inner) | st.builds(Connective, st.sampled_from(("and", "or")), st.tuples(inner, inner))
        ),
        max_leaves=3,
    )


CONDITIONS = _conditions(states=True)
PLAIN_CONDITIONS = _conditions(states=False)


def _effects() -> st.SearchStrategy[tuple[Effect, ...]]:
    one = (
        st.builds(EndsDeal)
        | st.builds(EndsClause, clause_names)
        | st.builds(SuspendsClause, clause_names)
        | st.builds(ResumesClause, clause_names)
        | st.builds(TriggersEvent, open_events)
    )
    return st.lists(one, max_size=2).map(tuple)


EFFECTS = _effects()


def _requirements(*, states: bool) -> st.SearchStrategy[Requirement]:
    otherwise = st.just(NoEffect()) | st.builds(OtherwiseEnds, st.none() | clause_names)
    triggers = st.builds(OtherwiseTriggers, open_events)
    return st.builds(
        Requirement,
        (CONDITIONS if states else PLAIN_CONDITIONS),
        st.none() | st.builds(On, some_days),
        otherwise | triggers,
    )


REQUIREMENTS = _requirements(states=True)
PLAIN_REQUIREMENTS = _requirements(states=False)


def declaring(event: str, effective_when: Expression | None, effects_: tuple[Effect, ...]) -> Power:
    return Power(("a",), "declare", event, effective_when=effective_when, effects=effects_)


def _allocations() -> st.SearchStrategy[tuple[Allocation, ...]]:
    def split(percent: int) -> tuple[Allocation, ...]:
        first = Decimal(percent) / 100
        return Allocation("a", Quantity(first, "%")), Allocation("c", Quantity(1 - first, "%"))

    return st.integers(0, 100).map(split)


ALLOCATIONS = _allocations()


def _sentences() -> st.SearchStrategy[Sentence]:
    act = st.just(Act("a", "deliver"))
    deadline = st.builds(ByThen, MOMENTS) | st.builds(Within, st.just(Duration(days=20)), MOMENTS)
    cure = st.none() | st.just(Duration(days=15))
    fulfilled = CONDITIONS
    return (
        st.just(Grant("a", ("b",), ("use",), "models"))
        | st.builds(Duty, act, deadline, cure, fulfilled, st.none() | CONDITIONS, EFFECTS)
        | st.builds(Duty, act, deadline, cure, st.none(), st.none(), EFFECTS)
        | st.builds(Prohibition, act, CONDITIONS)
        | st.builds(declaring, open_events, st.none() | CONDITIONS, EFFECTS)
        | st.builds(Issue, st.just("b"), ALLOCATIONS, on=st.none() | MOMENTS)
    )


SENTENCES = _sentences()


def _qualifiers() -> st.SearchStrategy[Qualifiers]:
    return st.builds(
        Qualifiers,
        start=st.none() | st.none() | MOMENTS,
        end=st.none() | st.builds(Bound, MOMENTS, st.booleans()),
        while_=st.none() | st.none() | CONDITIONS,
        unless=st.lists(CONDITIONS, max_size=1).map(tuple),
        requires=st.lists(REQUIREMENTS, max_size=1).map(tuple),
        survives=st.booleans(),
    )


QUALIFIERS = _qualifiers()


PATCHES: st.SearchStrategy[Patch] = st.builds(EndClause, clause_names, st.none() | MOMENTS) | st.builds(
    ChangeClause,
    clause_names,
    st.none() | SENTENCES,
    qualifiers=QUALIFIERS,
    said=st.lists(st.sampled_from(("end", "start", "unless")), max_size=2).map(tuple),
)
PATCH_LISTS = st.lists(PATCHES, min_size=1, max_size=2).map(tuple)
SIGNING_DAYS = st.dates(min_value=date(2020, 6, 1), max_value=KNOWN_BY)
EFFECTIVE = st.none() | st.builds(OnEvent, open_events) | st.builds(On, some_days)
FEW_PLAIN_REQUIREMENTS = st.lists(PLAIN_REQUIREMENTS, max_size=1).map(tuple)


@st.composite
def amendments(draw: st.DrawFn, name: str) -> Amendment:
    return Amendment(
        name,
        "signed",
        draw(SIGNING_DAYS),
        "binding",
        effective=draw(EFFECTIVE),
        requires=draw(FEW_PLAIN_REQUIREMENTS),
        patches=draw(PATCH_LISTS),
    )


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    chances = {
        "e1": None,
        "e2": Likely(Quantity(Decimal(1)), WaitAfter(Duration(months=3), Duration(months=18), "e1")),
        "e3": draw(st.none() | st.builds(Rule, st.just(Ref("event", "e1")))),
    }
    clauses = tuple(
        Clause(name, draw(SENTENCES), qualifiers=draw(QUALIFIERS)) for name in CLAUSES[: draw(st.integers(1, 4))]
    )
    changes = tuple(draw(amendments(f"m{n}")) for n in range(draw(st.integers(0, 2))))
    events = tuple(Event(name, chance=chances[name]) for name in EVENTS)
    return Deal("D", date(2020, 1, 1), date(2027, 1, 1), KNOWN_BY, events=events, clauses=clauses, amendments=changes)


def open_world(deal: Deal) -> Agreement:
    return consolidate(deal, View(KNOWN_BY))


def pinned_world(deal: Deal, pins: dict[str, date | None]) -> Agreement:
    """Every event pinned, and what nobody recorded did not happen. A rule's event follows its rule."""
    by_rule = {event.name for event in deal.events if isinstance(event.chance, Rule)}
    given_ = tuple(Given(event, day) for event, day in pins.items() if event not in by_rule)
    view = View(KNOWN_BY, given=given_)
    return consolidate(deal, view, course_of(deal, view, complete=True))


def is_course_of(pinned: Agreement) -> bool:
    """Whether no event is pinned to a later day than a clause makes it happen."""
    solver = solver_of(pinned)
    return all(
        not_after(at, pinned.course.reaches[event]).value is not True or at == pinned.course.reaches[event]
        for event in EVENTS
        if pinned.course.reaches[event] != NEVER
        for at in triggered_days(solver, event)
    )


@st.composite
def pinnings(draw: st.DrawFn) -> dict[str, date | None]:
    """A day for each event that its declaration allows: after known-by, and not before what it waits for."""
    later = st.dates(min_value=KNOWN_BY + timedelta(days=1), max_value=date(2026, 12, 31))
    first = draw(st.none() | later)
    second = None if first is None else draw(st.none() | later.map(lambda day: max(day, first)))
    return {"e1": first, "e2": second, "e3": draw(st.none() | later)}


def contradictions(before: Agreement, pinned: Agreement, days: list[date]) -> Iterator[str]:
    """Everything the first agreement settles and the second, pinned one answers otherwise."""
    for day in days:
        for history in before.clauses:
            name = history.name
            yield from _clash(f"{name} in force on {day}", _force(before, name, day), _force(pinned, name, day))
            for state in STATES:
                question = StateIs(name, state)
                maybe, truth = condition(before, question, day), condition(pinned, question, day)
                yield from _clash(f"{name} is {state} on {day}", maybe, truth)
            yield from _duty_clash(before, pinned, name, day)
        yield from _share_clash(before, pinned, day)


def _force(agreement: Agreement, clause: str, day: date) -> Tri:
    return in_force(agreement, clause, day).truth


def _clash(what: str, maybe: Tri, truth: Tri) -> Iterator[str]:
    assert (maybe.value is None) == bool(maybe.hangs_on), what
    if maybe.value is not None and truth.value is not None and maybe.value != truth.value:
        yield f"{what}: {maybe.value}, then {truth.value}"


def _duty_clash(before: Agreement, pinned: Agreement, clause: str, day: date) -> Iterator[str]:
    maybe, sure = duty_state(before, clause, day), duty_state(pinned, clause, day)
    settled = maybe is not None and in_force(before, clause, day).truth.value is not None
    if settled and maybe is not None and sure is not None and sure.truth.value and sure.state not in maybe.possible:
        yield f"{clause} on {day}: {maybe.possible}, then {sure.state}"


def _share_clash(before: Agreement, pinned: Agreement, day: date) -> Iterator[str]:
    for holder in ("a", "c"):
        maybe, sure = holdings(before, "b", day).of(holder), holdings(pinned, "b", day).of(holder)
        if maybe is None or sure is None or not sure.fraction.is_exact:
            continue
        low, high, value = maybe.fraction.low, maybe.fraction.high, sure.fraction.low
        if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
            yield f"{holder} on {day}: {low} to {high}, then {value}"


asked_days = st.lists(st.dates(min_value=date(2019, 12, 31), max_value=date(2027, 2, 1)), min_size=1, max_size=3)


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(deals(), pinnings(), asked_days)
def test_what_is_settled_holds_in_every_course(deal: Deal, pins: dict[str, date | None], days: list[date]) -> None:
    pinned_days = [day for day in pins.values() if day is not None]
    near = [day + timedelta(days=shift) for day in pinned_days for shift in (-1, 0, 1)]
    pinned = pinned_world(deal, pins)
    assume(is_course_of(pinned))
    assert list(contradictions(open_world(deal), pinned, [*days, *near])) == []


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(deals(), pinnings())
def test_stretches_agree_with_every_day(deal: Deal, pins: dict[str, date | None]) -> None:
    """Between days of change nothing changes: stretches and single days tell the same."""
    for agreement in (open_world(deal), pinned_world(deal, pins)):
        for history in agreement.clauses:
            found = stretches(agreement, history.name)
            for day in (date(2020, 1, 1) + timedelta(days=37 * n) for n in range(60)):
                inside = [s.truth for s in found if s.start <= day and (s.end is None or day < s.end)]
                truth = in_force(agreement, history.name, day).truth
                told = inside[0] if inside else NO
                assert told.value == truth.value or is_circular(told) or is_circular(truth), (history.name, day)


def is_circular(truth: Tri) -> bool:
    return any(thing.name.startswith("circular reference") for thing in truth.hangs_on)


def test_a_planted_fault_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading an open end as not yet come settles too much, and a pinned course shows it."""
    end = Bound(OnEvent("e1"), inclusive=False)
    clause = Clause("c1", Grant("a", ("b",), ("use",), "models"), qualifiers=Qualifiers(end=end))
    deal = Deal("D", date(2020, 1, 1), date(2027, 1, 1), KNOWN_BY, events=(Event("e1"),), clauses=(clause,))
    pins: dict[str, date | None] = {"e1": date(2023, 1, 1)}
    days = [date(2022, 6, 1), date(2023, 6, 1)]
    assert list(contradictions(open_world(deal), pinned_world(deal, pins), days)) == []

    honest = ended

    def hasty(*known: object) -> Tri:
        truth = honest(*known)  # type: ignore[arg-type]
        return NO if truth.value is None else truth

    monkeypatch.setattr("termwise.standing.clause_reading.ended", hasty)
    assert "c1 in force on 2023-06-01: True, then False" in list(
        contradictions(open_world(deal), pinned_world(deal, pins), days)
    )
