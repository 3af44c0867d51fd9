"""Exact numbers within bounds: the laws of their arithmetic, and what drivers are known to be."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from termwise.base.units import PURE, of_symbol
from termwise.model.deal import Deal
from termwise.model.declaration import Driver
from termwise.model.expression import (
    Arithmetic,
    Between,
    Choice,
    Comparison,
    DateLiteral,
    Expression,
    Interval,
    Quantity,
    Ref,
    Undisclosed,
)
from termwise.model.moment import On, OnEvent
from termwise.view import figure as exact
from termwise.view.conditions import truth
from termwise.view.course import NO, YES, Course, HangsOn, Tri
from termwise.view.facts import CourseFacts
from termwise.view.figure import Figure, exactly, unknown
from termwise.view.figures import At, figure
from termwise.view.occurrences import course_of
from termwise.view.view import View
from tests.view.reading import condition_of, deal_of

numbers = st.fractions(min_value=-100, max_value=100, max_denominator=20)
OPEN = frozenset({HangsOn("number", "x")})


@st.composite
def ranges(draw: st.DrawFn) -> tuple[Figure, Fraction]:
    """Bounds, some without end, and a number inside them."""
    low, inside, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    bottom = None if draw(st.integers(0, 9)) == 0 else low
    top = None if draw(st.integers(0, 9)) == 0 else high
    if bottom is not None and bottom == top:
        return exactly(low), low
    return Figure(bottom, top, PURE, OPEN), inside


def holds(bounds: Figure, value: Fraction) -> bool:
    return (bounds.low is None or bounds.low <= value) and (bounds.high is None or value <= bounds.high)


@given(ranges(), ranges())
def test_every_result_lies_within_its_bounds(one: tuple[Figure, Fraction], other: tuple[Figure, Fraction]) -> None:
    (a, x), (b, y) = one, other
    assert holds(exact.plus(a, b), x + y)
    assert holds(exact.minus(a, b), x - y)
    assert holds(exact.times(a, b), x * y)
    assert holds(exact.negated(a), -x)
    assert holds(exact.least((a, b)), min(x, y))
    assert holds(exact.greatest((a, b)), max(x, y))
    assert holds(exact.size(a), abs(x))
    if y != 0:
        assert holds(exact.over(a, b), x / y)


@given(ranges(), ranges())
def test_comparisons_never_contradict(one: tuple[Figure, Fraction], other: tuple[Figure, Fraction]) -> None:
    (a, x), (b, y) = one, other
    assert exact.at_least(a, b).value in {x >= y, None}
    assert exact.equal(a, b, exactly(5)).value in {abs(x - y) <= 5, None}


@given(ranges(), ranges(), st.sampled_from([YES, NO, Tri(None, OPEN)]))
def test_either_holds_both_while_it_is_open(
    one: tuple[Figure, Fraction], other: tuple[Figure, Fraction], which: Tri
) -> None:
    (a, x), (b, y) = one, other
    joined = exact.either(a, b, which)
    assert which.value is False or holds(joined, x)
    assert which.value is True or holds(joined, y)


@given(numbers, numbers)
def test_exact_numbers_stay_exact(x: Fraction, y: Fraction) -> None:
    assume(y != 0)
    assert exact.over(exactly(x), exactly(y)) == exactly(x / y)
    assert exact.times(unknown(HangsOn("number", "x")), exactly(0)) == exactly(0)


def test_what_is_only_believed_settles_nothing() -> None:
    believed = Figure(Fraction(15, 100), Fraction(20, 100), PURE, OPEN, firm=False)
    assert exact.at_least(believed, exactly(Fraction(1, 10))) == Tri(None, OPEN)
    assert not believed.is_exact


DEAL = deal_of("""
driver price in USD
    known 2024-01-01 5
driver capacity in GW
    known 2024-01-01 2 GW
driver rent in USD per month
    known 2024 1m
driver twice in USD per year
    is 2 * sales
