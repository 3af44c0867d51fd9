"""An expectation about a later day whose answer an open event will decide.

It comes out as "depends" whatever the author expects, unless it says so itself.
"""

from collections.abc import Iterable
from datetime import date

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.check.terms import listed
from termwise.model.declaration import Expectation
from termwise.model.expression import DependsOn
from termwise.standing.conditions import condition


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for expectation in subject.deal.expectations:
        day = expectation.on
        if day is not None and day > subject.deal.today and _is_plain(expectation):
            names = _open_events(subject, expectation, day)
            if names:
                yield _rests(expectation, day, names)


def _is_plain(expectation: Expectation) -> bool:
    """Whether it is asked under the default view and states an outcome."""
    view = (expectation.known_by, expectation.status, expectation.scenario)
    return not any(view) and not expectation.given and not isinstance(expectation.proposition, DependsOn)


def _open_events(subject: Subject, expectation: Expectation, day: date) -> list[str]:
    truth = condition(subject.agreement, expectation.proposition, day)
    if truth.value is not None:
        return []
    return sorted(thing.name for thing in truth.hangs_on if thing.kind == "event")


def _rests(expectation: Expectation, day: date, names: list[str]) -> Diagnostic:
    return warning(
        "expect-on-open-event",
        f"what is expected on {day} depends on {listed(names)}, which nobody knows yet",
        expectation.span,
        f"write `whether … depends on {', '.join(names)}`, or say `given {names[0]} on DATE`",
    )


RULE = Rule("expect-on-open-event", "an expectation that an open event decides", _run)
