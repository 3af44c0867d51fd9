"""What is told of a word under the pointer."""

from pathlib import Path

import pytest

from termwise.session.editing.completion import Place
from termwise.session.editing.edited import Edited, edited
from termwise.session.editing.hovering import hover
from termwise.session.editing.meanings import meaning_of
from termwise.syntax.parser.lines import CLAUSE_LINES
from tests.session.editing.test_completion import A_DEAL, DEALS, EXAMPLES

PATH = Path("/nowhere/a.deal")


def _told(of: Edited, file: Path, line_beginning: str, word: str) -> str:
    for number, line in enumerate(of.text(str(file)).text.split("\n"), 1):
        if line.strip().startswith(line_beginning):
            found = hover(of, Place(str(file), number, line.index(word) + 2))
            return "" if found is None else found.markdown
    raise AssertionError(line_beginning)


@pytest.fixture(scope="module")
def deal() -> Edited:
    return edited(PATH, {PATH: A_DEAL})


def test_a_clause_tells_its_sentence_and_how_it_stands(deal: Edited) -> None:
    told = _told(deal, PATH, "clause licence", "licence")
    assert told.startswith("**clause** `licence` · Licence\n")
    assert "beacon grants acme exclusive use of engine" in told
    assert "**in force** on 2026-03-01" in told


def test_a_driver_tells_its_value_on_the_day_of_the_text(deal: Edited) -> None:
    assert _told(deal, PATH, "driver sales", "sales").endswith("on 2026-03-01: 1bn per year")


def test_an_event_tells_how_likely_it_is(deal: Edited) -> None:
    assert "likely 60%, between 2027 and 2030" in _told(deal, PATH, "event relaunch", "relaunch")


def test_a_party_tells_who_it_is_wherever_it_stands(deal: Edited) -> None:
    assert 'party acme "Acme SA", company' in _told(deal, PATH, "beacon grants", "acme")


def test_a_changed_clause_tells_who_changed_it_and_where_it_is_said() -> None:
    part = next(
        path
        for path in (EXAMPLES / "microsoft-openai" / "parts").glob("*.deal")
        if "change model_rights" in path.read_text("utf-8")
    )
    told = _told(edited(part, {}), part, "change model_rights", "model_rights")
    assert "changed from `until first of (2031-01-01, agi_verified)`" in told or "\n- " in told
    assert "source `" in told


def test_a_keyword_tells_what_it_means() -> None:
    text = f"{A_DEAL}    until 2030-01-01\n    survives termination\n"
    of = edited(PATH, {PATH: text})
    assert _told(of, PATH, "until", "until") == (
        "`until MOMENT`: in force before that day (exclusive); `until EVENT` is a condition subsequent"
    )
    assert "stays in force when the deal is ended" in _told(of, PATH, "survives", "termination")


def test_every_line_of_a_clause_has_a_meaning() -> None:
    assert [one for one in CLAUSE_LINES.keywords if meaning_of(one) is None] == []


def test_a_deal_with_errors_still_tells_what_is_written() -> None:
    of = edited(PATH, {PATH: A_DEAL + "\nclause broken\n    nobody pays acme 1bn on 2027-01-01\n"})
    assert 'party acme "Acme SA", company' in _told(of, PATH, "beacon grants", "acme")


@pytest.mark.parametrize("path", DEALS, ids=lambda path: path.stem)
def test_everything_declared_can_be_told(path: Path) -> None:
    of = edited(path, {})
    for one in of.occurrences:
        if one.declares:
            found = hover(of, Place(one.span.file, one.span.line, one.span.column + 1))
            assert found is not None
            assert f"`{one.name}`" in found.markdown
