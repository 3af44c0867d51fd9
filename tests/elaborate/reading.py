"""Short ways from a text to its meaning, for the tests."""

from pathlib import Path

from termwise.base.diagnostic import Diagnostic, in_order
from termwise.base.source import SourceText
from termwise.elaborate.deal import elaborate
from termwise.model.clause import Clause
from termwise.model.deal import Deal
from termwise.model.expression import Expression
from termwise.syntax.parser import parse

DEALS = Path(__file__).parent / "deals"

HEADING = """\
deal "Test"
    currency USD
    period 2020-01-01 through 2034-12-31
    today 2025-10-29

party openai "OpenAI", company
party microsoft "Microsoft Corporation", company
party oracle "Oracle", company
asset compute "Computing capacity"
asset azure "Azure" of microsoft
asset openai.models "Models" of openai
field health
territory europe
body board "Board" of openai
event ipo by openai
event agi by openai
driver revenue in USD per year
    known 2025 13bn
driver valuation in USD
    known 2025 500bn
driver capacity in GW
    known 2025 2
driver price in USD per share
    known 2025 100
"""
"""Things for a test to speak of, in 23 lines."""


def read(text: str) -> tuple[Deal | None, tuple[Diagnostic, ...]]:
    """The deal of a text in one file, and every fault in order of place."""
    parsed = parse(SourceText("test.deal", text))
    elaborated = elaborate([parsed.tree])
    return elaborated.deal, in_order((*parsed.diagnostics, *elaborated.diagnostics))


def deal_of(text: str) -> Deal:
    """The deal of a text that has no faults, after the common heading."""
    deal, faults = read(HEADING + text)
    assert faults == ()
    assert deal is not None
    return deal


def faults_of(text: str) -> tuple[Diagnostic, ...]:
    """The faults of a text after the common heading."""
    return read(HEADING + text)[1]


def clause_of(text: str) -> Clause:
    """The one clause of a text after the common heading."""
    (clause,) = deal_of(text).clauses
    return clause


def condition_of(text: str) -> Expression:
    """A condition as an expectation states it."""
    (expectation,) = deal_of(f"\nexpect\n    {text}\n").expectations
    return expectation.proposition
