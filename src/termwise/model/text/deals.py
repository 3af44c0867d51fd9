"""A whole deal in the language."""

from termwise.base.dates import day_before
from termwise.model.deal import Deal
from termwise.model.text.amendments import amendment_text
from termwise.model.text.beliefs import claim_text, expectation_text, interest_text, scenario_text
from termwise.model.text.clauses import clause_text, source_lines
from termwise.model.text.declarations import (
    asset_text,
    body_text,
    driver_text,
    event_text,
    party_text,
    source_text,
)
from termwise.model.text.quoted import indented, quoted


def deal_text(deal: Deal) -> str:
    """The deal as one file of the language: reading it back gives an equal deal, places in the text apart.

    A deal needs no text to begin with:

    >>> from datetime import date
    >>> from termwise.model.clause import Clause
    >>> from termwise.model.declaration import Asset, Party
    >>> from termwise.model.sentence import Grant
    >>> licence = Clause("licence", Grant("lab", ("maker",), ("use",), "design", "exclusive"))
    >>> deal = Deal(
    ...     "Licence", start=date(2025, 1, 1), end=date(2026, 1, 1), today=date(2025, 6, 30),
    ...     parties=(Party("lab", "Lab Ltd"), Party("maker", "Maker Inc.", "company")),
    ...     assets=(Asset("design", owner="lab"),),
    ...     clauses=(licence,),
    ... )
    >>> print(deal_text(deal), end="")
    deal "Licence"
        currency USD
        period 2025-01-01 through 2025-12-31, monthly
        today 2025-06-30
    <BLANKLINE>
    party lab "Lab Ltd"
    <BLANKLINE>
    party maker "Maker Inc.", company
    <BLANKLINE>
    asset design of lab
    <BLANKLINE>
    clause licence
        lab grants maker exclusive use of design
    """
    money = deal.currency
    blocks = [
        _head_text(deal),
        *(source_text(source) for source in deal.sources),
        *(party_text(party, money) for party in deal.parties),
        *(asset_text(asset) for asset in deal.assets),
        *(body_text(body) for body in deal.bodies),
        *(event_text(event, money) for event in deal.events),
        *(driver_text(driver, money) for driver in deal.drivers),
        *(clause_text(clause, money) for clause in deal.clauses),
        *(amendment_text(amendment, money) for amendment in deal.amendments),
        *(scenario_text(scenario, money) for scenario in deal.scenarios),
        *(interest_text(interest, money) for interest in deal.interests),
        *(claim_text(claim, money) for claim in deal.claims),
    ]
    if deal.expectations:
        lines = [expectation_text(expectation, money) for expectation in deal.expectations]
        blocks.append("\n".join(["expect", *indented(lines)]))
    return "\n\n".join(blocks) + "\n"


def _head_text(deal: Deal) -> str:
    lines = [
        f"currency {deal.currency}",
        f"period {deal.start} through {day_before(deal.end)}, {deal.grid}",
        f"today {deal.today}",
    ]
    if deal.rounding != "down":
        lines.append(f"months round {deal.rounding}")
    if deal.calendar != "weekdays":
        lines.append(f"calendar {deal.calendar}")
    return "\n".join([f"deal {quoted(deal.title)}", *indented(lines + source_lines(deal.citations))])
