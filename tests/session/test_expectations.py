"""What comes out for every kind of expectation: passed, failed with what is so, open."""

from datetime import date

import pytest

from termwise.session import load_text
from termwise.session.outcomes import Outcome
from tests.session.texts import EXPECTATIONS, PARTNERSHIP


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    session = load_text(PARTNERSHIP + EXPECTATIONS)
    assert [d for d in session.diagnostics if d.severity == "error"] == []
    return {outcome.text: outcome for outcome in session.expectations()}


CASES = [
    ("on 2025-10-29: stake(cloud, lab) = 27%", "passed", "stake(cloud, lab) is 27%"),
    ("on 2025-10-29: stake(cloud, lab) = 26%", "failed", "stake(cloud, lab) is 27%"),
    ("on 2025-10-29: stake(cloud, lab) * worth = 135bn within 1%", "passed", "stake(cloud, lab) * worth is 135bn"),
    ("on 2031-06-01: cloud may use models", "passed", "yes: `rights` grants it"),
    ("on 2031-06-01: cloud may not use models", "failed", "yes: `rights` grants it"),
    (
        "on 2031-06-01, known by 2025-09-11: cloud may not use models",
        "passed",
        "no: needs a grant from its owner, lab: no clause in force gives one",
    ),
    ("on 2030-06-01, known by 2025-09-11: cloud may use models", "open", "depends on event `agi`"),
    (
        "on 2030-06-01, known by 2025-09-11: whether cloud may use models depends on agi",
        "passed",
        "depends on event `agi`",
    ),
    (
        "on 2030-06-01, known by 2025-09-11: whether cloud may use models depends on agi, consent",
        "failed",
        "depends on event `agi`",
    ),
    (
        "on 2030-06-01, known by 2025-09-11, scenario early: cloud may not use models",
        "passed",
        "no: needs a grant from its owner, lab: no clause in force gives one",
    ),
    ("on 2030-06-01, known by 2025-09-11, given agi never: cloud may use models", "passed", "yes: `rights` grants it"),
    (
        "on 2034-01-01, known by 2025-09-11, status non-binding: cloud may use models",
        "passed",
        "yes: `rights` grants it",
    ),
    (
        "on 2025-11-15: whether lab may buy compute from rival depends on refusal",
        "passed",
        "depends on first refusal under `refusal`",
    ),
    (
        "on 2024-01-01: lab may not buy compute from rival and lab may buy compute from cloud",
        "passed",
        "no: `only_cloud` allows it only from cloud; yes: free: no clause in force forbids it",
    ),
    (
        "on 2025-11-01: only_cloud is in force",
        "failed",
        "only_cloud is not in force since 2025-10-28: ended by definitive",
    ),
    (
        "on 2025-11-01: not (only_cloud is in force)",
        "passed",
        "only_cloud is not in force since 2025-10-28: ended by definitive",
    ),
    ("on 2025-11-01: delivery is violated", "passed", "delivery is violated: not done by 2025-07-30"),
    (
        "on 2025-11-01, given delivered on 2025-06-01: delivery is fulfilled",
        "passed",
        "delivery is fulfilled: done on 2025-06-01",
    ),
    ("on 2025-10-29: state controls lab_board", "passed", "state appoints 100% of the seats of lab_board"),
    ("on 2025-10-29: cloud controls lab_board", "failed", "cloud appoints 0% of the seats of lab_board"),
]


@pytest.mark.parametrize(("text", "result", "came_out"), CASES)
def test_result_and_what_came_out(outcomes: dict[str, Outcome], text: str, result: str, came_out: str) -> None:
    assert (outcomes[text].result, outcomes[text].came_out) == (result, came_out)


def test_an_open_outcome_says_what_it_hangs_on(outcomes: dict[str, Outcome]) -> None:
    (open_one,) = (outcome for outcome in outcomes.values() if outcome.result == "open")
    assert [(thing.kind, thing.name) for thing in open_one.hangs_on] == [("event", "agi")]


def test_an_outcome_carries_its_view_and_day(outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes["on 2030-06-01, known by 2025-09-11, scenario early: cloud may not use models"]
    assert (outcome.on, outcome.view.known_by, outcome.view.scenario) == (date(2030, 6, 1), date(2025, 9, 11), "early")
    assert outcome.expectation.span is not None


def test_every_case_is_in_the_deal(outcomes: dict[str, Outcome]) -> None:
    assert {text for text, _, _ in CASES} == set(outcomes)
