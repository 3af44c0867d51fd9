"""Which known word may have been meant."""

import pytest

from termwise.base.similar import did_you_mean, similar

VERBS = ("access", "buy", "hold", "host", "modify", "pay", "resell", "sell", "use")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("uze", ("use",)),
        ("ure", ("use",)),
        ("bux", ("buy",)),
        ("sall", ("sell",)),
        ("modfy", ("modify",)),
        ("own", ()),
        ("u", ()),
        ("ue", ("use",)),
        ("bank", ()),
    ],
)
def test_a_wrong_letter_finds_the_word(word: str, meant: tuple[str, ...]) -> None:
    assert similar(word, VERBS) == meant


def test_one_other_letter_counts_only_when_nothing_is_more_alike() -> None:
    assert similar("hosd", ("host", "hold")) == ("host", "hold")
    assert similar("uses", ("use", "user")) == ("use", "user")


def test_in_words() -> None:
    assert did_you_mean("uze", VERBS) == "did you mean `use`"
    assert did_you_mean("xyz", VERBS) is None
