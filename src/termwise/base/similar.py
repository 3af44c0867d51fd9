"""Which known word a person may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def similar(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """At most `most` of the `known` words that look like `word`, best first."""
    return tuple(get_close_matches(word, sorted(set(known)), n=most, cutoff=0.72))


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A help sentence naming the words alike, or None when there is none."""
    near = [f"`{found}`" for found in similar(word, known)]
    if not near:
        return None
    return "did you mean " + (near[0] if len(near) == 1 else ", ".join(near[:-1]) + f" or {near[-1]}")
