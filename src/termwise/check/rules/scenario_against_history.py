"""A scenario says what may come. What has happened, or has not happened by today, is no longer its to say."""

from collections.abc import Iterable
from datetime import date

from termwise.base.diagnostic import Diagnostic, Related, warning
from termwise.check.rule import Rule, Subject
from termwise.model.declaration import Event, EventPin
from termwise.model.declaration import Rule as HappensWhen


def _run(subject: Subject) -> Iterable[Diagnostic]:
    today = subject.deal.today
    for scenario in subject.deal.scenarios:
        for pin in scenario.pins:
            event = subject.names.events.get(pin.event) if isinstance(pin, EventPin) else None
            if not isinstance(pin, EventPin) or event is None:
                continue
            if event.on is not None and event.on <= today and pin.day != event.on:
                yield _rewrites(scenario.name, pin, event, event.on)
            elif event.on is None and not isinstance(event.chance, HappensWhen) and pin.day and pin.day <= today:
                yield _too_late(scenario.name, pin, pin.day, today)


def _rewrites(scenario: str, pin: EventPin, event: Event, happened: date) -> Diagnostic:
    pinned = f"on {pin.day}" if pin.day else "never"
    place = event.name_span or event.span
    return warning(
        "scenario-against-history",
        f"`{scenario}` has `{pin.event}` {pinned}, though it happened on {happened}",
        pin.span,
        "pin an event that is still open, or correct the day it happened",
        (Related(place, "declared here"),) if place else (),
    )


def _too_late(scenario: str, pin: EventPin, day: date, today: date) -> Diagnostic:
    return warning(
        "scenario-against-history",
        f"`{scenario}` has `{pin.event}` on {day}, though it is not known to have happened by today, {today}",
        pin.span,
        f"pin it to a day after today, or record it with `on {day}` under the event",
    )


RULE = Rule("scenario-against-history", "a scenario that contradicts what is known", _run)
