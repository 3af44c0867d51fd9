"""The days of an event that could matter to a question asked on a day.

What hangs on an event turns on whether it comes before or after a few days: the day asked, the day asked
less a time that runs from the event, and the dates it is measured against ("by 2025-12-31").
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import fields

from termwise.base.dates import Duration, add, day_after
from termwise.model.deal import Deal
from termwise.model.expression import Ref
from termwise.model.moment import On, OnEvent
from termwise.view.agreement import Agreement

_MOST = 12
"""Days tried for one event; beyond it the earliest and latest of them stand for the rest."""


class Near(Struct, frozen=True):
    """What stands near an event in the text: lengths that run from it, dates it is measured against."""

    lengths: frozenset[Duration] = frozenset()
    dates: frozenset[date] = frozenset()


def near_events(deal: Deal) -> Mapping[str, Near]:
    """For each event the lengths and dates said in one breath with it: in one clause, condition or change."""
    found: dict[str, Near] = {}
    for statement in _statements(deal):
        parts = list(_parts(statement))
        lengths = frozenset(part for part in parts if isinstance(part, Duration))
        dates = frozenset(part.day for part in parts if isinstance(part, On))
        for event in {_event(part) for part in parts} - {None}:
            before = found.get(str(event), Near())
            found[str(event)] = Near(before.lengths | lengths, before.dates | dates)
    return found


def days_that_matter(agreement: Agreement, event: str, day: date, near: Near) -> tuple[date, ...]:
    """The days an open event is tried on, in order; the last is the last on which it matters for `day`.

    Empty when the event can no longer come by then.
    """
    reach = agreement.course.reaches.get(event)
    if reach is None or reach.earliest is None:
        return ()
    turns = {turn for length in near.lengths if (turn := _back(day, length)) is not None}
    found = {day, *near.dates, *(day_after(d) for d in near.dates), *turns, *(day_after(d) for d in turns)}
    latest = max(day, *turns) if turns else day
    if reach.latest is not None:
        latest = min(latest, reach.latest)
        found.add(reach.latest)
    if reach.earliest > latest:
        return ()
    inside = sorted({reach.earliest, *(d for d in found if reach.earliest <= d <= latest)})
    return tuple(inside) if len(inside) <= _MOST else (*inside[: _MOST // 2], *inside[-_MOST // 2 :])


def _statements(deal: Deal) -> Iterator[Struct]:
    yield from deal.clauses
    yield from deal.events
    for amendment in deal.amendments:
        yield from amendment.requires
        yield from amendment.patches
        if amendment.effective is not None:
            yield amendment.effective


def _event(part: Struct) -> str | None:
    match part:
        case OnEvent(name):
            return name
        case Ref("event", name):
            return name
        case _:
            return None


def _parts(thing: object) -> Iterator[Struct]:
    """Every piece of data inside a statement, the statement included."""
    if isinstance(thing, Struct):
        yield thing
        for field in fields(thing):
            yield from _parts(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for item in thing:
            yield from _parts(item)


def _back(day: date, length: Duration) -> date | None:
    """The last day from which `length` has run by `day`; None outside the calendar."""
    try:
        back = add(day, length.negated(), "down")
        ahead = add(back, length, "down")
    except (OverflowError, ValueError):
        return None
    return back - timedelta(days=1) if ahead > day else back
