"""What diagnostics offer to write instead: it mends them."""

from pathlib import Path

import pytest

from termwise.base.similar import did_you_mean, meant
from termwise.session.editing.edited import edited
from termwise.session.editing.mending import mendings
from termwise.session.editing.renaming import replaced
from tests.corpus.test_corpus import DEALS

OFFERING = [path for path in DEALS if "did you mean `" in path.with_suffix(".expected").read_text("utf-8")]


@pytest.mark.parametrize("words", [["alpha"], ["alpha", "alphb"], ["alpha", "alphb", "alphc"]])
def test_the_words_of_advice_are_read_back(words: list[str]) -> None:
    advice = did_you_mean("alph", words)
    assert advice is not None
    assert sorted(meant(advice)) == words


def test_advice_without_words_offers_none() -> None:
    assert meant("write `until` or `through`") == ()


def test_there_is_advice_to_try() -> None:
    assert len(OFFERING) >= 15


@pytest.mark.parametrize("path", OFFERING, ids=lambda path: path.stem)
def test_what_is_offered_first_mends_the_fault(path: Path) -> None:
    text = path.read_text("utf-8")
    of = edited(path, {})
    for fault in of.session.diagnostics:
        offered = mendings(of, fault)
        if offered and fault.span is not None and fault.span.file == str(path):
            after = edited(path, {path: replaced(text, [offered[0].replacement])}).session.diagnostics
            assert (fault.code, fault.message) not in {(one.code, one.message) for one in after}, offered[0]
