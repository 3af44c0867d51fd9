"""What is ahead: deadlines, beginnings, ends, duties, and events with how uncertain their days are."""

from collections.abc import Iterable
from datetime import date, timedelta

from termwise.base.dates import Duration, add, day_before
from termwise.explain.chart import EventMark
from termwise.explain.figures.estimates import chance_error_words, chance_words
from termwise.report.contents import Calendar, Due, EventSaid
from termwise.rights.deadline import Deadline
from termwise.session.futures_told import EventFutures
from termwise.session.reporting.material import Material

_RECURS = ("due",)


def calendar(found: Material) -> Calendar:
    """From the day after the view's to the end of the deal; dues beyond the next twelve months are left to the text."""
    start = found.view.known_by + timedelta(days=1)
    end = max(found.session.deal.end, start)
    soon = min(add(start, Duration(years=1)), end)
    ahead = found.session.deadlines(start, end, found.view) if start < end else ()
    return Calendar(
        start=start,
        soon=max(day_before(soon), start),
        end=max(day_before(end), start),
        next_year=tuple(_gathered(line for line in ahead if line.on < soon)),
        later=tuple(_gathered(line for line in ahead if line.on >= soon)),
        duties=found.session.duties(found.view, found.view.known_by),
        events=_events(found),
    )


def _gathered(lines: Iterable[Deadline]) -> list[Due]:
    """Dues of one clause that say the same are one line, at the first of them."""
    groups: dict[tuple[object, ...], list[Deadline]] = {}
    for number, line in enumerate(lines):
        key = (line.kind, line.clause, line.amendment, line.party, line.what) if line.kind in _RECURS else (number,)
        groups.setdefault(key, []).append(line)
    return sorted((_due(members) for members in groups.values()), key=lambda due: due.on)


def _due(members: list[Deadline]) -> Due:
    first = members[0]
    return Due(
        on=first.on,
        kind=first.kind,
        what=first.what,
        clause=first.clause,
        amendment=first.amendment,
        party=first.party,
        times=len(members),
        until=members[-1].on if len(members) > 1 else None,
    )


def _events(found: Material) -> tuple[EventSaid, ...]:
    """Open events first, those that may come soonest at the head; then what has happened, then what never will."""
    simulated = {} if found.money is None else {one.event: one for one in found.money.told.events}
    declared = found.session.names.events
    marks = sorted(found.timeline.events, key=lambda mark: _urgency(mark, found.view.known_by))
    return tuple(
        EventSaid(
            mark=mark,
            by="" if mark.by is None else found.full_name(mark.by),
            comes=_comes(simulated.get(mark.name)),
            days=_days(simulated.get(mark.name)),
            sources=tuple(dict.fromkeys(citation.source for citation in declared[mark.name].sources)),
            place=declared[mark.name].span,
        )
        for mark in marks
    )


def _urgency(mark: EventMark, today: date) -> tuple[int, date]:
    if mark.never:
        return 4, date.max
    if mark.on is not None:
        return (3 if mark.on <= today else 0), mark.on
    nobody_says = mark.words.startswith("open from")
    return (2 if nobody_says else 1), mark.low or date.max


def _comes(simulated: EventFutures | None) -> str:
    """`61.4% ± 0.3%`."""
    if simulated is None:
        return ""
    error = chance_error_words(simulated.comes)
    return chance_words(simulated.comes) + (f" ± {error}" if error else "")


def _days(simulated: EventFutures | None) -> str:
    """`5% by 2027-02-10, half by 2031-04-08`: shares of all futures, as far as so many ever see it."""
    if simulated is None:
        return ""
    days = (("5%", simulated.low), ("half", simulated.middle), ("95%", simulated.high))
    return ", ".join(f"{share} by {day}" for share, day in days if day is not None)
