"""No text produces a traceback: what cannot be read is told, with its place."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termwise.base.source import SourceText
from termwise.model.json_form import from_json, to_json
from termwise.session import Session, load_text
from termwise.syntax.formatter import format_text
from tests.fuzz import texts

TEXTS_IN_ALL = 20_000
SHARDS = 20
TEXTS_OF_A_SEED = 10
"""To draw a seed takes Hypothesis as long as many a text takes to be read."""
_FUZZ = settings(
    max_examples=TEXTS_IN_ALL // SHARDS // TEXTS_OF_A_SEED,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SEEDS = st.integers(0, 2**48)


def _each(seed: int, shard: int) -> Iterator[int]:
    """The seeds of the texts that one drawn seed stands for."""
    return ((seed ^ shard) * TEXTS_OF_A_SEED + number for number in range(TEXTS_OF_A_SEED))


def _read_and_ask(text: str) -> None:
    """Everything that a reader would do with a text."""
    session = load_text(text, name="random.deal")
    lines = text.count("\n") + 1
    for found in session.diagnostics:
        assert found.message
        assert found.span is None or 1 <= found.span.line <= lines + 1
    formatted = format_text(SourceText("random.deal", text))
    assert format_text(SourceText("random.deal", formatted)) == formatted
    if session.usable:
        _use(session)


def _use(session: Session) -> None:
    """Every reading of a deal without errors."""
    session.expectations()
    session.show()
    session.timeline()
    if "models" in session.names.assets:
        session.who("use", "models", day=date(2026, 6, 1))
    session.duties()
    json = to_json(session.deal)
    assert from_json(json).deal == session.deal


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS // 2))
def test_texts_of_the_grammar(shard: int) -> None:
    @_FUZZ
    @given(SEEDS)
    def run(seed: int) -> None:
        for one in _each(seed, shard):
            _read_and_ask(texts.from_the_grammar(one))

    run()


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS // 2))
def test_shipped_texts_mutated(shard: int) -> None:
    @_FUZZ
    @given(SEEDS)
    def run(seed: int) -> None:
        for one in _each(seed, shard):
            _read_and_ask(texts.mutated(one))

    run()


def test_the_random_texts_reach_the_readings() -> None:
    """A share of them has no errors: otherwise nothing behind the parser would be tried."""
    clean = sum(load_text(texts.from_the_grammar(seed)).usable for seed in range(300))
    assert clean >= 15, clean


def test_a_planted_crash_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("termwise.session.opening.elaborate", crash)
    with pytest.raises(ZeroDivisionError):
        _read_and_ask(texts.PREAMBLE)
