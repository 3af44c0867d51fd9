"""The shipped deals: readable, clean, true to what is public, and the same when printed and read back."""

import json
from functools import cache
from pathlib import Path

import pytest

from termwise.base.source import SourceText
from termwise.elaborate.deal import elaborate
from termwise.evidence.finding import QuoteFinding
from termwise.evidence.quotes import check_quotes
from termwise.model.amendment import AddClause, ChangeClause, EndClause
from termwise.model.deal import Deal
from termwise.model.json_form import from_json, to_json
from termwise.model.text import deal_text
from termwise.model.without_spans import without_spans
from termwise.session import Session, load
from termwise.syntax.formatter import format_text
from termwise.syntax.parser import parse
from tests.examples.facts import FACTS, Statement

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
STARTER = ROOT / "src" / "termwise" / "cli" / "templates" / "starter.deal"
SHARED = ROOT.parent / "shared"
DEALS = (
    EXAMPLES / "microsoft-openai" / "microsoft-openai.deal",
    EXAMPLES / "amd-openai-warrant.deal",
    EXAMPLES / "softbank-openai.deal",
    EXAMPLES / "nvidia-openai-letter.deal",
    EXAMPLES / "yahoo-microsoft.deal",
    EXAMPLES / "pharma-licence" / "pharma-licence.deal",
    EXAMPLES / "film-waterfall" / "film-waterfall.deal",
    STARTER,
)
FILES = (*sorted(EXAMPLES.rglob("*.deal")), STARTER)

each_deal = pytest.mark.parametrize("path", DEALS, ids=lambda path: path.stem)


@cache
def read(path: Path) -> Session:
    """The deal of a file, read once for all tests."""
    return load(path)


def reference() -> Deal:
    """The Microsoft–OpenAI partnership."""
    return read(DEALS[0]).deal


@each_deal
def test_it_is_read_without_fault(path: Path) -> None:
    session = read(path)
    assert [d for d in session.diagnostics if d.severity == "error"] == []
    assert session.usable


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_is_formatted(path: Path) -> None:
    text = path.read_text("utf-8")
    assert format_text(SourceText(path.name, text)) == text


@each_deal
def test_every_expectation_holds(path: Path) -> None:
    outcomes = read(path).expectations()
    assert outcomes
    assert [(outcome.text, outcome.came_out) for outcome in outcomes if outcome.result != "passed"] == []


@each_deal
def test_printed_and_read_back_it_means_the_same(path: Path) -> None:
    deal = read(path).deal
    parsed = parse(SourceText("printed.deal", deal_text(deal)))
    assert parsed.diagnostics == ()
    again = elaborate([parsed.tree])
    assert again.diagnostics == ()
    assert again.deal is not None
    assert without_spans(again.deal) == without_spans(deal)


@each_deal
def test_it_goes_through_json_unchanged(path: Path) -> None:
    deal = read(path).deal
    assert from_json(to_json(deal)).deal == deal


def statements(deal: Deal) -> set[Statement]:
    """Everything the deal states, with the status of the text it stands in."""
    found = {Statement("clause", clause.name, "binding") for clause in deal.clauses}
    for amendment in deal.amendments:
        for patch in amendment.patches:
            match patch:
                case AddClause(clause):
                    found.add(Statement("clause", clause.name, amendment.status))
                case ChangeClause(name):
                    found.add(Statement("change", name, amendment.status))
                case EndClause(name):
                    found.add(Statement("end", name, amendment.status))
    found |= {Statement("event", event.name) for event in deal.events}
    return found | {Statement("driver", driver.name) for driver in deal.drivers}


@pytest.mark.parametrize("row", FACTS, ids=str)
def test_every_fact_is_stated_with_its_status(row: str) -> None:
    assert set(FACTS[row]) - statements(reference()) == set()


ARITHMETIC = {
    "MO1": "135bn / 27% = 500bn",
    "MO2": "stake(foundation, openai) * openai_valuation = 130bn within 1%",
    "MO3": "stake(microsoft, openai) + stake(foundation, openai) + stake(others, openai) = 100%",
    "MO4": "32.5% * (1 - 6.6bn / 157bn) * (1 - 41bn / 301bn) = 27% within 1%",
    "MO5": "493.8m / 20% = 2469m within 0.1%",
    "MO6": "865.8m / 20% = 4329m within 0.1%",
    "MO7": "135bn - 38bn = 97bn",
    "MO8": "38bn / 20% = 190bn",
    "MO9": "45% * 625bn = 281bn within 0.2%",
    "MO10": "730bn + 122bn = 852bn",
    "MO11": "730bn + 110bn = 840bn",
    "MO12": "50bn + 30bn + 30bn + 12bn = 122bn",
    "MO13": "3.1bn / 27% = 11.5bn within 0.3%",
    "MO14": "45% * 627bn = 282.15bn",
    "SB1": "260bn + 40bn = 300bn",
    "SB2": "7.5bn + 22.5bn = 30bn",
    "SB3": "10bn + 10bn = 20bn",
    "AMD1": "160m shares / 1623m shares = 10% within 2%",
    "AMD2": "160m shares * 0.01 USD per share = 1.6m",
    "AMD3": "160m shares * 600 USD per share = 96bn",
    "CW1": "350m USD / 40 USD per share = 8.75m shares",
    "CW2": "11.9bn + 4bn + 6.5bn = 22.4bn",
    "OR1": "300bn / 5 = 60bn",
    "NV1": "10 * 10bn = 100bn",
    "YA1": "3 * 50m = 150m",
}
"""Row of the published arithmetic -> the expectation that holds it."""


@pytest.mark.parametrize("row", ARITHMETIC)
def test_the_published_arithmetic_is_expected(row: str) -> None:
    lines = [line for path in FILES for line in path.read_text("utf-8").splitlines()]
    assert any(line.strip().endswith(": " + ARITHMETIC[row]) for line in lines)


def test_no_row_of_the_published_arithmetic_of_these_deals_is_left_out() -> None:
    vectors = SHARED / "vectors" / "deal_arithmetic.json"
    if not vectors.exists():
        pytest.skip("the published arithmetic is not at hand")
    rows = json.loads(vectors.read_text("utf-8"))
    of_these = {
        row["id"] for row in rows if row["id"].rstrip("0123456789") in {"MO", "SB", "AMD", "CW", "OR", "NV", "YA"}
    }
    assert of_these == set(ARITHMETIC)


def _quoted(folder: Path | None) -> list[QuoteFinding]:
    return [finding for finding in check_quotes(reference(), folder) if finding.quote is not None]


def test_every_quote_is_found_once_and_exactly() -> None:
    seeds = SHARED / "seeds"
    if not seeds.exists():
        pytest.skip("the documents are not at hand")
    findings = _quoted(seeds)
    assert len(findings) > 40
    assert [(f.source, f.quote, f.finding) for f in findings if f.finding != "exact"] == []


def test_quotes_are_a_few_words() -> None:
    assert max(len((finding.quote or "").split()) for finding in _quoted(None)) <= 8


def test_without_the_documents_every_quote_is_not_at_hand() -> None:
    assert {finding.finding for finding in _quoted(None)} == {"document not at hand"}
