"""Every state of a power, its exercise, effects, and exercises in breach."""

from datetime import date

import pytest

from termwise.model.expression import StateIs
from termwise.standing.conditions import condition
from termwise.standing.deal_end import deal_ended
from termwise.standing.duties import duty_state
from termwise.standing.in_force import in_force
from termwise.standing.powers import power_state
from termwise.standing.states import PowerStanding
from termwise.view.agreement import Agreement
from termwise.view.course import NEVER, HangsOn, Record, certainly, open_on
from termwise.view.fold import consolidate
from termwise.view.occurrences import course_of
from termwise.view.view import View
from tests.view.reading import agreement_of, deal_of, replayed

EXIT = """
clause exit
    either a or b may terminate after 90 days notice, not before 2025-03-01
        ends deal
    from 2022-01-01
    until 2028-01-01
"""


def power(agreement: Agreement, day: str, clause: str = "exit") -> PowerStanding:
    found = power_state(agreement, clause, date.fromisoformat(day))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("records", "day", "expected"),
    [
        ((), "2021-12-31", "not yet in effect"),
        ((), "2025-02-28", "not yet in effect"),
        ((), "2025-03-01", "in effect"),
        ((), "2027-12-31", "in effect"),
        ((), "2028-01-01", "ended"),
        (("2025-04-01",), "2025-03-31", "in effect"),
        (("2025-04-01",), "2025-04-01", "exercised"),
        (("2025-04-01",), "2029-01-01", "exercised"),
        (("2025-01-15",), "2025-04-01", "in effect"),
    ],
)
def test_states(records: tuple[str, ...], day: str, expected: str) -> None:
    found = power(replayed(EXIT, [(record, "exercises", "exit") for record in records]), day)
    assert (found.state, found.truth.value) == (expected, True)


def test_an_exercise_and_its_effect() -> None:
    found = power(replayed(EXIT, [("2025-04-01", "exercises", "exit")]), "2025-05-01")
    assert (found.exercised, found.takes_effect) == (date(2025, 4, 1), date(2025, 6, 30))
    assert found.why == "exercised on 2025-04-01, effective 2025-06-30"


def test_an_exercise_too_early_has_no_effect() -> None:
    agreement = replayed(EXIT, [("2025-01-15", "exercises", "exit")])
    found = power(agreement, "2025-04-01")
    assert found.exercised is None
    assert found.why.endswith("the exercise on 2025-01-15 had no effect: it could not be exercised then")
    assert deal_ended(agreement) == NEVER


def test_only_a_holder_can_exercise() -> None:
    deal = deal_of(EXIT)
    view = View(date(2026, 1, 1))
    for party, ended in (("c", NEVER), ("b", certainly(date(2025, 6, 30)))):
        record = Record(date(2025, 4, 1), "exercises", "exit", party)
        assert deal_ended(consolidate(deal, view, course_of(deal, view, [record]))) == ended


def test_a_scenario_exercises() -> None:
    deal = deal_of(EXIT + "\nscenario leaves\n    a exercises exit on 2026-01-01\n")
    agreement = consolidate(deal, View(deal.today, scenario="leaves"))
    assert deal_ended(agreement) == certainly(date(2026, 4, 1))
    assert power(agreement, "2026-02-01").why == "exercised on 2026-01-01 by a, effective 2026-04-01"


def test_whether_it_may_have_been_exercised_is_open() -> None:
    agreement = agreement_of(EXIT)
    exercised, in_effect = StateIs("exit", "exercised"), StateIs("exit", "in effect")
    maybe = open_on(HangsOn("power", "exit"))
    assert condition(agreement, exercised, date(2025, 2, 28)).value is False
    assert condition(agreement, exercised, date(2026, 1, 1)) == maybe
    assert condition(agreement, in_effect, date(2026, 1, 1)) == maybe
    assert power(agreement, "2026-01-01").state == "in effect"
    assert power(agreement, "2026-01-01").truth.value is True


