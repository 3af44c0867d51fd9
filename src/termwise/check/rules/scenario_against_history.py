"""A scenario says what may come. What has happened is no longer its to say."""

from collections.abc import Iterable
from datetime import date

from termwise.base.diagnostic import Diagnostic, Related, warning
from termwise.check.rule import Rule, Subject
from termwise.model.declaration import Event, EventPin


def _run(subject: Subject) -> Iterable[Diagnostic]:
    today = subject.deal.today
    for scenario in subject.deal.scenarios:
        for pin in scenario.pins:
            event = subject.names.events.get(pin.event) if isinstance(pin, EventPin) else None
            if not isinstance(pin, EventPin) or event is None:
                continue
            if event.on is not None and event.on <= today and pin.day != event.on:
                yield _rewrites(scenario.name, pin, event, event.on)


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


RULE = Rule("scenario-against-history", "a scenario that contradicts what is known", _run)
