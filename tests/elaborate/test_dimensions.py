"""Dimensions: sums need equal ones, products add exponents, and the words name both sides."""

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.base.units import CURRENCIES, PURE, UNITS, Dimension, of_symbol
from termwise.elaborate.dimensions import (
    ANY_NUMBER,
    DATE,
    DURATION,
    PLAIN,
    TRUTH,
    Sort,
    comparable,
    fits,
    in_words,
    number_of,
    product_sort,
    rate_dimension,
    sum_sort,
    unit_word,
    without_time,
)
from tests.elaborate.reading import faults_of

SYMBOLS = ("USD", "EUR", "W", "share", "year")


@st.composite
def dimensions(draw: st.DrawFn) -> Dimension:
    powers = draw(st.dictionaries(st.sampled_from(SYMBOLS), st.integers(-2, 2).filter(bool), max_size=3))
    return Dimension(tuple(sorted(powers.items())))


@given(dimensions(), dimensions(), st.sampled_from(["+", "-"]))
def test_a_sum_needs_equal_dimensions(left: Dimension, right: Dimension, operator: Literal["+", "-"]) -> None:
    result = sum_sort(operator, number_of(left), number_of(right))
    assert result == (number_of(left) if left == right else None)
    assert comparable(number_of(left), number_of(right)) == (left == right)


@given(dimensions(), dimensions())
def test_a_product_adds_exponents(left: Dimension, right: Dimension) -> None:
    result = product_sort("*", number_of(left), number_of(right))
    assert result is not None
    total = {symbol: dict(left.powers).get(symbol, 0) + dict(right.powers).get(symbol, 0) for symbol in SYMBOLS}
    expected = Dimension(tuple(sorted((s, p) for s, p in total.items() if p)))
    assert result == (DURATION if expected == of_symbol("year") else number_of(expected))
    assert result == product_sort("*", number_of(right), number_of(left))


@given(dimensions(), dimensions())
def test_dividing_undoes_multiplying(left: Dimension, right: Dimension) -> None:
    product = product_sort("*", number_of(left), number_of(right))
    assert product is not None
    back = product_sort("/", product, number_of(right))
    assert back == (DURATION if left == of_symbol("year") else number_of(left))


@given(dimensions())
def test_plain_numbers_change_no_dimension(dimension: Dimension) -> None:
    if dimension != of_symbol("year"):
        assert product_sort("*", number_of(dimension), PLAIN) == number_of(dimension)
        assert product_sort("/", number_of(dimension), number_of(dimension)) == PLAIN


@given(dimensions())
def test_an_unknown_number_fits_any_dimension(dimension: Dimension) -> None:
    assert fits(ANY_NUMBER, number_of(dimension))
    assert sum_sort("+", ANY_NUMBER, number_of(dimension)) == number_of(dimension)
    assert comparable(number_of(dimension), ANY_NUMBER)


@pytest.mark.parametrize(
    ("operator", "left", "right", "result"),
    [
        ("+", DATE, DURATION, DATE),
        ("+", DURATION, DATE, DATE),
        ("-", DATE, DURATION, DATE),
        ("-", DURATION, DATE, None),
        ("-", DATE, DATE, DURATION),
        ("+", DATE, DATE, None),
        ("+", DURATION, DURATION, DURATION),
        ("+", TRUTH, TRUTH, None),
        ("+", DATE, PLAIN, None),
    ],
)
def test_dates_and_lengths_of_time(operator: Literal["+", "-"], left: Sort, right: Sort, result: Sort | None) -> None:
    assert sum_sort(operator, left, right) == result


def test_a_flow_over_a_time_is_an_amount() -> None:
    flow = number_of(Dimension((("USD", 1), ("year", -1))))
    assert product_sort("*", flow, DURATION) == number_of(of_symbol("USD"))
    assert product_sort("/", DURATION, DURATION) == PLAIN
    assert product_sort("*", DATE, PLAIN) is None


@given(st.sampled_from(sorted(UNITS)), st.sampled_from(["day", "month", "quarter", "year"]))
def test_all_times_are_one_dimension(unit: str, time: str) -> None:
    assert rate_dimension(unit, time) == rate_dimension(unit, "year")
    dimension = rate_dimension(unit, time)
    assert dimension is not None
    assert without_time(dimension) == rate_dimension(unit, None)


def test_units_in_the_singular() -> None:
    assert [unit_word(word) for word in ("share", "query", "token", "GW", "EUR", "furlong")] == [
        "shares",
        "queries",
        "tokens",
        "GW",
        "EUR",
        None,
    ]
    assert rate_dimension("USD", "share") == Dimension((("USD", 1), ("share", -1)))


def test_no_unit_is_also_a_currency() -> None:
    assert not CURRENCIES & set(UNITS)


@pytest.mark.parametrize(
    ("sort", "words"),
    [
        (PLAIN, "a plain number or percent"),
        (ANY_NUMBER, "a number"),
        (number_of(of_symbol("USD")), "an amount in USD"),
        (number_of(Dimension((("USD", 1), ("year", -1)))), "an amount in USD per year"),
        (number_of(of_symbol("share")), "an amount in shares"),
        (number_of(of_symbol("USD", 2)), "an amount in USD^2"),
        (number_of(of_symbol("year", -1)), "a percent per year"),
        (DATE, "a date"),
        (Sort("asset"), "an asset"),
    ],
)
def test_sorts_in_words(sort: Sort, words: str) -> None:
    assert in_words(sort) == words


@pytest.mark.parametrize(
    ("condition", "first", "second"),
    [
        ("valuation + 20% >= 5bn", "this is an amount in USD", "this is a plain number or percent"),
        ("valuation + 5bn EUR >= 5bn", "this is an amount in USD", "this is an amount in EUR"),
        ("valuation >= revenue", "this is an amount in USD", "this is an amount in USD per year"),
        ("capacity - price >= 5 GW", "this is an amount in W", "this is an amount in USD per share"),
    ],
)
def test_both_operands_are_pointed_at(condition: str, first: str, second: str) -> None:
    (fault,) = faults_of(f"\nexpect\n    {condition}\n")
    assert [related.message for related in fault.related] == [first, second]
    left, right = (related.span for related in fault.related)
    assert left.end_column <= right.column
    assert fault.span == left.through(right)
    assert PURE.is_pure