""")


def at(day: str, known_by: str = "2025-01-01", scenario: str | None = None) -> At:
    view = View(date.fromisoformat(known_by), scenario=scenario)
    return At(date.fromisoformat(day), CourseFacts(DEAL, course_of(DEAL, view)))


@pytest.mark.parametrize(
    ("driver", "day", "known_by", "expected"),
    [
        ("b_valuation", "2024-03-01", "2025-01-01", 100_000_000_000),
        ("b_valuation", "2024-07-01", "2025-01-01", 200_000_000_000),
        ("b_valuation", "2024-08-01", "2024-06-30", None),
        ("b_valuation", "2024-06-30", "2024-06-30", 100_000_000_000),
        ("b_valuation", "2025-01-02", "2025-01-01", None),
        ("b_valuation", "2023-12-31", "2025-01-01", None),
        ("sales", "2024-12-31", "2025-01-01", 20_000_000),
        ("sales", "2023-01-01", "2025-01-01", 10_000_000),
        ("sales", "2025-01-01", "2025-01-01", None),
        ("sales", "2024-05-01", "2023-12-31", None),
        ("twice", "2024-12-31", "2025-01-01", 40_000_000),
        ("rent", "2024-12-31", "2025-01-01", 12_000_000),
        ("price", "2028-01-01", "2025-01-01", 5),
        ("capacity", "2024-06-01", "2025-01-01", 2_000_000_000),
    ],
)
def test_what_is_known_of_drivers(driver: str, day: str, known_by: str, expected: int | None) -> None:
    found = figure(Ref("driver", driver), at(day, known_by))
    if expected is None:
        assert (found.low, found.high) == (None, None)
        assert {thing.name for thing in found.hangs_on} <= {driver, "sales"}
    else:
        assert found.is_exact
        assert found.low == expected


def test_a_formula_that_needs_itself_is_unknown() -> None:
    loop = Driver("loop", "USD", formula=Arithmetic("+", Ref("driver", "loop"), Quantity(Decimal(1), "USD")))
    deal = Deal("D", date(2020, 1, 1), date(2030, 1, 1), date(2025, 1, 1), drivers=(loop,))
    found = figure(Ref("driver", "loop"), At(date(2025, 1, 1), CourseFacts(deal, Course({}))))
    assert found == unknown(HangsOn("number", "loop"), dimension=of_symbol("USD"))


def percent(value: int) -> Quantity:
    return Quantity(Decimal(value) / 100, "%")


@pytest.mark.parametrize(
    ("number", "low", "high", "firm"),
    [
        (Interval(percent(20), percent(80)), 20, 80, False),
        (Interval(percent(20), percent(80), "uniform"), 20, 80, True),
        (Interval(percent(20), percent(80), within=(percent(10), percent(90))), 10, 90, True),
        (Choice((percent(12), percent(8), percent(10))), 8, 12, True),
        (Between(percent(20), percent(30)), 20, 30, True),
        (Undisclosed(Interval(percent(15), percent(20))), 15, 20, False),
        (Undisclosed(), None, None, True),
    ],
)
def test_uncertain_numbers(number: Expression, low: int | None, high: int | None, firm: bool) -> None:
    found = figure(number, At(date(2025, 1, 1), CourseFacts(DEAL, Course({})), "share"))
    bounds = [None if bound is None else Fraction(bound, 100) for bound in (low, high)]
    assert [found.low, found.high, found.firm] == [*bounds, firm]
    assert found.hangs_on == {HangsOn("number", "share")}


@pytest.mark.parametrize(
    ("words", "day", "expected"),
    [
        ("done", "2024-06-29", False),
        ("done", "2024-06-30", True),
        ("done and agi", "2024-06-29", False),
        ("done and agi", "2026-01-01", None),
        ("done or agi", "2026-01-01", True),
        ("not agi", "2025-01-01", True),
        ("not agi", "2025-01-02", None),
        ("b_valuation >= 150bn", "2024-07-01", True),
        ("b_valuation = 201bn within 1%", "2024-07-01", True),
        ("b_valuation = 203bn within 1%", "2024-07-01", False),
        ("b_valuation = 203bn within 3bn", "2024-07-01", True),
        ("b_valuation > 200bn", "2024-07-01", False),
        ("b_valuation != 200bn", "2024-07-01", False),
        ("min(b_valuation, 3bn) = 3bn", "2024-07-01", True),
        ("2024-01-01 < 2024-06-01", "2020-01-01", True),
        ("2 years > 18 months", "2020-01-01", True),
    ],
)
def test_conditions(words: str, day: str, expected: bool | None) -> None:
    assert truth(condition_of(words), at(day)).value is expected


def test_dates_of_events_compare_as_far_as_known() -> None:
    def before(event: str, day: date) -> Tri:
        return truth(Comparison("<", DateLiteral(OnEvent(event)), DateLiteral(On(day))), at("2025-01-01"))

    assert before("done", date(2024, 7, 1)) == YES
    assert before("done", date(2024, 6, 30)) == NO
    assert before("agi", date(2025, 1, 2)) == NO
    assert before("agi", date(2025, 1, 3)).hangs_on == {HangsOn("event", "agi")}
