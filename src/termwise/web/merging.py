"""Two texts that come from one: merged line by line, losing nothing of either.

The method is that of diff3: stretches that both left as they were are kept, a stretch that one changed is taken from
it, and where both changed the same lines differently both are kept, the other's as comments above one's own.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from termwise.web.refusal import invalid


class Merge(Struct, frozen=True):
    """The merged text, and in how many places both had changed the same lines."""

    text: str
    clashes: int


_MOST_LINES = 20_000
_SHORT = 10_000
"""Pairs of lines that are compared one by one."""


def merge(base: str, mine: str, theirs: str) -> Merge:
    """`mine` and `theirs`, both written from `base`, in one text. Raises `Refusal` (422) for too many lines."""
    longest = max(text.count("\n") for text in (base, mine, theirs))
    if longest > _MOST_LINES:
        raise invalid(f"texts of more than {_MOST_LINES:,} lines are not merged here; both are kept")
    lines: list[str] = []
    clashes = 0
    before, own, other = (text.split("\n") for text in (base, mine, theirs))
    for stretch in _stretches(before, own, other):
        was, is_mine, is_theirs = stretch
        if is_mine in (was, is_theirs):
            lines += is_theirs
        elif is_theirs == was:
            lines += is_mine
        else:
            clashes += 1
            lines += ["# saved elsewhere meanwhile:", *(f"# {line}" for line in is_theirs), "# typed here:", *is_mine]
    return Merge("\n".join(lines), clashes)


Stretch = tuple[list[str], list[str], list[str]]


def _stretches(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[Stretch]:
    """The three texts cut at the lines that all of them share, in order: shared lines alone, and what lies between."""
    in_mine, in_theirs = _partners(base, mine), _partners(base, theirs)
    at = at_mine = at_theirs = 0
    for number, line in enumerate(base):
        if number in in_mine and number in in_theirs:
            before = (base[at:number], mine[at_mine : in_mine[number]], theirs[at_theirs : in_theirs[number]])
            if any(before):
                yield before
            yield [line], [line], [line]
            at, at_mine, at_theirs = number + 1, in_mine[number] + 1, in_theirs[number] + 1
    rest = (base[at:], mine[at_mine:], theirs[at_theirs:])
    if any(rest):
        yield rest


def _partners(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """For every line of the base that the other text has kept, its number there.

    What both begin and end with is kept. What lies between is cut at lines that each has once (the patience method of
    Bram Cohen), again and again; a short rest is compared line by line, a long one without such lines is all new. So
    the time grows hardly faster than the texts, whatever they repeat.
    """
    kept: dict[int, int] = {}
    left = [(0, len(base), 0, len(other))]
    while left:
        a, a_end, b, b_end = left.pop()
        while a < a_end and b < b_end and base[a] == other[b]:
            kept[a] = b
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and base[a_end - 1] == other[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            kept[a_end] = b_end
        anchors = _anchors(base[a:a_end], other[b:b_end])
        if anchors:
            starts = [(a, b), *((a + x, b + y) for x, y in anchors)]
            ends = [*starts[1:], (a_end, b_end)]
            left += [(x, x_end, y, y_end) for (x, y), (x_end, y_end) in zip(starts, ends, strict=True)]
        elif (a_end - a) * (b_end - b) <= _SHORT:
            matcher = SequenceMatcher(None, base[a:a_end], other[b:b_end], autojunk=False)
            blocks = matcher.get_matching_blocks()
            kept |= {a + block.a + n: b + block.b + n for block in blocks for n in range(block.size)}
    return kept


def _anchors(base: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that each of two texts has once, as many of them as stand in the same order in both."""
    counts, others = Counter(base), Counter(other)
    at = {line: number for number, line in enumerate(other) if others[line] == 1}
    pairs = [(number, at[line]) for number, line in enumerate(base) if counts[line] == 1 and line in at]
    piles: list[int] = []  # the lowest end of a rising row of each length, and by which pair; then the row back
    tops: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        pile = bisect_left(piles, place)
        before.append(tops[pile - 1] if pile else -1)
        piles[pile : pile + 1] = [place]
        tops[pile : pile + 1] = [index]
    found: list[tuple[int, int]] = []
    index = tops[-1] if tops else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]
