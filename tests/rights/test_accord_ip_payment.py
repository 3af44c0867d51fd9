"""The Accord template for payments under a licence: due dates and amounts, read from its text.

Its text counts "7 business days" after permission; its own logic adds 7 calendar days. The text is the
contract: permission on Thursday 2018-04-05 makes the payment due on Monday 2018-04-16, not on 2018-04-12.
"""

import json
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from termwise.model.deal import Deal
from termwise.model.declaration import Given
from termwise.model.expression import Arithmetic, Quantity
from termwise.model.sentence import Payment
from termwise.rights.deadlines import deadlines
from termwise.rights.may import may
from termwise.standing.conditions import condition
from termwise.standing.figures import quantity
from tests.rights.reading import agreement_of, deal_in_file

HERE = Path(__file__).parent
TEMPLATE = HERE.parents[2] / "shared" / "vectors" / "accord" / "ip-payment"
PERMITTED = date(2018, 4, 5)


@pytest.fixture(scope="module")
def deal() -> Deal:
    return deal_in_file(HERE / "deals" / "ip_payment.deal")


def dues(deal: Deal, clause: str, *given: Given) -> list[date]:
    found = deadlines(agreement_of(deal, given=given), date(2018, 1, 1), date(2019, 2, 1))
    return [line.on for line in found if line.clause == clause and line.kind == "due"]


def test_seven_business_days_after_permission(deal: Deal) -> None:
    assert dues(deal, "permitted_payment", Given("permission_received", PERMITTED)) == [date(2018, 4, 16)]


def test_no_permission_no_due_day(deal: Deal) -> None:
    assert dues(deal, "permitted_payment", Given("permission_received", None)) == []


def test_last_business_day_of_each_quarter(deal: Deal) -> None:
    fridays_and_mondays = [date(2018, 3, 30), date(2018, 6, 29), date(2018, 9, 28), date(2018, 12, 31)]
    assert dues(deal, "royalty") == fridays_and_mondays
    assert dues(deal, "sublicensing_share") == fridays_and_mondays


def test_ten_days_after_each_quarter(deal: Deal) -> None:
    assert dues(deal, "manner") == [date(2018, 4, 10), date(2018, 7, 10), date(2018, 10, 10), date(2019, 1, 10)]


def test_the_amounts_written_in_the_deal_hold(deal: Deal) -> None:
    agreement = agreement_of(deal)
    assert len(deal.expectations) == 3
    assert [condition(agreement, e.proposition, e.on or deal.today, may).value for e in deal.expectations] == [True] * 3


def share(deal: Deal, clause: str) -> Quantity:
    """The percentage a clause pays."""
    sentence = next(c.sentence for c in deal.clauses if c.name == clause)
    assert isinstance(sentence, Payment)
    assert isinstance(sentence.amount, Arithmetic)
    assert isinstance(sentence.amount.left, Quantity)
    return sentence.amount.left


@pytest.mark.skipif(not TEMPLATE.exists(), reason="the template is not at hand")
def test_amounts_of_the_published_cases(deal: Deal) -> None:
    feature = (TEMPLATE / "test" / "logic.feature").read_text("utf-8")
    requests = [json.loads(block) for block in re.findall(r'"""(.*?)"""', feature, re.DOTALL)]
    agreement = agreement_of(deal)
    pairs = list(zip(requests[::2], requests[1::2], strict=True))
    assert len(pairs) == 3
    for asked, answered in pairs:
        total = Arithmetic(
            "+",
            Arithmetic("of", share(deal, "royalty"), dollars(asked["netSaleRevenue"])),
            Arithmetic("of", share(deal, "sublicensing_share"), dollars(asked["sublicensingRevenue"])),
        )
        figure = quantity(agreement, total, PERMITTED)
        assert figure.low == figure.high == Fraction(str(answered["totalAmount"]))


def dollars(amount: float) -> Quantity:
    return Quantity(Decimal(str(amount)), "USD")


@pytest.mark.skipif(not TEMPLATE.exists(), reason="the template is not at hand")
def test_the_text_says_business_days_and_the_logic_counts_others() -> None:
    assert "7 days business days after receiving permission" in (TEMPLATE / "text" / "sample.md").read_text("utf-8")
    assert '"dueBy": "2018-04-12' in (TEMPLATE / "test" / "logic.feature").read_text("utf-8")
