"""JSON replies: one shape, the same bytes for the same answer, harmless on a terminal."""

import json
from fractions import Fraction

import pytest

from termwise.base.diagnostic import error
from termwise.base.source import Span
from termwise.cli.output import Reply, json_text
from termwise.view.course import HangsOn, open_on


def test_a_reply_has_four_fields() -> None:
    fault = error("unknown-name", "`x` is not a party", Span("a.deal", 1, 2, 1, 3), "declare it")
    assert json.loads(json_text(Reply("ask", 65, None, (fault,)))) == {
        "command": "ask",
        "exit": 65,
        "result": None,
        "diagnostics": [
            {
                "code": "unknown-name",
                "severity": "error",
                "message": "`x` is not a party",
                "span": {"file": "a.deal", "line": 1, "column": 2, "end_line": 1, "end_column": 3},
                "help": "declare it",
                "related": [],
            }
        ],
    }


def test_sets_come_in_one_order() -> None:
    things = [HangsOn("event", name) for name in "hgfedcba"]
    assert json_text(open_on(*things)) == json_text(open_on(*reversed(things)))


def test_fractions_are_exact_texts() -> None:
    assert json.loads(json_text({"share": Fraction(27, 100)})) == {"share": "27/100"}


def test_what_has_no_json_form_is_our_bug() -> None:
    with pytest.raises(NotImplementedError, match="no JSON form for object"):
        json_text(object())


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\u202e", "\u2066", "\ufeff", "\x7f"])
def test_no_steering_character_is_sent(sign: str) -> None:
    text = json_text({"words": f"a{sign}b"})
    assert sign not in text
    assert json.loads(text) == {"words": f"a{sign}b"}
