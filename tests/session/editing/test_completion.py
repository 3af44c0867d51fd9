"""What an editor offers to write: asked at words of the shipped deals, it offers those words."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from termwise.session.editing.completion import Place, completions
from termwise.session.editing.edited import Edited, edited
from termwise.syntax.lexer import TOKEN

EXAMPLES = Path(__file__).parents[3] / "examples"
DEALS = (
    EXAMPLES / "pharma-licence" / "pharma-licence.deal",
    EXAMPLES / "film-waterfall" / "film-waterfall.deal",
    EXAMPLES / "yahoo-microsoft.deal",
)
A_DEAL = """\
deal "A licence"
    currency EUR
    period 2024-01-01 through 2034-12-31
    today 2026-03-01

party acme "Acme SA", company
party beacon "Beacon GmbH", company

asset engine "The engine" of beacon

event relaunch
    likely 60%, between 2027 and 2030

driver sales "Sales" in EUR per year
    known 2025 1bn

source contract "The contract"

clause licence "Licence"
    beacon grants acme exclusive use of engine
"""


def _words(of: Edited, text: str) -> Iterator[tuple[int, int, str]]:
    """Every word of a text but declared names, titles and free words: its line, column and the word."""
    declared = {(one.span.line, one.span.column) for one in of.occurrences if one.declares}
    for number, line in enumerate(text.split("\n"), 1):
        for match in TOKEN.finditer(line):
            at = (number, match.start() + 1)
            quoted = line[: match.start()].count('"') % 2 == 1
            if match.lastgroup == "word" and at not in declared and not quoted:
                yield *at, match.group()


@pytest.mark.parametrize("path", DEALS, ids=lambda path: path.stem)
def test_what_stands_there_is_offered_there(path: Path) -> None:
    of, text = edited(path, {}), path.read_text("utf-8")
    asked = random.Random(7).sample(list(_words(of, text)), 60)
    missed = []
    for line, column, word in asked:
        offered = [one.word for one in completions(of, Place(str(path), line, column))]
        if not any(one == word or one.startswith(f"{word} ") for one in offered):
            missed.append((line, column, word))
    # But for a tier's `is repaid` after a name: that the name is a loan's is not seen before its line is whole.
    assert [word for *_, word in missed if word != "is"] == []


def _offered(text: str) -> list[str]:
    """What is offered where the text ends."""
    path = Path("/nowhere/a.deal")
    of = edited(path, {path: text})
    lines = text.split("\n")
    return [one.word for one in completions(of, Place(str(path), len(lines), len(lines[-1]) + 1))]


def test_a_source_is_due_so_sources_are_offered() -> None:
    assert _offered(f"{A_DEAL}    source ") == ["contract"]


def test_parties_come_where_a_party_is_due() -> None:
    assert _offered(f"{A_DEAL}\nclause fee\n    acme pays ")[:2] == ["acme", "beacon"]


def test_lines_of_a_clause_begin_with_its_keywords() -> None:
    offered = _offered(f"{A_DEAL}    ")
    assert {"until", "through", "late interest", "except for", "source"} <= set(offered)
    assert not {"currency", "likely", "grants"} & set(offered)


def test_the_beginning_of_a_word_narrows_what_is_offered() -> None:
    assert _offered(f"{A_DEAL}    unt") == ["until", "untranslated"]


def test_nothing_is_offered_inside_quotes_and_comments() -> None:
    assert _offered(f'{A_DEAL}    says "acme pa') == []
    assert _offered(f"{A_DEAL}    # acme pa") == []


def test_an_amount_may_be_a_driver() -> None:
    offered = _offered(f"{A_DEAL}\nclause fee\n    acme pays beacon 5% of ")
    assert offered[0] == "sales"
