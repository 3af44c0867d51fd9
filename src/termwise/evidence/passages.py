"""Finding words in a text: every occurrence, and the passage most like them.

The closest passage is the one with the fewest single-character edits (Levenshtein), found by the
bit-parallel method of Myers, "A fast bit-vector algorithm for approximate string matching based on
dynamic programming" (JACM 46, 1999), in Hyyrö's form; a second run backwards finds where it starts.
"""

from collections.abc import Iterator

_GROUPING = frozenset(".,'’\u00a0\u202f\u2009")
"""What may stand between two digits of one figure."""


def occurrences(words: str, text: str) -> Iterator[int]:
    """The offsets where `words` stand in `text` as whole words and whole figures.

    "3 %" is not found in "13 %", nor "19 %" in "3,19 %": a piece of a figure is another figure.
    """
    at = text.find(words)
    while at >= 0:
        if whole(text, at, at + len(words)):
            yield at
        at = text.find(words, at + 1)


def whole(text: str, start: int, end: int) -> bool:
    """Whether the non-empty stretch of `text` cuts no word and no figure in two."""
    return _starts_whole(text, start) and _ends_whole(text, end)


def _starts_whole(text: str, at: int) -> bool:
    if at == 0 or not text[at].isalnum():
        return True
    before = text[at - 1]
    if text[at].isdigit() and before in _GROUPING:
        return at == 1 or not text[at - 2].isdigit()
    return not before.isalnum()


def _ends_whole(text: str, end: int) -> bool:
    if end == len(text) or not text[end - 1].isalnum():
        return True
    after = text[end]
    if text[end - 1].isdigit() and after in _GROUPING:
        return end + 1 == len(text) or not text[end + 1].isdigit()
    return not after.isalnum()


def closest(words: str, text: str) -> tuple[int, int, int] | None:
    """Start, end (excluded) and edit distance of the passage of `text` most like `words`; the first of equals.

    None when nothing is alike: more than four edits in ten characters of `words`.
    """
    if not words or not text:
        return None
    end, distance = _best_end(words, text)
    if end == 0 or 10 * distance > 4 * len(words):
        return None
    before = text[max(0, end - 2 * len(words)) : end]
    length, _ = _best_end(words[::-1], before[::-1])
    return end - length, end, distance


def _best_end(words: str, text: str) -> tuple[int, int]:
    """The end (excluded) of the first best match of `words` in `text`, starting anywhere, and its distance."""
    masks: dict[str, int] = {}
    for i, character in enumerate(words):
        masks[character] = masks.get(character, 0) | (1 << i)
    full = (1 << len(words)) - 1
    top = 1 << (len(words) - 1)
    rises, falls = full, 0  # where the column of the edit matrix goes up or down by one
    distance = best = len(words)
    best_end = 0
    for end, character in enumerate(text, start=1):
        equal = masks.get(character, 0)
        diagonal = (((equal & rises) + rises) ^ rises) | equal | falls
        gain = falls | ~(diagonal | rises) & full
        loss = rises & diagonal
        distance += bool(gain & top) - bool(loss & top)
        gain, loss = (gain << 1) & full, (loss << 1) & full
        rises = loss | ~(diagonal | gain) & full
        falls = gain & diagonal
        if distance < best:
            best, best_end = distance, end
    return best_end, best
