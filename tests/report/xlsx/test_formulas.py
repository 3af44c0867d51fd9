"""What clauses and drivers are as formulas, and how pieces of formulas are put together."""

from fractions import Fraction

import pytest

from termwise.ir.program import Binary, Power, Round, RoundingMode, Select
from termwise.report.xlsx.expressions import PRODUCT, SUM, Piece, call, number, operator
from termwise.report.xlsx.formulas import plain
from termwise.report.xlsx.grid import FIRST_PERIOD
from tests.report.xlsx.reading import HEAD, sheets_of, small, workings

PART = [
    "MAX(0,K$6-K$5)",
    "IF(K7=0,0,MAX(0,MIN(the_deal_ends,K$6)-MAX(the_deal_begins,K$5))/K7)",
    "DATE(YEAR(K$5)+1,1,1)-1",
]
"""The part of a year that a clause is in force, and when what it pays falls due."""


@pytest.mark.parametrize(
    ("clause", "steps"),
    [
        ("b pays a 10m yearly", [*PART, "MAX(it_amount*Drivers!K15*K8,0)"]),
        ("b pays a 5% of sales yearly", [*PART, "MAX(it_rate*Drivers!K13*K8,0)"]),
        (
            "b pays a 5% of sales yearly\n    cap 7m in total",
            [*PART, "MIN(MAX(it_rate*Drivers!K13*K8,0),MAX(it_cap_in_total-J11,0))", "J11+K10   from 0"],
        ),
        (
            "b pays a 10% of sales yearly\n    minimum 4m per year",
            [
                *PART,
                "MAX(it_rate*Drivers!K13*K8,0)",
                "MAX(J13+it_minimum*Drivers!K16*K8-(J12+K10),0)",
                "0   from 0",
                "0   from 0",
            ],
        ),
        (
            "b pays a 3m when ipo",
            ["IF(AND(K$5<=Dates!$E$7,Dates!$E$7<K$6,Dates!$E$8),MAX(it_amount,0),0)"],
        ),
    ],
)
def test_a_clause_is_formulas_that_can_be_read(clause: str, steps: list[str]) -> None:
    assert workings(small(clause)) == steps


def test_a_driver_grows_from_what_is_known() -> None:
    cells = sheets_of(small("b pays a 5% of sales yearly"))["Drivers"].cells
    assert cells[12, 8].formula == "sales_2025/365"
    assert cells[12, FIRST_PERIOD].formula == "$I13*J16*J$7"
    grown = cells[15, FIRST_PERIOD]
    assert grown.formula == "IF(J$10<=$G16,1,(1+$F16)^(MIN(J$10,$H16)-$G16))"
    assert grown.content == pytest.approx(1.2, rel=1e-3)


HISTORY = HEAD.replace("2026-01-01 through 2027-12-31, yearly", "2024-11-15 through 2026-12-31, quarterly").replace(
    "known 2025 100m", "known 2024 80m, 2025 100m"
)


def test_history_is_the_stated_value_by_days() -> None:
    cells = sheets_of(small("b pays a 5% of sales yearly", HISTORY))["Drivers"].cells
    assert cells[12, FIRST_PERIOD].formula == "sales_2024*J7/J8"
    assert cells[12, FIRST_PERIOD + 1].formula == "sales_2025*K7/K8"
    assert cells[12, FIRST_PERIOD].content == pytest.approx(80e6 * 47 / 366)


TURNING = HEAD.replace(
    "    grows 20% per year\n", "    grows 20% per year until 2027\n    grows 5% per year after ipo\n"
)


def test_growth_after_an_event_is_worked_out_from_its_day() -> None:
    cells = sheets_of(small("b pays a 5% of sales yearly", TURNING))["Drivers"].cells
    formulas = [cells[row, 5].formula for row in range(17, 20)]
    assert formulas == [
        f"IF(AND(ipo<=$D{row},$D{row}<never),sales_growth_2,IF($D{row}<46388,sales_growth,0))" for row in (18, 19, 20)
    ]
    assert cells[15, 3].formula is None
    assert cells[16, 3].formula == "MAX(45839,ipo)"
    assert [cells[row, 3].formula for row in (17, 18, 19)] == [None, "SMALL($D$16:$D$17,1)", "SMALL($D$16:$D$17,2)"]


