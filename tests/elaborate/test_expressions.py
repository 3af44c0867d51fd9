"""How bare numbers, years, events and names are read where they stand."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec import structs

from termwise.base.dates import Duration
from termwise.model.expression import (
    Arithmetic,
    Call,
    Comparison,
    Connective,
    Controls,
    DateLiteral,
    DependsOn,
    DurationLiteral,
    Interval,
    May,
    Negative,
    Not,
    Quantity,
    Ref,
    StateIs,
    Truth,
    Undisclosed,
)
from termwise.model.moment import On, OnBreach, OnEvent, Shifted, UndisclosedMoment
from termwise.model.sentence import Payment
from termwise.model.text import deal_text
from termwise.model.without_spans import without_spans
from tests.elaborate.reading import clause_of, condition_of, deal_of, read


def _sides(text: str) -> tuple[object, object]:
    comparison = condition_of(text)
    assert isinstance(comparison, Comparison)
    return comparison.left, comparison.right


def _quantity(value: object) -> tuple[Decimal, str, str | None]:
    assert isinstance(value, Quantity)
    return value.value, value.unit, value.per


@pytest.mark.parametrize(
    ("text", "value", "unit", "per"),
    [
        ("valuation >= 600", "600", "USD", None),
        ("valuation >= 600bn", "600000000000", "USD", None),
        ("600 <= valuation", "600", "USD", None),
        ("price >= 600 USD per share", "600", "USD", "share"),
        ("revenue >= 600 per year", "600", "USD", "year"),
        ("capacity >= 6 GW", "6", "GW", None),
        ("capacity >= 500 MW", "500", "MW", None),
        ("stake(microsoft, openai) >= 0.27", "0.27", "", None),
        ("stake(microsoft, openai) >= 27%", "0.27", "%", None),
        ("stake(microsoft, openai) >= 25bp", "0.0025", "%", None),
        ("units(microsoft, openai) >= 160m shares", "160000000", "shares", None),
        ("cash(openai) >= 5 million", "5000000", "USD", None),
        ("valuation >= 2000", "2000", "USD", None),
    ],
)
def test_numbers_take_their_unit_from_their_words_or_their_place(
    text: str, value: str, unit: str, per: str | None
) -> None:
    left, right = _sides(text)
    literal = left if isinstance(left, Quantity) else right
    assert _quantity(literal) == (Decimal(value), unit, per)


def test_scaled_numbers_have_no_exponent() -> None:
    _, right = _sides("valuation >= 1.5tn")
    assert str(_quantity(right)[0]) == "1500000000000"


@pytest.mark.parametrize("text", ["ipo <= 2030", "2030 >= ipo", "ipo <= 2030-01-01", "agi <= ipo"])
def test_an_event_beside_a_date_is_its_day(text: str) -> None:
    left, right = _sides(text)
    assert isinstance(left, DateLiteral)
    assert isinstance(right, DateLiteral)
    moments = (left.moment, right.moment)
    assert any(isinstance(one, OnEvent) and one.event == "ipo" for one in moments)
    years = [one for one in moments if isinstance(one, On)]
    assert all(one.day == date(2030, 1, 1) for one in years)


def test_an_event_alone_is_true_from_its_day() -> None:
    assert structs.replace(condition_of("ipo"), span=None) == Ref("event", "ipo")


def test_moments_as_values() -> None:
    left, right = _sides("24 months after ipo <= agi")
    assert isinstance(left, DateLiteral)
    assert isinstance(left.moment, Shifted)
    assert left.moment.by == Duration(months=24)
    assert isinstance(right, DateLiteral)


def test_dates_and_lengths() -> None:
    left, right = _sides("ipo - agi >= 18 months")
    assert isinstance(left, Arithmetic)
    assert isinstance(left.left, DateLiteral)
    assert isinstance(right, DurationLiteral)


def test_a_dotted_party_is_what_it_has() -> None:
    left, _ = _sides("openai.cash >= 5bn")
    assert isinstance(left, Call)
    assert (left.function, [a.name for a in left.arguments if isinstance(a, Ref)]) == ("cash", ["openai"])


def test_propositions() -> None:
    text = "\nclause fee\n    openai pays microsoft 5bn yearly\n\nexpect\n"
    lines = [
        "fee is not violated",
        "microsoft controls board",
        "openai does not control board",
        "whether ipo and agi depends on ipo, agi",
        "microsoft may not use openai.models for health in europe",
        "not (ipo or agi)",
        "true",
        "paid(fee) >= 5bn and total(revenue) >= 20bn",
    ]
    deal = deal_of(text + "".join(f"    {line}\n" for line in lines))
    state, controls, lost, depends, may, negation, truth, both = (one.proposition for one in deal.expectations)
    assert isinstance(state, StateIs)
    assert (state.clause, state.state, state.negated) == ("fee", "violated", True)
    assert isinstance(controls, Controls)
    assert isinstance(lost, Controls)
    assert (controls.negated, lost.negated) == (False, True)
    assert isinstance(depends, DependsOn)
    assert depends.names == ("ipo", "agi")
    assert isinstance(may, May)
    assert (may.act.field, may.act.territory, may.negated) == ("health", "europe", True)
    assert isinstance(negation, Not)
    assert isinstance(truth, Truth)
    assert isinstance(both, Connective)


def test_a_basis_is_kept_on_the_call() -> None:
    left, _ = _sides("stake(microsoft, openai, fully diluted) >= 27%")
    assert isinstance(left, Call)
    assert left.basis == "fully diluted"


def test_extremes_read_bare_numbers_in_the_light_of_the_others() -> None:
    left, _ = _sides("max(600, valuation) >= 1tn")
    assert isinstance(left, Call)
    assert _quantity(left.arguments[0])[1] == "USD"


def test_intervals_share_unit_and_time() -> None:
    sentence = clause_of(
        "\nclause x\n    openai pays microsoft 5bn to 8bn EUR per year within 0 to 9bn yearly\n"
    ).sentence
    assert isinstance(sentence, Payment)
    amount = sentence.amount
    assert isinstance(amount, Interval)
    assert amount.within is not None
    ends = (amount.low, amount.high)
    assert {(end.unit, end.per) for end in ends} == {("EUR", "year")}


def test_negative_ends_of_a_normal_interval() -> None:
    deal = deal_of("\ndriver margin in percent\n    known 2025 20%\n    grows normal -10% to 30% per year\n")
    rate = deal.drivers[-1].growth[0].rate
    assert isinstance(rate, Interval)
    assert (rate.low.value, rate.low.per, rate.shape) == (Decimal("-0.1"), "year", "normal")


def test_undisclosed_takes_the_dimension_of_its_place() -> None:
    left, right = _sides("valuation >= undisclosed")
    assert isinstance(left, Ref)
    assert isinstance(right, Undisclosed)
    assert (right.range, right.unit) == (None, None)
    end = clause_of("\nclause x\n    openai pays microsoft 5bn yearly\n    until undisclosed between 2032 and 2033\n")
    assert end.qualifiers.end is not None
    assert isinstance(end.qualifiers.end.moment, UndisclosedMoment)
    assert end.qualifiers.end.moment.latest is not None


def test_a_breach_is_a_moment() -> None:
    text = "\nclause x\n    openai pays microsoft 5bn yearly\n    until 30 days after breach of x\n"
    end = clause_of(text).qualifiers.end
    assert end is not None
    assert isinstance(end.moment, Shifted)
    assert isinstance(end.moment.origin, OnBreach)


def test_the_sign_of_a_computed_value() -> None:
    left, _ = _sides("-valuation <= 0")
    assert isinstance(left, Negative)


def test_a_year_is_a_number_where_a_number_is_wanted() -> None:
    sentence = clause_of("\nclause x\n    openai pays microsoft 2030 on 2030-01-01\n").sentence
    assert isinstance(sentence, Payment)
    assert _quantity(sentence.amount) == (Decimal(2030), "USD", None)


def test_a_driver_in_percent_is_printed_and_read_back() -> None:
    text = "\ndriver margin in percent\n    known 2025 20%\n"
    deal = deal_of(text)
    again, faults = read(deal_text(deal))
    assert faults == ()
    assert again is not None
    assert without_spans(again) == without_spans(deal)
    assert again.drivers[-1].unit == "%"
