"""Drivers: without variation they are `growth.Path`; with it their mean is, and their walks are Brownian."""

from collections.abc import Callable
from fractions import Fraction
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.base.dates import position
from termwise.engine.drawing import bridge
from termwise.engine.drawing import prepare as prepare_module
from termwise.engine.drawing.correlation import ImpossibleCorrelationError, mixtures, partners
from termwise.engine.drawing.layout import layout
from termwise.engine.drawing.prepare import prepare
from termwise.engine.growth import Path
from termwise.ir.program import NEVER, DrawnEvent, DrawnSeries, Period, Program, Regime, Uncertain
from tests.engine.drawing.samples import MONTHS, Drawn, Reals, far_from, program
from tests.ir.samples import day, months

F = Fraction
START, END = MONTHS[0].start, MONTHS[-1].end
NOON = day("2025-07-02") + F(1, 2)
RATES = (F(1, 10), F(-1, 5), F(3), F(-1))


def known(count: int, flow: bool) -> tuple[Fraction | None, ...]:
    return (*(F(100 + place) for place in range(count)), *(None,) * (len(MONTHS) - count)) if count or flow else ()


def level(*regimes: Regime, history: int = 0, **more: object) -> DrawnSeries:
    base = (START, F(1000)) if not history else None
    series = DrawnSeries("level", False, (*(F(1000 + place) for place in range(history)), *(None,) * (36 - history)))
    return replace(series, regimes=regimes, base=base, **more)


def flow(*regimes: Regime, history: int = 0, **more: object) -> DrawnSeries:
    series = DrawnSeries("flow", True, (*(F(100 + place) for place in range(history)), *(None,) * (36 - history)))
    return replace(series, regimes=regimes, base=(NOON, F(7, 2)), **more)


def exact(given: Program, index: int, event_days: tuple[int, ...]) -> Reals:
    values = [one.certain or F(0) for one in given.parameters]
    return np.array([float(one) for one in Path(given.series[index], event_days, values).over(given.periods)])


# -- without variation -------------------------------------------------------------------------------------

DAYS = st.one_of(st.integers(START - 700, END + 100), st.sampled_from([NEVER, START, END, START + 31, START + 365]))


@st.composite
def drivers(draw: st.DrawFn) -> DrawnSeries:
    """Any driver on two events: regimes certain and after events, jumps, history or none."""
    ends = sorted(set(draw(st.lists(DAYS, max_size=2))))
    certain = [Regime(draw(st.integers(0, 3)), until) for until in ends]
    after = draw(st.lists(st.builds(Regime, st.integers(0, 3), DAYS, st.integers(0, 1)), max_size=3))
    jumps = draw(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2)), max_size=3))
    history = draw(st.sampled_from([0, 1, 5, 36]))
    make = flow if draw(st.booleans()) else level
    return make(*draw(st.permutations([*certain, *after])), history=history, jumps=tuple(jumps))


def events_on(days: tuple[int, int], pinned: bool) -> list[DrawnEvent]:
    """Both kinds happen on the days given; the drawn kind waits for no time at all."""
    if pinned:
        return [DrawnEvent(f"e{i}", one) for i, one in enumerate(days)]
    return [DrawnEvent(f"e{i}", None, origin_day=one, hazard_per_day=F(1)) for i, one in enumerate(days)]


@settings(max_examples=150, deadline=None)
@given(drivers(), st.tuples(DAYS, DAYS), st.booleans())
def test_without_variation_a_driver_is_its_exact_path(series: DrawnSeries, days: tuple[int, int], pinned: bool) -> None:
    given = program(RATES, events_on(days, pinned), [series])
    found = Drawn(given, count=16).series[0]
    assert (found == found[:, :1]).all()
    np.testing.assert_allclose(found[:, 0], exact(given, 0, days), rtol=1e-12, atol=0)


@settings(max_examples=40, deadline=None)
@given(drivers(), st.tuples(DAYS, DAYS))
def test_an_uncertain_rate_that_cannot_differ_is_as_good_as_a_certain_one(
    series: DrawnSeries, days: tuple[int, int]
) -> None:
    fixed = program(RATES, events_on(days, False), [series])
    drawn = program([Uncertain("uniform", rate, rate) for rate in RATES], events_on(days, False), [series])
    found = Drawn(drawn, count=16).series[0][:, 0]
    np.testing.assert_allclose(found, exact(fixed, 0, days), rtol=1e-12, atol=0)


