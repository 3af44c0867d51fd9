"""A share of more than 100 % pays out more than there is to share."""

from collections.abc import Iterable, Iterator

from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject, Wording
from termwise.model.expression import Arithmetic, Expression, Quantity
from termwise.model.sentence import Payment, Purchase
from termwise.model.text import quantity_text


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.wordings:
        for rate in _rates(wording):
            if rate.unit == "%" and rate.value > 1:
                yield _over(wording.clause, rate, rate.span or wording.place)


def _rates(wording: Wording) -> Iterator[Quantity]:
    match wording.sentence:
        case Payment(amount=amount, steps=steps):
            yield from _share(amount)
            yield from (step.amount for step in steps if isinstance(step.amount, Quantity))
        case Purchase(amount=Arithmetic() as amount):
            yield from _share(amount)
        case _:
            pass
    if wording.qualifiers.tiers is not None:
        yield from (row.rate for row in wording.qualifiers.tiers.rows if isinstance(row.rate, Quantity))


def _share(amount: Expression) -> Iterator[Quantity]:
    if isinstance(amount, Arithmetic) and amount.operator == "of" and isinstance(amount.left, Quantity):
        yield amount.left


def _over(clause: str, rate: Quantity, span: Span | None) -> Diagnostic:
    return warning(
        "share-over-whole",
        f"`{clause}` pays {quantity_text(rate)} of something: more than all of it",
        span,
        "check the percent sign and the decimal point",
    )


RULE = Rule("share-over-whole", "a share of more than 100 %", _run)
