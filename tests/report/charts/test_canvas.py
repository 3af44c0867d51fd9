"""Scales, words and places: laws of the small parts that charts are drawn with."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.report.charts.canvas.metrics import width
from termwise.report.charts.canvas.place import apart
from termwise.report.charts.canvas.scale import Days, Values, amount, day_ticks, nice
from termwise.report.charts.canvas.text import ELLIPSIS, fitted, wrapped

NUMBERS = st.floats(-1e18, 1e18, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0, "USD", "0"),
        (13.2e9, "USD", "13.2bn"),
        (-524e6, "USD", "−524m"),
        (999.6e6, "USD", "1bn"),
        (1.2345e12, "EUR", "1.23tn"),
        (600, "USD", "600"),
        (12_500, "USD", "12.5k"),
        (0.25, "USD", "0.25"),
        (1e30, "USD", "1.00e30"),
        (0.27, "%", "27%"),
        (0.0, "%", "0%"),
        (-0.001, "%", "−0.1%"),
        (1e-9, "%", "0%"),
        (1.0, "%", "100%"),
        (float("nan"), "USD", "unknown"),
        (float("inf"), "USD", "unknown"),
    ],
)
def test_amounts_in_words(value: float, unit: str, words: str) -> None:
    assert amount(value, unit) == words


@given(st.lists(NUMBERS, max_size=6), st.integers(1, 8))
def test_ticks_are_round_few_and_span_every_value_and_zero(values: list[float], count: int) -> None:
    ticks, low, high = nice(values, count)
    slack = (high - low) * 1e-6
    assert low - slack <= min([0.0, *values]) <= max([0.0, *values]) <= high + slack
    assert 2 <= len(ticks) <= count + 3
    assert (ticks[0], ticks[-1]) == (low, high)
    steps = [after - before for before, after in pairwise(ticks)]
    assert max(steps) == pytest.approx(min(steps))


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_values_keep_their_order_and_stay_on_the_scale(values: list[float]) -> None:
    _, low, high = nice(values[: len(values) // 2 + 1], 4)
    scale = Values(low, high, 200, 10)
    places = scale.every(sorted(values))
    assert places == sorted(places, reverse=True)
    assert all(10 - 1e-9 <= place <= 200 + 1e-9 for place in places)
    assert places == pytest.approx([scale.at(value) for value in sorted(values)])


@given(
    st.dates(date(1, 1, 1), date(9900, 1, 1)),
    st.integers(1, 60_000),
    st.integers(40, 1200),
)
def test_named_days_are_in_the_chart_in_order_and_apart(first: date, length: int, room: int) -> None:
    days = Days(first, min(first + timedelta(days=length), date.max), 0, room)
    ticks = day_ticks(days, 11)
    assert ticks
    assert all(days.first <= tick.day < days.last for tick in ticks)
    places = [(days.at(tick.day), width(tick.words, 11) / 2) for tick in ticks]
    for (left, half), (right, other) in pairwise(places):
        assert left + half < right - other


@given(st.lists(st.floats(0, 500), max_size=25), st.floats(1, 40))
def test_labels_are_pushed_apart_in_order_and_moved_no_more_than_needed(wanted: list[float], gap: float) -> None:
    places = apart(wanted, gap, 0, 500)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    in_order = [places[index] for index in order]
    assert all(after - before >= gap - 1e-6 for before, after in pairwise(in_order))
    if gap * (len(wanted) - 1) <= 500:
        assert all(-1e-6 <= place <= 500 + 1e-6 for place in places)
    if all(after - before >= gap for before, after in pairwise(sorted(wanted))):
        assert places == pytest.approx(wanted)


def test_neighbours_share_their_displacement() -> None:
    assert apart((100, 100), 20, 0, 500) == (90, 110)
    assert apart((0, 5), 20, 0, 500) == (0, 20)
    assert apart((500, 499), 20, 0, 500) == (500, 480)
    assert apart((), 20, 0, 500) == ()


@given(st.text(max_size=60), st.floats(0, 400), st.booleans())
def test_a_cut_line_fits_and_says_that_it_is_cut(text: str, room: float, bold: bool) -> None:
    shown = fitted(text, 12, room, bold=bold)
    assert not shown or width(shown, 12, bold=bold) <= room
    assert shown in (text, "") or shown.endswith(ELLIPSIS)
    if width(text, 12, bold=bold) <= room:
        assert shown == text


@given(st.text(max_size=120), st.floats(40, 400), st.integers(1, 5))
def test_wrapped_lines_fit_and_are_no_more_than_asked(text: str, room: float, most: int) -> None:
    lines = wrapped(text, 12, room, most=most)
    assert len(lines) <= most
    assert all(width(line, 12) <= room for line in lines)
    if ELLIPSIS not in "".join(lines):
        assert " ".join(lines).split() == text.split()


def test_widths_are_those_of_the_widest_usual_face() -> None:
    assert width("Hello", 10) == pytest.approx(25.35)
    assert width("Hello", 10, bold=True) > width("Hello", 10)
    assert width("é", 10) == width("e", 10)
    assert width("収", 10) == 10
    assert width("e\u0301\u200b", 10) == width("e", 10)
