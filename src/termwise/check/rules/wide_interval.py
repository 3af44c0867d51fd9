"""A 90 % interval whose ends are a hundredfold apart is more often a slip of scale than a belief."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, note
from termwise.check.rule import Rule, Subject
from termwise.check.walk import parts_of
from termwise.model.expression import Interval
from termwise.model.text import quantity_text

SUSPICIOUS_RATIO = 100
"""High end over low end from which an interval is reported."""


def _run(subject: Subject) -> Iterable[Diagnostic]:
    deal = subject.deal
    for interval in parts_of(Interval, (deal.clauses, deal.amendments, deal.drivers, deal.events, deal.scenarios)):
        if interval.low.value > 0 and interval.high.value >= SUSPICIOUS_RATIO * interval.low.value:
            yield _wide(interval)


def _wide(interval: Interval) -> Diagnostic:
    ratio = int(interval.high.value / interval.low.value)
    return note(
        "wide-interval",
        f"{quantity_text(interval.low)} to {quantity_text(interval.high)} spans a factor of {ratio}",
        interval.span,
        "check the scale of both ends (`m`, `bn`, `%`, `bp`)",
    )


RULE = Rule("wide-interval", "an uncertain number whose ends are a hundredfold apart", _run)
