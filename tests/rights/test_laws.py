"""Laws of rights on random small deals, each with a planted fault that it catches."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.model.act import Act
from termwise.model.clause import Clause
from termwise.model.deal import Deal
from termwise.model.declaration import Given
from termwise.model.sentence import Grant, Prohibition
from termwise.rights import cases, coverage, hearing, judgement
from termwise.rights.answer import Answer
from termwise.rights.decide import position
from termwise.rights.priority import Weighed
from termwise.rights.thresholds import Timing
from termwise.view.course import YES, Reach, Tri
from termwise.view.fold import consolidate
from termwise.view.view import View
from tests.rights.random_deals import EVENTS, later_days, scenes
from tests.rights.reading import act_of, deal_of

Law = Callable[..., None]


def ask(deal: Deal, act: Act, day: date, *given_events: Given) -> Answer:
    return position(consolidate(deal, View(deal.today, given=given_events)), act, day)


def with_clause(deal: Deal, clause: Clause) -> Deal:
    return replace(deal, clauses=(*deal.clauses, clause))


def granting_more_takes_nothing(deal: Deal, act: Act, day: date) -> None:
    """A further grant by the owner, exclusive to nobody, never turns a yes of the grantee into anything else."""
    before = ask(deal, act, day)
    more = Clause("more", Grant("beta", (act.actor,), (act.verb,), "models"))
    after = ask(with_clause(deal, more), act, day)
    if before.verdict == "yes":
        assert after.verdict == "yes"


def a_prohibition_nothing_overrides_is_never_a_plain_yes(deal: Deal, act: Act, day: date) -> None:
    ban = Clause("ban", Prohibition(Act(act.actor, act.verb, "models")))
    assert ask(with_clause(deal, ban), act, day).verdict != "yes"


def a_grant_covers_parts_and_not_the_whole(deal: Deal, act: Act, day: date) -> None:
    """Of a party without any other clause: a grant on the middle asset covers it and its part, not its whole."""
    bare = replace(deal, clauses=(Clause("only", Grant("beta", ("alpha",), ("use",), "models.vision")),))
    verdicts = {asset: ask(bare, Act("alpha", "use", asset), day).verdict for asset in ("models", "models.vision")}
    assert verdicts == {"models": "no", "models.vision": "yes"}
    assert ask(bare, Act("alpha", "use", "models.vision.medical"), day).verdict == "yes"
    assert act is not None


def a_settled_answer_agrees_with_every_course(
    deal: Deal, act: Act, day: date, first: date | None, second: date | None
) -> None:
    """Whatever day each open event happens on, or never: a settled answer stays, an open one is one of its cases."""
    answer = ask(deal, act, day)
    pins = tuple(Given(event, on) for event, on in zip(EVENTS, (first, second), strict=True))
    full = ask(deal, act, day, *pins)
    if answer.verdict != "depends":
        assert full.verdict == answer.verdict
    elif answer.cases:
        assert full.verdict in {case.verdict for case in answer.cases}


def an_owner_is_free_unless_something_stands_against_it(deal: Deal, act: Act, day: date) -> None:
    """The owner's no names the clause that forbids it; an ungranted party's no names none and says so."""
    answer = ask(deal, Act("beta", act.verb, act.asset), day)
    if answer.verdict == "no":
        assert answer.clauses("decides")
    other = ask(replace(deal, clauses=()), Act("alpha", "use", act.asset), day)
    assert (other.verdict, other.clauses("decides")) == ("no", ())


def the_quick_verdict_is_that_of_the_full_answer(deal: Deal, act: Act, day: date) -> None:
    agreement = consolidate(deal, View(deal.today))
    assert cases.verdict_on(agreement, act, day) == position(agreement, act, day).verdict


SCENES = (scenes,)
COURSES = (scenes, st.none() | later_days, st.none() | later_days)


def check(law: Law, strategies: tuple[st.SearchStrategy[Any], ...], examples: int) -> None:
    quiet = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )

    def run(arguments: tuple[Any, ...]) -> None:
        scene, *pins = arguments
        law(*scene, *pins)

    quiet(given(st.tuples(*strategies))(run))()


LAWS = [
    (granting_more_takes_nothing, SCENES),
    (a_prohibition_nothing_overrides_is_never_a_plain_yes, SCENES),
    (a_grant_covers_parts_and_not_the_whole, SCENES),
    (an_owner_is_free_unless_something_stands_against_it, SCENES),
    (the_quick_verdict_is_that_of_the_full_answer, SCENES),
    (a_settled_answer_agrees_with_every_course, COURSES),
]


@pytest.mark.parametrize(("law", "strategies"), LAWS, ids=lambda value: getattr(value, "__name__", ""))
def test_law(law: Law, strategies: tuple[st.SearchStrategy[Any], ...]) -> None:
    check(law, strategies, 200)


def two_grants_clash(monkeypatch: pytest.MonkeyPatch) -> None:
    def clashes(_: Act, allowing: list[Weighed], __: list[Weighed]) -> tuple[tuple[Weighed, Weighed, Tri], ...]:
        return tuple((one, other, YES) for one in allowing for other in allowing if one is not other)

    monkeypatch.setattr(judgement, "_clashes", clashes)


def prohibitions_are_deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judgement, "FORBIDDING", frozenset({"reserves"}))


def parts_cover_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "is_part", lambda name, whole: whole.startswith(name))


def owners_need_a_grant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "needs_grant", lambda act, _: None if act.verb == "sell" else "beta")


def only_the_day_asked_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def tried(_: Timing, __: str, reach: Reach, day: date) -> tuple[date, ...]:
        return (day,) if reach.earliest is not None and reach.earliest <= day else ()

    monkeypatch.setattr(cases, "days_that_matter", tried)


def open_prohibitions_are_taken_as_out_of_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judgement, "negation", lambda truth: Tri(truth.value is not True))


def the_first_branch_speaks_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "_merged", lambda cells: cells[:1])


def scene(clauses: str, act: str, day: str, *pins: str | None) -> tuple[Any, ...]:
    """A scene on which a planted fault shows, and days of the events `verified` and `ipo` (None: never)."""
    on = (None if pin is None else date.fromisoformat(pin) for pin in pins)
    return deal_of(clauses), act_of(act), date.fromisoformat(day), *on


LICENCE = "clause licence\n    beta grants alpha use of models\n"
WINDOW = LICENCE + "    from 6 months after ipo\n    until 12 months after ipo\n"
BAN = "clause ban\n    beta must not use models\n    from verified\n"

PLANTED = [
    (two_grants_clash, granting_more_takes_nothing, scene(LICENCE, "alpha use models", "2026-01-01")),
    (
        prohibitions_are_deaf,
        a_prohibition_nothing_overrides_is_never_a_plain_yes,
        scene(LICENCE, "alpha use models", "2026-01-01"),
    ),
    (parts_cover_the_whole, a_grant_covers_parts_and_not_the_whole, scene("", "alpha use models", "2026-01-01")),
    (
        owners_need_a_grant,
        an_owner_is_free_unless_something_stands_against_it,
        scene("", "beta use models", "2026-01-01"),
    ),
    (
        only_the_day_asked_is_tried,
        a_settled_answer_agrees_with_every_course,
        scene(WINDOW, "alpha use models", "2027-01-01", None, "2026-03-01"),
    ),
    (
        open_prohibitions_are_taken_as_out_of_force,
        a_settled_answer_agrees_with_every_course,
        scene(BAN, "beta use models", "2027-01-01", "2026-03-01", None),
    ),
    (
        the_first_branch_speaks_for_all,
        the_quick_verdict_is_that_of_the_full_answer,
        scene(BAN, "beta use models", "2027-01-01"),
    ),
    (
        the_first_branch_speaks_for_all,
        a_settled_answer_agrees_with_every_course,
        scene(BAN, "beta use models", "2027-01-01", None, None),
    ),
]


@pytest.mark.parametrize(("fault", "law", "arguments"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_law_catches(
    fault: Callable[[pytest.MonkeyPatch], None],
    law: Law,
    arguments: tuple[Any, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    law(*arguments)
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        law(*arguments)
