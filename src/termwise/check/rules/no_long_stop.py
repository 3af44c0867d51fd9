"""A condition precedent without a long-stop may keep a clause waiting for ever.

A condition that is met today waits for nothing any more.
"""

from collections.abc import Iterable, Iterator

from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.model.clause import Requirement
from termwise.standing.conditions import condition


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for name, requirement, span in _requirements(subject):
        if requirement.by is None and not _met(subject, requirement):
            yield _endless(name, requirement.span or span)


def _requirements(subject: Subject) -> Iterator[tuple[str, Requirement, Span | None]]:
    for amendment in subject.deal.amendments:
        yield from ((amendment.name, requirement, amendment.name_span) for requirement in amendment.requires)
    for wording in subject.wordings:
        yield from ((wording.clause, requirement, wording.place) for requirement in wording.qualifiers.requires)


def _met(subject: Subject, requirement: Requirement) -> bool:
    return condition(subject.agreement, requirement.condition, subject.deal.today).value is True


def _endless(name: str, span: Span | None) -> Diagnostic:
    return warning(
        "no-long-stop",
        f"`{name}` may wait for ever: its condition precedent has no long-stop date",
        span,
        "add `by DATE, otherwise …` after the condition",
    )


RULE = Rule("no-long-stop", "a condition precedent without a long-stop date", _run)
