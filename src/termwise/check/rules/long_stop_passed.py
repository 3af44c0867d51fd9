"""A long-stop date that passed before today while its condition was not met: what follows has followed."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_never

from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.check.terms import last_day
from termwise.model.clause import NoEffect, OtherwiseAmount, OtherwiseEnds, OtherwiseTriggers, Requirement
from termwise.model.moment import On
from termwise.model.text import expression_text
from termwise.standing.conditions import condition
from termwise.view.requirements import requirement_met


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for name, requirement, span in _requirements(subject):
        day = last_day(requirement.by) if isinstance(requirement.by, On) else None
        if day is not None and day < subject.deal.today and _unmet(subject, requirement, day):
            yield _passed(subject, name, requirement, day, requirement.span or span)


def _requirements(subject: Subject) -> Iterator[tuple[str, Requirement, Span | None]]:
    """The requirements of the texts that the default view accepts."""
    accepted = {
        fate.amendment.name for fate in subject.agreement.fates if fate.fate in ("in effect", "pending", "failed")
    }
    for amendment in subject.deal.amendments:
        if amendment.name in accepted:
            yield from ((amendment.name, requirement, amendment.name_span) for requirement in amendment.requires)
    for version in subject.versions:
        clause = version.clause
        yield from ((clause.name, requirement, clause.span) for requirement in clause.qualifiers.requires)


def _unmet(subject: Subject, requirement: Requirement, day: date) -> bool:
    """Whether nothing known says that it was met: neither the course of events nor what stood on the long-stop."""
    met = requirement_met(requirement, subject.deal, subject.agreement.course)
    stood = condition(subject.agreement, requirement.condition, day)
    return met.by(subject.deal.today).value is not True and stood.value is not True


def _passed(subject: Subject, name: str, requirement: Requirement, day: date, span: Span | None) -> Diagnostic:
    words = expression_text(requirement.condition, subject.deal.currency)
    return warning(
        "long-stop-passed",
        f"the long-stop of `{name}` passed on {day} and `{words}` is not known to have been met: "
        + _what_follows(requirement, subject.deal.currency),
        span,
        "record what happened (`on DATE` under the event), or remove what no longer can take effect",
    )


def _what_follows(requirement: Requirement, currency: str) -> str:
    match requirement.otherwise:
        case NoEffect():
            return "it never takes effect"
        case OtherwiseAmount(amount):
            return f"its amount is {expression_text(amount, currency)}"
        case OtherwiseEnds(clause=None):
            return "the deal has ended"
        case OtherwiseEnds(clause=clause):
            return f"`{clause}` has ended"
        case OtherwiseTriggers(event):
            return f"`{event}` has happened"
        case _:
            assert_never(requirement.otherwise)


RULE = Rule("long-stop-passed", "a long-stop date in the past with its condition unmet", _run)
