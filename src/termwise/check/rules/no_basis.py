"""A percentage of a company means nothing until it says of which shares: outstanding, as converted, fully diluted."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.model.expression import Expression, Interval, Quantity, Undisclosed
from termwise.model.sentence import Issue, OptionPool


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        match wording.sentence:
            case Issue(company=company, allocations=allocations, basis=None):
                if any(_is_percent(allocation.amount) for allocation in allocations):
                    yield _without(wording.clause, company, wording.place)
            case OptionPool(company=company, amount=amount, basis=None) if _is_percent(amount):
                yield _without(wording.clause, company, wording.place)
            case _:
                pass


def _is_percent(amount: Expression) -> bool:
    """Whether it is a percentage other than the whole, which is the same on every basis."""
    match amount:
        case Quantity(value=value, unit="%") if value == 1:
            return False
        case Quantity(unit=unit) | Interval(low=Quantity(unit=unit)):
            return unit == "%"
        case Undisclosed(range=inner) if inner is not None:
            return _is_percent(inner)
        case _:
            return False


def _without(clause: str, company: str, span: Span | None) -> Diagnostic:
    return warning(
        "no-basis",
        f"`{clause}` gives a percentage of `{company}` and does not say of which shares",
        span,
        "add `basis outstanding`, `basis as converted` or `basis fully diluted`",
    )


RULE = Rule("no-basis", "a percentage of a company without its basis", _run)