JUMPING = HEAD.replace("    grows 20% per year\n", "    grows 20% per year\n    jumps 30% when ipo\n")


def test_a_jump_counts_the_days_after_it() -> None:
    cells = sheets_of(small("b pays a 5% of sales yearly", JUMPING))["Drivers"].cells
    assert cells[12, FIRST_PERIOD].formula == "$I13*J16*SUM(J18:J19)"
    assert cells[16, 3].formula == "IF(ipo<46023,never,ipo)"
    assert cells[17, FIRST_PERIOD].formula == "$I18*MAX(0,MIN(J$6,$E18)-J$5)"
    assert cells[18, FIRST_PERIOD].formula == "$I19*MAX(0,MIN(J$6,$E19)-MAX(J$5,$D19))"
    assert cells[18, 8].formula == "IF($D17<=$D19,1+$F17,1)"


# -- pieces -----------------------------------------------------------------------------------------------

A, B, C = Piece("A1"), Piece("B1"), Piece("C1")


def test_brackets_stand_where_they_are_needed() -> None:
    less = operator("-", A, B, SUM)
    assert operator("-", C, less, SUM).text == "C1-(A1-B1)"
    assert operator("+", C, less, SUM).text == "C1+A1-B1"
    assert operator("*", C, less, PRODUCT).text == "C1*(A1-B1)"
    assert operator("/", C, operator("*", A, B, PRODUCT), PRODUCT).text == "C1/(A1*B1)"


def test_a_minimum_within_a_minimum_is_one() -> None:
    assert call("MIN", call("MIN", A, B), C).text == "MIN(A1,B1,C1)"
    assert call("MIN", call("MAX", A, B), C).text == "MIN(MAX(A1,B1),C1)"
    both = Piece("AND(A1,B1)*AND(B1,C1)", PRODUCT, 3)
    assert call("AND", both, C).text == "AND(AND(A1,B1)*AND(B1,C1),C1)"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(13), "13"),
        (Fraction(-2), "-2"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 3), "1/3"),
        (Fraction(0), "0"),
    ],
)
def test_numbers_are_said_exactly(value: Fraction, text: str) -> None:
    assert number(value).text == text


def test_negative_numbers_and_quotients_are_bracketed_in_products() -> None:
    assert operator("*", A, number(Fraction(-2)), PRODUCT).text == "A1*(-2)"
    assert operator("/", A, number(Fraction(1, 3)), PRODUCT).text == "A1/(1/3)"


def test_nothing_is_shared_among_nobody() -> None:
    assert plain(Binary("divide", 0, 1), (A, B)).text == "IF(B1=0,0,A1/B1)"
    assert plain(Binary("divide", 0, 1), (A, number(Fraction(2)))).text == "A1/2"


def test_powers_choices_and_roundings() -> None:
    assert plain(Power(0, 1), (A, B)).text == "IF(B1=0,1,IF(A1<=0,0,A1^B1))"
    assert plain(Select(0, 1, 2), (A, B, C)).text == "IF(A1,B1,C1)"
    texts: dict[RoundingMode, str] = {
        "up": "IF(B1<=0,A1,ROUNDUP(ROUND(A1/B1,8),0)*B1)",
        "down": "IF(B1<=0,A1,ROUNDDOWN(ROUND(A1/B1,8),0)*B1)",
        "half up": "IF(B1<=0,A1,ROUND(ROUND(A1/B1,8),0)*B1)",
        "half even": "IF(B1<=0,A1,IF(MOD(ROUND(A1/B1,8),1)=0.5,2*ROUND(ROUND(A1/B1,8)/2,0),"
        "ROUND(ROUND(A1/B1,8),0))*B1)",
    }
    for mode, text in texts.items():
        assert plain(Round(mode, 0, 1), (A, B)).text == text
