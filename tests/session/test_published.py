"""Published and external cases as whole deals with `expect` lines, read and run like any other."""

import json
import re
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from termwise.measure.cash_flow import CashFlow
from termwise.measure.present_value import present_value
from termwise.session import load_text
from termwise.view.view import default_view

VECTORS = Path(__file__).parents[3] / "shared" / "vectors"


def text_of(name: str) -> str:
    """A file of external cases; skipped where they are not at hand."""
    path = VECTORS / name
    if not path.exists():
        pytest.skip(f"the external cases are not at hand: no {name}")
    return path.read_text("utf-8")


def failures(text: str) -> list[tuple[str, str]]:
    """The expectations of a deal that do not hold, with what comes out; it must have no errors."""
    session = load_text(text)
    assert [d for d in session.diagnostics if d.severity == "error"] == []
    outcomes = session.expectations()
    assert outcomes
    return [(outcome.text, outcome.came_out) for outcome in outcomes if outcome.result != "passed"]


# -- late delivery and penalty --------------------------------------------------------------------------------

LATE = """deal "Late delivery and penalty"
    currency USD
    period {agreed} through {end}, monthly
    today {agreed}
party dan "Dan", seller
party steve "Steve", buyer
asset equipment of dan
event delivered by dan
event force_majeure
driver goods_value in USD
    known {agreed} {value}
clause delivery "Delivery"
    dan must deliver equipment to steve by {agreed}
        fulfilled when delivered
clause penalty "10.5% of the value for every two days of delay"
    dan pays steve 5.25% of goods_value daily
    from {agreed}
    until delivered
    unless force_majeure
    cap 55% of goods_value in total
clause exit "Termination after more than 15 days"
    steve may terminate
        ends deal
    from 16 days after {agreed}
    until delivered
expect
"""
AGREED = date(2017, 12, 17)


def late(days: int, value: float, expectations: str) -> list[tuple[str, str]]:
    """The contract with a delivery agreed for 17 December 2017 and so many days of delay."""
    end = AGREED + timedelta(400)
    head = LATE.format(agreed=AGREED, end=end, value=value)
    return failures(head + expectations.format(today=AGREED + timedelta(days), end=end))


PAID = "    on {{end}}, given delivered on {{today}}, given force_majeure never: paid(penalty) = {}\n"
OPEN = "    on {{today}}, known by {{today}}, given delivered never: exit is {}in effect\n"


