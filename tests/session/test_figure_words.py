"""Exact numbers and bounds in words."""

from fractions import Fraction

import pytest

from termwise.base.units import PURE, Dimension, of_symbol
from termwise.session.figure_words import figure_words
from termwise.view.figure import Figure

USD = of_symbol("USD")


@pytest.mark.parametrize(
    ("low", "high", "dimension", "percent", "words"),
    [
        ("27/100", "27/100", PURE, True, "27%"),
        ("3", "3", PURE, False, "3"),
        ("2/15", "2/15", PURE, True, "about 13.333%"),
        ("-1/3", "-1/3", PURE, False, "about -0.33333"),
        ("0", "0", PURE, True, "0%"),
        ("135000000000", "135000000000", USD, False, "135bn"),
        ("600", "600", USD, False, "600 USD"),
        ("100000000000/3", "100000000000/3", USD, False, "about 33.333bn"),
        ("75000000000", "75000000000", USD.times(of_symbol("year", -1)), False, "75bn per year"),
        ("8750000", "8750000", of_symbol("share"), False, "8.75m shares"),
        ("6000000000", "6000000000", of_symbol("W"), False, "6 GW"),
        ("1/2", "1/2", of_symbol("W"), False, "0.5 W"),
        ("5", "5", USD.times(of_symbol("share", -1)), False, "5 USD per share"),
        ("15/100", "20/100", PURE, True, "between 15% and 20%"),
        ("1000000000", None, USD, False, "at least 1bn"),
        (None, "1000000000", USD, False, "at most 1bn"),
        (None, None, USD, False, "not known"),
        ("2", "2", of_symbol("wafers"), False, "2 wafers"),
    ],
)
def test_words(low: str | None, high: str | None, dimension: Dimension, percent: bool, words: str) -> None:
    least, most = (None if end is None else Fraction(end) for end in (low, high))
    assert figure_words(Figure(least, most, dimension), "USD", percent=percent) == words
