"""A duty whose deadline has passed and of which nothing can tell whether it was done."""

from collections.abc import Iterable
from datetime import date

from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.check.terms import last_day
from termwise.model.moment import On
from termwise.model.sentence import ByThen, Duty, Once


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        match wording.sentence:
            case Duty(deadline=(ByThen(On() as on) | Once(On() as on)), fulfilled_when=None, violated_when=None):
                if last_day(on) < subject.deal.today:
                    yield _unseen(wording.clause, last_day(on), wording.place)
            case _:
                pass


def _unseen(clause: str, day: date, span: Span | None) -> Diagnostic:
    return warning(
        "duty-unobservable",
        f"`{clause}` was due on {day}, and nothing in the deal tells whether it was fulfilled",
        span,
        "add `fulfilled when EVENT` under the sentence, and record the event",
    )


RULE = Rule("duty-unobservable", "a past duty of which nothing tells whether it was done", _run)
