"""Purchases, exclusivity that steers them, commitments to buy and to invest, distributions: derived by hand."""

from fractions import Fraction

from tests.lower.reading import Row, by_year, ledger, paid, program_of, run_of

M = 10**6
SPEND = "clause p\n    a buys compute.chips from {}, 10% of sales {}\n"


def bought(rows: list[Row], seller: str) -> dict[str, Fraction]:
    """What is bought from a seller, by year, in millions."""
    return {
        year: amount / M
        for year, amount in by_year({day: amount for day, _, _, payee, amount in rows if payee == seller}).items()
    }


def test_a_purchase_is_paid_by_the_buyer() -> None:
    rows = ledger(run_of(SPEND.format("c", "yearly")))
    assert [(payer, payee) for _, _, payer, payee, _ in rows] == [("a", "c")] * 4


def test_an_exclusivity_steers_what_would_be_bought_elsewhere_and_its_end_releases_it() -> None:
    """184 days of 2025 at 0.1m go to b; before and after, c is free to sell."""
    only = "clause supply\n    a buys compute only from b\n    from 2025-07-01\n    until 2026-01-01\n"
    rows = ledger(run_of(only + SPEND.format("c", "yearly")))
    assert bought(rows, "b") == {"2025": Fraction("18.4")}
    assert bought(rows, "c") == {
        "2025": Fraction("18.1"),
        "2026": 73,
        "2027": Fraction("36.5"),
        "2028": Fraction("36.6"),
    }


def test_an_exclusivity_that_an_amendment_ends() -> None:
    only = "clause supply\n    a buys compute only from b\namendment free signed 2026-01-11, binding\n    end supply\n"
    rows = ledger(run_of(only + SPEND.format("c", "yearly")))
    assert bought(rows, "b") == {"2025": Fraction("36.5"), "2026": 2}


def test_an_exclusivity_for_another_asset_or_for_this_seller_steers_nothing() -> None:
    for only in ("a buys cloud only from b", "a buys compute only from c", "b buys compute only from c"):
        rows = ledger(run_of(f"clause supply\n    {only}\n" + SPEND.format("c", "yearly")))
        assert bought(rows, "b") == {}


def test_steering_keeps_the_total() -> None:
    only = "clause supply\n    a buys compute only from b\n    from {}\n    while not ipo\n"
    for view in ({"ipo": "2026-05-05"}, {"ipo": None}):
        text = only.format("2025-02-03") + SPEND.format("c", "monthly")
        assert sum(row[4] for row in ledger(run_of(text, **view))) == Fraction("182.6") * M


COMMITTED = "clause x\n    a commits to buy {} of compute from b by {}\n{}        shortfall {}\n"


def test_a_shortfall_is_paid_on_the_last_day() -> None:
    """36.5m and 73m are bought by the end of 2026."""
    text = COMMITTED.format("120m", "2026", "", "paid") + SPEND.format("b", "quarterly")
    assert paid(text) == {"2026-12-31": Fraction("10.5") * M}


def test_enough_bought_leaves_no_shortfall() -> None:
    assert paid(COMMITTED.format("100m", "2026", "", "paid") + SPEND.format("b", "quarterly")) == {}


def test_what_another_sells_does_not_count() -> None:
    text = COMMITTED.format("120m", "2026", "", "paid") + SPEND.format("c", "quarterly")
    assert paid(text) == {"2026-12-31": 120 * M}


def test_what_is_steered_to_the_seller_counts() -> None:
    only = "clause supply\n    a buys compute only from b\n"
    text = only + COMMITTED.format("120m", "2026", "", "paid") + SPEND.format("c", "quarterly")
    assert paid(text) == {"2026-12-31": Fraction("10.5") * M}


