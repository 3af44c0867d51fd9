"""Suspension: nothing accrues or moves while it lasts, deadlines shift, and what was due is paid when it goes on."""

from fractions import Fraction

import pytest

from tests.lower.reading import ledger, paid, program_of, run_of

M = 10**6

HALT = (
    "clause halt\n    b may suspend x\n        suspends x\n"
    "clause again\n    b may resume x\n        resumes x\n"
    "scenario stopped\n    b exercises halt on 2025-03-01\n    b exercises again on 2025-05-10\n"
    "scenario stopped_for_good\n    b exercises halt on 2025-03-01\n"
)
DAILY = "clause x\n    a pays b 365m yearly\n    until 2026-01-01\n"
"""1m for every day of 2025; the suspension lasts 70 days."""


def test_nothing_accrues_while_suspended() -> None:
    assert sum(paid(DAILY + HALT, scenario="stopped").values()) == 295 * M
    assert sum(paid(DAILY + HALT, scenario="stopped_for_good").values()) == 0
    assert program_of(DAILY + HALT, scenario="stopped").left_out == ()


def test_what_falls_due_while_suspended_is_paid_when_it_goes_on() -> None:
    """January and February accrue for March, the quarter's end in the suspension."""
    text = DAILY.replace("365m yearly", "90m quarterly") + HALT
    found = paid(text, scenario="stopped")
    assert found["2025-05-10"] == 59 * M
    assert "2025-03-31" not in found
    assert sum(paid(text, scenario="stopped_for_good").values()) == 0


DEADLINES = [
    ("a pays b 1m by 2025-04-30", "2025-07-09"),
    ("a pays b 1m on 2025-06-01", "2025-08-10"),
    ("a pays b 1m on 2025-02-10", "2025-02-10"),
    ("a pays b 1m within 30 days of ipo", "2025-06-09"),
    ("a pays b 1m when ipo", "2025-05-10"),
]


@pytest.mark.parametrize(("sentence", "day"), DEADLINES, ids=[row[0] for row in DEADLINES])
def test_a_deadline_moves_by_the_days_suspended(sentence: str, day: str) -> None:
    """The event happens on 10 March: its 30 days begin when the clause goes on."""
    text = f"clause x\n    {sentence}\n{HALT}"
    assert paid(text, scenario="stopped", ipo="2025-03-10") == {day: M}


def test_two_suspensions_that_overlap_end_together() -> None:
    text = (
        DAILY + "clause halt\n    b may suspend x\n        suspends x\nclause stop\n    c may suspend x\n"
        "        suspends x\nclause again\n    b may resume x\n        resumes x\n"
        "scenario both\n    b exercises halt on 2025-03-01\n    c exercises stop on 2025-04-01\n"
        "    b exercises again on 2025-05-10\n"
    )
    assert sum(paid(text, scenario="both").values()) == 295 * M


def test_a_suspended_clause_is_not_in_force() -> None:
    text = DAILY + HALT + "clause y\n    a pays b 1m when x is suspended\n"
    assert paid(text, "y", scenario="stopped") == {"2025-03-31": M}
    days = {m.name: [int(value) for value in m.values] for m in run_of(text, scenario="stopped").outputs}
    assert days["in_force:x"][:6] == [31, 28, 0, 0, 22, 30]


def test_a_breach_may_suspend() -> None:
    """Violated on 2 March, by an event that does not come: from that day on nothing is owed."""
    text = (
        DAILY + "clause d\n    b must deliver compute to a by 2025-03-01\n        fulfilled when ipo\n"
        "        on breach\n            suspends x\n"
    )
    assert sum(paid(text, ipo=None).values()) == 0
    assert sum(paid(text, ipo="2025-02-01").values()) == 365 * M


# -- powers that are used by a policy ------------------------------------------------------------------------------


POLICY = (
    "clause out\n    {who} may terminate after 30 days notice\n        exercised when {when}\n"
    "        ends deal\n        a pays b 5m\n"
)


def test_a_power_is_used_when_its_policy_says_and_everything_follows() -> None:
    """Worth 200m from June 2025: used on 30 June, ended after 30 July, the fee due that day."""
    text = DAILY + POLICY.format(who="a", when="worth >= 200m")
    assert paid(text, "out") == {"2025-07-30": 5 * M}
    assert sum(paid(text).values()) == 210 * M
    assert program_of(text).left_out == ()


def test_a_policy_on_an_event_is_exact_to_the_day() -> None:
    text = DAILY + POLICY.format(who="a", when="ipo")
    assert paid(text, "out", ipo="2025-03-05") == {"2025-04-04": 5 * M}
    assert sum(paid(text, ipo="2025-03-05").values()) == 93 * M
    assert paid(text, "out", ipo=None) == {}


def test_a_scenario_that_says_when_overrides_the_policy() -> None:
    text = DAILY + POLICY.format(who="a", when="ipo") + "scenario s\n    a exercises out on 2025-10-01\n"
    assert list(paid(text, "out", scenario="s", ipo="2025-03-05")) == ["2025-10-31"]


def test_a_power_that_another_has_ended_costs_nothing() -> None:
    text = (
        DAILY + POLICY.format(who="a", when="ipo") + POLICY.format(who="b", when="worth >= 200m").replace("out", "off")
    )
    assert paid(text, "off", ipo="2026-01-05") == {"2025-07-30": 5 * M}
    assert paid(text, "out", ipo="2026-01-05") == {}


def test_a_policy_waits_for_not_before_and_for_what_makes_it_effective() -> None:
    text = (
        DAILY + "clause out\n    a may terminate x after 30 days notice, not before 2025-03-01\n"
        "        exercised when done\n        effective only when ipo\n        ends clause x\n"
    )
    assert sum(paid(text, ipo="2025-02-01").values()) == 89 * M
    assert sum(paid(text, ipo="2025-04-11").values()) == 100 * M


def test_a_policy_triggers_an_event_and_declares_one() -> None:
    text = (
        "clause x\n    a pays b 1m when strike\n"
        "clause call\n    a may declare strike\n        exercised when worth >= 200m\n"
        "clause y\n    a pays b 2m when call is exercised\n"
    )
    assert paid(text) == {"2025-06-30": M}
    assert paid(text, "y") == {"2025-06-30": 2 * M}
    assert program_of(text).left_out == ()


def test_suspension_by_policies_that_only_the_run_can_date() -> None:
    """Suspended on 30 June 2025, resumed on 31 March 2026: 180 days of 2025 fall due inside and are paid then."""
    text = (
        "clause x\n    a pays b 12m yearly\nclause y\n    a pays b 3m by 2025-12-31\n"
        "clause halt\n    a may suspend\n        exercised when worth >= 200m\n        suspends x\n        suspends y\n"
        "clause again\n    a may resume\n        exercised when worth >= 400m\n        resumes x\n        resumes y\n"
    )
    found = paid(text)
    assert found["2026-03-31"] == Fraction(12 * M * 180, 365)
    assert found["2026-12-31"] == Fraction(12 * M * 276, 365)
    assert paid(text, "y") == {"2026-10-01": 3 * M}
    assert next(row for row in ledger(run_of(text)) if row[1] == "x")[0] == "2026-03-31"
