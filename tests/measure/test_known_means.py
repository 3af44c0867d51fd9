"""Means that are known are those of the draws."""

from fractions import Fraction

import numpy as np
import pytest

from termwise.engine.drawing.draws import draws
from termwise.ir.program import NEVER, DrawnEvent
from termwise.measure.known_means import days_of_events, mean_of_number
from tests.measure.deals import END, FIRST, NUMBERS, START, numbers, waits

PATHS = 4096


def test_means_of_numbers_are_those_drawn() -> None:
    drawn = draws(numbers(), 5, range(PATHS))
    for index, (name, uncertain) in enumerate(NUMBERS.items()):
        values = np.array([float(one.parameters[index]) for one in drawn])
        low, high = np.quantile(values, [0.05, 0.95])
        for ends in ((-np.inf, np.inf), (low, high)):
            known = mean_of_number(uncertain, *ends)
            error = 1e-9 + 4 * values.std() / np.sqrt(PATHS)
            assert abs(np.clip(values, *ends).mean() - known) < error, (name, ends)
    assert mean_of_number(NUMBERS["uniform"], -np.inf, np.inf) == pytest.approx(4, rel=1e-8)
    assert mean_of_number(NUMBERS["normal"], -np.inf, np.inf) == pytest.approx(7.5, rel=1e-8)
    assert mean_of_number(NUMBERS["triangular"], -np.inf, np.inf) == pytest.approx(4, rel=1e-8)
    assert mean_of_number(NUMBERS["choice"], -np.inf, np.inf) == 7


def test_days_of_events_are_those_drawn() -> None:
    program = waits()
    days = np.array([one.event_days for one in draws(program, 5, range(PATHS))])
    for index, known in enumerate(days_of_events(program.events, START, END)):
        assert known is not None
        happened = days[:, index] < END
        after = np.maximum(END - np.maximum(days[:, index], START), 0)
        name = program.events[index].name
        assert abs(happened.mean() - known[0]) <= 4 * happened.std() / np.sqrt(PATHS) + 1e-12, name
        assert abs(after.mean() - known[1]) <= 4 * after.std() / np.sqrt(PATHS) + 1e-12, name


def test_events_by_hand() -> None:
    sure = DrawnEvent("sure", None, None, 10, 10, FIRST)
    daily = DrawnEvent("daily", None, hazard_per_day=Fraction(1, 2), origin_day=FIRST)
    late = DrawnEvent("late", END + 5)
    never = DrawnEvent("never", NEVER)
    follows = DrawnEvent("follows", None, None, 3, 3, after=3)
    before = DrawnEvent("before", START - 9)
    found = days_of_events((sure, daily, late, never, follows, before), FIRST, FIRST + 20)
    assert found[0] == (1.0, 10.0)
    assert found[1] == pytest.approx((1 - 0.5**20, sum((20 - day) * 0.5 ** (day + 1) for day in range(20))))
    assert found[2:5] == ((0.0, 0.0), (0.0, 0.0), (0.0, 0.0))
    assert found[5] == (1.0, 20.0)
