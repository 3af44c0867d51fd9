"""Published cap tables through texts of the language: SAFEs, the three conventions, anti-dilution, warrants."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from termwise.engine.run import Run
from tests.lower.equity import company, in_all, last, stake, units
from tests.lower.test_vectors import vectors

PRINTED = Fraction(1, 10_000)
"""The guides floor shares and round prices before dividing by them."""

Case = dict[str, Any]


def safe_text(inputs: Case, when: str) -> str:
    """The SAFEs of a case: the money, and their conversion `when`."""
    found = []
    for one in inputs["safes"]:
        holder = f"seed_{one['id'].lower()}"
        kind = next(name for name in ("post", "pre") if f"{name}_money_cap" in one)
        found.append(
            f"clause safe_{one['id'].lower()}\n    {holder} invests {one['amount']} USD in acme on 2025-01-15\n"
            f"clause {holder}_converts\n    {holder} converts safe_{one['id'].lower()} into acme{when},"
            f" cap {one[f'{kind}_money_cap']} USD {kind}-money{' on 2025-05-05' if not when else ''}\n"
        )
    return "".join(found)


def guide_text(inputs: Case) -> str:
    """A case of the guide: founders, options granted and promised, the pool, SAFEs and the round with its pool."""
    text = (
        f"clause founding\n    acme issues founders {inputs['founders_common']} shares\n"
        f"clause granted\n    acme issues staff {inputs['options_outstanding']} shares\n        class options\n"
        f"clause promised\n    acme issues staff {inputs['promised_options']} shares\n        class options\n"
        f"clause plan\n    acme reserves {inputs['unissued_pool']} shares for options\n"
    )
    if "pre_money" not in inputs:
        return text + safe_text(inputs, "")
    text += safe_text(inputs, " in series_a") + (
        f"clause series_a\n    fund invests {inputs['new_money']} USD in acme"
        f" at {inputs['pre_money']} USD pre-money on 2025-05-05\n"
        f"        class preferred_a\n        convention {inputs['convention'].replace('_', ' ')}\n"
    )
    if "pool_increase_shares" in inputs:
        return (
            text + f"clause more\n    acme reserves {inputs['pool_increase_shares']} shares for options in series_a\n"
        )
    target = Decimal(inputs["pool_target_unallocated"]) * 100
    return text + f"clause more\n    acme reserves {target}% for options in series_a\n        basis fully diluted\n"


def guide_figures(found: Run, case: Case) -> dict[str, Fraction]:
    """What came out, under the names of the guide."""
    inputs = case["inputs"]
    before = sum(
        inputs[name] for name in ("founders_common", "options_outstanding", "promised_options", "unissued_pool")
    )
    figures = {
        "A_shares": units(found, "seed_a"),
        "B_shares": units(found, "seed_b"),
        "company_capitalization": before + units(found, "seed_a") + units(found, "seed_b"),
        "A_pct": stake(found, "seed_a"),
        "B_pct": stake(found, "seed_b"),
        "post_fd": in_all(found),
    }
    if "pre_money" in inputs:
        figures["price"] = last(found, "price:acme")
        figures["new_shares"] = units(found, "fund")
        figures["pool_increase"] = units(found, "options") - inputs["unissued_pool"]
        figures["A_safe_price"] = Fraction(inputs["safes"][0]["amount"]) / figures["A_shares"]
    return figures


GUIDE = ("YC1-Q1", "YC1-Q2", "YC1-Q2t", "YC1-Q5", "YC2-Q2", "YC2-Q5")


@pytest.mark.parametrize("name", GUIDE)
def test_the_safe_user_guide(name: str) -> None:
    case = next(one for one in vectors("yc_user_guide.json")["cases"] if one["id"] == name)
    figures = guide_figures(company(guide_text(case["inputs"])), case)
    for figure, value in case["exact"].items():
        assert figures[figure] == Fraction(value), figure
    for figure, value in case.get("printed", {}).items():
        number = Fraction(str(value).rstrip("%")) / (100 if str(value).endswith("%") else 1)
        assert abs(figures[figure] - number) <= PRINTED * number, figure


def test_every_case_of_the_guide_is_read() -> None:
    assert tuple(case["id"] for case in vectors("yc_user_guide.json")["cases"]) == GUIDE


@pytest.mark.parametrize("row", ["YC-QS1", "YC-QS2"])
def test_the_quick_start_guide(row: str) -> None:
    """Percentages printed with `~`: what each SAFE buys of the company before any round."""
    case = next(one for one in vectors("yc_user_guide.json")["quick_start"] if one["id"] == row)
    safes = case.get("safes") or [{**one, "post_money_cap": case["post_money_cap"]} for one in case["raised"]]
    safes = [{**one, "id": "abc"[place]} for place, one in enumerate(safes)]
    text = "clause founding\n    acme issues founders 10m shares\n" + safe_text({"safes": safes}, "")
    found = company(text)
    in_cents = [round(100 * stake(found, f"seed_{one['id']}") * 2) / 2 for one in safes]
    printed = [float(one["pct"].strip("~%")) for one in safes]
    assert all(abs(have - said) <= 0.5 for have, said in zip(in_cents, printed, strict=True))
    exact = [Fraction(one["amount"], one["post_money_cap"]) for one in safes]
    assert [stake(found, f"seed_{one['id']}") for one in safes] == exact


CONVENTIONS = {
    "pre_money": "pre-money",
    "percentage_ownership": "percentage ownership",
    "dollars_invested": "dollars invested",
}


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_the_three_conventions(convention: str) -> None:
    file = vectors("cooley_three_conventions.json")
    inputs = file["inputs"]
    case = next(one for one in file["cases"] if one["convention"] == convention)
    note = inputs["safes"][0]
    found = company(
        f"clause founding\n    acme issues founders {inputs['shares_outstanding']} shares\n"
        f"clause note\n    seed_a pays acme {note['amount']} USD on 2025-01-15\n"
        f"clause note_converts\n    seed_a converts note into acme in series_a,"
        f" discount {Decimal(note['discount']) * 100}%\n"
        f"clause series_a\n    fund invests {inputs['new_money']} USD in acme at {inputs['pre_money']} USD pre-money"
        f" on 2025-05-05\n        convention {CONVENTIONS[convention]}\n"
    )
    figures = {
        "price": last(found, "price:acme"),
        "safe_shares": units(found, "seed_a"),
        "new_shares": units(found, "fund"),
        "post_fd": in_all(found),
        "founders": stake(found, "founders"),
        "safe": stake(found, "seed_a"),
        "new": stake(found, "fund"),
        "conversion_price": Fraction(note["amount"]) / units(found, "seed_a"),
        "implied_post_money": last(found, "valuation:acme"),
    }
    for name, value in case["exact"].items():
        assert figures[name] == Fraction(value), name
    for name, value in case["printed"].items():
        scale = 10**6 if str(value).endswith("M") else 1
        printed = Fraction(str(value).rstrip("M"))
        half_a_digit = Fraction(1, 2 * 10 ** len(str(printed_decimals(value))))
        assert abs(figures[name] / scale - printed) <= max(half_a_digit, PRINTED * printed), name


def printed_decimals(value: object) -> str:
    """The digits after the point of a printed number."""
    return str(value).rstrip("M").partition(".")[2]


METHODS = {
    "broad_NVCA": "broad-based weighted average",
    "full_ratchet": "full ratchet",
    "narrow": "narrow-based weighted average",
}


@pytest.mark.parametrize("name", ["AD1", "AD3", "AD5", "AD6b"])
def test_anti_dilution(name: str) -> None:
    """8m common, 2m preferred at 2.5 as converted, 2m options, 1m reserved and not counted; then the cheaper shares."""
    file = vectors("waterfalls/anti_dilution.json")
    case = next(one for one in file["cases"] if one["id"] == name)
    have = file["capitalization"]
    price = Fraction(case["consideration"], case["issued"])
    found = company(
        f"clause founding\n    acme issues founders {have['common']} shares\n"
        f"clause series_a\n    acme issues fund {file['series_a_shares']} shares"
        f" at {file['original_issue_price']} on 2025-02-01\n"
        f"        class preferred\n        anti-dilution {METHODS[case['method']]}\n"
        f"clause granted\n    acme issues staff {have['options']} shares\n        class options\n"
        f"clause plan\n    acme reserves {have['reserved']} shares for options\n"
        f"clause cheaper\n    acme issues late_fund {case['issued']} shares at {float(price)} on 2026-02-01\n"
    )
    lowered = last(found, "conversion price:preferred:acme")
    assert lowered == Fraction(case["cp2"])
    before = Fraction(found.output("conversion price:preferred:acme").values[0])
    assert before == Fraction(case["cp1"])
    ratio = before / lowered
    if "ratio" in case:
        assert ratio == Fraction(case["ratio"])
    assert units(found, "fund", "as converted") == file["series_a_shares"] * ratio
    if "converted" in case:
        assert units(found, "fund", "as converted") == Fraction(case["converted"])
    assert units(found, "fund", "outstanding") == file["series_a_shares"]
