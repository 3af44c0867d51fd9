"""`on` records that an event happened; a day after today has not been recorded by anybody yet."""

from collections.abc import Iterable
from datetime import date

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.model.declaration import Event


def _run(subject: Subject) -> Iterable[Diagnostic]:
    today = subject.deal.today
    return (_ahead(event, event.on, today) for event in subject.deal.events if event.on and event.on > today)


def _ahead(event: Event, day: date, today: date) -> Diagnostic:
    return warning(
        "event-after-today",
        f"`{event.name}` is recorded on {day}, after today, {today}",
        event.name_span or event.span,
        f"say how likely it is (`likely 90%, between …`), pin `{event.name} on {day}` in a scenario, or move `today`",
    )


RULE = Rule("event-after-today", "an event recorded before it can have happened", _run)
