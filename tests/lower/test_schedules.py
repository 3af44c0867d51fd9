"""Payments in every schedule: what falls due, on which day, derived by hand.

Sales are 1m a day in 2025, 2027 and 2028, and 2m a day in 2026.
"""

from fractions import Fraction

import pytest

from termwise.ir.well_formed import faults
from termwise.lower.from_agreement import lower
from termwise.view.fold import consolidate
from tests.lower.reading import HEAD, by_year, deal_of, paid, view_of

M = 10**6

ONCE = [
    ("on a date", "a pays b 10m on 2025-03-05", {}, {"2025-03-05": 10 * M}),
    ("by a year is by its last day", "a pays b 10m by 2026", {}, {"2026-12-31": 10 * M}),
    ("on a month is on its first day", "a pays b 10m on 2026-07", {}, {"2026-07-01": 10 * M}),
    ("within days of an event", "a pays b 10m within 30 days of ipo", {"ipo": "2026-05-05"}, {"2026-06-04": 10 * M}),
    ("an event that never comes", "a pays b 10m within 30 days of ipo", {"ipo": None}, {}),
    ("when an event", "a pays b 10m when ipo", {"ipo": "2026-05-05"}, {"2026-05-05": 10 * M}),
    ("when an event had been before", "a pays b 10m when done", {}, {"2025-01-01": 10 * M}),
    ("when a level is reached", "a pays b 10m when worth >= 150m", {}, {"2025-06-30": 10 * M}),
    ("when both", "a pays b 10m when done and worth >= 400m", {}, {"2026-03-31": 10 * M}),
    (
        "the first of two days",
        "a pays b 10m on first of (2026-01-31, ipo)",
        {"ipo": "2025-12-24"},
        {"2025-12-24": 10 * M},
    ),
    (
        "the last of two days",
        "a pays b 10m on last of (2026-01-31, ipo)",
        {"ipo": "2025-12-24"},
        {"2026-01-31": 10 * M},
    ),
    ("months after an event", "a pays b 10m on 1 month after ipo", {"ipo": "2027-01-31"}, {"2027-02-28": 10 * M}),
]


@pytest.mark.parametrize(("sentence", "view", "expected"), [row[1:] for row in ONCE], ids=[row[0] for row in ONCE])
def test_paid_once(sentence: str, view: dict[str, str | None], expected: dict[str, int]) -> None:
    assert paid(f"clause x\n    {sentence}\n", **view) == expected  # type: ignore[arg-type]


def test_after_its_end_nothing_is_paid() -> None:
    text = "clause x\n    a pays b 10m on 2025-03-05\n    until {}\n"
    assert paid(text.format("2025-03-05")) == {}
    assert paid(text.format("2025-03-06")) == {"2025-03-05": 10 * M}


@pytest.mark.parametrize("grid", ["monthly", "quarterly", "yearly"])
def test_a_share_is_the_same_in_all_on_every_grid(grid: str) -> None:
    found = paid("clause x\n    a pays b 10% of sales yearly\n", grid=grid)
    assert found == {
        "2025-12-31": 36_500_000,
        "2026-12-31": 73_000_000,
        "2027-12-31": 36_500_000,
        "2028-12-31": 36_600_000,
    }


def test_a_quarterly_share_accrues_by_month_and_falls_due_at_the_quarters_end() -> None:
    found = paid("clause x\n    a pays b 10% of sales quarterly\n    until 2025-08-16\n")
    assert found == {"2025-03-31": 9 * M, "2025-06-30": 9_100_000, "2025-09-30": 4_600_000}


def test_without_a_schedule_a_share_is_paid_by_the_grid() -> None:
    found = paid("clause x\n    a pays b 10% of sales\n    until 2025-03-01\n")
    assert found == {"2025-01-31": 3_100_000, "2025-02-28": 2_800_000}


def test_a_sum_accrues_by_the_days_in_force() -> None:
    """From 15 February: 45 of the quarter's 90 days; October is 31 of 92."""
    found = paid("clause x\n    a pays b 10m quarterly\n    from 2025-02-15\n    until 2025-11-01\n")
    assert found == {
        "2025-03-31": 5 * M,
        "2025-06-30": 10 * M,
        "2025-09-30": 10 * M,
        "2025-12-31": Fraction(10 * M * 31, 92),
    }


