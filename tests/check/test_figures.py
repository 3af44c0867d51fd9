"""Figures in English and French prose."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.check.figures import Figure, figures_in


def _read(prose: str) -> list[tuple[str, Decimal]]:
    return [(figure.kind, figure.value) for figure in figures_in(prose)]


@pytest.mark.parametrize(
    ("prose", "kind", "value"),
    [
        ("27 %", "percent", "0.27"),
        ("27%", "percent", "0.27"),
        ("27\u00a0%", "percent", "0.27"),
        ("27\u202f%", "percent", "0.27"),
        ("a bondi de 3,19 %", "percent", "0.0319"),
        ("32.5 percent", "percent", "0.325"),
        ("vingt ou 20 pour cent", "percent", "0.2"),
        ("25 basis points", "percent", "0.0025"),
        ("1 milliard de dollars", "amount", "1e9"),
        ("un milliard de dollars", "amount", "1e9"),
        ("13 milliards", "amount", "13e9"),
        ("250 milliards de dollars", "amount", "250e9"),
        ("$13bn", "amount", "13e9"),
        ("13bn", "amount", "13e9"),
        ("US$ 6.6 billion", "amount", "6.6e9"),
        ("6,6 milliards", "amount", "6.6e9"),
        ("1,500 dollars", "amount", "1500"),
        ("1 500 euros", "amount", "1500"),
        ("1.234.567,89 euros", "amount", "1234567.89"),
        ("1,234,567.89 euros", "amount", "1234567.89"),
        ("160 million shares", "amount", "160e6"),
        ("160 millions d’actions", "amount", "160e6"),
        ("6 GW", "amount", "6"),
        ("600 Mds", "amount", "600e9"),
        ("18 months", "months", "18"),
        ("deux ans", "months", "24"),
        ("5 years", "months", "60"),
        ("30 days", "days", "30"),
        ("two weeks", "days", "14"),
        ("30 jours", "days", "30"),
        ("2032", "year", "2032"),
        ("jusqu’en 2030", "year", "2030"),
        ("by 2032-12-31", "year", "2032"),
    ],
)
def test_a_figure_is_read(prose: str, kind: str, value: str) -> None:
    assert _read(prose) == [(kind, Decimal(value))]


@pytest.mark.parametrize(
    "prose", ["", "exclusive cloud", "GPT-5", "Microsoft 365", "Series C", "phase 3", "non contraignant", "a $ sign"]
)
def test_what_is_no_figure_is_left_alone(prose: str) -> None:
    assert _read(prose) == []


def test_approximate_words_are_kept() -> None:
    assert list(figures_in("près de 500 milliards de dollars")) == [
        Figure("amount", Decimal(500 * 10**9), "près de 500 milliards", about=True)
    ]
    assert [figure.about for figure in figures_in("plus de 13 milliards, 27 %, environ 26 %")] == [True, False, True]


def test_several_figures_come_in_order() -> None:
    assert _read("75 % until 13bn, then 49 %") == [
        ("percent", Decimal("0.75")),
        ("amount", Decimal(13 * 10**9)),
        ("percent", Decimal("0.49")),
    ]


def test_a_day_of_a_month_is_no_figure_and_its_year_is() -> None:
    assert _read("le 28 octobre 2025") == [("year", Decimal(2025))]


@given(st.decimals(min_value=0, max_value=999, places=2), st.sampled_from(("%", " %", "\u00a0%", " percent")))
def test_every_percentage_is_read_back(value: Decimal, unit: str) -> None:
    for written in (f"{value}{unit}", f"{value}{unit}".replace(".", ",")):
        assert _read(f"share of {written} in all") == [("percent", value / 100)]


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(prose: str) -> None:
    for figure in figures_in(prose):
        assert figure.value.is_finite()
