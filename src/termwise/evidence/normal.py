"""Levelled text: the same words whatever the typography, with the way back to the original.

Levelling applies Unicode NFKC and case folding, turns every quotation mark into `"`, every apostrophe
into `'`, every dash into `-`, every run of white space (line ends, no-break and narrow no-break spaces
included) into one space, and drops soft hyphens and the spaces French typography puts inside « » and
before `; : ! ? %`.
"""

import unicodedata
from itertools import pairwise

from msgspec import Struct

_LEVELLED: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "«»“”„‟″〝〞＂"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛′ʼ`´＇"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None),
}
_STYLE_SPACE_BEFORE = frozenset(";:!?%»")


class Levelled(Struct, frozen=True):
    """Levelled text. Character `i` comes from characters `starts[i]` to `ends[i]` (excluded) of the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original behind the non-empty levelled stretch `start` to `end` (excluded)."""
        return self.starts[start], self.ends[end - 1]


def level(text: str) -> Levelled:
    """`text` levelled, as this module says."""
    characters: list[str] = []
    places: list[tuple[int, int]] = []
    drop_space = False
    for start, end in _clusters(text):
        cluster = text[start:end]
        if cluster in _STYLE_SPACE_BEFORE and characters and characters[-1] == " ":
            characters.pop()
            places.pop()
        for character in _level_cluster(cluster):
            if character == " " and (drop_space or (characters and characters[-1] == " ")):
                continue
            characters.append(character)
            places.append((start, end))
        drop_space = cluster == "«" or (drop_space and cluster.isspace())
    return Levelled("".join(characters), tuple(s for s, _ in places), tuple(e for _, e in places))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Base characters with the combining marks that follow them: NFKC composes no further than that."""
    starts = [i for i, character in enumerate(text) if i == 0 or not unicodedata.combining(character)]
    return list(pairwise([*starts, len(text)]))


def _level_cluster(cluster: str) -> str:
    if cluster.isspace():
        return " "
    if cluster.isascii():
        return cluster.translate(_LEVELLED).lower()
    folded = unicodedata.normalize("NFKC", cluster.translate(_LEVELLED)).casefold()
    return unicodedata.normalize("NFKC", folded).translate(_LEVELLED)
