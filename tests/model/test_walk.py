"""Walking through a deal's parts."""

from datetime import date
from decimal import Decimal

from termwise.base.source import Span
from termwise.model.clause import Citation, Clause, Qualifiers
from termwise.model.expression import Arithmetic, Quantity, Ref
from termwise.model.moment import Bound, On, OnEvent
from termwise.model.sentence import Once, Payment
from termwise.model.walk import parts, parts_of, strings_in

HERE = Span("x", 1, 1, 1, 2)
SHARE = Arithmetic("of", Quantity(Decimal("0.2"), "%", span=HERE), Ref("driver", "revenue", HERE), HERE)
CLAUSE = Clause(
    "share",
    Payment("buyer", "seller", SHARE, Once(On(date(2026, 1, 1)))),
    title="seller",
    qualifiers=Qualifiers(
        end=Bound(OnEvent("listing"), inclusive=False), says=("agency",), sources=(Citation("paper", "agent"),)
    ),
    span=HERE,
)


def test_every_part_is_met_once_from_the_outside_in() -> None:
    kinds = [type(part).__name__ for part in parts(CLAUSE.sentence)]
    assert kinds == ["Payment", "Arithmetic", "Quantity", "Ref", "Once", "On"]


def test_parts_of_one_kind() -> None:
    assert [ref.name for ref in parts_of(Ref, CLAUSE)] == ["revenue"]
    assert list(parts_of(Span, CLAUSE)) == []


def test_strings_are_the_names_of_others_and_no_words() -> None:
    found = set(strings_in(CLAUSE))
    assert {"buyer", "seller", "revenue", "listing", "paper"} <= found
    assert found.isdisjoint({"share", "agency", "agent"})
