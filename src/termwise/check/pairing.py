"""Which spells of clauses can meet: about related assets, at one time. The work grows with what does meet."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from msgspec import Struct

from termwise.check.clash import Spell
from termwise.check.terms import ancestors


class Said(Struct, frozen=True):
    """What a spell speaks of: a key to be shared (actor, verb, …) and an asset, None for any."""

    key: Hashable
    asset: str | None
    spell: Spell


Pair = tuple[Spell, Spell]


def nested(parts: Iterable[Said], wholes: Iterable[Said], *, strictly: bool = False) -> Iterator[Pair]:
    """Pairs (part, whole) with one key whose assets are one within the other, in force at one time.

    The asset of the whole is that of the part or what it is part of; never the same when `strictly`.
    """
    by_whole: defaultdict[tuple[Hashable, str], tuple[list[Spell], list[Spell]]] = defaultdict(lambda: ([], []))
    for said in wholes:
        by_whole[said.key, said.asset or ""][1].append(said.spell)
    for said in parts:
        own = said.asset or ""
        for asset in dict.fromkeys((*ancestors(own), "")):
            place = (said.key, asset)
            if place in by_whole and not (strictly and asset == own):
                by_whole[place][0].append(said.spell)
    for inside, around in by_whole.values():
        yield from overlapping(inside, around)


def overlapping(ones: Iterable[Spell], others: Iterable[Spell]) -> Iterator[Pair]:
    """Pairs of one of each that share a day: both are swept in order of their first day."""
    starts = [(spell, 0) for spell in ones] + [(spell, 1) for spell in others]
    running: tuple[list[Spell], list[Spell]] = ([], [])
    for spell, side in sorted(starts, key=lambda start: start[0].start):
        facing = running[1 - side]
        facing[:] = [other for other in facing if other.end is None or other.end > spell.start]
        yield from ((spell, other) if side == 0 else (other, spell) for other in facing)
        running[side].append(spell)
