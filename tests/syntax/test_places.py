"""Spans: every place points at the very text it is about."""

from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.base.source import SourceText
from termwise.syntax import tree
from termwise.syntax.grammar import productions
from termwise.syntax.parser import parse
from tests.syntax.ebnf import Writer
from tests.syntax.trees import at, nodes

WRITER = Writer(productions())


def test_the_places_of_one_clause() -> None:
    source = SourceText(
        "a.deal",
        'clause share "T"  # remark\n'
        "    openai pays microsoft undisclosed 15% to 20% of revenue quarterly\n"
        "    until first of (2031-01-01, agi)  # why\n",
    )
    (clause,) = parse(source).tree.directives
    assert isinstance(clause, tree.ClauseNode)
    assert isinstance(clause.sentence, tree.PaysSentence)
    amount = clause.sentence.amount
    assert isinstance(amount, tree.BinaryExpr)
    assert at(source, clause.sentence.span) == "openai pays microsoft undisclosed 15% to 20% of revenue quarterly"
    assert at(source, amount.span) == "undisclosed 15% to 20% of revenue"
    assert at(source, amount.left.span) == "undisclosed 15% to 20%"
    assert clause.sentence.schedule is not None
    assert clause.sentence.schedule.span is not None
    assert at(source, clause.sentence.schedule.span) == "quarterly"
    assert at(source, clause.qualifiers[0].span) == "until first of (2031-01-01, agi)"
    assert clause.qualifiers[0].expr is not None
    assert at(source, clause.qualifiers[0].expr.span) == "first of (2031-01-01, agi)"
    assert at(source, clause.span) == source.text.removesuffix("  # why\n")


@given(st.sampled_from(["clause", "amendment", "driver", "event", "expect", "scenario"]), st.integers(0, 2**40))
@settings(max_examples=200, deadline=None)
def test_every_place_holds_what_it_is_the_place_of(start: str, seed: int) -> None:
    source = SourceText("a.deal", WRITER.text(start, seed))
    for node in nodes(parse(source).tree):
        span = getattr(node, "span", None)
        if span is None:
            continue
        text = at(source, span)
        assert text
        assert text == text.strip()
        match node:
            case tree.Name():
                assert node.text in {text, text.removesuffix("s"), text.removesuffix("es"), text[:-3] + "y"}
            case tree.Text():
                assert text == '"' + node.text.replace("\\", "\\\\").replace('"', '\\"') + '"' or '"' not in text
            case tree.NumberExpr():
                assert text.split()[0].startswith(str(node.value))
            case tree.DateExpr():
                assert str(node.day).startswith(text)
            case tree.CallExpr():
                assert text.startswith(node.function.text)
                assert text.endswith(")")
            case tree.MayExpr():
                assert " may " in text
            case _:
                pass
