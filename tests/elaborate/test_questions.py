"""A question about a deal: read by the names of the deal, without its text."""

from datetime import date

import pytest

from termwise.elaborate.questions import elaborate_question
from termwise.model.deal import Deal
from termwise.model.declaration import Given
from termwise.model.expression import Comparison, May
from termwise.syntax.parser import parse_question
from tests.elaborate.reading import deal_of


@pytest.fixture(scope="module")
def deal() -> Deal:
    return deal_of("\nscenario early\n    ipo on 2026-06-30\n")


def test_a_question_with_everything(deal: Deal) -> None:
    line, faults = parse_question(
        "microsoft may use openai.models on 2031-06-01, known by 2025-09-11, status reported, scenario early, "
        "given agi on 2028-01-31"
    )
    assert (faults, line is None) == ((), False)
    assert line is not None
    question, more = elaborate_question(line, deal)
    assert more == ()
    assert question is not None
    assert isinstance(question.proposition, May)
    assert (question.on, question.known_by) == (date(2031, 6, 1), date(2025, 9, 11))
    assert (question.status, question.scenario, question.given) == (
        "reported",
        "early",
        (Given("agi", date(2028, 1, 31)),),
    )


def test_amounts_take_the_currency_of_the_deal(deal: Deal) -> None:
    line, _ = parse_question("valuation >= 600")
    assert line is not None
    question, faults = elaborate_question(line, deal)
    assert faults == ()
    assert question is not None
    assert isinstance(question.proposition, Comparison)


def test_unknown_names_in_a_question(deal: Deal) -> None:
    line, _ = parse_question("microsft may use openai.model on 2031-06-01")
    assert line is not None
    question, faults = elaborate_question(line, deal)
    assert question is None
    assert [(fault.code, fault.help) for fault in faults] == [
        ("unknown-name", "did you mean `microsoft`"),
        ("unknown-name", "did you mean `openai.models`"),
    ]
