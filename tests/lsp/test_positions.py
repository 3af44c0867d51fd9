"""Places, there and back, between characters from 1 and UTF-16 units from 0."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position

from termwise.base.source import SourceText
from termwise.lsp.positions import column_of, path_of, position_of


@given(st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=30), st.data())
def test_there_and_back(line: str, data: st.DataObject) -> None:
    text = SourceText("a.deal", f"first\n{line}\n")
    column = data.draw(st.integers(1, len(line) + 1))
    assert column_of(text, position_of(text, 2, column)) == (2, column)


def test_a_character_beyond_the_first_plane_counts_twice() -> None:
    text = SourceText("a.deal", "a😀b\n")
    assert position_of(text, 1, 3) == Position(0, 3)
    assert column_of(text, Position(0, 2)) == (1, 2)


def test_a_place_beyond_the_line_is_its_end() -> None:
    assert column_of(SourceText("a.deal", "abc\n"), Position(0, 99)) == (1, 4)
    assert column_of(SourceText("a.deal", "abc\n"), Position(9, 9)) == (10, 1)


def test_a_uri_names_a_path() -> None:
    assert path_of("file:///deals/a%20deal.deal") == Path("/deals/a deal.deal")
    assert path_of("file:///C%3A/deals/a.deal") == Path("C:/deals/a.deal")
    assert path_of("untitled:Untitled-1") == Path("Untitled-1")
