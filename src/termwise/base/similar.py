"""Which known word a person may have meant."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

_SAID = re.compile(r"did you mean `[^`]+`(?:(?:, | or )`[^`]+`)*")
_WORD = re.compile(r"`([^`]+)`")
_CUTOFF = 0.72
_CUTOFF_OF_SHORT = 0.66
"""One wrong letter in three leaves two thirds alike."""


def similar(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """At most `most` of the `known` words that look like `word`, best first.

    A word of three or four letters also looks like one of its length that has one other letter, unless others
    look more like it.
    """
    words = sorted(set(known))
    near = get_close_matches(word, words, n=most, cutoff=_CUTOFF)
    if not near and len(word) in (3, 4):
        alike = [other for other in words if _letters_apart(word, other) == 1]
        near = get_close_matches(word, alike, n=most, cutoff=_CUTOFF_OF_SHORT)
    return tuple(near)


def _letters_apart(word: str, other: str) -> int:
    """How many letters differ, place by place; more than any when the lengths do."""
    if len(word) != len(other):
        return max(len(word), len(other))
    return sum(one != another for one, another in zip(word, other, strict=True))


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A help sentence naming the words alike, or None when there is none."""
    near = [f"`{found}`" for found in similar(word, known)]
    if not near:
        return None
    return "did you mean " + (near[0] if len(near) == 1 else ", ".join(near[:-1]) + f" or {near[-1]}")


def meant(help_: str) -> tuple[str, ...]:
    """The words that a sentence of `did_you_mean` names, wherever in `help_` it stands; none when there is none."""
    said = _SAID.search(help_)
    return tuple(_WORD.findall(said.group())) if said else ()
