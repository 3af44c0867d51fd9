import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.base.source import SourceText
from termwise.syntax.formatter import format_text
from termwise.syntax.parser import parse
from tests.syntax.trees import bare


def formatted(text: str) -> str:
    return format_text(SourceText("a.deal", text))


def test_lines_of_one_kind_of_sentence_go_under_it_and_the_others_stay_beside_it() -> None:
    assert formatted(
        'clause c   "T"\n'
        "  openai   must deliver compute to microsoft  by 2030\n"
        "  cure 30   days\n"
        "      from   2025\n"
        "  on breach\n"
        "     ends deal ,except c\n"
        "  source s\n"
    ) == (
        'clause c "T"\n'
        "    openai must deliver compute to microsoft by 2030\n"
        "        cure 30 days\n"
        "    from 2025\n"
        "        on breach\n"
        "            ends deal, except c\n"
        "    source s\n"
    )


def test_comments_keep_their_words_and_follow_the_lines_they_introduce() -> None:
    assert formatted(
        "#  top\n"
        "party a #who\n"
        "   # about the discount\n"
        "   discounts at 5%     #  why\n"
        "# in column 1\n"
        "party b\n"
        "  # the end"
    ) == (
        "#  top\n"
        "party a  #who\n"
        "    # about the discount\n"
        "    discounts at 5%  #  why\n"
        "# in column 1\n"
        "party b\n"
        "    # the end\n"
    )


def test_one_blank_line_between_directives_and_groups_stay_together() -> None:
    assert formatted(
        '\n\ndeal "D"\n\n\n\n    currency USD\n'
        "party a\nparty b\n\n\nparty c\n"
        "# the first\n# clause\nclause x\n    a pays b 5\nclause y\n    a pays b 6\n\n\n"
    ) == (
        'deal "D"\n\n    currency USD\n\n'
        "party a\nparty b\n\nparty c\n\n"
        "# the first\n# clause\nclause x\n    a pays b 5\n\nclause y\n    a pays b 6\n"
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("is stake( a,b , as converted )*- 5 %", "is stake(a, b, as converted) * -5%"),
        ("is a-b", "is a - b"),
        ("is (a - -b) of first   of( x,y )", "is (a - -b) of first of (x, y)"),
        ("grows -5% to - 2% per year", "grows -5% to -2% per year"),
        ("known 2024   3.7bn ,2025 13 bn USD", "known 2024 3.7bn, 2025 13 bn USD"),
        ("is min (a, b)", "is min(a, b)"),
        ('source s   "kept   as  it is"', 'source s "kept   as  it is"'),
    ],
)
def test_spaces_between_tokens(line: str, expected: str) -> None:
    assert formatted(f"driver d in USD\n    {line}\n") == f"driver d in USD\n    {expected}\n"


@pytest.mark.parametrize(
    "text", ['deal "D"\n\tcurrency USD\n', "party a\n        x\n    y\n", "party \x1b a   b\n", "a\0b", "  party   a\n"]
)
def test_what_would_need_guessing_is_left_alone(text: str) -> None:
    assert formatted(text) == text


def test_a_line_with_a_faulty_character_keeps_its_words() -> None:
    assert formatted('party a   "open\n  discounts   at 5;%\n') == 'party a   "open\n    discounts   at 5;%\n'


def test_the_first_word_need_not_end_at_a_space() -> None:
    once = formatted("clause-x\n    cap 5bn\n        tiers\n            from 0: 5%\n")
    assert formatted(once) == once


def test_windows_line_ends_become_plain() -> None:
    assert formatted("party a\r\n  discounts at 5%\r\n") == "party a\n    discounts at 5%\n"


def test_nothing_stays_nothing() -> None:
    assert formatted("") == ""
    assert formatted("\n \n") == ""


WORDS = st.sampled_from(
    [
        *(
            "clause",
            "amendment",
            "party",
            "change",
            "vests",
            "tiers",
            "on breach",
            "first 5bn:",
            "until a has",
            "notice",
        ),
        *("a", "b", "pays", "may", "must", "5", "5bn", "27", "%", "-", "(", ")", ",", ":", "of", "from", "2025-10-28"),
        *('"text"', "# remark", "untranslated", "source", "then", "ends deal", "stake", "<=", "only", "not"),
    ]
)
LINES = st.lists(
    st.tuples(st.sampled_from(["", "", "    ", "        ", "  ", "            "]), st.lists(WORDS, max_size=7)),
    max_size=14,
)


@given(LINES)
@settings(max_examples=600, deadline=None)
def test_formatting_twice_is_formatting_once_and_says_the_same(lines: list[tuple[str, list[str]]]) -> None:
    text = "".join(f"{indent}{' '.join(words)}\n" for indent, words in lines)
    once = formatted(text)
    assert formatted(once) == once
    assert bare(parse(SourceText("a.deal", once)).tree) == bare(parse(SourceText("a.deal", text)).tree)
    assert "".join(once.split()) == "".join(text.split())
