"""Diagnostics on the terminal: the caret stands under the place, whatever the line holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.base.diagnostic import Related, error, warning
from termwise.base.source import SourceText, Span
from termwise.cli.render.diagnostics import Excerpts, count, diagnostic_lines
from termwise.cli.render.text import cells, plain, visible

TEXT = SourceText(
    "deal.deal",
    'party openai "OpenAI"\n'
    "clause model_rights\n"
    "    openai grants microsft use of models\n"
    'party 日本 "日本電気" microsft\n'
    "\topenai\tgrants microsft\n"
    'party evil "\x1b[2J" microsft\n',
)
EXCERPTS = Excerpts([TEXT])


def shown(span: Span, limit: int = 80) -> list[str]:
    found = error("unknown-name", "`microsft` is not a party", span)
    return [plain(x).rstrip() for x in diagnostic_lines(found, EXCERPTS, limit)]


def test_a_diagnostic_shows_place_line_caret_related_and_help() -> None:
    found = warning(
        "unknown-name",
        "`microsft` is not a party",
        Span("deal.deal", 3, 19, 3, 27),
        "did you mean `microsoft`",
        (Related(Span("deal.deal", 1, 1, 1, 6), "parties are declared here"),),
    )
    assert [plain(x).rstrip() for x in diagnostic_lines(found, EXCERPTS, 80)] == [
        "warning[unknown-name]: `microsft` is not a party",
        "  ─→ deal.deal:3:19",
        "  │",
        "3 │     openai grants microsft use of models",
        "  │                   ^^^^^^^^",
        "  = note: parties are declared here",
        "  ─→ deal.deal:1:1",
        "  │",
        '1 │ party openai "OpenAI"',
        "  │ ^^^^^",
        "  = help: did you mean `microsoft`",
        "",
    ]


@pytest.mark.parametrize("line", [3, 4, 5, 6])
def test_the_caret_stands_under_the_place(line: int) -> None:
    text = TEXT.line(line)
    column = text.index("microsft") + 1
    lines = shown(Span("deal.deal", line, column, line, column + 8))
    source, carets = lines[3], lines[4]
    assert cells(source[: source.index("microsft")]) == carets.index("^")
    assert carets.count("^") == 8


def test_escape_sequences_are_made_visible() -> None:
    assert shown(Span("deal.deal", 6, 1, 6, 6))[3] == '6 │ party evil "␛[2J" microsft'


def test_a_place_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    assert shown(Span("deal.deal", 2, 1, 3, 10))[4] == "  │ ^^^^^^^^^^^^^^^^^^^"


def test_a_place_at_the_end_of_a_line_has_one_caret() -> None:
    assert shown(Span("deal.deal", 2, 20, 2, 20))[4] == "  │                    ^"


def test_without_a_place_or_a_text_there_is_no_excerpt() -> None:
    assert shown(Span("gone.deal", 7, 2, 7, 3)) == [
        "error[unknown-name]: `microsft` is not a party",
        "  ─→ gone.deal:7:2",
        "",
    ]
    found = error("empty-deal", "nothing is said", None)
    assert [plain(x) for x in diagnostic_lines(found, EXCERPTS, 80)] == ["error[empty-deal]: nothing is said", ""]


@given(
    st.text(st.characters(exclude_characters="\n\r"), max_size=300),
    st.text("xé日", min_size=1, max_size=30),
    st.text(st.characters(exclude_characters="\n\r"), max_size=300),
    st.integers(40, 120),
)
def test_a_long_line_is_cut_around_the_place(before: str, marked: str, after: str, limit: int) -> None:
    excerpts = Excerpts([SourceText("a.deal", before + marked + after)])
    span = Span("a.deal", 1, len(before) + 1, 1, len(before) + len(marked) + 1)
    lines = [plain(x) for x in diagnostic_lines(error("code", "m", span), excerpts, limit)]
    assert all(cells(found) <= limit for found in lines)
    source, carets = lines[3], lines[4]
    start = carets.index("^")
    seen = [at for at in range(len(source) + 1) if cells(source[:at]) == start]  # accents before it fill no cell
    wanted = visible(marked)[: max(1, carets.count("^") // 2 - 1)]
    assert any(source[at:].startswith(wanted) for at in seen)


@pytest.mark.parametrize(("number", "words"), [(0, "0 errors"), (1, "1 error"), (2, "2 errors")])
def test_counts_in_words(number: int, words: str) -> None:
    assert count(number, "error") == words
    assert count(number, "entry", "entries").startswith(str(number))
