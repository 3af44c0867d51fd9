"""An amount cannot be at least its floor and at most its cap when the cap is the lower of the two."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic, error
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.check.terms import constant, place_of
from termwise.model.clause import Clause, Qualifiers
from termwise.model.expression import Expression, Quantity
from termwise.model.text import quantity_text


class _Limit(Struct, frozen=True):
    """A certain bound of an amount: money or units, per time or in total."""

    keyword: str
    amount: Quantity
    per: str | None
    span: Span | None


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for version in subject.versions:
        yield from _of_clause(version.clause, subject.deal.currency)


def _of_clause(clause: Clause, currency: str) -> Iterator[Diagnostic]:
    for cap in _caps(clause.qualifiers):
        for low in _lows(clause.qualifiers):
            comparable = (low.per, low.amount.unit) == (cap.per, cap.amount.unit)
            if comparable and cap.amount.value < low.amount.value:
                yield _contradiction(clause, cap, low, currency)


def _caps(said: Qualifiers) -> list[_Limit]:
    found = (_limit("cap", cap.amount, cap.per, cap.span) for cap in said.cap)
    return [cap for cap in found if cap is not None]


def _lows(said: Qualifiers) -> list[_Limit]:
    floor = None if said.floor is None else _limit("floor", said.floor, None, place_of(said, "floor"))
    least = said.minimum
    minimum = None if least is None else _limit("minimum", least.amount, least.per, least.span)
    return [low for low in (floor, minimum) if low is not None]


def _limit(keyword: str, amount: Expression, per: str | None, span: Span | None) -> _Limit | None:
    number = constant(amount)
    return None if number is None else _Limit(keyword, number, per or number.per, span)


def _contradiction(clause: Clause, cap: _Limit, low: _Limit, currency: str) -> Diagnostic:
    per = f" per {cap.per}" if cap.per else ""
    return error(
        "cap-below-floor",
        f"the cap of `{clause.name}`, {quantity_text(cap.amount, currency, per=False)}{per}, "
        f"is below its {low.keyword}, {quantity_text(low.amount, currency, per=False)}{per}",
        cap.span or clause.span,
        f"raise the cap or lower the {low.keyword}",
    )


RULE = Rule("cap-below-floor", "a cap below the floor or minimum of the same amount", _run)