def test_the_least_of_a_year_is_paid_and_made_up_later() -> None:
    """2025: 13.5m short; 2026: 23m above, 13.5m of it from the bank; 2027: 13.5m short; 159.5m in all."""
    text = COMMITTED.format("170m", "2027-12-31", "        at least 50m per year\n", "paid") + SPEND.format(
        "b", "monthly"
    )
    found = paid(text)
    assert found == {
        "2025-12-31": Fraction("13.5") * M,
        "2026-12-31": -Fraction("13.5") * M,
        "2027-12-31": Fraction("13.5") * M + Fraction("10.5") * M,
    }


def test_a_shortfall_carried_raises_the_next_year_and_moves_no_money() -> None:
    text = COMMITTED.format("170m", "2027-12-31", "        at least 50m per year\n", "carried") + SPEND.format(
        "b", "monthly"
    )
    assert paid(text) == {}
    assert ("x", "what is missing in the end is carried on: no money moves for it") in program_of(text).left_out


def test_a_commitment_to_invest_is_not_an_investment() -> None:
    text = (
        "clause x\n    a commits to invest 13m in b\nclause one\n    a invests 3m in b at 10m pre-money on 2025-05-05\n"
        "clause two\n    a invests 8.6m in b at 20m pre-money on 2026-05-05\n"
    )
    found = run_of(text, grid="yearly")
    assert found.output("unfunded:x").values == (10 * M, Fraction("1.4") * M, Fraction("1.4") * M, Fraction("1.4") * M)
    assert [(day, clause, amount) for day, clause, _, _, amount in ledger(found)] == [
        ("2025-05-05", "one", 3 * M),
        ("2026-05-05", "two", Fraction("8.6") * M),
    ]


def test_a_waterfall_fills_tier_by_tier() -> None:
    """2025: 100m in halves; b lacks 150m of 200m, three quarters of 200m; the last 65m go to c. Then all goes to c."""
    text = (
        "clause w\n    a distributes sales {}\n        first 100m: b 50%, c 50%\n"
        "        until b has 200m: b 75%, c 25%\n        then c 100%\n"
    )
    for schedule in ("yearly", "quarterly", "monthly"):
        rows = ledger(run_of(text.format(schedule)))
        assert bought(rows, "b") == {"2025": 200}
        assert bought(rows, "c") == {"2025": 165, "2026": 730, "2027": 365, "2028": 366}


def test_a_distribution_falls_due_as_it_says() -> None:
    """5 January 2026 is a Monday; 31 December 2027 a Friday, 31 January 2027 a Sunday."""
    text = "clause x\n    a distributes sales {}\n        then b 100%\n        due {}\n"
    assert next(iter(paid(text.format("yearly", "within 3 business days")))) == "2026-01-05"
    assert "2027-01-29" in paid(text.format("monthly", "on last business day"))


def test_an_uncertain_amount_is_one_number_in_all_wordings_and_stretches() -> None:
    """An exclusivity cuts a purchase into three stretches, an amendment that only adds words cuts it in two."""
    text = (
        "clause supply\n    a buys compute only from b\n    from 2025-07-01\n    until 2026-01-01\n"
        "clause p\n    a buys compute from c, 5m to 10m monthly\n    cap 20m to 30m per year\n"
        'amendment words signed 2027-01-01, binding\n    change p\n        says "as before"\n'
    )
    assert sorted(parameter.name for parameter in program_of(text).parameters if parameter.uncertain) == [
        "p: to b by supply: amount",
        "p: to b by supply: cap per year",
    ]


def test_a_commitment_that_is_not_in_force_on_its_last_day_costs_nothing() -> None:
    text = "clause x\n    a commits to buy 10m of compute from b by 2026\n        shortfall paid\n    while {}\n"
    assert paid(text.format("done")) == {"2026-12-31": 10 * M}
    assert paid(text.format("done and sales < 1m per year")) == {}


def test_a_shortfall_is_paid_up_to_the_cap() -> None:
    text = (
        "clause x\n    a commits to buy 90m of compute from b by 2026\n        at least 20m per year\n"
        "        shortfall paid\n    cap 50m in total\n    cap 15m per year\n"
    )
    assert paid(text) == {"2025-12-31": 15 * M, "2026-12-31": 15 * M}
