"""A driver that no clause, event, driver, claim or expectation reads is simulated for nothing.

`COMPANY_valuation` is read where the text says who holds the company: a run tells what their shares are worth.
"""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.model.declaration import Driver
from termwise.model.sentence import Conversion, Investment, Issue, Warrant


def _run(subject: Subject) -> Iterable[Diagnostic]:
    valued = {f"{company}_valuation" for company in _held(subject)}
    return (_unused(one) for one in subject.deal.drivers if one.name not in subject.mentions and one.name not in valued)


def _held(subject: Subject) -> Iterable[str]:
    for wording in subject.wordings:
        match wording.sentence:
            case Issue(company=company) | Investment(company=company) | Conversion(company=company):
                yield company
            case Warrant(issuer=issuer):
                yield issuer
            case _:
                pass


def _unused(driver: Driver) -> Diagnostic:
    return warning(
        "unused-driver",
        f"nothing reads the driver `{driver.name}`",
        driver.name_span or driver.span,
        "use it in an amount, a condition or another driver, or remove it",
    )


RULE = Rule("unused-driver", "a driver that nothing reads", _run)
