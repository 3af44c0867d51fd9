"""A deal run through the session: the ledger by hand, the course, expectations on money, the tables."""

from datetime import date
from fractions import Fraction

import pytest

from termwise.session import Session, load_text
from termwise.session.course_told import EventOnCourse
from termwise.session.tables import Only, RunTables, tables
from tests.session.royalty import ROYALTY

M = 1_000_000


@pytest.fixture(scope="module")
def session() -> Session:
    return load_text(ROYALTY)


def told(session: Session, only: Only = Only()) -> RunTables:  # noqa: B008 - frozen
    return tables(session.run(), "in words", only)


def test_the_ledger_is_what_a_hand_reckons(session: Session) -> None:
    found = [(date.fromordinal(e.on), e.amount) for e in session.run().entries if e.clause == "royalty"]
    daily = Fraction(120 * M, 365)
    assert found[0] == (date(2026, 3, 31), daily * 90 / 10)
    assert found[2] == (date(2026, 9, 30), daily * 92 / 5)
    assert sum(amount for _, amount in found) == 20 * M


def test_the_run_is_kept(session: Session) -> None:
    assert session.run() is session.run()
    assert session.run(session.view(scenario="early")) is not session.run()


def test_the_course_says_how_each_event_was_settled(session: Session) -> None:
    days = {event.name: event for event in session.run().events}
    assert days["launch"] == EventOnCourse("launch", date(2026, 3, 15), "known")
    assert days["sale"].settled == "central"
    assert days["listing"] == EventOnCourse("listing", None, "never")
    early = {event.name: event for event in session.run(session.view(scenario="early")).events}
    assert early["sale"] == EventOnCourse("sale", date(2026, 7, 16), "supposed")


def test_what_is_left_out_says_why(session: Session) -> None:
    assert [one.name for one in session.run().left_out] == ["secret"]
    assert "not public" in session.run().left_out[0].why


EXPECTED = """
expect
    on 2026-02-09: paid(advance) = 0
    on 2026-02-10: paid(advance) = 5m
    on 2029-12-31: paid(royalty) = 20m
    on 2029-12-31: paid(royalty) < 20m
    on 2026-12-31: total(sales) = 120m
    on 2026-12-31, scenario early: paid(royalty) < 10m
    on 2026-12-31: paid(royalty) > 1m and stake(owner, maker) = 25%
    on 2026-12-31: paid(secret) = 0
    on 2026-12-31: cash(owner) >= 5m
    on 2026-12-31: not paid(advance) = 4m
    on 2026-12-31: paid(guess) = 4.8m
    on 2026-12-30: purchased(maker, thing) = 3m
    on 2027-12-31: purchased(maker, thing.part) = 6m
    on 2027-12-31: purchased(owner, thing) = 0
"""


def test_expectations_on_money_come_from_the_run() -> None:
    session = load_text(ROYALTY + EXPECTED)
    assert [d for d in session.diagnostics if d.severity == "error"] == []
    found = [(outcome.result, outcome.came_out) for outcome in session.expectations()]
    why = "secret is not run whole: its rate is not public, and no range is given for it"
    assert [result for result, _ in found] == [
        *["passed"] * 3,
        "failed",
        *["passed"] * 3,
        *["open"] * 2,
        *["passed"] * 5,
    ]
    assert found[1][1] == "paid(advance) is 5m on the central course"
    assert found[3][1] == "paid(royalty) is 20m on the central course"
    assert found[7][1] == why
    assert found[8][1] == why
    assert found[10][1] == "paid(guess) is 4.8m on the central course, resting on what is not public: guess: rate"


def test_a_question_on_money_is_answered_by_the_run(session: Session) -> None:
    asked = session.ask("paid(royalty) >= 20m on 2029-12-31")
    assert asked.outcome is not None
    assert (asked.outcome.result, asked.outcome.came_out) == ("passed", "paid(royalty) is 20m on the central course")


def test_money_that_is_not_asked_for_runs_nothing() -> None:
    fresh = load_text(ROYALTY)
    fresh.ask("stake(owner, maker) = 25% on 2026-09-01")
    assert fresh._runs == {}


# -- tables -----------------------------------------------------------------------------------------


def test_rows_and_columns_add_up_to_the_ledger(session: Session) -> None:
    for only in (Only(), Only("quarter"), Only("month")):
        shown = told(session, only)
        moved = sum((entry.amount for entry in session.run().entries), Fraction(0))
        assert sum((row.total for row in shown.clauses), Fraction(0)) == moved
        assert all(sum(row.amounts, Fraction(0)) == row.total for row in shown.clauses)
        assert sum((row.total for row in shown.parties), Fraction(0)) == 0
        assert shown.columns == tuple(sorted(shown.columns))


def test_columns_are_calendar_units(session: Session) -> None:
    assert told(session).columns[0] == "2026"
    assert told(session, Only("quarter")).columns[:2] == ("2026-Q1", "2026-Q2")
    assert told(session, Only("month")).columns[:2] == ("2026-02", "2026-03")


def test_a_part_is_told_alone(session: Session) -> None:
    shown = told(session, Only(clause="advance"))
    assert [(row.clause, row.total) for row in shown.clauses] == [("advance", Fraction(5 * M))]
    assert shown.left_out == ()
    assert [row.party for row in told(session, Only(party="owner")).parties] == ["owner"]


def test_what_rests_on_undisclosed_numbers_is_marked(session: Session) -> None:
    shown = told(session)
    assert {row.clause: row.undisclosed for row in shown.clauses} == {
        "royalty": (),
        "guess": ("guess: rate",),
        "advance": (),
        "parts": (),
    }
    assert [(one.name, one.value, one.why) for one in shown.undisclosed] == [
        ("guess: rate", Fraction(1, 25), "not public, the median of 2% to 8%")
    ]


def test_the_worth_is_of_what_is_still_to_come(session: Session) -> None:
    maker, owner = told(session, Only(clause="advance")).parties
    assert maker.worth == 0
    assert owner.worth is owner.rate is None
    assert maker.rate == Fraction(1, 10)
    whole = told(session).parties[0]
    assert whole.worth is not None
    assert whole.total < whole.worth < 0


def test_stakes_are_told_where_they_change(session: Session) -> None:
    shown = told(session)
    assert shown.stake_years == (2026,)
    assert [(row.company, row.holder, row.stakes) for row in shown.stakes] == [("maker", "owner", (Fraction(1, 4),))]
