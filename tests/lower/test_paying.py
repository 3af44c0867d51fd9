"""How what is owed is paid: rounded, late, in another currency, in advance, on anchored days. Derived by hand."""

from fractions import Fraction

import pytest

from termwise.engine.run import Entry
from tests.lower.reading import ledger, paid, program_of, run_of

M = 10**6

ROUNDINGS = [("", 2), ("up", 3), ("down", 2), ("half up", 3), ("half even", 2)]


@pytest.mark.parametrize(("mode", "expected"), ROUNDINGS)
def test_an_amount_is_rounded_when_it_falls_due(mode: str, expected: int) -> None:
    """2.5 to a whole dollar; what accrues by month is rounded once, at the quarter's end."""
    text = f"clause x\n    a pays b 2.5 USD quarterly\n    rounded to 1 {mode}\n    until 2025-04-01\n"
    assert paid(text) == {"2025-03-31": expected}


def test_rounding_up_never_exceeds_a_cap() -> None:
    text = "clause x\n    a pays b 2.5 USD yearly\n    rounded to 1 up\n    cap 2.6 USD per year\n"
    assert set(paid(text).values()) == {Fraction("2.6")}


def test_the_remainder_of_rounding_is_carried_forward_where_the_clause_says_so() -> None:
    text = "clause x\n    a pays b 2.5 USD yearly\n    rounded to 1 down\n    carried forward\n"
    assert list(paid(text).values()) == [2, 3, 2, 3]


def test_purchases_true_ups_and_distributions_are_rounded() -> None:
    bought = "clause x\n    a buys compute from b, 2.5 USD yearly\n    rounded to 1 up\n"
    assert set(paid(bought).values()) == {3}
    trued_up = (
        "clause x\n    a pays b 1 USD yearly\n    minimum 3.6 USD per year, trued up yearly\n    rounded to 1 up\n"
    )
    assert [e.amount for e in run_of(trued_up).entries if e.kind == "true-up"] == [3, 3, 3, 3]
    shared = (
        "driver profit in USD per year\n    known 2025 10, 2026 10, 2027 10, 2028 10\n"
        "clause x\n    a distributes profit yearly\n    rounded to 1 down\n        then b 25%, c 75%\n"
    )
    assert [e.amount for e in run_of(shared).entries][:2] == [2, 7]


# -- late ------------------------------------------------------------------------------------------------

LATE = "clause x\n    a pays b 10m quarterly\n    until 2026-01-01\n{terms}scenario slow\n    x paid {late}\n"


def kinds(entries: tuple[Entry, ...]) -> list[str]:
    """What moves the money, in order."""
    return [entry.kind for entry in entries if entry.amount]