@settings(max_examples=40, deadline=None)
@given(drivers(), st.tuples(DAYS, DAYS))
def test_no_variation_is_a_variation_of_nothing(series: DrawnSeries, days: tuple[int, int]) -> None:
    given = program((*RATES, F(0)), events_on(days, False), [replace(series, variation_per_year=4)])
    found = Drawn(given, count=16).series[0]
    np.testing.assert_allclose(found[:, 3], exact(given, 0, days), rtol=1e-12, atol=0)


def test_a_rate_below_everything_leaves_nothing() -> None:
    given = program([Uncertain("uniform", F(-3), F(-2))], series=[level(Regime(0, NEVER))])
    found = Drawn(given, count=16).series[0]
    assert (found == 0).all()


def test_a_level_known_up_to_a_day_grows_from_it() -> None:
    series = DrawnSeries("level", False, (F(5), *(None,) * 35), (Regime(0, NEVER),), base=(START + 40, F(6)))
    given = program(RATES, series=[series])
    np.testing.assert_allclose(Drawn(given, count=16).series[0][:, 0], exact(given, 0, ()), rtol=1e-12)


def test_periods_may_be_days_and_years() -> None:
    for periods in (tuple(Period(START + i, START + i + 1) for i in range(30)), months("2026-01-01", "2028-03-01")):
        series = DrawnSeries("flow", True, (None,) * len(periods), (Regime(0, NEVER),), base=(NOON, F(2)))
        given = program(
            (*RATES, F(1, 2)), series=[series, replace(series, name="varied", variation_per_year=4)], periods=periods
        )
        found = Drawn(given, sampling="sobol").series
        np.testing.assert_allclose(found[0][:, 0], exact(given, 0, ()), rtol=1e-12)
        np.testing.assert_allclose(found[1].mean(axis=1), exact(given, 0, ()), rtol=1e-2)


# -- with variation ----------------------------------------------------------------------------------------

THIRD = F(3, 10)
VARIED = level(Regime(0, NEVER), variation_per_year=1)


def walks(given: Program, count: int = 8192, **more: object) -> Reals:
    """Shape (drivers, periods, paths): what the drivers vary by, as walks; without growth and of variation 0.3."""
    found = Drawn(given, 5, count, **more).series  # type: ignore[arg-type]
    years = np.array([prepare(layout(given), 5).columns[f"driver:{one.name}:time"] for one in given.series])
    base = np.array([[float(one.base[1]) if one.base else 0.0] for one in given.series])[:, :, None]
    return np.asarray((np.log(found / base) + 0.045 * years[:, :, None]) / 0.3)


@pytest.mark.parametrize("sampling", ["sobol", "independent"])
def test_the_mean_follows_the_growth(sampling: str) -> None:
    given = program((F(1, 10), THIRD), series=[VARIED, flow(Regime(0, NEVER), history=7, variation_per_year=1)])
    found = Drawn(given, 2, 16384, sampling).series  # type: ignore[arg-type]
    for index in (0, 1):
        error = found[index].std(axis=1) / np.sqrt(16384)
        gap = np.abs(found[index].mean(axis=1) - exact(given, index, ()))
        assert (gap <= 4.5 * error + 1e-9).all()
        if sampling == "sobol":  # at the bridge's first nodes the points even out nearly all error
            middle = 17 if index == 0 else 21
            assert (gap[[middle, 35]] <= 0.3 * error[[middle, 35]]).all()


def test_the_spread_is_that_of_the_walk() -> None:
    given = program((F(0), THIRD), series=[VARIED])
    found = walks(given)[0]
    for place in (0, 11, 20, 35):
        assert far_from(found[place] / np.sqrt((place + 1) / 12), NormalDist().cdf) < 2.4


@pytest.mark.parametrize("known_until", [START, START - 90, None])
def test_a_driver_known_before_the_first_period_varies_from_where_its_history_ends(known_until: int | None) -> None:
    """Not from the middle of the known year, whence it grows; None is the day of the base."""
    series = flow(Regime(0, NEVER), variation_per_year=1, known_until=known_until)
    given = program((F(1, 10), THIRD), series=[series])
    begins = position(NOON if known_until is None else known_until)
    times = prepare(layout(given), 5).columns["driver:flow:time"]
    np.testing.assert_allclose(times, [float(position(month.end) - begins) for month in MONTHS], rtol=1e-12)
    found = np.log(Drawn(given, 5, 8192).series[0])
    assert found[35].std() / 0.3 == pytest.approx(np.sqrt(times[35]), rel=0.01)
    np.testing.assert_allclose(np.exp(found).mean(axis=1), exact(given, 0, ()), rtol=1e-2)


