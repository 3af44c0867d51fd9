"""Clauses, events and amendments on one line of time."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from termwise.base.dates import AmbiguousDateError, Duration, Rounding, add
from termwise.explain.chart import AmendmentMark, Bar, EventMark, Row, Timeline
from termwise.model.amendment import STATUSES, Status
from termwise.model.declaration import Event, Hazard, Likely, Rule, WaitAfter, WaitBetween
from termwise.model.text import expression_text, moment_text
from termwise.model.text.declarations import likely_text
from termwise.standing.in_force import Stretch, stretches
from termwise.standing.solver import MayAnswer
from termwise.view.agreement import Agreement, ClauseHistory, Fate
from termwise.view.course import Reach
from termwise.view.words import view_words


def timeline(agreement: Agreement, may: MayAnswer | None = None) -> Timeline:
    """The line of time of a deal's whole period, as the view has it. Clauses that never apply have no bars.

    `may` answers conditions that ask what a party may do; without it they are open.
    """
    deal = agreement.deal
    windows = _windows(agreement)
    return Timeline(
        title=deal.title,
        view=agreement.view,
        view_words=view_words(agreement.view),
        start=deal.start,
        end=deal.end,
        today=agreement.view.known_by,
        rows=tuple(_row(agreement, history, may) for history in agreement.clauses if history.versions),
        events=tuple(_event(event, agreement, windows[event.name]) for event in deal.events),
        amendments=tuple(_amendment(fate) for fate in agreement.fates),
    )


def _row(agreement: Agreement, history: ClauseHistory, may: MayAnswer | None) -> Row:
    deal = agreement.deal
    bars: list[Bar] = []
    for stretch in stretches(agreement, history.name, may):
        bar = _bar(stretch, deal.start, deal.end)
        if bars and bars[-1].end == bar.start and replace(bar, start=bars[-1].start, end=bars[-1].end) == bars[-1]:
            bar = replace(bar, start=bars.pop().start)
        bars.append(bar)
    status: Status = min((version.status for version in history.versions), key=STATUSES.index)
    title = history.versions[-1].clause.title
    return Row(history.name, title, tuple(bar for bar in bars if bar.start < bar.end), status)


def _bar(stretch: Stretch, start: date, end: date) -> Bar:
    return Bar(
        start=max(stretch.start, start),
        end=end if stretch.end is None else min(stretch.end, end),
        certain=stretch.truth.value is True,
        amendment=stretch.version.amendment,
        status=stretch.version.status,
        hangs_on=tuple(sorted(thing.name for thing in stretch.truth.hangs_on)),
    )


class _Window(Struct, frozen=True):
    """Where an event may fall: never when `low` is None, for certain on `low` when both are equal."""

    low: date | None
    high: date | None


def _windows(agreement: Agreement) -> Mapping[str, _Window]:
    """The window of every event: its course where that is known, else what its declaration believes.

    Events wait on events; one that waits on itself keeps the bounds of its course.
    """
    events = {event.name: event for event in agreement.deal.events}
    found: dict[str, _Window] = {}
    for name in events:
        chain: list[str] = []
        following: str | None = name
        while following is not None and following in events and following not in found and following not in chain:
            chain.append(following)
            following = _waits_on(events[following])
        for link in reversed(chain):
            found[link] = _window(events[link], agreement, found)
    return found


def _waits_on(event: Event) -> str | None:
    match event.chance:
        case Likely(wait=WaitAfter(after=after)):
            return after
        case _:
            return None


def _window(event: Event, agreement: Agreement, found: Mapping[str, _Window]) -> _Window:
    reach = agreement.course.reaches[event.name]
    if reach.earliest is None or reach.earliest == reach.latest:
        return _Window(reach.earliest, reach.latest)
    low, high = reach.earliest, reach.latest
    match event.chance:
        case Likely(wait=WaitBetween(earliest=earliest, latest=latest)):
            low, high = earliest.day, latest.day
        case Likely(wait=WaitAfter(low=soon, high=late, after=after)) if after in found:
            origin = found[after]
            if origin.low is not None and origin.high is not None:
                rounding = agreement.deal.rounding
                low, high = _later(origin.low, soon, rounding), _later(origin.high, late, rounding)
        case _:
            pass
    return _Window(max(low, reach.earliest), high if reach.latest is None else min(high or reach.latest, reach.latest))


def _later(day: date, length: Duration, rounding: Rounding) -> date:
    try:
        return add(day, length, rounding)
    except AmbiguousDateError:
        return add(day, length)
    except OverflowError:
        return date.max


def _event(event: Event, agreement: Agreement, window: _Window) -> EventMark:
    reach = agreement.course.reaches[event.name]
    return EventMark(
        name=event.name,
        title=event.title,
        by=event.by,
        on=reach.earliest if reach.earliest == reach.latest else None,
        never=reach.earliest is None,
        low=window.low,
        high=window.high,
        words=_event_words(event, reach, agreement.deal.currency),
    )


def _event_words(event: Event, reach: Reach, currency: str) -> str:
    if reach.earliest is None:
        return "never"
    if reach.earliest == reach.latest:
        return f"on {reach.earliest}"
    match event.chance:
        case None:
            return f"open from {reach.earliest}"
        case Likely():
            return likely_text(event.chance, currency)
        case Hazard(rate=rate, origin=origin):
            return f"{expression_text(rate, currency)} from {moment_text(origin)}"
        case Rule(condition=condition):
            return f"when {expression_text(condition, currency)}"


def _amendment(fate: Fate) -> AmendmentMark:
    amendment = fate.amendment
    effect = fate.from_.earliest if fate.from_ is not None else None
    return AmendmentMark(
        name=amendment.name,
        title=amendment.title,
        day=effect or amendment.dated,
        dating=amendment.dating,
        dated=amendment.dated,
        status=amendment.status,
        fate=fate.fate,
    )
