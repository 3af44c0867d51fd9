# ruff: noqa: E501, ISC004 - messages stand as they are told
import pytest

from termwise.base.source import SourceText
from termwise.syntax import tree
from termwise.syntax.parser import parse, parse_question
from tests.syntax.test_faults import told
from tests.syntax.trees import bare


def asked(text: str) -> tree.ExpectLine:
    line, diagnostics = parse_question(text)
    assert diagnostics == ()
    assert line is not None
    return line


def test_the_day_is_not_a_counterparty() -> None:
    line = asked("microsoft may use openai.models on 2031-06-01")
    assert isinstance(line.proposition, tree.MayExpr)
    assert line.proposition.act.counterparty is None
    assert isinstance(line.on, tree.DateExpr)
    assert str(line.on.day) == "2031-06-01"


@pytest.mark.parametrize(
    "text",
    [
        "microsoft may use models on 2031-06-01, known by 2025-09-11, status reported, scenario early, given agi never",
        "microsoft may use models scenario early known by 2025-09-11 given agi never on 2031-06-01 status reported",
        "microsoft may use models, status reported, given agi never, on 2031-06-01, scenario early, known by 2025-09-11?",
        "on 2031-06-01, known by 2025-09-11, status reported, scenario early, given agi never: microsoft may use models",
        "given agi never known by 2025-09-11 status reported scenario early on 2031-06-01: microsoft may use models",
    ],
)
def test_the_parts_of_the_view_stand_in_any_order(text: str) -> None:
    expected = asked(
        "on 2031-06-01, known by 2025-09-11, status reported, scenario early, given agi never: microsoft may use models"
    )
    assert bare(asked(text)) == bare(expected)


def test_several_events_are_given() -> None:
    line = asked("microsoft may use models given agi on 2028-01-31 given ipo never")
    assert [(given.event.text, given.day is None) for given in line.given] == [("agi", False), ("ipo", True)]


def test_a_question_reads_like_an_expectation() -> None:
    (expect,) = parse(SourceText("a", "expect\n    on 2025-10-29: stake(a, b) = 27% within 1%\n")).tree.directives
    assert isinstance(expect, tree.ExpectNode)
    assert bare(expect.lines[0]) == bare(asked("stake(a, b) = 27% within 1% on 2025-10-29"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "",
            "1:1-1 empty-question: nothing is asked (ask, for example, `microsoft may use openai.models on 2031-06-01`)",
        ),
        ("microsoft may", "1:11-14 unfinished-line: the line ends after `may`, and a verb such as `use` is missing"),
        (
            "microsoft may use models on sunday of 2025",
            "1:36-38 unexpected-word: expected `on`, `known by`, `status`, `scenario` or `given`, found `of`",
        ),
        (
            "microsoft may use models on 2031-06-01 on 2032",
            "1:40-42 said-twice: `on` is said twice in this line (keep one of the two lines)",
        ),
        (
            "microsoft may use models status bindin",
            "1:33-39 unexpected-word: expected a status: `rumoured`, `reported`, `proposed`, `non-binding`, `binding` or "
            "`withdrawn`, found `bindin` (did you mean `binding`)",
        ),
    ],
)
def test_faulty_questions(text: str, expected: str) -> None:
    line, diagnostics = parse_question(text)
    assert line is None
    assert [told(d) for d in diagnostics] == [expected]
