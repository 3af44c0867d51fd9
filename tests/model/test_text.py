"""How meaning is printed. That it reads back the same is in tests/examples and tests/elaborate."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.base.dates import Duration
from termwise.model.act import Act
from termwise.model.clause import OtherwiseTriggers, Qualifiers, Requirement
from termwise.model.expression import (
    Arithmetic,
    Between,
    Choice,
    Comparison,
    Connective,
    DateLiteral,
    Expression,
    Interval,
    Negative,
    Not,
    Quantity,
    Ref,
    Triangular,
    Undisclosed,
)
from termwise.model.moment import (
    Bound,
    FirstOf,
    LastOf,
    Moment,
    On,
    OnBreach,
    OneOfMoments,
    OnEvent,
    Shifted,
    UndisclosedMoment,
)
from termwise.model.sentence import Every, Periodic, Power, ResumesClause, SuspendsClause
from termwise.model.text import (
    act_text,
    bound_text,
    bound_words,
    expression_text,
    moment_text,
    qualifier_lines,
    quantity_text,
    schedule_text,
    sentence_lines,
    status_words,
)
from termwise.model.text.numbers import number_text, shifted
from termwise.model.text.sentences import third_person
from tests.model.samples import percent, usd

A, B = Ref("driver", "a"), Ref("driver", "b")
YEAR_2032 = On(date(2032, 1, 1), "year")
SPRING = On(date(2026, 3, 1), "month")


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (usd("13e9"), "13bn"),
        (usd("1500000"), "1.5m"),
        (usd("1e12"), "1tn"),
        (usd("260e9", "year"), "260bn per year"),
        (usd("1234567"), "1234567 USD"),
        (usd("600"), "600 USD"),
        (usd("0.01"), "0.01 USD"),
        (usd("-5e9"), "-5bn"),
        (usd("0"), "0 USD"),
        (Quantity(Decimal("13e9"), "EUR"), "13bn EUR"),
        (Quantity(Decimal("160e6"), "shares"), "160m shares"),
        (Quantity(Decimal(6), "GW"), "6 GW"),
        (Quantity(Decimal("0.27"), "%"), "27%"),
        (Quantity(Decimal("0.0025"), "%"), "0.25%"),
        (percent("8", "year"), "8% per year"),
        (Quantity(Decimal(4_000_000)), "4000000"),
        (Quantity(Decimal("0.60")), "0.6"),
    ],
)
def test_numbers_take_their_best_scale(quantity: Quantity, text: str) -> None:
    assert quantity_text(quantity, "USD") == text


def test_without_a_currency_that_goes_without_saying_every_amount_names_its_own() -> None:
    assert quantity_text(usd("13e9")) == "13bn USD"
    assert quantity_text(usd("13e9"), "EUR") == "13bn USD"


@given(st.decimals(allow_nan=False, allow_infinity=False, max_value=Decimal(10) ** 20, min_value=-(Decimal(10) ** 20)))
def test_a_printed_number_is_the_number(value: Decimal) -> None:
    assert Decimal(number_text(value)) == value
    assert "E" not in number_text(value)


@given(st.decimals(allow_nan=False, allow_infinity=False), st.integers(-20, 20))
def test_shifting_is_exact(value: Decimal, places: int) -> None:
    assert shifted(shifted(value, places), -places).as_tuple() == value.as_tuple()


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (Arithmetic("-", A, Arithmetic("-", A, B)), "a - (a - b)"),
        (Arithmetic("-", Arithmetic("-", A, B), A), "a - b - a"),
        (Arithmetic("*", Arithmetic("+", A, B), A), "(a + b) * a"),
        (Arithmetic("/", A, Arithmetic("*", A, B)), "a / (a * b)"),
        (Arithmetic("of", percent("20"), Arithmetic("+", A, B)), "20% of (a + b)"),
        (Arithmetic("of", Undisclosed(), A), "undisclosed of a"),
        (Arithmetic("of", Undisclosed(Interval(percent("15"), percent("20"))), A), "undisclosed 15% to 20% of a"),
        (Negative(Arithmetic("+", A, B)), "-(a + b)"),
        (Connective("and", (Connective("or", (A, B)), A)), "(a or b) and a"),
        (Connective("or", (Connective("and", (A, B)), A)), "a and b or a"),
        (Not(Connective("or", (A, B))), "not (a or b)"),
        (Comparison("=", A, usd("135e9"), percent("1")), "a = 135bn within 1%"),
        (Comparison(">=", DateLiteral(OnEvent("ipo")), DateLiteral(SPRING)), "ipo >= 2026-03"),
        (Interval(percent("20", "year"), percent("80", "year")), "20% to 80% per year"),
        (Interval(usd("0"), usd("30e6"), "normal"), "normal 0 USD to 30m"),
        (
            Interval(percent("5"), percent("15"), "uniform", (percent("0"), percent("50"))),
            "uniform 5% to 15% within 0% to 50%",
        ),
        (Triangular(usd("1e9"), usd("2e9"), usd("4e9")), "triangular 1bn, 2bn, 4bn"),
        (Choice((percent("8"), percent("10"))), "one of (8%, 10%)"),
        (Between(usd("200e9"), usd("300e9"), usd("25e9")), "between 200bn and 300bn step 25bn"),
        (Undisclosed(unit="shares"), "undisclosed shares"),
    ],
)
def test_expressions(expression: Expression, text: str) -> None:
    assert expression_text(expression, "USD") == text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (On(date(2025, 10, 28)), "2025-10-28"),
        (SPRING, "2026-03"),
        (YEAR_2032, "2032"),
        (OnBreach("payment"), "breach of payment"),
        (Shifted(OnEvent("ipo"), Duration(months=24)), "24 months after ipo"),
        (Shifted(OnEvent("ipo"), Duration(days=-30)), "30 days before ipo"),
        (FirstOf((On(date(2031, 1, 1)), OnEvent("agi"))), "first of (2031-01-01, agi)"),
        (LastOf((OnEvent("a"), OnEvent("b"))), "last of (a, b)"),
        (OneOfMoments((YEAR_2032, SPRING)), "one of (2032, 2026-03)"),
        (UndisclosedMoment(), "undisclosed"),
        (UndisclosedMoment(SPRING, YEAR_2032), "undisclosed between 2026-03 and 2032"),
    ],
)
def test_moments(moment: Moment, text: str) -> None:
    assert moment_text(moment) == text


def test_ends_are_said_inclusive_and_exclusive() -> None:
    until = Bound(On(date(2031, 1, 1)), inclusive=False)
    through = Bound(YEAR_2032, inclusive=True)
    assert bound_text(until) == "until 2031-01-01"
    assert bound_words(until) == "until 2031-01-01 (last day 2030-12-31)"
    assert bound_text(through) == "through 2032"
    assert bound_words(through) == "through 2032 (all of it included)"
    assert bound_words(Bound(On(date(2032, 12, 31)), inclusive=True)) == "through 2032-12-31 (that day included)"
    assert bound_words(Bound(OnEvent("ipo"), inclusive=False)) == "until ipo (that day excluded)"


def test_acts_read_in_the_order_of_speech() -> None:
    act = Act("openai", "buy", "compute", "from", "oracle", "health", "europe")
    assert act_text(act) == "openai buy compute from oracle for health in europe"
    assert act_text(Act("a", "invest", relation="in", counterparty="b"), with_actor=False) == "invest in b"


def test_schedules() -> None:
    assert schedule_text(Periodic("monthly", in_advance=True)) == "monthly in advance"
    assert schedule_text(Every(Duration(months=3), SPRING)) == "every 3 months from 2026-03"


def test_what_belongs_to_a_sentence_stands_under_it() -> None:
    power = Power(("a",), "suspend", "delivery", effects=(SuspendsClause("delivery"), ResumesClause("payment")))
    assert sentence_lines(power) == [
        "a may suspend delivery",
        "    suspends delivery",
        "    resumes payment",
    ]


def test_a_condition_precedent_says_its_else_branch() -> None:
    listed = Ref("event", "listed")
    bare = Qualifiers(requires=(Requirement(listed),))
    stopped = Qualifiers(requires=(Requirement(listed, YEAR_2032, OtherwiseTriggers("review")),))
    assert qualifier_lines(bare) == ["requires listed"]
    assert qualifier_lines(stopped) == ["requires listed by 2032, otherwise triggers event review"]


def test_verbs_in_the_third_person() -> None:
    verbs = ("buy", "sell", "publish", "supply", "launch", "deploy")
    assert [third_person(verb) for verb in verbs] == ["buys", "sells", "publishes", "supplies", "launches", "deploys"]


def test_statuses_in_words() -> None:
    assert status_words("non-binding") == "non-binding text"
    assert status_words("rumoured") == "a rumour"
