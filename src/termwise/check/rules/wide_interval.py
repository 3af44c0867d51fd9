"""A 90 % interval whose ends are a hundredfold apart is more often a slip of scale than a belief."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, note
from termwise.check.rule import Rule, Subject
from termwise.model.expression import Interval, Quantity
from termwise.model.text import quantity_text
from termwise.model.walk import parts_of

SUSPICIOUS_RATIO = 100
"""High end over low end from which an interval is reported."""


def _run(subject: Subject) -> Iterable[Diagnostic]:
    deal = subject.deal
    for interval in parts_of(Interval, (deal.clauses, deal.amendments, deal.drivers, deal.events, deal.scenarios)):
        if interval.low.value > 0 and interval.high.value >= SUSPICIOUS_RATIO * interval.low.value:
            yield _wide(interval, deal.currency)


def _wide(interval: Interval, currency: str) -> Diagnostic:
    ratio = int(interval.high.value / interval.low.value)
    return note(
        "wide-interval",
        f"{_text(interval.low, currency)} to {_text(interval.high, currency)} spans a factor of {ratio}",
        interval.span,
        "check the scale of both ends (`m`, `bn`, `%`, `bp`)",
    )


def _text(quantity: Quantity, currency: str) -> str:
    return quantity_text(quantity, currency, per=False)


RULE = Rule("wide-interval", "an uncertain number whose ends are a hundredfold apart", _run)
