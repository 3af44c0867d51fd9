"""Two texts that come from one: merged line by line, losing nothing of either.

The method is that of diff3: stretches that both left as they were are kept, a stretch that one changed is taken from
it, and where both changed the same lines differently both are kept, the other's as comments above one's own.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from termwise.web.refusal import invalid


class Merge(Struct, frozen=True):
    """The merged text, and in how many places both had changed the same lines."""

    text: str
    clashes: int


_MOST_LINES = 20_000


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
    """For every line of the base that the other text has kept, its number there."""
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return {block.a + n: block.b + n for block in matcher.get_matching_blocks() for n in range(block.size)}
