import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from termwise.base.source import SourceText
from termwise.syntax.formatter import format_text
from termwise.syntax.grammar import grammar, productions
from termwise.syntax.parser import parse, parse_question
from tests.syntax.ebnf import TERMINALS, Writer, read, used
from tests.syntax.trees import bare

PRODUCTIONS = productions()
WRITER = Writer(PRODUCTIONS)
STARTS = (
    *("text_of_a_deal", "deal", "party", "source", "clause", "amendment", "change", "event", "driver"),
    *("expect", "interest", "scenario"),
)
SEEDS = st.integers(0, 2**48)


def test_every_name_is_defined() -> None:
    missing = {
        (name, other)
        for name, right in PRODUCTIONS.items()
        for other in used(read(right))
        if other not in PRODUCTIONS and other not in TERMINALS
    }
    assert missing == set()


def test_every_production_is_reachable() -> None:
    reached = {"text_of_a_deal", "question"}
    fresh = set(reached)
    while fresh:
        fresh = set[str]().union(*(used(read(PRODUCTIONS[name])) for name in fresh)) & set(PRODUCTIONS) - reached
        reached |= fresh
    assert set(PRODUCTIONS) - reached == set()


def test_the_grammar_prints_every_production_once() -> None:
    text = grammar()
    for name, right in PRODUCTIONS.items():
        assert text.count(f"\n{name} = {right}\n") == 1


def _holds(start: str, seed: int) -> None:
    """A text written from the grammar is read without a fault, and formatting keeps what it says."""
    text = WRITER.text(start, seed)
    if start == "change":
        text = "amendment alpha proposed 2025-10-28\n" + "".join(f"    {line}\n" for line in text.splitlines())
    source = SourceText("a.deal", text)
    read_once = parse(source)
    assert read_once.diagnostics == (), text
    formatted = SourceText("a.deal", format_text(source))
    read_again = parse(formatted)
    assert read_again.diagnostics == (), formatted.text
    assert bare(read_again.tree) == bare(read_once.tree), text
    assert format_text(formatted) == formatted.text


@given(st.sampled_from(STARTS), SEEDS)
@example("change", 847)  # an effect whose amount is negated twice is no sentence
@settings(max_examples=400, deadline=None)
def test_whatever_the_grammar_allows_is_read(start: str, seed: int) -> None:
    _holds(start, seed)


@given(SEEDS)
@settings(max_examples=200, deadline=None)
def test_whatever_question_the_grammar_allows_is_read(seed: int) -> None:
    text = WRITER.text("question", seed).strip()
    line, diagnostics = parse_question(text)
    assert diagnostics == (), text
    assert line is not None


def test_random_texts_use_every_production() -> None:
    writer = Writer(PRODUCTIONS)
    for seed in range(6000):
        writer.text(("question", "clause", "clause", *STARTS)[seed % (len(STARTS) + 3)], seed)
    assert set(PRODUCTIONS) - writer.visited - {"text_of_a_deal", "question", "directive"} == set()


@pytest.mark.slow
def test_twenty_thousand_texts_of_the_grammar_are_read() -> None:
    for seed in range(20_000):
        _holds(STARTS[seed % len(STARTS)], seed)
