"""An open proposition that comes out alike in every course of its open events is settled.

Kleene's logic is sound and not complete: `reached or not reached` comes out open. As for acts (`cases`), each
open event is pinned to the days that matter and to never, and the proposition read under each pinning.
"""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from msgspec import Struct

from termwise.model.declaration import Given
from termwise.model.expression import Expression
from termwise.rights.cases import MOST_DAYS, MOST_EVENTS, MOST_JUDGEMENTS, kept_timing, pinned
from termwise.rights.thresholds import Timing, also, days_that_matter
from termwise.view.agreement import Agreement
from termwise.view.course import NEVER, Tri

Read = Callable[[Agreement], Tri]
"""The truth of the proposition under an agreement."""


def settled(agreement: Agreement, proposition: Expression, day: date, truth: Tri, read: Read) -> Tri:
    """The truth of a proposition on a day: the one that every course brings, else the open `truth` it has now."""
    events = [thing for thing in truth.hangs_on if thing.kind == "event"]
    if truth.value is not None or not events or len(events) > MOST_EVENTS:
        return truth
    trying = _Trying(day, also(kept_timing(agreement), proposition), read)
    found: set[bool | None] = set()
    for tried, value in enumerate(islice(trying.values(agreement, truth, ()), MOST_JUDGEMENTS + 1)):
        found.add(value)
        if None in found or len(found) > 1 or tried == MOST_JUDGEMENTS:
            return truth
    return Tri(found.pop())


class _Trying(Struct, frozen=True):
    """One proposition being tried under one pinning after another."""

    day: date
    timing: Timing
    read: Read

    def values(self, agreement: Agreement, truth: Tri, pins: tuple[str, ...]) -> Iterator[bool | None]:
        """What it comes to below a pinning; `pins` are the events pinned. None where it stays open."""
        names = sorted(thing.name for thing in truth.hangs_on if thing.kind == "event" and thing.name not in pins)
        for event in names if truth.value is None and len(pins) < MOST_EVENTS else ():
            reach = agreement.course.reaches.get(event, NEVER)
            days = days_that_matter(self.timing, event, reach, self.day)
            if len(days) > MOST_DAYS:
                break
            if days:
                for pin in (None, *days):
                    again = pinned(agreement, Given(event, pin))
                    yield from self.values(again, self.read(again), (*pins, event))
                return
        yield truth.value
