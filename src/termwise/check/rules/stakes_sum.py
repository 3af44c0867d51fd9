"""Percentages of one issue restate who holds the company: together they are the whole of it."""

from collections.abc import Iterable
from decimal import Decimal

from termwise.base.diagnostic import Diagnostic, error, warning
from termwise.check.rule import Rule, Subject, Wording
from termwise.model.expression import Expression, Interval, Quantity, Undisclosed
from termwise.model.sentence import Issue
from termwise.model.text import quantity_text


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.wordings:
        if isinstance(wording.sentence, Issue):
            yield from _of_issue(wording, wording.sentence)


def _of_issue(wording: Wording, issue: Issue) -> Iterable[Diagnostic]:
    lows = [_lowest(allocation.amount) for allocation in issue.allocations]
    total = sum((low for low in lows if low is not None), start=Decimal(0))
    if any(low is None for low in lows):
        return
    exact = all(isinstance(allocation.amount, Quantity) for allocation in issue.allocations)
    if total > 1:
        yield _too_much(wording, issue, total)
    elif exact and total < 1 and issue.share_class is None:
        yield _too_little(wording, issue, total)


def _lowest(amount: Expression) -> Decimal | None:
    """The least fraction of the company that an amount can be; None when it is not a percentage."""
    match amount:
        case Quantity(value=value, unit="%"):
            return value
        case Interval(low=low) if low.unit == "%":
            return Decimal(0)
        case Undisclosed(range=Quantity(unit="%") | Interval() | None, unit=unit) if unit in (None, "%"):
            return Decimal(0)
        case _:
            return None


def _too_much(wording: Wording, issue: Issue, total: Decimal) -> Diagnostic:
    return error(
        "stakes-sum",
        f"the stakes in `{issue.company}` add up to {_percent(total)}, more than the whole company",
        wording.place,
        f"`{wording.clause}` restates all holdings: the percentages may add up to 100% at most",
    )


def _too_little(wording: Wording, issue: Issue, total: Decimal) -> Diagnostic:
    return warning(
        "stakes-sum",
        f"the stakes in `{issue.company}` add up to {_percent(total)}: {_percent(1 - total)} belongs to nobody",
        wording.place,
        f"name the other holders of `{issue.company}`, if need be as one party for all of them",
    )


def _percent(fraction: Decimal) -> str:
    return quantity_text(Quantity(fraction, "%"))


RULE = Rule("stakes-sum", "stakes that do not add up to the whole company", _run)