def scenarios() -> list[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """Name, the time it is, request and response of every scenario that has a response."""
    found = []
    for name in ("logic.feature", "logic_default.feature"):
        feature = text_of(f"accord/latedeliveryandpenalty/test/{name}")
        for scenario in feature.split("Scenario:")[1:]:
            title, blocks = scenario.splitlines()[0].strip(), re.findall(r'"""\s*(\{.*?\})\s*"""', scenario, re.DOTALL)
            now = re.search(r'current time is "([^"]+)"', scenario)
            if now is not None and len(blocks) > 1:
                found.append((title, now.group(1), json.loads(blocks[0]), json.loads(blocks[1])))
    return found


def delay(request: dict[str, Any], now: str) -> timedelta:
    """How late it is, times of day included."""
    return datetime.fromisoformat(now) - datetime.fromisoformat(request["agreedDelivery"].replace(" ", "T"))


def test_penalties_of_late_delivery() -> None:
    """The published logic counts whole days that have passed, two of them in proportion; 55 % at most."""
    cases = scenarios()
    assert len(cases) >= 2
    for title, now, request, response in cases:
        if "penalty" not in response:
            continue
        days = delay(request, now).days
        negation = "" if response["buyerMayTerminate"] else "not "
        due = PAID.format(round(response["penalty"], 6))
        assert (title, late(days, request["goodsValue"], due + OPEN.format(negation))) == (title, [])


def test_the_words_count_a_day_begun_in_full() -> None:
    """ "Any fractional part of a days is to be considered a full days": six days where the logic counts five."""
    for _, now, request, response in scenarios():
        if response.get("penalty") == 52.5:
            lateness = delay(request, now)
            begun = lateness.days + (lateness > timedelta(lateness.days))
            assert begun == 6
            assert late(begun, request["goodsValue"], PAID.format(63)) == []


def test_force_majeure_and_delivery_in_time_cost_nothing() -> None:
    never = "    on {end}, given delivered never, given force_majeure on 2017-12-17: paid(penalty) = 0\n"
    assert late(30, 200, never) == []
    assert late(0, 200, PAID.format(0)) == []


def test_the_right_to_terminate_begins_after_more_than_fifteen_days() -> None:
    assert late(15, 200, OPEN.format("not ")) == []
    assert late(16, 200, OPEN.format("")) == []


# -- volume discount -------------------------------------------------------------------------------------------

VOLUME = """deal "Card acceptance"
    currency USD
    period 2025-01-01 through 2025-12-31, monthly
    today 2025-01-01
party merchant "The merchant", company
party card "Card, Inc.", company
driver volume "Net charges of the year" in USD per year
    known 2025 {volume}
clause discount "Discount"
    merchant pays card 3% of volume yearly
    tiers reset yearly, cliff
        from 0: 3%
        from 1m: 2.9%
        from 10000000.01: 2.8%
expect
    on 2025-12-31: paid(discount) = {rate}% * {volume}
"""


def test_the_discount_of_a_volume() -> None:
    request = json.loads(text_of("accord/volumediscount/request.json"))
    response = re.search(r'"discountRate": ([\d.]+)', text_of("accord/volumediscount/test/logic.feature"))
    assert response is not None
    millions = Fraction(str(request["netAnnualChargeVolume"]))
    assert failures(VOLUME.format(volume=int(millions * 10**6), rate=response.group(1))) == []


@pytest.mark.parametrize(("volume", "rate"), [(999_999, 3), (1_000_000, 2.9), (10_000_000, 2.9), (10_000_001, 2.8)])
def test_the_rows_of_the_table(volume: int, rate: float) -> None:
    """Less than 1m, 1m to 10m, greater than 10m: the whole volume takes the rate of its row."""
    assert failures(VOLUME.format(volume=volume, rate=rate)) == []


# -- royalties -----------------------------------------------------------------------------------------------------

DISCOUNTED = """deal "Discounted"
    currency USD
    period 2025-01-01 through 2030-12-31, yearly
    today 2025-01-01
party a "A", company
party b "B", company
clause x "One payment"
    a pays b {cash} USD on {day}
"""


def test_what_a_payment_is_worth_today() -> None:
    cases = next(one for one in json.loads(text_of("royalties.json"))["cases"] if one["id"] == "discounting")["cases"]
    assert len(cases) == 2
    for case in cases:
        session = load_text(DISCOUNTED.format(cash=case["cash"], day=f"{2025 + case['t']}-01-01"))
        deal = session.deal
        assert deal is not None
        entries = session.run(default_view(deal)).entries
        flows = [CashFlow(date.fromordinal(entry.on), entry.amount) for entry in entries]
        worth = present_value(flows, Fraction(case["rate"]), deal.today)
        assert round(float(worth), 1) == case["pv"]


SPLIT = """deal "Profit split with a reimbursed balance"
    currency USD
    period 2022-01-01 through 2024-12-31, quarterly
    today 2024-12-31
party regeneron "Regeneron", company
party sanofi "Sanofi", company
driver us_profit in USD per quarter
    known 2022 500m, 2023 800m, 2024 1200m
driver abroad_profit in USD per quarter
    known 2022 300m, 2023 500m, 2024 700m
driver abroad_sales in USD per year
    known 2022 1bn, 2023 3bn, 2024 6bn
driver abroad_part in USD per quarter
    is min(45%, 35% + 2% * abroad_sales / (1bn USD per year)) * abroad_profit
driver share in USD per quarter
    is 50% of us_profit + abroad_part
clause at_home "Half of the profit in the United States"
    sanofi pays regeneron 50% of us_profit quarterly
clause abroad "35% of the profit elsewhere, up to 45% with sales"
    sanofi pays regeneron 100% of abroad_part quarterly
clause reimbursement "Development costs paid back, out of a part of each quarter's share"
    regeneron pays sanofi 20% of share quarterly
        first 6 months 10%, then 20%
    cap 1.453bn in total
clause milestone "Sales milestone"
    sanofi pays regeneron 50m when abroad_sales >= 2bn per year
expect
    # Half of 500m and 37 % of 300m in each quarter of 2022; a tenth of that goes back before July, a fifth after.
    on 2022-03-31: paid(at_home) + paid(abroad) = 361m
    on 2022-03-31: paid(reimbursement) = 36.1m
    on 2022-06-30: paid(reimbursement) = 72.2m
    on 2022-12-31: paid(reimbursement) = 216.6m
    # 41 % in 2023, 45 % at most in 2024.
    on 2023-03-31: paid(abroad) = 4 * 111m + 205m
    on 2024-03-31: paid(abroad) = 4 * 111m + 4 * 205m + 315m
    on 2022-12-31: paid(milestone) = 0
    on 2023-12-31: paid(milestone) = 50m
    # The balance of 1.453bn is paid back, and no more.
    on 2024-12-31: paid(reimbursement) = 1432.6m
"""


def test_the_shape_of_a_capped_recoupment() -> None:
    """Half at home, 65/35 to 55/45 by sales elsewhere, a balance paid back out of a tenth, then a fifth."""
    case = next(one for one in json.loads(text_of("royalties.json"))["cases"] if one["id"] == "regeneron_sanofi")
    assert case["facts"]["contingent_reimbursement_2025-03-31_usd_bn"] == "1.453"
    assert failures(SPLIT) == []
    assert failures(SPLIT.replace("cap 1.453bn", "cap 1bn").replace("= 1432.6m", "= 1bn")) == []