def test_whole_periods_are_not_cut() -> None:
    text = "clause x\n    a pays b 10m quarterly\n    from 2025-02-15\n    until 2025-11-01\n    whole periods\n"
    assert set(paid(text).values()) == {Fraction(10 * M)}
    assert len(paid(text)) == 4


def test_a_rate_per_year_is_the_rate_in_a_whole_year() -> None:
    found = by_year(paid("clause x\n    a pays b 73m per year monthly\n    from 2025-12-31\n"))
    assert found == {"2025": 200_000, "2026": 73 * M, "2027": 73 * M, "2028": 73 * M}


def test_a_rate_per_month_is_the_rate_in_every_month() -> None:
    found = paid("clause x\n    a pays b 5m per month quarterly\n    until 2025-07-01\n")
    assert found == {"2025-03-31": 15 * M, "2025-06-30": 15 * M}


def test_days_of_grace_and_business_days() -> None:
    """30 June 2025 is a Monday, 31 August a Sunday: its last business day is the 29th."""
    text = "clause x\n    a pays b 10m {}\n        due {}\n    from 2025-04-01\n    until 2025-09-01\n"
    assert list(paid(text.format("quarterly", "within 10 days"))) == ["2025-07-10", "2025-10-10"]
    assert list(paid(text.format("quarterly", "within 5 business days"))) == ["2025-07-07", "2025-10-07"]
    assert "2025-08-29" in paid(text.format("monthly", "on last business day"))


def test_a_last_business_day_that_is_over_when_the_amount_is_known() -> None:
    """31 August 2025 is a Sunday: day by day, August is known on it, and due on it instead of on the 29th."""
    found = paid("clause x\n    a pays b 31m monthly\n        due on last business day\n", grid="daily")
    assert list(found)[6:9] == ["2025-07-31", "2025-08-31", "2025-09-30"]


def test_in_advance_is_paid_first_and_for_the_days_in_force() -> None:
    """275 of 365 days in 2025; 181 of 365 in 2027."""
    text = "clause x\n    a pays b 365m yearly in advance\n    from 2025-04-01\n    until 2027-07-01\n"
    assert paid(text) == {"2025-04-01": 275 * M, "2026-01-01": 365 * M, "2027-01-01": 181 * M}


def test_anchored_days() -> None:
    text = "clause x\n    a pays b 10m every 5 months from 2025-01-31\n    until 2026-04-30\n"
    assert list(paid(text)) == ["2025-01-31", "2025-06-30", "2025-11-30"]


def test_anchored_days_closer_than_the_grid_count_each() -> None:
    text = "clause x\n    a pays b 1m every 10 days from 2025-01-01\n    until 2025-04-01\n"
    assert sum(paid(text, grid="quarterly").values()) == 9 * M
    assert sum(paid(text, grid="monthly").values()) == 9 * M


def test_steps_in_time_count_from_the_clauses_first_day() -> None:
    """18 months from 1 January 2025 end on 1 July 2026: 181 days at 10 %, 184 at 20 %, of 2m a day."""
    text = "clause x\n    a pays b 10% of sales yearly\n        first 18 months 10%, then 20%\n"
    assert by_year(paid(text))["2026"] == 2 * 181 * 100_000 + 2 * 184 * 200_000


def test_a_step_that_is_not_public_moves_nothing_and_says_so() -> None:
    text = "clause x\n    a pays b 10% of sales yearly\n        first 18 months 10%, then undisclosed\n"
    assert by_year(paid(text)) == {"2025": 36_500_000, "2026": 2 * 181 * 100_000}


def test_days_counted_from_an_event_that_a_deal_refuses_to_round_carry_nothing() -> None:
    """The 29th of February has no day a year later: the clause is left out whole, and the program stays sound."""
    head = HEAD.replace("    today 2024-12-31\n", "    today 2024-12-31\n    months round refuse\n")
    deal = deal_of("clause x\n    a pays b 1m every 1 year from ipo\n", head=head.replace("2025-01-01", "2023-01-01"))
    program = lower(consolidate(deal, view_of()))
    assert faults(program) == ()
    assert program.left_out == (
        ("x", "the deal refuses to round, and 2024-02-29 plus 12 months: 2025-02 has no day 29"),
    )
