"""The rows of a vesting table share out the warrant: no more than it, and what they leave never vests."""

from collections.abc import Iterable
from decimal import Decimal

from termwise.base.diagnostic import Diagnostic, error, warning
from termwise.check.rule import Rule, Subject, Wording
from termwise.check.terms import constant
from termwise.model.expression import Quantity
from termwise.model.sentence import Warrant
from termwise.model.text import quantity_text


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.wordings:
        if isinstance(wording.sentence, Warrant):
            yield from _of_warrant(wording, wording.sentence)


def _of_warrant(wording: Wording, warrant: Warrant) -> Iterable[Diagnostic]:
    whole = constant(warrant.amount)
    rows = [constant(row.amount) for row in warrant.vesting]
    known = [row for row in rows if row is not None and whole is not None and row.unit == whole.unit]
    if whole is None or not rows:
        return
    total = sum((row.value for row in known), start=Decimal(0))
    if total > whole.value:
        yield _too_many(wording, whole, Quantity(total, whole.unit))
    elif len(known) == len(rows) and total < whole.value:
        yield _too_few(wording, whole, Quantity(whole.value - total, whole.unit))


def _too_many(wording: Wording, whole: Quantity, total: Quantity) -> Diagnostic:
    return error(
        "vesting-sum",
        f"the rows of `{wording.clause}` vest {quantity_text(total)}, more than its {quantity_text(whole)}",
        wording.place,
        "the rows share out the warrant: lower one of them, or raise the warrant",
    )


def _too_few(wording: Wording, whole: Quantity, left: Quantity) -> Diagnostic:
    return warning(
        "vesting-sum",
        f"{quantity_text(left)} of the {quantity_text(whole)} of `{wording.clause}` stand in no row and never vest",
        wording.place,
        "add the missing row, with an `undisclosed` condition's event if it is not public",
    )


RULE = Rule("vesting-sum", "a vesting table that does not add up to its warrant", _run)