def planted(part: str, factor: float) -> Callable[[Reals, int], bridge.Bridge]:
    """A bridge over the periods with a fault in one of its parts."""

    def faulty(times: Reals, known: int) -> bridge.Bridge:
        right = bridge.bridge_over(times, known)
        nodes = {(node, name): value * (factor if name == part else 1) for (node, name), value in right.nodes.items()}
        columns = {name: column * (factor if name == part else 1) for name, column in right.columns.items()}
        return bridge.Bridge(nodes, columns)

    return faulty


@pytest.mark.parametrize("part", ["own", "left", "spread", "pull", "at_node"])
def test_a_planted_fault_in_the_bridge_is_found(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare_module, "bridge_over", planted(part, 0.0 if part == "at_node" else 1.15))
    with pytest.raises(AssertionError):
        test_the_walk_is_brownian("sobol")


def test_a_planted_fault_in_the_drift_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare_module, "bridge_over", planted("time", 0.8))
    with pytest.raises(AssertionError):
        test_the_mean_follows_the_growth("sobol")


@pytest.mark.parametrize("sampling", ["sobol", "independent"])
def test_the_walk_is_brownian(sampling: str) -> None:
    """The covariance of any two times is the earlier one; steps are independent."""
    found = walks(program((F(0), THIRD), series=[VARIED]), 16384, sampling=sampling)[0]
    times = prepare(layout(program((F(0), THIRD), series=[VARIED])), 5).columns["driver:level:time"]
    expected = np.minimum.outer(times, times)
    assert np.abs(np.cov(found) - expected).max() < 0.12
    steps = np.diff(found, axis=0, prepend=0.0) / np.sqrt(np.diff(times, prepend=0.0))[:, None]
    assert np.abs(np.corrcoef(steps) - np.eye(36)).max() < 5 / np.sqrt(16384)
    assert np.abs(steps.var(axis=1) - 1).max() < 0.06


@pytest.mark.parametrize("open_periods", [1, 2, 5, 8, 9, 36])
def test_the_walk_is_brownian_over_few_periods(open_periods: int) -> None:
    series = flow(history=36 - open_periods, variation_per_year=1)
    given = program((F(0), THIRD), series=[series])
    found = np.log(Drawn(given, 5, 8192).series[0][36 - open_periods :]) / 0.3
    times = prepare(layout(given), 5).columns["driver:flow:time"][36 - open_periods :]
    assert np.abs(np.cov(found) - np.minimum.outer(times, times)).max() < 0.06 * float(times[-1])


def test_a_history_does_not_vary() -> None:
    given = program(
        (F(0), THIRD), series=[flow(history=12, variation_per_year=1), flow(history=36, variation_per_year=1)]
    )
    given = replace(given, series=(given.series[0], replace(given.series[1], name="known")))
    found = Drawn(given, count=64).series
    assert (found[0][:12] == np.arange(100.0, 112.0)[:, None]).all()
    assert (found[0][12:].std(axis=1) > 0).all()
    assert (found[1] == np.arange(100.0, 136.0)[:, None]).all()


def test_the_variation_itself_may_be_uncertain() -> None:
    given = program((F(0), Uncertain("choice", options=(F(1, 10), F(1, 2)))), series=[VARIED])
    drawn = Drawn(given, count=8192)
    for spread in (0.1, 0.5):
        last = np.log(drawn.series[0][-1][drawn.parameters[1] == spread] / 1000)
        assert last.std() == pytest.approx(spread * np.sqrt(3), rel=0.05)


def test_jumps_and_regimes_follow_the_day_of_each_path() -> None:
    """Every path against its exact one."""
    events = [
        DrawnEvent("a", None, F(3, 4), 100, 900, START),
        DrawnEvent("b", None, origin_day=START, hazard_per_day=F(1, 400)),
    ]
    regimes = (Regime(0, START + 500), Regime(1, NEVER), Regime(2, NEVER, 0), Regime(1, START + 800, 1))
    series = [make(*regimes, history=3, jumps=((0, 0), (1, 1), (0, 1))) for make in (level, flow)]
    given = program(RATES, events, series)
    drawn = Drawn(given, count=40)
    for path in range(40):
        days = (int(drawn.days[0][path]), int(drawn.days[1][path]))
        for index in (0, 1):
            np.testing.assert_allclose(drawn.series[index][:, path], exact(given, index, days), rtol=1e-12)


