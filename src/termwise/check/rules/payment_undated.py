"""A payment of a certain sum that does not say when it is due."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject, Wording
from termwise.model.expression import Quantity
from termwise.model.sentence import Payment


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        match wording.sentence:
            case Payment(amount=Quantity(per=None), schedule=None):
                yield _undated(wording, wording.sentence)
            case _:
                pass


def _undated(wording: Wording, payment: Payment) -> Diagnostic:
    return warning(
        "payment-undated",
        f"`{wording.clause}` does not say when `{payment.payer}` pays",
        wording.place,
        "add `on DATE`, `when EVENT`, `within 30 days of EVENT` or a frequency such as `yearly` to the sentence",
    )


RULE = Rule("payment-undated", "a sum without a day", _run)
