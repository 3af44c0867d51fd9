"""Events and clauses that wait for each other: none of them can ever begin."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, error
from termwise.base.source import Span
from termwise.check.dependence import circles, waits
from termwise.check.rule import Rule, Subject
from termwise.check.terms import in_words


def _run(subject: Subject) -> Iterable[Diagnostic]:
    return (_circle(subject, circle) for circle in circles(waits(subject)))


def _circle(subject: Subject, circle: tuple[str, ...]) -> Diagnostic:
    steps = [f"`{one}` waits for `{other}`" for one, other in zip(circle, (*circle[1:], circle[0]), strict=True)]
    return error(
        "circular-conditions",
        f"{in_words(steps)}: " + ("it can never begin" if len(circle) == 1 else "none of them can ever begin"),
        _place(subject, circle[0]),
        "let one of them begin by itself, or name the event that both wait for",
    )


def _place(subject: Subject, name: str) -> Span | None:
    event = subject.names.events.get(name)
    return event.name_span or event.span if event is not None else subject.place(name)


RULE = Rule("circular-conditions", "events and clauses that wait for each other", _run)
