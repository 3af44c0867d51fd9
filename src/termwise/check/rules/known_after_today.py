"""`known` holds what has been observed; nobody has observed the time after today."""

from collections.abc import Iterable
from datetime import date

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.model.declaration import Driver, KnownValue
from termwise.model.text import moment_text


def _run(subject: Subject) -> Iterable[Diagnostic]:
    today = subject.deal.today
    for driver in subject.deal.drivers:
        yield from (_ahead(driver, known, today) for known in driver.known if known.when.day > today)


def _ahead(driver: Driver, known: KnownValue, today: date) -> Diagnostic:
    return warning(
        "known-after-today",
        f"`{driver.name}` has a known value for {moment_text(known.when)}, after today, {today}",
        known.span or driver.name_span,
        "say how it grows (`grows 5% to 20% per year`), or move `today`",
    )


RULE = Rule("known-after-today", "a known value from the future", _run)
