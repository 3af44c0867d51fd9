"""An event is decided by somebody, follows from a rule, or is brought about by a clause."""

from collections.abc import Iterable, Iterator

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.model.clause import OtherwiseTriggers
from termwise.model.declaration import Event
from termwise.model.declaration import Rule as HappensWhen
from termwise.model.sentence import Power, TriggersEvent
from termwise.model.walk import parts


def _run(subject: Subject) -> Iterable[Diagnostic]:
    undecided = [e for e in subject.deal.events if e.by is None and not isinstance(e.chance, HappensWhen)]
    triggered = frozenset(_triggered(subject)) if undecided else frozenset()
    return (_nobody(event) for event in undecided if event.name not in triggered)


def _triggered(subject: Subject) -> Iterator[str]:
    for part in parts((subject.deal.clauses, subject.deal.amendments)):
        match part:
            case TriggersEvent(event) | OtherwiseTriggers(event):
                yield event
            case Power(subject=str(event)):
                yield event
            case _:
                pass


def _nobody(event: Event) -> Diagnostic:
    return warning(
        "undecided-event",
        f"nobody decides whether `{event.name}` has happened",
        event.name_span or event.span,
        f"write `event {event.name} by PARTY`, or `when …` if it follows from numbers",
    )


RULE = Rule("undecided-event", "an event that nobody decides", _run)