def test_what_is_paid_late_bears_interest_by_days_over_365() -> None:
    """73 days are a fifth of 365: 2 % of 10m."""
    text = LATE.format(terms="    late interest 10% per year\n", late="73 days late from 2025-06-01 until 2025-07-01")
    found = run_of(text, scenario="slow")
    rows = [(day, int(amount)) for day, _, _, _, amount in ledger(found)]
    assert rows == [
        ("2025-03-31", 10 * M),
        ("2025-09-11", M // 5),
        ("2025-09-11", 10 * M),
        ("2025-09-30", 10 * M),
        ("2025-12-31", 10 * M),
    ]
    assert kinds(found.entries).count("late interest") == 1


def test_late_in_a_year_is_late_for_what_falls_due_in_it() -> None:
    text = LATE.format(terms="    late interest 1% per month\n", late="1 month late in 2025")
    found = ledger(run_of(text, scenario="slow"))
    assert [row[0] for row in found if row[4] == 10 * M] == ["2025-04-30", "2025-07-30", "2025-10-30", "2026-01-31"]
    assert found[0][4] == Fraction(10 * M * 12 * 30, 100 * 365)


def test_without_late_interest_it_is_only_later_and_without_the_scenario_in_time() -> None:
    text = LATE.format(terms="", late="10 days late")
    assert kinds(run_of(text, scenario="slow").entries) == ["payment"] * 4
    assert list(paid(text, scenario="slow")) == ["2025-04-10", "2025-07-10", "2025-10-10", "2026-01-10"]
    assert list(paid(text)) == ["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"]


def test_late_interest_recoups_no_advance() -> None:
    text = (
        "clause advance\n    a pays b 10m on 2025-01-01\n    late interest 50% per year\n"
        "clause x\n    a pays b 20m yearly\n    recoups advance\n    until 2026-01-01\n"
        "scenario slow\n    advance paid 73 days late\n"
    )
    assert sum(paid(text, "advance", scenario="slow").values()) == 11 * M
    assert paid(text, scenario="slow") == {"2025-12-31": 10 * M}


# -- other currencies ------------------------------------------------------------------------------------------

RATE = "driver eur_usd in USD per EUR\n    known 2025-01-01 1.1, 2026-03-01 1.2\n"


def test_money_of_another_currency_is_converted_when_it_falls_due() -> None:
    """Accrued in euros over the quarter, converted at its end."""
    found = paid(RATE + "clause x\n    a pays b 4m EUR yearly\n    from 2025-01-01\n    until 2027-01-01\n")
    assert found == {"2025-12-31": 4_400_000, "2026-12-31": 4_800_000}
    once = RATE + "clause x\n    a pays b 4m EUR on {}\n"
    assert paid(once.format("2026-02-15")) == {"2026-02-15": 4_400_000}
    assert paid(once.format("2026-03-15")) == {"2026-03-15": 4_800_000}


def test_a_rate_may_be_stated_the_other_way_round() -> None:
    text = "driver usd_eur in EUR per USD\n    known 2025-01-01 0.5\nclause x\n    a pays b 4m EUR on 2025-02-01\n"
    assert paid(text) == {"2025-02-01": 8 * M}


def test_a_share_of_sales_in_another_currency_and_a_cap_in_it() -> None:
    text = (
        RATE + "driver abroad in EUR per year\n    known 2025 100m, 2026 0\n"
        "clause x\n    a pays b 10% of abroad yearly\n    cap 5m EUR per year\n    until 2026-01-01\n"
    )
    assert paid(text) == {"2025-12-31": 5_500_000}
    assert paid(text.replace("    cap 5m EUR per year\n", "    floor 12m EUR per year\n")) == {"2025-12-31": 13_200_000}


def test_two_rates_of_one_currency_are_one_too_many() -> None:
    two = RATE + RATE.replace("eur_usd", "other") + "clause x\n    a pays b 4m EUR yearly\n"
    reason = "it is in EUR, and several drivers say the rate: eur_usd, other"
    assert ("x", reason) in program_of(two).left_out


# -- in advance --------------------------------------------------------------------------------------------------


def test_a_share_of_a_level_in_advance() -> None:
    """2 % of what it is worth on the first day of the year: 100m, 200m, 400m."""
    assert paid("clause x\n    a pays b 2% of worth yearly in advance\n") == {
        "2025-01-01": 2 * M,
        "2026-01-01": 4 * M,
        "2027-01-01": 8 * M,
        "2028-01-01": 8 * M,
    }


def test_a_share_of_a_flow_in_advance_is_of_the_unit_before() -> None:
    assert paid("clause x\n    a pays b 10% of sales yearly in advance\n", grid="quarterly") == {
        "2026-01-01": 36_500_000,
        "2027-01-01": 73 * M,
        "2028-01-01": 36_500_000,
    }


def test_steps_tiers_floor_and_minimum_in_advance() -> None:
    steps = "clause x\n    a pays b 2% of worth yearly in advance\n        first 2 years 2%, then 1%\n"
    assert list(paid(steps).values()) == [2 * M, 4 * M, 4 * M, 4 * M]
    tiers = (
        "clause x\n    a pays b 2% of worth yearly in advance\n    tiers\n        from 0: 2%\n        from 300m: 1%\n"
    )
    assert list(paid(tiers).values()) == [2 * M, 4 * M, 4 * M, 4 * M]
    floor = "clause x\n    a pays b 2% of worth yearly in advance\n    floor 3m\n"
    assert list(paid(floor).values()) == [3 * M, 4 * M, 8 * M, 8 * M]
    least = "clause x\n    a pays b 2% of worth yearly in advance\n    minimum 5m per year, trued up yearly\n"
    found = {(row[0], row[4]) for row in ledger(run_of(least))}
    assert {("2025-12-31", 3 * M), ("2026-12-31", 1 * M)} <= found
    assert sum(paid(least).values()) == 26 * M


def test_steps_before_tiers_in_advance() -> None:
    """Two years at 5 %, whose 300m count in the tiers: then 200m at 2 % and 200m at 1 %, and all of 400m at 1 %."""
    text = (
        "clause x\n    a pays b 2% of worth yearly in advance\n        first 2 years 5%\n"
        "    tiers\n        from 0: 2%\n        from 500m: 1%\n"
    )
    assert list(paid(text).values()) == [5 * M, 10 * M, 6 * M, 4 * M]
    assert list(paid(text.replace("tiers", "tiers, reset yearly")).values()) == [5 * M, 10 * M, 8 * M, 8 * M]
    assert list(paid(text.replace("tiers", "tiers, cliff")).values()) == [5 * M, 10 * M, 1 * M, 4 * M]


@pytest.mark.parametrize("grid", ["yearly", "quarterly", "monthly"])
def test_a_floor_that_moves_is_known_in_advance_as_it_was_over_the_unit_before(grid: str) -> None:
    text = "clause x\n    a pays b 10m yearly in advance\n    floor 5% of sales\n"
    assert list(paid(text, grid=grid).values()) == [10 * M, 18_250_000, 36_500_000, 18_250_000]
    half = text + "    from 2026-07-02\n"  # 183 of the 365 days of 2026
    assert next(iter(paid(half, grid=grid).values())) == pytest.approx(18_250_000 * 183 / 365)


# -- anchored days, steps and tiers ------------------------------------------------------------------------------------


def test_a_share_on_anchored_days_is_of_the_days_since_the_one_before() -> None:
    """1m a day, in force until 16 August: 14, 90, 91 and 32 days, all of the 227 in the end."""
    text = "clause x\n    a pays b 10% of sales every 3 months from 2025-01-15\n    until 2025-08-16\n"
    assert paid(text) == {
        "2025-01-15": 1_400_000,
        "2025-04-15": 9 * M,
        "2025-07-15": 9_100_000,
        "2025-10-15": 3_200_000,
    }


@pytest.mark.parametrize("every", ["10 days", "2 weeks", "5 months"])
def test_a_share_on_anchored_days_pays_the_same_in_all(every: str) -> None:
    text = f"clause x\n    a pays b 10% of sales every {every} from 2025-01-15\n"
    assert sum(paid(text).values()) == sum(paid("clause x\n    a pays b 10% of sales yearly\n").values())


SINCE = "clause x\n    a pays b {} every 3 months from {}\n    until 2027-01-01\n"


@pytest.mark.parametrize("amount", ["1m", "10% of sales"])
def test_days_from_an_event_are_those_from_its_date(amount: str) -> None:
    """Known to the view, drawn on the central course, or decided by the run: the same days and amounts."""
    by_date = paid(SINCE.format(amount, "2026-03-31"))
    assert by_date
    assert paid(SINCE.format(amount, "ipo"), ipo="2026-03-31") == by_date
    rule = "event rich\n    when paid(y) >= 1m\nclause y\n    a pays b 1m on 2026-02-10\n"
    found = paid(rule + SINCE.format(amount, "rich"))
    assert list(found)[:4] == ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-30"]
    assert sum(found.values()) <= sum(by_date.values())


def test_days_from_an_event_that_never_comes() -> None:
    never = "event rich\n    when worth >= 900m\n"
    assert paid(never + SINCE.format("1m", "rich"), known_by="2025-01-31") == {}
    assert paid(never + SINCE.format("10% of sales", "rich"), known_by="2025-01-31") == {}


def test_a_floor_on_anchored_days() -> None:
    text = "clause x\n    a pays b 1m every 6 months from 2025-02-01\n    floor 2m\n    until 2026-01-01\n"
    assert paid(text) == {"2025-02-01": 2 * M, "2025-08-01": 2 * M}


def test_a_floor_per_time_on_anchored_days_is_of_the_days_in_force_since_the_one_before() -> None:
    """0.1m a day: 59 days in force of the first 62, then 61; the sum of 7m is above what 62 days come to."""
    share = "clause x\n    a pays b 1% of sales every 2 months from 2025-05-01\n    floor 36.5m per year\n"
    text = share + "    from 2025-03-04\n    until 2025-07-01\n"
    assert paid(text) == {"2025-05-01": 5_800_000, "2025-07-01": 6_100_000}
    sums = "clause x\n    a pays b 1m every 2 months from 2025-03-01\n    floor 36.5m per year\n    until 2025-09-02\n"
    assert paid(sums) == {
        "2025-03-01": 5_900_000,
        "2025-05-01": 6_100_000,
        "2025-07-01": 6_100_000,
        "2025-09-01": 6_200_000,
    }
    assert paid(sums.replace("1m", "7m"))["2025-09-01"] == 7 * M


def test_a_cap_that_an_amendment_adds_counts_what_was_paid_before() -> None:
    """In all 25m and not 25m more; 20m of 2027 were paid before July, where 10m a month are due."""
    text = "clause x\n    a pays b 10m {}\namendment capped signed {}, binding\n    change x\n        cap 25m {}\n"
    in_all = paid(text.format("yearly", "2026-01-01", "in total"))
    assert in_all == {"2025-12-31": 10 * M, "2026-12-31": 10 * M, "2027-12-31": 5 * M}
    a_year = paid(text.format("monthly", "2027-03-01", "per year"))
    assert [a_year.get(f"2027-{month:02}-{day}") for month, day in ((1, 31), (2, 28), (3, 31), (4, 30))] == [
        10 * M,
        10 * M,
        5 * M,
        None,
    ]
    anew = (
        "clause x\n    a pays b 10m yearly\n    until 2026-01-01\n"
        "clause y\n    a pays b 10m yearly\n    from 2026-01-01\n"
    )
    assert sum(paid(anew + "    cap 25m in total\n", "y").values()) == 25 * M


def test_a_floor_per_time_in_advance_is_of_the_days_ahead() -> None:
    """0.1m a day for each quarter ahead, of which the last is in force for half of July."""
    text = "clause x\n    a pays b 1m quarterly in advance\n    floor {}\n    until 2025-07-16\n"
    assert paid(text.format("36.5m per year")) == {
        "2025-01-01": 9 * M,
        "2025-04-01": 9_100_000,
        "2025-07-01": 1_500_000,
    }
    assert paid(text.format("3m per month"))["2025-04-01"] == 9 * M


def test_a_step_takes_the_place_of_the_tiers_while_it_lasts() -> None:
    """2025 pays 88 %; then 5 % up to 100m of a year's sales and 10 % above."""
    text = (
        "clause x\n    a pays b 5% of sales yearly\n        first 1 year 88%\n"
        "    tiers reset yearly\n        from 0: 5%\n        from 100m: 10%\n"
    )
    assert list(paid(text).values()) == [321_200_000, 68 * M, 31_500_000, 31_600_000]


def test_the_base_of_the_tiers_counts_during_a_step() -> None:
    """Half a year of sales at the step's share has filled the first tier."""
    text = (
        "clause x\n    a pays b 5% of sales yearly\n        first 181 days 20%\n    until 2026-01-01\n"
        "    tiers\n        from 0: 5%\n        from 181m: 10%\n"
    )
    assert sum(paid(text).values()) == 36_200_000 + 18_400_000
