"""The law of `deal_text`: what is printed reads back as the same meaning, places apart."""

import pytest
from hypothesis import given, settings

from termwise.base.source import SourceText
from termwise.elaborate.deal import elaborate
from termwise.model.clause import Clause
from termwise.model.deal import Deal
from termwise.model.json_form import from_json, to_json
from termwise.model.text import deal_text
from termwise.model.without_spans import without_spans
from termwise.session import load_text
from termwise.syntax.formatter import format_text
from termwise.syntax.parser import parse
from tests.docs.pages import Block, blocks, pages
from tests.model.samples import sample_deal
from tests.model.strategies import changed_deals, clauses, deal_around

WHOLE = [
    block
    for page in pages()
    for block in blocks(page)
    if block.info[:1] == ("deal",) and block.info[-1].endswith(".deal")
]


def read_back(deal: Deal) -> Deal:
    """The deal printed, parsed and elaborated; its text must be free of faults."""
    text = deal_text(deal)
    parsed = parse(SourceText("printed.deal", text))
    elaborated = elaborate([parsed.tree])
    faults = [f"{d.span}: {d.message}" for d in (*parsed.diagnostics, *elaborated.diagnostics)]
    assert faults == [], text
    assert elaborated.deal is not None
    return without_spans(elaborated.deal)


def test_the_sample_reads_back() -> None:
    assert read_back(sample_deal()) == sample_deal()


@pytest.mark.parametrize("block", WHOLE, ids=lambda block: block.where)
def test_the_deals_of_the_documentation_read_back(block: Block) -> None:
    deal = load_text(block.body, name=block.info[1]).deal
    assert read_back(deal) == without_spans(deal)


@settings(max_examples=100, deadline=None)
@given(changed_deals())
def test_what_is_printed_is_formatted(deal: Deal) -> None:
    text = deal_text(deal)
    assert format_text(SourceText("printed.deal", text)) == text


@settings(max_examples=300, deadline=None)
@given(clauses())
def test_any_clause_reads_back(clause: Clause) -> None:
    deal = deal_around(clause)
    assert read_back(deal) == deal


@settings(max_examples=200, deadline=None)
@given(changed_deals())
def test_any_change_reads_back(deal: Deal) -> None:
    assert read_back(deal) == deal


@settings(max_examples=100, deadline=None)
@given(clauses())
def test_any_clause_goes_through_json(clause: Clause) -> None:
    deal = deal_around(clause)
    assert from_json(to_json(deal)).deal == deal
