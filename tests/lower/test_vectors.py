"""Published and external amounts, through texts of the language."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from termwise.engine.course import central
from termwise.engine.reference import run
from termwise.ir.well_formed import faults
from termwise.lower.from_agreement import lower
from termwise.view.fold import consolidate
from tests.lower.reading import by_year, deal_of, paid, view_of

VECTORS = Path(__file__).parents[3] / "shared" / "vectors"

HEAD = """deal "A case"
    currency USD
    period 2025-01-01 through {end}, monthly
    today 2024-12-31

party a "A Ltd", company
party b "B Ltd", company
asset gas of b
"""

Case = dict[str, Any]


def vectors(name: str) -> Any:
    """The cases of a file; skipped where the files are not at hand."""
    path = VECTORS / name
    if not path.exists():
        pytest.skip(f"the external cases are not at hand: no {name}")
    return json.loads(path.read_text("utf-8"))


def royalties(case: str) -> Case:
    """One of the royalty cases."""
    found: Case = next(one for one in vectors("royalties.json")["cases"] if one["id"] == case)
    return found


def entries(text: str, end: str = "2027-12-31") -> list[tuple[str, Fraction, str]]:
    """Clause, amount and kind of every entry of a text on its central course."""
    deal = deal_of(text, head=HEAD.replace("{end}", end))
    program = lower(consolidate(deal, view_of(known_by=end)))
    assert faults(program) == ()
    assert program.left_out == ()
    return [(e.clause, e.amount, e.kind) for e in run(program, central(program)).entries if e.amount]


def total(text: str, clause: str = "x", end: str = "2027-12-31") -> Fraction:
    """What is paid under a clause in all."""
    return sum((amount for name, amount, _ in entries(text, end) if name == clause), start=Fraction(0))


def sales(amount: object, per: str = "year") -> str:
    """A driver with an amount in 2025 and nothing after."""
    return f"driver net_sales in USD per {per}\n    known 2025 {amount}, 2026 0, 2027 0\n"


def test_marginal_tiers() -> None:
    """500m at the first rate and 250m at the second, whatever the rates are."""
    case = royalties("marginal_tiers_BI")
    levels = [0, *(level for level, _ in case["tiers"] if level is not None)]
    rates = [5, 7, 9, 11]
    rows = "".join(f"        from {level}: {rate}%\n" for level, rate in zip(levels, rates, strict=True))
    text = sales(case["net_sales"]) + f"clause x\n    a pays b 5% of net_sales yearly\n    tiers reset yearly\n{rows}"
    assert total(text) == Fraction(500_000_000 * 5, 100) + Fraction(250_000_000 * 7, 100)


def test_a_flat_royalty() -> None:
    for one in royalties("author_flat")["cases"]:
        percent = Decimal(one["rate"]) * 100
        text = sales(one["revenue"]) + f"clause x\n    a pays b {percent}% of net_sales yearly\n"
        assert total(text) == one["royalty"]


def test_an_advance_is_recouped_before_anything_is_payable() -> None:
    """What had been recouped before the year is taken off the advance that is still open."""
    case = royalties("advance_recoupment")
    for one in case["cases"]:
        percent = Decimal(one["rate"]) * 100
        text = (
            sales(one["revenue"])
            + f"clause advance\n    a pays b {one['advance'] - one['recouped']} on 2025-01-01\n"
            + f"clause x\n    a pays b {percent}% of net_sales yearly\n    recoups advance\n"
        )
        assert total(text) == one["payable"]
    back = case["returns_exceed_sales"]
    text = (
        "clause x\n    a pays b 10% of net_sales yearly\n"
        f"    deducts {back['returns']} USD per year\n    until 2026-01-01\n"
    )
    assert total(sales(back["sales"]) + text) == back["royalty"]


def test_tiers_are_half_open() -> None:
    """The continuous reading: nothing falls between 5,000 and 5,001."""
    case = royalties("tier_boundary_trap")
    rows = "        from 0: 10%\n        from 50000: 12%\n"
    text = sales(case["revenue"]) + f"clause x\n    a pays b 10% of net_sales yearly\n    tiers reset yearly\n{rows}"
    assert total(text) == 8000


def test_a_minimum_is_trued_up_after_the_year_and_is_no_floor_of_a_quarter() -> None:
    case = royalties("annual_minimum_guarantee")
    sentence = (
        "clause x\n    a pays b 8% of net_sales quarterly\n"
        "    minimum 20000 per year, trued up yearly\n    until 2026-01-01\n"
    )
    slow = entries(sales("40000", "quarter") + sentence)
    assert slow[0][1] == case["slow_quarter"]["royalty"]
    first = entries(sales(case["q1"]["net"], "quarter") + sentence)
    assert first[0][1] == case["q1"]["royalty"]
    year = entries(sales("43750", "quarter") + sentence)
    expected = case["year_of_3500_quarters"]
    assert sum(amount for _, amount, kind in year if kind == "payment") == expected["total"]
    assert [amount for _, amount, kind in year if kind == "true-up"] == [expected["shortfall_due_at_year_end"]]


def test_revenue_based_finance_reaches_its_cap() -> None:
    case = royalties("rbf_cap_months")
    share, most = Decimal(case["share"]) * 100, Decimal(case["cap"]) * case["advance"]
    text = (
        f"driver income in USD per month\n    known 2025 {case['monthly_revenue']}\n"
        f"clause x\n    a pays b {share}% of income monthly\n    cap {most} in total\n"
    )
    found = entries(text, end="2039-12-31")
    assert len(found) == case["expected_months"]
    assert sum(amount for _, amount, _ in found) == Fraction(most)


def test_take_or_pay_with_a_make_up_bank() -> None:
    """Payments of each year: what is bought, the shortfall paid, less what is made up from the bank."""
    file = vectors("take_or_pay_synthetic.json")
    price = int(file["price"])
    least = int(file["acq"] * Decimal(file["top_pct"]) * price)
    for case in file["cases"]:
        takes = [take * price for take in case["takes"]]
        known = ", ".join(f"{2025 + place} {take}" for place, take in enumerate(takes))
        text = (
            f"driver need in USD per year\n    known {known}\n"
            "clause demand\n    a buys compute from b, need yearly\n"
            f"clause x\n    a commits to buy 1 USD of compute from b by {2024 + len(takes)}\n"
            f"        at least {least} USD per year\n        shortfall paid\n"
        )
        years = by_year(paid(text, "demand"))
        for year, amount in by_year(paid(text)).items():
            years[year] = years.get(year, Fraction(0)) + amount
        assert [years.get(str(2025 + place), 0) for place in range(len(takes))] == case["payments"]


SUMS = ("BP1", "BP2", "BB1", "AL1", "AA1", "AA2", "AA3", "AA4", "AM1", "LE1", "IT2", "IT4", "SB2", "MO12")
"""Totals that are sums of payments."""

SCALES = {"USD bn": "bn", "USD m": "m"}


@pytest.mark.parametrize("row", SUMS)
def test_published_totals(row: str) -> None:
    found = next(one for one in vectors("deal_arithmetic.json") if one["id"] == row)
    scale = SCALES[found["unit"]]
    clauses = [
        f"clause part_{place}\n    a pays b {part}{scale} on 2025-0{place}-01\n"
        for place, part in enumerate(found["formula"].split("+"), start=1)
    ]
    size = 10**9 if scale == "bn" else 10**6
    in_all = sum(amount for _, amount, _ in entries("".join(clauses)))
    published = Fraction(str(found["published"] or found["computed"])) * size
    assert abs(in_all - published) <= Fraction(str(found["tol"] or 0)) * published


def test_transition_payments() -> None:
    """Three yearly payments of 50m, not cut to days."""
    found = next(one for one in vectors("deal_arithmetic.json") if one["id"] == "YA1")
    text = "clause x\n    a pays b 50m yearly\n    from 2025-01-01\n    until 2028-01-01\n    whole periods\n"
    assert total(text) == found["published"] * 10**6


def test_revenue_at_which_a_share_reaches_its_cap() -> None:
    """A share of 20 % reaches 38bn at 190bn of revenue, and pays no more at 380bn."""
    found = next(one for one in vectors("deal_arithmetic.json") if one["id"] == "MO8")
    text = "clause x\n    a pays b 20% of net_sales yearly\n    cap 38bn in total\n"
    enough = Fraction(str(found["computed"])) * 10**9
    assert total(sales(int(enough)) + text) == 38 * 10**9
    assert total(sales(int(enough) - 5) + text) == 38 * 10**9 - 1
    assert total(sales(int(2 * enough)) + text) == 38 * 10**9


def published(row: str) -> Case:
    """One row of the published arithmetic."""
    found: Case = next(one for one in vectors("deal_arithmetic.json") if one["id"] == row)
    return found


def test_a_share_of_search_revenue() -> None:
    """20bn at 36 % are the share of 55.6bn."""
    revenue = Fraction(str(published("GA1")["computed"])) * 10**9
    text = "clause x\n    a pays b 36% of net_sales yearly\n    until 2026-01-01\n"
    assert abs(total(sales(int(revenue)) + text) - 20 * 10**9) < 10**6


def test_shares_bought_at_a_price() -> None:
    """433.3m shares at 20.47 each."""
    row = published("IT1")
    text = "clause x\n    a buys 433.3m shares of gas from b at 20.47 per share on 2025-08-22\n"
    wanted = Fraction(str(row["published"])) * 10**9
    assert abs(total(text) - wanted) <= Fraction(str(row["tol"])) * wanted
    assert total(text) == Fraction("433.3") * 10**6 * Fraction("20.47")


def outputs(text: str) -> dict[str, Fraction]:
    """What every output comes to in the last period."""
    deal = deal_of(text, head=HEAD.replace("{end}", "2027-12-31"))
    program = lower(consolidate(deal, view_of(known_by="2027-12-31")))
    return {one.name: Fraction(one.values[-1]) for one in run(program, central(program)).outputs}


def test_shares_issued_and_held_in_escrow() -> None:
    row = published("IT3")
    text = (
        "clause issued\n    b issues a 274.6m shares\n    from 2025-08-27\n"
        "clause escrow\n    b issues a 158.7m shares\n    from 2025-09-01\n"
    )
    assert outputs(text)["units:a:b"] == Fraction(str(row["published"])) * 10**6


def test_a_stake_at_an_unchanged_valuation() -> None:
    row = published("MI1")
    text = (
        'party others "Others", group\nclause whole\n    b issues others 100%\n'
        "clause x\n    a invests 16.3m in b at 2000m post-money on 2025-02-26\n"
    )
    wanted = Fraction(str(row["published"])) / 100
    assert abs(outputs(text)["stake:a:b"] - wanted) <= Fraction(str(row["tol"])) * wanted
