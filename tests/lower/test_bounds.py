"""Caps, floors, minimums, tiers, recoupment, carrying forward: amounts derived by hand.

Sales are 365m in 2025, 730m in 2026, 365m in 2027, 366m in 2028.
"""

from fractions import Fraction

import pytest

from tests.lower.reading import by_year, paid, program_of

M = 10**6
TENTH = "clause x\n    a pays b 10% of sales {}\n"


def year_by_year(lines: str, schedule: str = "yearly", grid: str = "monthly") -> list[Fraction]:
    """What x pays in 2025, 2026, 2027 and 2028, in millions."""
    found = by_year(paid(TENTH.format(schedule) + lines, grid=grid))
    return [found.get(year, Fraction(0)) / M for year in ("2025", "2026", "2027", "2028")]


MARGINAL = "    tiers reset yearly\n        from 0: 5%\n        from 250m: 10%\n        from 500m: 20%\n"
ROWS: list[tuple[str, str, list[float]]] = [
    ("nothing", "", [36.5, 73, 36.5, 36.6]),
    ("cap per year", "    cap 40m per year\n", [36.5, 40, 36.5, 36.6]),
    ("cap in total", "    cap 100m in total\n", [36.5, 63.5, 0, 0]),
    ("both caps", "    cap 40m per year\n    cap 100m in total\n", [36.5, 40, 23.5, 0]),
    ("carried forward over a cap", "    cap 40m per year\n    carried forward\n", [36.5, 40, 40, 40]),
    ("floor", "    floor 50m\n", [50, 73, 50, 50]),
    ("floor carried forward", "    floor 50m\n    carried forward\n", [50, 59.5, 50, 50]),
    ("minimum", "    minimum 50m per year, trued up yearly\n", [50, 73, 50, 50]),
    ("minimum under a cap", "    minimum 50m per year, trued up yearly\n    cap 45m per year\n", [45, 45, 45, 45]),
    ("deduction", "    deducts 100m per year\n", [26.5, 63, 26.5, 26.6]),
    ("deduction above the base", "    deducts 400m per year\n", [0, 33, 0, 0]),
    ("marginal tiers", MARGINAL, [12.5 + 11.5, 12.5 + 25 + 46, 24, 24.1]),
    ("marginal tiers for ever", MARGINAL.replace(" reset yearly", ""), [24, 13.5 + 119, 73, 73.2]),
    ("cliff", MARGINAL.replace("yearly", "yearly, cliff", 1), [36.5, 146, 36.5, 36.6]),
]


@pytest.mark.parametrize("schedule", ["yearly", "quarterly", "monthly"])
@pytest.mark.parametrize(("lines", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_years(lines: str, expected: list[float], schedule: str) -> None:
    wanted = [Fraction(str(amount)) for amount in expected]
    if "floor" in lines or "deducts 400m" in lines:
        schedule = "yearly"
    assert year_by_year(lines, schedule) == wanted


@pytest.mark.parametrize("grid", ["quarterly", "yearly"])
@pytest.mark.parametrize(("lines", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_years_on_a_coarser_grid(lines: str, expected: list[float], grid: str) -> None:
    assert year_by_year(lines, grid=grid) == [Fraction(str(amount)) for amount in expected]


def test_a_floor_counts_in_each_payments_period() -> None:
    assert year_by_year("    floor 10m\n", "quarterly")[0] == 40


def test_a_minimum_is_cut_to_the_days_in_force() -> None:
    """184 of 365 days: 25.2m of 50m, and 18.4m were earned."""
    found = by_year(
        paid(TENTH.format("quarterly") + "    minimum 73m per year, trued up yearly\n    from 2025-07-01\n")
    )
    assert found["2025"] == 36_800_000


def test_a_cap_goes_on_through_an_amendment() -> None:
    text = (
        TENTH.format("yearly") + "    cap 100m in total\n"
        "amendment more signed 2026-07-01, binding\n    change x\n        a pays b 20% of sales yearly\n"
    )
    assert sum(paid(text).values()) == 100 * M


def test_an_advance_is_earned_back_first() -> None:
    text = "clause advance\n    a pays b 50m on 2025-01-01\n" + TENTH.format("yearly") + "    recoups advance\n"
    assert [amount / M for amount in paid(text).values()] == [Fraction("59.5"), Fraction("36.5"), Fraction("36.6")]


def test_what_is_not_followed_is_said() -> None:
    why = "its cap in total is not public, and no range is given for it"
    assert ("x", why) in program_of(TENTH.format("yearly") + "    cap undisclosed USD in total\n").left_out


def test_what_accrued_before_a_wording_that_is_left_out_is_still_paid() -> None:
    """From 1 May 2025 a cap that is not public leaves the wording out; April's 3m are due at the quarter's end."""
    text = (
        TENTH.format("quarterly")
        + "amendment more signed 2025-05-01, binding\n    change x\n        cap undisclosed USD in total\n"
    )
    assert paid(text) == {"2025-03-31": 9 * M, "2025-06-30": 3 * M}
    reason = "its cap in total is not public, and no range is given for it, as said by more"
    assert ("x", reason) in program_of(text).left_out


def test_a_cap_per_year_begins_again_in_weeks_that_straddle_the_years() -> None:
    """1.4m a week under 20m a year: a week counts in the year in which it begins."""
    text = "clause x\n    a pays b 200k daily\n    cap 20m per year\n    until 2027-01-01\n"
    assert by_year(paid(text, grid="weekly")) == {"2025": 20 * M, "2026": 20 * M}
