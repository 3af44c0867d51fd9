"""No text, however torn or shuffled, raises: every fault is a diagnostic with a place."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.base.source import Span
from termwise.elaborate.deal import elaborate
from termwise.syntax.tree import (
    BinaryExpr,
    ClaimNode,
    ConnectiveExpr,
    DealNode,
    Expr,
    ExtremeOfExpr,
    Name,
    NameExpr,
    NotExpr,
    NumberExpr,
    Text,
    TextTree,
)
from tests.elaborate.reading import DEALS, HEADING, read

LINES = sorted(
    {
        line
        for path in DEALS.glob("*.deal")
        for line in (*path.read_text("utf-8").splitlines(), *HEADING.splitlines())
        if line.strip()
    }
)
WORDS = sorted({word for line in LINES for word in line.split()})


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_shuffled_lines(lines: list[str]) -> None:
    _check(HEADING + "\n".join(lines) + "\n")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_lines_with_other_words_in_them(data: st.DataObject) -> None:
    torn = []
    for line in data.draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=15)):
        words = line.strip().split()
        index = data.draw(st.integers(0, len(words) - 1))
        words[index] = data.draw(st.sampled_from(WORDS))
        torn.append(" " * (len(line) - len(line.lstrip())) + " ".join(words))
    _check(HEADING + "clause seed\n    openai pays microsoft 5bn yearly\n" + "\n".join(torn) + "\n")


def _check(text: str) -> None:
    _, faults = read(text)
    lines = text.count("\n") + 1
    for fault in faults:
        assert fault.span is not None
        assert 1 <= fault.span.line <= lines
        assert fault.message == fault.message.strip()
        assert not fault.message.endswith(".")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_the_same_text_gives_the_same_faults(lines: list[str]) -> None:
    text = HEADING + "\n".join(lines) + "\n"
    assert read(text) == read(text)


HERE = Span("deep.deal", 1, 1, 1, 2)


def _deep(depth: int, kind: str) -> Expr:
    one: Expr = NumberExpr(Decimal(1), None, None, None, None, HERE)
    event: Expr = NameExpr(Name("ipo", HERE), HERE)
    node = one if kind == "sum" else event
    for _ in range(depth):
        match kind:
            case "sum":
                node = BinaryExpr("+", node, one, HERE)
            case "not":
                node = NotExpr(node, HERE)
            case "and":
                node = ConnectiveExpr("and", (node, event), HERE)
            case _:
                node = ExtremeOfExpr("first", (node, event), HERE)
    return node


@pytest.mark.parametrize("kind", ["sum", "not", "and", "first"])
def test_trees_deeper_than_any_text(kind: str) -> None:
    claim = ClaimNode(Name("c", HERE), None, "always", None, None, False, _deep(10_000, kind), HERE)
    deal = DealNode(Text("Deep", HERE), (), HERE)
    found = elaborate([TextTree("deep.deal", (deal, claim))])
    assert "expression-too-deep" in {fault.code for fault in found.diagnostics}
