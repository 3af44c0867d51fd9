"""A driver that no clause, event, driver, claim or expectation reads is simulated for nothing."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.model.declaration import Driver


def _run(subject: Subject) -> Iterable[Diagnostic]:
    return (_unused(driver) for driver in subject.deal.drivers if driver.name not in subject.mentions)


def _unused(driver: Driver) -> Diagnostic:
    return warning(
        "unused-driver",
        f"nothing reads the driver `{driver.name}`",
        driver.name_span or driver.span,
        "use it in an amount, a condition or another driver, or remove it",
    )


RULE = Rule("unused-driver", "a driver that nothing reads", _run)