BREACH = (
    """
clause loyal
    a must not terminate
    until 2026-01-01
"""
    + EXIT
)


def test_a_power_exercised_in_breach_has_its_effect() -> None:
    agreement = replayed(BREACH, [("2025-04-01", "exercises", "exit")])
    found = power(agreement, "2025-04-01")
    assert found.in_breach_of == ("loyal",)
    assert found.why == "exercised on 2025-04-01, effective 2025-06-30, in breach of loyal"
    assert deal_ended(agreement) == certainly(date(2025, 6, 30))
    loyal = duty_state(agreement, "loyal", date(2025, 5, 1))
    assert loyal is not None
    assert (loyal.state, loyal.since) == ("violated", date(2025, 4, 1))
    late = replayed(BREACH, [("2026-02-01", "exercises", "exit")])
    assert power(late, "2026-02-01").in_breach_of == ()


DECLARE = """
clause panel
    b may declare agi
        effective only when approved
"""


@pytest.mark.parametrize(
    ("agi", "approved", "exercised", "effect"),
    [
        ("2026-01-01", "2026-06-01", date(2026, 1, 1), date(2026, 6, 1)),
        ("2026-01-01", None, date(2026, 1, 1), None),
        ("2026-01-01", "2025-06-01", date(2026, 1, 1), date(2026, 1, 1)),
        (None, "2025-06-01", None, None),
    ],
)
def test_declaring_an_event(agi: str | None, approved: str | None, exercised: date | None, effect: date | None) -> None:
    found = power(agreement_of(DECLARE, agi=agi, approved=approved), "2028-01-01", "panel")
    assert (found.exercised, found.takes_effect) == (exercised, effect)


def test_a_declaration_that_may_have_happened() -> None:
    found = power(agreement_of(DECLARE), "2026-01-01", "panel")
    assert (found.state, found.truth.value) == ("in effect", None)
    assert set(found.possible) == {"exercised", "in effect"}


SUSPEND = """
clause x
    a must deliver note to b by 2025-06-30
clause pay
    b must pay a by 2025-05-31
clause stop
    a may suspend x
    from breach of pay
clause go
    a may resume x
"""


def test_suspending_and_resuming_move_the_deadline() -> None:
    records = [("2025-06-10", "exercises", "stop"), ("2025-06-20", "exercises", "go")]
    agreement = replayed(SUSPEND, records)
    for day, state in (("2025-06-09", "in effect"), ("2025-06-10", "suspended"), ("2025-06-20", "in effect")):
        found = duty_state(agreement, "x", date.fromisoformat(day))
        assert found is not None
        assert found.state == state
        assert found.due == date(2025, 7, 10)
    assert in_force(agreement, "x", date(2025, 6, 15)).why == "not in force: suspended"
    never = replayed(SUSPEND, [*records[:1], ("2025-05-31", "fulfils", "pay")])
    assert in_force(never, "x", date(2025, 6, 15)).truth.value is True


def test_triggering_an_event() -> None:
    text = (
        "clause list\n    b may exercise note\n        triggers ipo\nclause x\n    a pays b 1m when ipo\n    from ipo\n"
    )
    agreement = replayed(text.replace("clause list", "clause go_public"), [("2026-01-01", "exercises", "go_public")])
    assert in_force(agreement, "x", date(2025, 12, 31)).truth.value is False
    assert in_force(agreement, "x", date(2026, 1, 1)).truth.value is True


def test_a_suspended_power() -> None:
    agreement = replayed(EXIT, [("2025-04-01", "suspends", "exit"), ("2025-05-01", "exercises", "exit")])
    found = power(agreement, "2025-05-02")
    assert (found.state, found.exercised) == ("suspended", None)


def test_what_is_no_power() -> None:
    agreement = agreement_of("clause x\n    a grants b use of note\n")
    assert power_state(agreement, "x", date(2025, 1, 1)) is None
    assert power_state(agreement, "y", date(2025, 1, 1)) is None