@pytest.mark.parametrize("history", [0, 3, 9, 12, 36])
def test_nothing_is_drawn_for_history_and_all_else_as_ever(history: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def given() -> Program:  # made anew: nothing is at hand of it
        return program((F(0), THIRD), series=[level(history=history, variation_per_year=1)])

    drawn = prepare(layout(given()), 1).columns[bridge.REFILL]
    assert np.flatnonzero(drawn).tolist() == [number for number in range(0, 36, 4) if number + 4 > history]
    found = Drawn(given(), count=64).series[0].tobytes()
    every = bridge.refills
    monkeypatch.setattr(prepare_module, "refills", lambda periods, _: every(periods, 0))
    assert Drawn(given(), count=64).series[0].tobytes() == found
    monkeypatch.setattr(prepare_module, "refills", lambda periods, known: every(periods, known + 4))
    assert (Drawn(given(), count=64).series[0].tobytes() == found) is (history > 32)


# -- together ------------------------------------------------------------------------------------------------


def pair(coefficient: Fraction, *more: DrawnSeries) -> Program:
    other = replace(VARIED, name="other", correlated=((0, coefficient),))
    return program((F(0), THIRD), series=[VARIED, other, *more])


@pytest.mark.parametrize("coefficient", [F(1, 2), F(-9, 10), F(0), F(1), F(-1)])
def test_correlated_drivers_move_together_in_every_period(coefficient: Fraction) -> None:
    first, second = (np.diff(one, axis=0) for one in walks(pair(coefficient)))
    found = [np.corrcoef(a, b)[0, 1] for a, b in zip(first, second, strict=True)]
    assert np.abs(np.array(found) - float(coefficient)).max() < 0.05
    assert np.abs(second.std(axis=1) * np.sqrt(12) - 1).max() < 0.08


def test_three_drivers_have_all_their_correlations() -> None:
    third = replace(VARIED, name="third", correlated=((0, F(3, 10)), (1, F(-2, 5))))
    given = pair(F(1, 2), third)
    found = np.corrcoef([one[-1] for one in walks(given, 16384)])
    assert np.abs(found - np.array([[1, 0.5, 0.3], [0.5, 1, -0.4], [0.3, -0.4, 1]])).max() < 0.035


def test_one_whose_history_lasts_longer_joins_later() -> None:
    """The earlier one moves alone meanwhile, and both have their own full spread."""
    longer = level(history=12, variation_per_year=1, correlated=((0, F(4, 5)),))
    given = program((F(0), THIRD), series=[VARIED, replace(longer, name="longer")])
    first = walks(program((F(0), THIRD), series=[VARIED]))[0]
    drawn = Drawn(given, 5, 8192)
    second = (
        np.log(drawn.series[1] / 1011) + 0.045 * prepare(layout(given), 5).columns["driver:longer:time"][:, None]
    ) / 0.3
    late = np.diff(first[11:], axis=0), np.diff(second[11:], axis=0)
    assert np.corrcoef(late[0].ravel(), late[1].ravel())[0, 1] == pytest.approx(0.8, abs=0.01)
    assert second[-1].var() == pytest.approx(2.0, rel=0.05)
    turned = replace(
        given, series=(replace(given.series[1], correlated=()), replace(VARIED, correlated=((0, F(4, 5)),)))
    )
    again = walks(replace(turned, series=(replace(turned.series[0], base=(START, F(1011))), turned.series[1])))
    assert again[1][-1].var() == pytest.approx(3.0, rel=0.05)


def test_what_no_numbers_can_have_together_is_refused() -> None:
    third = replace(VARIED, name="third", correlated=((0, F(9, 10)), (1, F(-9, 10))))
    with pytest.raises(ImpossibleCorrelationError, match="`level`, `other`, `third` cannot be correlated so"):
        prepare(layout(pair(F(9, 10), third)), 1)
    first = replace(VARIED, correlated=((1, F(1, 2)),))
    both = replace(pair(F(1, 4)), series=(first, pair(F(1, 4)).series[1]))
    with pytest.raises(ImpossibleCorrelationError, match="`level` and `other` are correlated twice"):
        prepare(layout(both), 1)


def test_a_correlation_with_what_does_not_vary_says_nothing() -> None:
    still = replace(VARIED, variation_per_year=None)
    given = program((F(0), THIRD), series=[still, replace(VARIED, name="other", correlated=((0, F(1)),))])
    assert partners(given, 1) == ()
    assert mixtures(given, [(), ()], {1: np.ones(36)}) == {}
