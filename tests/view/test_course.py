"""What a view knows of events, and what it makes of conditions precedent."""

from datetime import date

import pytest
from msgspec.structs import replace

from termwise.model.declaration import Event, PowerPin, Rule
from termwise.model.expression import Ref
from termwise.view.course import NEVER, Course, HangsOn, Reach, Record, certainly
from termwise.view.occurrences import course_of, scenario_pins
from termwise.view.requirements import requirement_met
from termwise.view.view import View
from tests.view.reading import deal_of, view_of

EVENTS = """
event verified by court
    likely 60%, 3 to 18 months after agi
event drifting
    1% per month from 2026-06
event hazard_after_agi
    1% per month from agi
event both
    when approved and done
event rich
    when b_valuation >= 150bn
event richer
    when b_valuation >= 1tn
event by_date
    when done and 2024-01-01 < 2025-01-01

clause exit
    a may terminate after 30 days notice
        ends deal

scenario base
    agi on 2027-06-30
    ipo on 2026-01-01
    b_valuation is 300bn
scenario extended extends base
    ipo never
    a exercises exit on 2028-01-01
"""
DEAL = deal_of(EVENTS)


def course(known_by: str = "2025-01-01", **pins: str | None) -> Course:
    return course_of(DEAL, view_of(DEAL, known_by, "binding", **pins))


def open_from(day: str, *events: str) -> Reach:
    return Reach(date.fromisoformat(day), None, frozenset(HangsOn("event", e) for e in events))


@pytest.mark.parametrize(
    ("event", "known_by", "expected"),
    [
        ("done", "2025-01-01", certainly(date(2024, 6, 30))),
        ("done", "2024-06-30", certainly(date(2024, 6, 30))),
        ("done", "2024-06-29", open_from("2024-06-30", "done")),
        ("announced", "2025-01-01", open_from("2025-01-02", "announced")),
        ("announced", "2025-03-01", certainly(date(2025, 3, 1))),
        ("late_news", "2025-01-01", open_from("2025-01-02", "late_news")),
        ("late_news", "2025-02-01", certainly(date(2024, 3, 1))),
        ("agi", "2025-01-01", open_from("2025-01-02", "agi")),
        ("verified", "2025-01-01", open_from("2025-01-02", "verified")),
        ("drifting", "2025-01-01", open_from("2026-06-01", "drifting")),
        ("drifting", "2027-01-01", open_from("2027-01-02", "drifting")),
        ("hazard_after_agi", "2025-01-01", open_from("2025-01-02", "hazard_after_agi")),
        ("both", "2025-01-01", open_from("2025-01-02", "approved")),
        ("rich", "2025-01-01", certainly(date(2024, 7, 1))),
        ("rich", "2024-06-30", open_from("2024-07-01", "rich")),
        ("richer", "2025-01-01", open_from("2025-01-02", "richer")),
        ("by_date", "2025-01-01", certainly(date(2024, 6, 30))),
    ],
)
def test_what_a_view_knows(event: str, known_by: str, expected: Reach) -> None:
    assert course(known_by).reaches[event] == expected


def test_pins_bind_and_move_what_waits_for_them() -> None:
    pinned = course(agi="2027-06-30", done=None)
    assert pinned.reaches["agi"] == certainly(date(2027, 6, 30))
    assert pinned.reaches["done"] == NEVER
    assert pinned.reaches["verified"] == open_from("2027-06-30", "verified")
    assert course(agi=None).reaches["verified"] == NEVER
    assert course(agi=None).reaches["hazard_after_agi"] == NEVER
    assert course(approved="2026-01-01").reaches["both"] == certainly(date(2026, 1, 1))


def test_circular_rules_end_and_stay_open() -> None:
    rules = (("chicken", "egg"), ("egg", "chicken"))
    events = tuple(Event(name, chance=Rule(Ref("event", other))) for name, other in rules)
    deal = replace(DEAL, events=events)
    reaches = course_of(deal, View(date(2025, 1, 1))).reaches
    assert reaches["egg"].latest is None
    assert reaches["chicken"].earliest is not None
    assert reaches["chicken"].earliest > date(2025, 1, 1)


def test_scenarios_extend_and_powers_become_records() -> None:
    extended = course_of(DEAL, View(date(2025, 1, 1), scenario="extended"))
    assert extended.reaches["agi"] == certainly(date(2027, 6, 30))
    assert extended.reaches["ipo"] == NEVER
    assert extended.records == (Record(date(2028, 1, 1), "exercises", "exit", "a"),)
    assert set(extended.driver_pins) == {"b_valuation"}
    kinds = [type(pin) for pin in scenario_pins(DEAL, "extended")]
    assert PowerPin in kinds
    assert len(kinds) == 4


def test_given_goes_before_the_scenario() -> None:
    view = View(date(2025, 1, 1), scenario="base", given=view_of(DEAL, ipo="2029-01-01").given)
    assert course_of(DEAL, view).reaches["ipo"] == certainly(date(2029, 1, 1))


def test_in_a_closed_world_what_nobody_recorded_does_not_happen() -> None:
    closed = course_of(DEAL, view_of(DEAL, agi="2026-01-01"), complete=True)
    assert closed.reaches["ipo"] == NEVER
    assert closed.reaches["drifting"] == NEVER
    assert closed.reaches["done"] == certainly(date(2024, 6, 30))
    assert closed.reaches["agi"] == certainly(date(2026, 1, 1))


START = date(2020, 1, 1)
UNKNOWN_BEFORE = frozenset({HangsOn("number", "b_valuation")})
"""What the valuation was before its first known value could have met the condition."""


def requirement(words: str) -> tuple[Reach, str]:
    deal = deal_of(f"clause x\n    a pays b 1 on 2026-01-01\n    requires {words}\n")
    course_ = course_of(deal, View(deal.today))
    return requirement_met(deal.clauses[0].qualifiers.requires[0], deal, course_), words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("done by 2024-12-31", certainly(date(2024, 6, 30))),
        ("done by 2024-06-30", certainly(date(2024, 6, 30))),
        ("done by 2024-06-29", NEVER),
        ("done by 2024-06", certainly(date(2024, 6, 30))),
        ("done by 2023", NEVER),
        ("agi by 2025-01-01", NEVER),
        ("agi by 2026", open_from("2025-01-02", "agi")),
        ("agi", open_from("2025-01-02", "agi")),
        ("done and agi by 2026-12-31", open_from("2025-01-02", "agi")),
        ("done or agi by 2026-12-31", certainly(date(2024, 6, 30))),
        ("b_valuation >= 150bn by 2024-12-31", Reach(START, date(2024, 7, 1), UNKNOWN_BEFORE)),
        ("b_valuation >= 150bn by 2024-06-30", Reach(START, None, UNKNOWN_BEFORE)),
        ("not agi by 2026-12-31", certainly(date(2020, 1, 1))),
    ],
)
def test_conditions_precedent(words: str, expected: Reach) -> None:
    assert requirement(words)[0] == expected
