"""Who, duties and deadlines: listings of one small deal."""

from datetime import date

import pytest

from termwise.model.declaration import Given
from termwise.rights.deadlines import deadlines
from termwise.rights.duties import HEADINGS, duties
from termwise.rights.who import who
from termwise.view.agreement import Agreement
from tests.rights.reading import agreement_of, deal_of

TEXT = """
driver sales in USD per year
    known 2024 1bn

clause licence "Licence"
    beta grants alpha exclusive use of models
        may sublicense
    through 2026-12-31

clause sub "Sublicence"
    alpha grants gamma use of models
    from 2026-01-01

clause report_duty "Report"
    alpha must report to beta by 2026-03-31
        cure 30 days
        fulfilled when ipo

clause secrecy "Secrecy"
    alpha must not disclose models
        violated when strike

clause effort "Effort"
    beta must maintain models

clause royalty "Royalty"
    alpha pays beta 5% of sales yearly
        due within 10 business days

clause commitment "Commitment"
    alpha commits to invest 1bn in beta by 2026-06-30

clause exit "Exit"
    alpha may terminate after 90 days notice
        ends deal
    until 2027-01-01

clause bonus "Bonus"
    alpha pays beta 10m on 2026-05-01
    requires verified by 2026-04-30, otherwise 5m

clause options "Warrant"
    beta issues alpha warrant on 10m shares at 0.01
        vests
            10m shares when ipo
    through 2026-10-05
"""
DEAL = deal_of(TEXT)


@pytest.fixture(name="agreement")
def of_the_deal() -> Agreement:
    return agreement_of(DEAL, given=(Given("ipo", None), Given("strike", None), Given("verified", None)))


def test_everyones_position(agreement: Agreement) -> None:
    positions = {p.party: (p.relation, p.answer.verdict) for p in who(agreement, "use", "models", date(2026, 6, 1))}
    assert positions == {
        "alpha": ("exclusive holder", "yes"),
        "beta": ("owner", "no"),
        "gamma": ("holder", "yes"),
        "delta": ("excluded", "no"),
        "panel": ("excluded", "no"),
    }


def test_positions_after_the_licence(agreement: Agreement) -> None:
    positions = {p.party: (p.relation, p.answer.verdict) for p in who(agreement, "use", "models", date(2027, 1, 1))}
    assert positions == {
        "alpha": ("without a grant", "no"),
        "beta": ("owner", "yes"),
        "gamma": ("without a grant", "no"),
        "delta": ("without a grant", "no"),
        "panel": ("without a grant", "no"),
    }


def test_free_for_all(agreement: Agreement) -> None:
    assert {p.relation for p in who(agreement, "build", "robots", date(2026, 6, 1))} == {"free"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-01-15", {"report_duty": "due", "secrecy": "standing", "effort": "standing"}),
        ("2026-04-15", {"report_duty": "overdue", "secrecy": "standing", "effort": "standing"}),
        ("2026-05-01", {"report_duty": "violated", "secrecy": "standing", "effort": "standing"}),
    ],
)
def test_duties_by_heading(agreement: Agreement, day: str, expected: dict[str, str]) -> None:
    lines = duties(agreement, date.fromisoformat(day))
    assert {line.clause: line.heading for line in lines} == expected
    order = [HEADINGS.index(line.heading) for line in lines]
    assert order == sorted(order)


def test_a_duty_whose_performance_nobody_recorded_is_open_past_its_deadline() -> None:
    lines = duties(agreement_of(DEAL), date(2026, 6, 1))
    assert {line.clause: line.heading for line in lines}["report_duty"] == "open"


def test_a_done_duty() -> None:
    lines = duties(agreement_of(DEAL, given=(Given("ipo", date(2026, 2, 1)),)), date(2026, 6, 1))
    found = next(line for line in lines if line.clause == "report_duty")
    assert (found.heading, found.party, found.kind) == ("done", "alpha", "duty")


def test_deadlines_of_a_year(agreement: Agreement) -> None:
    lines = deadlines(agreement, date(2026, 1, 1), date(2027, 1, 15))
    found = [(str(line.on), line.kind, line.clause) for line in lines]
    assert found == [
        ("2026-01-01", "begins", "sub"),
        ("2026-01-14", "due", "royalty"),
        ("2026-03-31", "due", "report_duty"),
        ("2026-04-30", "long-stop", "bonus"),
        ("2026-04-30", "cure", "report_duty"),
        ("2026-05-01", "begins", "bonus"),
        ("2026-05-01", "due", "bonus"),
        ("2026-06-30", "due", "commitment"),
        ("2026-10-03", "notice", "exit"),
        ("2026-10-05", "expires", "options"),
        ("2027-01-01", "ends", "exit"),
        ("2027-01-01", "ends", "licence"),
        ("2027-01-14", "due", "royalty"),
    ]


def test_what_happens_then(agreement: Agreement) -> None:
    lines = {(line.clause, line.kind): line for line in deadlines(agreement, date(2026, 1, 1), date(2027, 2, 1))}
    assert lines["report_duty", "due"].what == (
        "alpha must report to beta by 2026-03-31; from the next day overdue, and violated unless done within 30 days"
    )
    assert lines["bonus", "long-stop"].what == "last day for `verified`; otherwise the amount is 5m"
    assert lines["bonus", "due"].what == (
        "alpha pays beta 10m on 2026-05-01, with 5m instead: `verified` was not met in time"
    )
    assert lines["exit", "notice"].what == "last day to give 90 days notice before the clause ends on 2027-01-01"
    assert lines["licence", "ends"].what == "not in force from this day on; last day 2026-12-31"
    assert lines["commitment", "due"].party == "alpha"


def test_deadlines_of_no_time(agreement: Agreement) -> None:
    assert deadlines(agreement, date(2026, 1, 1), date(2026, 1, 1)) == ()


def test_a_period_two_wordings_share_is_due_once_in_the_later() -> None:
    text = """
driver sales in USD per year
    known 2024 1bn

clause royalty
    alpha pays beta 5% of sales quarterly

amendment less "Less" signed 2024-05-01, binding
    change royalty
        alpha pays beta 4% of sales quarterly
"""
    lines = deadlines(agreement_of(deal_of(text)), date(2024, 1, 1), date(2024, 10, 1))
    assert [(str(line.on), line.what) for line in lines if line.kind == "due"] == [
        ("2024-03-31", "alpha pays beta 5% of sales quarterly"),
        ("2024-06-30", "alpha pays beta 4% of sales quarterly"),
        ("2024-09-30", "alpha pays beta 4% of sales quarterly"),
    ]
