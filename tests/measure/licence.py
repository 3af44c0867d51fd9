"""A deal on which chance acts in every way, measured: numbers, events, a driver, money that falls due late."""

from termwise.elaborate.questions import elaborate_question
from termwise.ir.program import Program
from termwise.lower.from_agreement import lower
from termwise.measure.outputs.asked import asked_of
from termwise.measure.outputs.measured import measured
from termwise.model.deal import Deal
from termwise.model.expression import Expression
from termwise.syntax.parser import parse_question
from termwise.view.fold import consolidate
from tests.lower.reading import deal_of, view_of

HEAD = """deal "A licence"
    currency USD
    period 2025-01-01 through 2028-12-31, quarterly
    today 2024-12-31

party maker "Maker Ltd", company
    discounts at 9%
party owner "Owner Ltd", company
    discounts at undisclosed 6% to 10%
party lab "Lab Ltd", company

asset goods "Goods" of lab
body board "Board" of owner
    seats 5

event approval by owner
    likely 70%, between 2025 and 2027
event rival by lab
    10% per year from 2025-06-01

driver sales in USD per year
    known 2024 400m
    grows 5% to 20% per year
    varies 25% per year
"""

DEAL = """
clause upfront
    maker pays owner 30m within 60 days of approval
clause royalty
    maker pays owner undisclosed 4% to 8% of sales quarterly
    due within 45 days
    until rival
    cap 90m in total
clause supplies
    maker buys goods from lab, 5% of sales monthly
clause lease
    maker pays lab 2m yearly
clause seats
    maker appoints 2 seats of board
"""
CONDITIONS = ("cash(maker) < -120m", "approval and not rival", "royalty is in force", "paid(royalty) >= 50m")


def condition(text: str, deal: Deal) -> Expression:
    """A condition of the language, by the names of a deal."""
    line, told = parse_question(text)
    assert line is not None, told
    found, more = elaborate_question(line, deal)
    assert found is not None, more
    return found.proposition


def licence(text: str = DEAL) -> Program:
    """The licence with all figures and conditions."""
    deal = deal_of(text, head=HEAD)
    agreement = consolidate(deal, view_of("2024-12-31"))
    program = lower(agreement, [condition(one, deal) for one in CONDITIONS])
    return measured(program, asked_of(agreement, program))
