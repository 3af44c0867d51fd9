"""The order of a part's lines: what others wait for first, so that a processor has always something to do.

A processor looks only some hundred instructions ahead. A deal's values hang together in long chains (a step of a walk,
its exponential, what is paid of it); written one chain after another they are waited for one after another. So the
lines are dealt out as by a processor that starts `_AT_ONCE` of them at a time: of those that wait for nothing more, the
one that stands at the head of the longest chain. It does not look further ahead than `_AHEAD`, and not for new things
while `_AT_HAND` values are at hand, because what does not fit the registers has to be put down and fetched again.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

_AT_ONCE = 4
_AHEAD = 200
_AT_HAND = 11

_NAME = re.compile(r"%v\d+(?:\.\w+)?")
_SLOT = re.compile(r"ptr %frame, i64 (\d+)$")
_WAITS = {"fadd": 3, "fsub": 3, "fmul": 3, "fdiv": 13, "fcmp": 2, "load": 7, "call": 10}
"""How long what a line makes is waited for, about, in steps of the processor; one step unless said."""


class _Knot(Struct):
    """Lines that stay together: an address, what is read or written there. `reads` are the knots it waits for."""

    lines: list[str]
    wait: int
    stores: bool
    reads: set[int]
    readers: list[int]
    longest: int = 0


def ordered(lines: Sequence[str]) -> list[str]:
    """The same lines in another order, each still after all that it reads, and before its slot is overwritten."""
    knots = _knots(lines)
    at_once = {number for number, knot in enumerate(knots) if not knot.reads and not knot.stores}
    order: list[int] = []
    written: set[int] = set()
    for number in _dealt(knots, at_once):
        fetched = sorted(one for one in knots[number].reads if one in at_once and one not in written)
        written.update(fetched)
        order += [*fetched, number]
    order += sorted(at_once - written)
    return [line for number in order for line in knots[number].lines]


def _knots(lines: Sequence[str]) -> list[_Knot]:
    knots: list[_Knot] = []
    maker: dict[str, int] = {}
    fetched: dict[str, int] = {}
    held: list[str] = []
    for line in lines:
        held.append(line)
        name, made, rest = line.partition(" = ")
        operation = (rest if made else line).split(" ", 1)[0]
        if made and (operation == "getelementptr" or "." in name):
            continue  # an address, or a part of what the next line makes
        number, stores = len(knots), operation == "store"
        reads = {maker[one] for part in held for one in _NAME.findall(part) if one in maker}
        slot = next((found[1] for part in held if (found := _SLOT.search(part))), None)
        if slot is not None and stores and slot in fetched:
            reads.add(fetched[slot])
        elif slot is not None and not stores:
            fetched[slot] = number
        for part in held:
            maker[part.partition(" = ")[0]] = number
        knots.append(_Knot(held, _WAITS.get(operation, 1), stores, reads, []))
        held = []
    for number in range(len(knots) - 1, -1, -1):
        knot = knots[number]
        knot.longest += knot.wait
        for one in knot.reads:
            knots[one].readers.append(number)
            knots[one].longest = max(knots[one].longest, knot.longest)
    return knots


def _dealt(knots: Sequence[_Knot], at_once: set[int]) -> Iterable[int]:
    """The knots that are not `at_once`, which are fetched where they are first needed, as they are dealt out."""
    waits_for = [sum(one not in at_once for one in knot.reads) for knot in knots]
    unread = [len(knot.readers) for knot in knots]
    begins = [0] * len(knots)
    open_knots = [number for number in range(len(knots)) if number not in at_once]
    ready = [number for number in open_knots if not waits_for[number]]
    left, head = set(open_knots), 0
    at_hand, step, started = 0, 0, 0
    while left:
        while open_knots[head] not in left:
            head += 1
        near = [number for number in ready if number < open_knots[head] + _AHEAD]
        now = [number for number in near if begins[number] <= step]
        if not now:
            step, started = min(begins[number] for number in near), 0
            continue
        number = now[0] if len(now) == 1 else _first(knots, now, unread, crowded=at_hand >= _AT_HAND)
        yield number
        ready.remove(number)
        left.remove(number)
        knot = knots[number]
        for one in knot.reads:
            unread[one] -= 1
            at_hand -= not unread[one] and one not in at_once and not knots[one].stores
        at_hand += bool(knot.readers) and not knot.stores
        for reader in knot.readers:
            waits_for[reader] -= 1
            begins[reader] = max(begins[reader], step + knot.wait)
            if not waits_for[reader]:
                ready.append(reader)
        started += 1
        if started == _AT_ONCE:
            step, started = step + 1, 0


def _first(knots: Sequence[_Knot], now: list[int], unread: list[int], *, crowded: bool) -> int:
    """Which of these comes first: what is stored as soon as it is there; else, when crowded, what makes room."""
    best, best_rank = now[0], (False, -len(knots), 0, 0)
    for number in now:
        knot = knots[number]
        room = 0
        if crowded:
            room = sum([unread[one] == 1 for one in knot.reads]) - (not knot.stores)
        rank = (knot.stores, room, knot.longest, -number)
        if rank > best_rank:
            best, best_rank = number, rank
    return best
