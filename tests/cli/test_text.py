"""Text in cells: nothing a user writes steers the terminal, nothing is wider than it says."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.cli.render.terminal import Terminal, encodable, paint
from termwise.cli.render.text import (
    Line,
    Piece,
    cells,
    crop,
    line,
    merged,
    packed,
    padded,
    piece,
    plain,
    visible,
    width,
    wrapped,
)

ANY_TEXT = st.text(st.characters(), max_size=80)
LINES = st.lists(st.tuples(ANY_TEXT, st.sampled_from(["plain", "name", "quote"])), max_size=4).map(
    lambda parts: line(*(piece(text, style) for text, style in parts))  # type: ignore[arg-type]
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\tb", "a    b"),
        ("\x7f\x9b2J", "␡<U+009B>2J"),
        ("safe \u202egnp.exe", "safe <U+202E>gnp.exe"),
        ("\ufeffbom\u200b", "<U+FEFF>bom<U+200B>"),
        ("line\nbreak\r", "line␊break␍"),
        ("\ud800", "<U+D800>"),
        ("l’été «2032»", "l’été «2032»"),
    ],
)
def test_control_characters_become_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY_TEXT)
def test_no_steering_character_survives(text: str) -> None:
    assert not [c for c in visible(text) if category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")]


@pytest.mark.parametrize(("text", "wide"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("–’", 2), ("", 0)])
def test_cells_are_those_of_a_terminal(text: str, wide: int) -> None:
    assert cells(text) == wide


@given(LINES, st.integers(0, 60))
def test_a_cropped_line_fits(content: Line, limit: int) -> None:
    assert width(crop(content, limit)) <= limit


@given(LINES, st.integers(8, 60))
def test_wrapping_keeps_every_character_and_fits(content: Line, limit: int) -> None:
    lines = wrapped(content, limit)
    assert all(width(found) <= limit for found in lines)
    assert "".join(plain(found) for found in lines).replace(" ", "") == plain(content).replace(" ", "")


def test_wrapping_keeps_styles_and_hangs_under_the_first_line() -> None:
    lines = wrapped(line("one ", piece("two three", "name")), 11, line("- "))
    assert [merged(found) for found in lines] == [
        (Piece("- one "), Piece("two", "name")),
        (Piece("  "), Piece("three", "name")),
    ]


def test_padding_counts_wide_characters() -> None:
    assert plain(padded(line("日"), 4)) == "日  "
    assert plain(padded(line("7"), 3, "right")) == "  7"


def test_packing_starts_a_new_line_when_one_is_full() -> None:
    assert [plain(x) for x in packed([line("aaa"), line("bbb"), line("ccc")], 9)] == ["aaa  bbb", "ccc"]


@given(LINES)
def test_merging_changes_no_text(content: Line) -> None:
    assert plain(merged(content)) == plain(content)


def test_colour_is_written_only_when_wanted() -> None:
    lines = [line(piece("yes", "yes"), " indeed  ")]
    assert paint(lines, Terminal(color=False)) == "yes indeed\n"
    assert paint(lines, Terminal(color=True)) == "\x1b[32m\x1b[1myes\x1b[0m indeed\n"


@pytest.mark.parametrize(
    ("encoding", "text", "said"),
    [
        ("utf-8", "━◆ “é”", "━◆ “é”"),
        ("ascii", "━╌◆ “é”…", '=.* "\\xe9"~'),
        ("latin-1", "━◆ “é”", '=* "é"'),
        ("no-such-encoding", "◆", "*"),
        ("ascii", "日", "\\u65e5"),
    ],
)
def test_what_an_encoding_lacks_is_stood_in_for(encoding: str, text: str, said: str) -> None:
    assert encodable(text, encoding) == said


@given(ANY_TEXT.map(visible))
def test_anything_visible_can_be_said_in_ascii(text: str) -> None:
    assert encodable(text, "ascii").isascii()
