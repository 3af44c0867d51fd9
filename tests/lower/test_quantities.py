"""Quantities: bought at a price, delivered, committed; and what can be said of clauses and bodies in conditions."""

from fractions import Fraction

import pytest

from tests.lower.reading import paid, program_of, run_of

M = 10**6
BN = 10**9

CHIPS = "clause x\n    a buys 6 GW of compute.chips from b at 20m per MW on 2026-01-10\n"


def test_a_quantity_costs_its_price() -> None:
    assert paid(CHIPS) == {"2026-01-10": 120 * BN}
    assert program_of(CHIPS).left_out == ()


def test_a_quantity_per_time_accrues() -> None:
    text = "clause x\n    a buys 365 MW per year of compute from b at 1m per MW quarterly\n    until 2025-07-01\n"
    assert paid(text) == {"2025-03-31": 90 * M, "2025-06-30": 91 * M}


def test_what_is_delivered_counts_for_the_whole_asset() -> None:
    text = CHIPS + (
        "clause y\n    a buys 365 MW per year of compute from c at 1m per MW yearly\n"
        "clause z\n    a pays b 1m when delivered(compute) >= 6.365 GW\n"
    )
    assert paid(text, "z") == {"2026-02-28": M}
    outputs = {m.name: sum(Fraction(value) for value in m.values) for m in run_of(text).outputs}
    assert outputs["delivered:x"] == 6 * BN


def test_a_quantity_without_a_price_is_delivered_and_moves_no_money() -> None:
    text = CHIPS.replace(" at 20m per MW", "") + "clause z\n    a pays b 1m when delivered(compute) >= 6 GW\n"
    assert paid(text) == {}
    assert paid(text, "z") == {"2026-02-28": M}


def test_a_commitment_in_quantities_pays_what_is_missing_at_its_price() -> None:
    text = (
        CHIPS + "clause k\n    a commits to buy 8 GW of compute from b at 1m per MW by 2026\n        shortfall paid\n"
    )
    assert paid(text, "k") == {"2026-12-31": 2 * BN}
    yearly = (
        "clause x\n    a buys 100 MW per year of compute from b at 1m per MW yearly\n"
        "clause k\n    a commits to buy 600 MW of compute from b at 2m per MW by 2027\n"
        "        at least 150 MW per year\n        shortfall paid\n"
    )
    assert paid(yearly, "k") == {"2025-12-31": 100 * M, "2026-12-31": 100 * M, "2027-12-31": 100 * M + 300 * M}


def test_a_quantity_on_anchored_days_is_delivered_on_each() -> None:
    text = (
        "clause x\n    a buys 100 MW of compute from b at 1m per MW every 3 months from {}\n    until 2025-09-01\n"
        "clause z\n    a pays b 1m when delivered(compute) >= 300 MW\n"
    )
    assert program_of(text.format("2025-01-15")).left_out == ()
    for begins in ("2025-01-15", "ipo"):
        found = text.format(begins)
        assert list(paid(found, ipo="2025-01-15")) == ["2025-01-15", "2025-04-15", "2025-07-15"]
        assert paid(found, "z", ipo="2025-01-15") == {"2025-08-31": M}  # as the period before left it


def test_a_rate_on_anchored_days_is_delivered_day_by_day() -> None:
    text = "clause x\n    a buys 365 MW per year of compute from b at 1m per MW every 6 months from 2025-01-01\n"
    found = {m.name: m.values for m in run_of(text + "    until 2026-01-01\n").outputs}["delivered:x"]
    assert [Fraction(value) / M for value in found[:2]] == [31, 28]
    assert sum(Fraction(value) for value in found) == 365 * M


def test_an_uncertain_quantity_is_one_number_with_what_it_costs() -> None:
    text = "clause x\n    a buys 1 GW to 2 GW of compute from b at 20m per MW on 2026-01-10\n"
    uncertain = [one.name for one in program_of(text).parameters if one.uncertain is not None]
    assert len(uncertain) == 1
    by_lanes = text + "clause lone\n    a buys compute only from b\n    until 2025-06-01\n"
    assert len([one for one in program_of(by_lanes).parameters if one.uncertain is not None]) == 1


CONDITIONS = [
    ("x is violated", "2025-07-31"),
    ("y is ended", "2025-07-31"),
    ("a controls board", "2026-01-31"),
]


@pytest.mark.parametrize(("condition", "day"), CONDITIONS)
def test_conditions_that_the_days_decide(condition: str, day: str) -> None:
    """The delivery is missed on 1 July 2025, which ends y; in 2026 a second appointment gives a majority."""
    text = (
        "body board of b\n    seats 9\n"
        "clause x\n    b must deliver compute to a by 2025-06-30\n        fulfilled when worth >= 400m\n"
        "        on breach\n            ends clause y\nclause y\n    a pays b 1m yearly\n"
        "clause seats\n    a appoints 4 seats of board\n"
        "clause more_seats\n    a appoints 1 seats of board\n    from 2026-01-01\n"
        f"clause z\n    a pays b 1m when {condition}\n"
    )
    assert paid(text, "z") == {day: M}
    assert program_of(text).left_out == ()


def test_a_prohibition_is_violated_when_the_run_says_so() -> None:
    text = (
        "clause x\n    a must not build compute\n        violated when worth >= 200m\n"
        "clause z\n    a pays b 1m when x is violated\n"
    )
    assert paid(text, "z") == {"2025-06-30": M}
