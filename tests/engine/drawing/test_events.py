"""Days of events: chances, waits, hazards, chains, pins; the median is that of the central course."""

from fractions import Fraction
from math import log
from statistics import NormalDist

import numpy as np
import pytest

from termwise.engine.course import central
from termwise.engine.drawing.layout import Sampling
from termwise.engine.drawing.parameters import Q95
from termwise.engine.machine.numpy_machine import Array
from termwise.ir.program import NEVER, DrawnEvent
from tests.engine.drawing.samples import MONTHS, Drawn, far_from, program

TODAY = MONTHS[0].start
F = Fraction


def waiting(chance: Fraction | None = None, low: int = 100, high: int = 400) -> DrawnEvent:
    return DrawnEvent("event", None, chance, low, high, TODAY)


def hazard(per_day: Fraction) -> DrawnEvent:
    return DrawnEvent("event", None, origin_day=TODAY, hazard_per_day=per_day)


def days(*events: DrawnEvent, count: int = 8192, sampling: Sampling = "independent") -> list[Array]:
    return list(Drawn(program(events=events), 3, count, sampling).days)


def test_the_wait_is_lognormal_and_whole() -> None:
    (found,) = days(waiting(low=1000, high=40000))
    assert (found == np.round(found)).all()
    assert far_from(np.log(found - TODAY), NormalDist(log(40e6) / 2, log(40) / (2 * Q95)).cdf) < 2.2


def test_a_chance_is_how_often_it_happens() -> None:
    (found,) = days(waiting(F(3, 10)))
    happens = found < NEVER
    assert np.mean(happens) == pytest.approx(0.3, abs=0.02)
    assert np.median(found[happens] - TODAY) == pytest.approx(200, abs=8)
    assert set(days(waiting(F(0)))[0]) == {float(NEVER)}
    assert float(NEVER) not in days(waiting(F(1)))[0]


def test_whether_and_when_are_independent() -> None:
    (certain,), (found,) = days(waiting()), days(waiting(F(1, 2)))
    happens = found < NEVER
    assert (found[happens] == certain[happens]).all()
    assert np.mean(certain[happens]) == pytest.approx(np.mean(certain[~happens]), rel=0.03)


def test_events_follow_one_another() -> None:
    first, second, third = days(
        DrawnEvent("first", None, F(1, 2), 100, 400, TODAY),
        DrawnEvent("second", None, None, 50, 60, after=0),
        DrawnEvent("third", None, F(1, 2), 10, 20, after=1),
    )
    happens = first < NEVER
    waits = second[happens] - first[happens]
    assert 40 <= waits.min() <= waits.max() < 75
    assert np.mean((waits >= 50) & (waits <= 60)) == pytest.approx(0.92, abs=0.03)
    assert (second[~happens] == NEVER).all()
    assert np.mean(third < NEVER) == pytest.approx(0.25, abs=0.02)


def test_a_hazard_is_the_same_every_day() -> None:
    per_day = 0.01
    (found,) = days(hazard(F(1, 100)))
    wait = found - TODAY
    assert wait.min() == 0
    for past in (0, 10, 69, 300):
        assert np.mean(wait > past) == pytest.approx((1 - per_day) ** (past + 1), abs=0.02)
    later = wait[wait > 50] - 51
    assert np.mean(later > 68) == pytest.approx((1 - per_day) ** 69, abs=0.025)  # it forgets


def test_a_hazard_of_nothing_and_of_everything() -> None:
    assert set(days(hazard(F(0)))[0]) == {float(NEVER)}
    assert set(days(hazard(F(1)))[0]) == {float(TODAY)}


@pytest.mark.parametrize(
    "event", [waiting(), waiting(low=1, high=7), waiting(low=0, high=30), waiting(low=50, high=50), hazard(F(1, 500))]
)
def test_the_central_course_is_the_median(event: DrawnEvent) -> None:
    (found,) = days(event, sampling="sobol")
    middle = central(program(events=[event])).event_days[0]
    assert np.mean(found < middle) <= 0.501
    assert np.mean(found > middle) <= 0.501


def test_a_pin_stands() -> None:
    pinned = DrawnEvent("event", TODAY + 5, F(1, 2), 100, 400, TODAY)
    follower = DrawnEvent("second", None, None, 10, 10, after=0)
    first, second = days(pinned, follower)
    assert set(first) == {float(TODAY + 5)}
    assert set(second) == {float(TODAY + 15)}


def test_what_comes_after_the_last_day_of_the_calendar_never_comes() -> None:
    (found,) = days(waiting(low=10**6, high=10**8))
    assert found.max() == NEVER
    assert found[found < NEVER].max() <= 3_652_059


def test_an_event_without_a_wait_never_comes() -> None:
    assert set(days(DrawnEvent("event", None, F(1, 2)))[0]) == {float(NEVER)}
