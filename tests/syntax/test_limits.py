"""Hostile input: one clear diagnostic, in time and memory that grow with the length of the text at most."""

import time
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.base.source import SourceText
from termwise.syntax.decode import decode
from termwise.syntax.formatter import format_text
from termwise.syntax.parser import parse, parse_question
from tests.syntax.test_faults import told

CLAUSE = "clause c\n    a pays b "


def codes(text: str) -> list[str]:
    return [diagnostic.code for diagnostic in parse(SourceText("a.deal", text)).diagnostics]


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: "party a\n" * 1_250_000, ["file-too-large"]),
        (lambda: "x" * 10_000_000, ["file-too-large"]),
        (lambda: "x" * 1_000_000, ["line-too-long"]),
        (lambda: CLAUSE + "(" * 10_000, ["expression-too-deep"]),
        (lambda: "event e\n    when " + "not " * 4_900 + "x", ["expression-too-deep"]),
        (lambda: CLAUSE + "-" * 10_000 + "5", ["expression-too-deep"]),
        (lambda: CLAUSE + "5 + " * 4_000 + "5", ["expression-too-deep"]),
        (lambda: CLAUSE + "5% of " * 3_000 + "x", ["expression-too-deep"]),
        (lambda: "event e\n    when " + "f(" * 9_000, ["expression-too-deep"]),
        (lambda: "clause c\n    a pays b 5\n    until " + "first of (" * 1_900, ["expression-too-deep"]),
        (lambda: "clause c\n    a pays b 5\n    until " + "1 day after " * 1_600, ["expression-too-deep"]),
        (lambda: "event e\n    when " + "whether " * 2_400 + "x", ["expression-too-deep"]),
        (lambda: "\n".join(" " * i + "x" for i in range(2_000)), ["unknown-directive", "nested-too-deeply"]),
        (lambda: CLAUSE + "9" * 19_000, ["number-too-long"]),
        (lambda: CLAUSE + "9" * 100_000, ["line-too-long"]),
        (lambda: CLAUSE + "1e999999", ["bad-number"]),
        (lambda: CLAUSE + "0." + "0" * 18_000 + "1", ["number-too-long"]),
        (lambda: "clause c\n    a pays b 5\n    from 0000-00-00", ["no-such-day"]),
        (lambda: CLAUSE + "5 within 999999999999999999999999 years of x", ["duration-too-long"]),
        (lambda: "\x7fELF\x02\x01\x01\0\0\0" * 1000, ["binary-file"]),
        (lambda: 'party a "\x1b]0;owned\x07"', ["control-character"]),
        (lambda: 'party a "user\u202e"', ["control-character"]),
        (lambda: "party a\rparty b", ["control-character"]),
        (lambda: "party a \ud800", ["control-character"]),
        (lambda: "party a \ufeff", ["control-character"]),
        (lambda: "\ufeffparty a\r\n", []),
        (lambda: "\\" * 19_000, ["unexpected-character"] * 200 + ["too-many-errors"]),
    ],
)
def test_hostile_texts_get_one_clear_diagnostic(make: Callable[[], str], expected: list[str]) -> None:
    text = make()
    start = time.perf_counter()
    assert codes(text) == expected
    format_text(SourceText("a.deal", text))
    assert time.perf_counter() - start < 5


def test_no_invisible_character_reaches_a_message_or_the_tree() -> None:
    read = parse(SourceText("a.deal", 'party a "\x1b[31m"\n    discounts \x1b\n'))
    shown = repr(read.tree) + "".join(told(d) for d in read.diagnostics)
    assert "\x1b" not in shown
    assert "\\x1b" not in shown


def test_memory_stays_small_on_a_large_text() -> None:
    text = "a b c d e f g h i j " * 900 + "\n"
    text *= 20
    tracemalloc.start()
    codes(text)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 4 * len(text) + 20_000_000


def a_deal(clauses: int) -> str:
    """A text of eight lines for each clause."""
    return "".join(
        f'clause share_{i} "Share {i}"\n'
        f"    openai pays microsoft undisclosed 15% to 20% of openai_revenue quarterly\n"
        f"    from 2019-07-22\n"
        f"    until first of (2031-01-01, 24 months after agi_verified)\n"
        f"    unless stake(microsoft, openai) >= 27% and not agi_declared\n"
        f"    cap 38bn in total  # no more\n"
        f'    source s004 "20 %"\n'
        f"\n"
        for i in range(clauses)
    )


def _seconds(text: str) -> float:
    best = 9.0
    for _ in range(3):
        start = time.perf_counter()
        assert parse(SourceText("a.deal", text)).diagnostics == ()
        best = min(best, time.perf_counter() - start)
    return best


def test_reading_is_quick_and_grows_with_the_length() -> None:
    """2,000 lines take about 60 ms; the bounds leave room for a busy machine."""
    small, large = _seconds(a_deal(250)), _seconds(a_deal(1250))
    assert small < 0.6
    assert large < 12 * small


@given(st.binary(max_size=400))
@settings(max_examples=400, deadline=None)
def test_no_bytes_raise(data: bytes) -> None:
    source, faults = decode("a.deal", data)
    assert bool(faults) == (source.text == "" and data.removeprefix(b"\xef\xbb\xbf") != b"")
    read = parse(source)
    format_text(source)
    parse_question(source.text)
    for diagnostic in (*faults, *read.diagnostics):
        assert told(diagnostic).isprintable()


@given(st.text(max_size=300))
@settings(max_examples=400, deadline=None)
def test_no_text_raises(text: str) -> None:
    source = SourceText("a.deal", text)
    once = format_text(source)
    assert format_text(SourceText("a.deal", once)) == once
    for diagnostic in parse(source).diagnostics:
        assert told(diagnostic).isprintable()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b"party a\nparty \xe9t\xe9",
            (
                "2:7-8 not-utf-8: this file is not UTF-8 text: byte 0xE9 has no meaning here "
                "(save the file with the encoding UTF-8)"
            ),
        ),
        (
            "party a".encode("utf-16"),
            "1:1-2 binary-file: this file is not a text (a deal is a plain text file in UTF-8)",
        ),
    ],
)
def test_what_is_not_utf_8_is_told(data: bytes, expected: str) -> None:
    source, faults = decode("a.deal", data)
    assert source.text == ""
    assert [told(fault) for fault in faults] == [expected]


def test_a_byte_order_mark_is_no_fault() -> None:
    source, faults = decode("a.deal", b"\xef\xbb\xbfparty a\n")
    assert faults == ()
    assert source.text == "party a\n"
