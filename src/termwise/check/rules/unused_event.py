"""An event that no clause, driver, event, claim or expectation mentions changes nothing when it happens."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.model.declaration import Event


def _run(subject: Subject) -> Iterable[Diagnostic]:
    return (_unused(event) for event in subject.deal.events if event.name not in subject.mentions)


def _unused(event: Event) -> Diagnostic:
    return warning(
        "unused-event",
        f"nothing in the deal depends on `{event.name}`",
        event.name_span or event.span,
        "use it (`until`, `requires`, `when`, …), or remove it",
    )


RULE = Rule("unused-event", "an event that nothing depends on", _run)
