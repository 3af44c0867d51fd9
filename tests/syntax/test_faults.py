"""Faulty texts and exactly what is said about them."""

import pytest

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import SourceText
from termwise.syntax.parser import parse
from tests.syntax.faulty import CASES


def told(diagnostic: Diagnostic) -> str:
    """`line:column-end code: message (help)`."""
    span = diagnostic.span
    assert span is not None
    place = f"{span.line}:{span.column}-{span.end_column}"
    help_ = f" ({diagnostic.help})" if diagnostic.help else ""
    return f"{place} {diagnostic.code}: {diagnostic.message}{help_}"


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_fault_is_told_exactly(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(told(diagnostic) for diagnostic in parse(SourceText("a.deal", text)).diagnostics) == expected


def test_every_code_is_shown_here_or_in_the_limits() -> None:
    codes = {line.split(" ", 2)[1].rstrip(":") for _, lines in CASES for line in lines}
    assert {"unexpected-word", "unfinished-line", "left-over-words", "missing-verb", "unknown-line"} <= codes


def test_a_faulty_line_loses_only_itself() -> None:
    text = (
        'party microsoft "Microsoft"\n    discounts at at\n    also called "MS"\n'
        "clause c\n    microsoft may use models\n    untill 2030\n    from 2019\n"
    )
    read = parse(SourceText("a.deal", text))
    assert [diagnostic.code for diagnostic in read.diagnostics] == ["unexpected-word", "unknown-line"]
    assert [len(directive.qualifiers) for directive in read.tree.directives] == [1, 1]  # type: ignore[union-attr]


def test_the_lines_under_a_lost_header_are_read() -> None:
    read = parse(SourceText("a.deal", "clause\n    openai pays\nparty\n    discounts on 5%\n"))
    assert [(d.code, d.span.line) for d in read.diagnostics if d.span] == [
        ("unfinished-line", 1),
        ("unfinished-line", 2),
        ("unfinished-line", 3),
        ("unknown-line", 4),
    ]


def test_a_misspelt_directive_is_told_once_and_read_on() -> None:
    read = parse(SourceText("a.deal", "partey openai\n    discounts at 5%\n"))
    assert [told(d) for d in read.diagnostics] == [
        "1:1-7 unknown-directive: `partey` does not begin a directive (did you mean `party`)"
    ]
    assert len(read.tree.directives) == 1


def test_at_most_two_hundred_faults_are_told() -> None:
    read = parse(SourceText("a.deal", "nonsense here\n" * 5000))
    assert len(read.diagnostics) == 201
    assert told(read.diagnostics[-1]) == (
        "200:1-9 too-many-errors: more than 200 faults were found, and the rest of the text was not read"
        " (mend the first ones and check again)"
    )
