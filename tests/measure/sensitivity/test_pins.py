"""Programs with one thing pinned: what is pinned to, and that nothing else changes."""

from fractions import Fraction
from math import exp, log, sqrt
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.engine.course import central
from termwise.engine.drawing.draws import draws
from termwise.engine.kernel.shape import shape
from termwise.engine.median import median
from termwise.engine.reference import run
from termwise.ir.builder import Builder
from termwise.ir.operands import with_operands
from termwise.ir.program import AT_END, NEVER, DrawnEvent, DrawnSeries, Output, Program, Regime, Uncertain
from termwise.ir.rewritten import rewritten
from termwise.ir.well_formed import faults
from termwise.measure.sensitivity.factors import Factor, factors, together
from termwise.measure.sensitivity.pins import pinned, pinned_to
from termwise.measure.sensitivity.quantile import quantile, wait
from tests.ir.random_programs import programs
from tests.ir.samples import certain, day, months, uncertain

TENTH = NormalDist().inv_cdf(0.1)
NINETIETH = NormalDist().inv_cdf(0.95)


def deal() -> Program:
    write = Builder("d", "USD", months("2025-01-01", "2026-01-01", "2027-01-01", "2028-01-01"))
    share = write.parameter(uncertain("share", Uncertain("uniform", Fraction(1), Fraction(3)), undisclosed=True))
    sure = write.parameter(certain("sure", 2))
    sigma = write.parameter(certain("sigma", Fraction(3, 10)))
    rate = write.parameter(certain("rate", Fraction(1, 10)))
    start = day("2025-01-01")
    ipo = write.event(DrawnEvent("ipo", None, Fraction(7, 10), 100, 400, start))
    write.event(DrawnEvent("known", start + 5))
    hit = write.event(DrawnEvent("hit", None, origin_day=start, hazard_per_day=Fraction(1, 100)))
    known = (Fraction(100), None, None)
    other = write.series(
        DrawnSeries("other", True, known, (Regime(rate, NEVER),), sigma, correlated=((1, Fraction(1, 2)),))
    )
    sales = write.series(DrawnSeries("sales", True, known, (Regime(rate, NEVER),), sigma))
    write.effect(Output("fee", write.multiply(share, sales)))
    write.effect(Output("sure", sure))
    write.effect(Output("sales", sales))
    write.effect(Output("other", other))
    write.effect(Output("ipo", ipo, periods=AT_END))
    write.effect(Output("hit", hit, periods=AT_END))
    return write.program()


def values(program: Program, output: str) -> list[float]:
    assert faults(program) == ()
    return [float(value) for value in run(program, central(program)).output(output).values]


def test_factors_are_what_is_drawn() -> None:
    assert factors(deal()) == (
        Factor("parameter", "share", undisclosed=True),
        Factor("event", "ipo"),
        Factor("event", "hit"),
        Factor("driver", "other"),
        Factor("driver", "sales"),
    )


def test_correlated_drivers_go_together() -> None:
    share, ipo, _, other, sales = factors(deal())
    assert together(deal(), sales) == together(deal(), other) == (other, sales)
    assert together(deal(), ipo) == (ipo,)
    assert together(deal(), share) == (share,)


def test_a_number_stands_at_its_quantile() -> None:
    share = factors(deal())[0]
    low, high = (pinned(deal(), share, end) for end in ("low", "high"))
    assert pinned_to(deal(), share, "low") == Fraction(6, 5)
    assert values(high, "fee")[0] == pytest.approx(280)
    assert low.parameters[0].undisclosed
    assert values(low, "fee")[0] == pytest.approx(120)
    assert pinned_to(deal(), share, "high") == Fraction(14, 5)
    assert values(low, "sales") == values(deal(), "sales")


def test_an_event_comes_early_or_never() -> None:
    ipo, hit = factors(deal())[1:3]
    early = round(exp((log(100) + log(400)) / 2 + (log(400) - log(100)) / 2 / NINETIETH * TENTH))
    assert pinned_to(deal(), ipo, "low") == early
    assert values(pinned(deal(), ipo, "low"), "ipo")[-1] == day("2025-01-01") + early
    assert values(pinned(deal(), ipo, "high"), "ipo")[-1] == NEVER
    assert pinned_to(deal(), ipo, "high") is None
    assert values(pinned(deal(), hit, "low"), "hit")[-1] == day("2025-01-01") + 10
    assert values(pinned(deal(), hit, "high"), "hit")[-1] == day("2025-01-01") + 229


def test_a_driver_runs_at_its_quantile_in_every_period() -> None:
    sales = factors(deal())[4]
    drawn, low = values(deal(), "sales"), pinned(deal(), sales, "low")
    years = [0.0, 1.0, 2.0]
    for plain, here, t in zip(drawn, values(low, "sales"), years, strict=True):
        assert here == pytest.approx(plain * exp(0.3 * TENTH * sqrt(t) - 0.045 * t), rel=1e-12)
    assert values(low, "fee") == pytest.approx([2 * here for here in values(low, "sales")])
    assert values(low, "other") == values(deal(), "other")
    assert [one.variation_per_year is None for one in low.series] == [False, True]
    assert low.series[0].correlated == ()
    assert pinned_to(deal(), sales, "low") is None


def test_both_ends_are_of_one_shape() -> None:
    """So the second end needs no new machine code; of a number, or an event with a chance, not even the first."""
    for factor in factors(deal()):
        low, high = (shape(pinned(deal(), factor, end)) for end in ("low", "high"))
        assert low == high
        assert (low == shape(deal())) == (factor.name in ("share", "ipo"))


def test_every_distribution_has_a_pin() -> None:
    options = (Fraction(1), Fraction(3), Fraction(2))
    for one in (
        Uncertain("lognormal", Fraction(1), Fraction(4), high=Fraction(3)),
        Uncertain("normal", Fraction(-1), Fraction(4)),
        Uncertain("triangular", Fraction(1), Fraction(4), mode=Fraction(2)),
        Uncertain("choice", options=options, high=Fraction(2)),
    ):
        write = Builder("d", "USD", months("2025-01-01", "2026-01-01"))
        write.effect(Output("x", write.parameter(uncertain("x", one))))
        program = write.program()
        factor = Factor("parameter", "x")
        for end in ("low", "high"):
            fixed = pinned(program, factor, end)
            assert values(fixed, "x") == [float(pinned_to(program, factor, end) or 0)]
            drawn = {float(d.parameters[0]) for d in draws(fixed, 1, range(32))}
            assert max(drawn) == pytest.approx(values(fixed, "x")[0], rel=1e-12)
            assert max(drawn) - min(drawn) <= 1e-12 * abs(max(drawn))


def test_what_is_not_drawn_cannot_be_pinned() -> None:
    for factor in (Factor("parameter", "sure"), Factor("parameter", "x"), Factor("event", "x"), Factor("driver", "x")):
        with pytest.raises(KeyError):
            pinned(deal(), factor, "low")


SHAPES = st.sampled_from(("lognormal", "normal", "uniform", "triangular"))


@settings(max_examples=100, deadline=None)
@given(SHAPES, st.integers(1, 50), st.integers(1, 50), st.booleans())
def test_the_middle_quantile_is_the_median(shape: str, a: int, more: int, cut: bool) -> None:
    one = Uncertain(shape, Fraction(a), Fraction(a + more))  # type: ignore[arg-type]
    if cut:
        one = replace(one, low=Fraction(a) + Fraction(more, 4), high=Fraction(a) + Fraction(more, 2))
    assert float(quantile(one, 0.5)) == pytest.approx(float(median(one)), rel=1e-9)
    spread = [quantile(one, share) for share in (0.01, 0.1, 0.5, 0.9, 0.99)]
    assert spread == sorted(spread)


def test_ends_of_an_interval_are_its_5_and_95_percent() -> None:
    one = Uncertain("lognormal", Fraction(2), Fraction(8))
    assert float(quantile(one, 0.05)) == pytest.approx(2, rel=1e-9)
    assert float(quantile(one, 0.95)) == pytest.approx(8, rel=1e-9)
    choice = Uncertain("choice", options=(Fraction(3), Fraction(1), Fraction(2)), high=Fraction(2))
    assert [quantile(choice, share) for share in (0.1, 0.9)] == [1, 2]
    assert quantile(Uncertain("normal", Fraction(5), Fraction(5)), 0.1) == 5
    assert quantile(Uncertain("triangular", Fraction(5), Fraction(5)), 0.1) == 5


def test_waits() -> None:
    assert wait(DrawnEvent("x", None, Fraction(1), 0, 10, 1), 0.5) == 2
    assert wait(DrawnEvent("x", None, origin_day=1, hazard_per_day=Fraction(1)), 0.5) == 0
    assert wait(DrawnEvent("x", None, origin_day=1, hazard_per_day=Fraction(0)), 0.5) is None
    assert wait(DrawnEvent("x", None, Fraction(1)), 0.5) is None


@settings(max_examples=40, deadline=None)
@given(programs())
def test_a_program_rewritten_without_change_is_the_same(program: Program) -> None:
    again = rewritten(program, lambda b, operation, _: b.append(with_operands(operation, lambda value: value)))
    assert again == program
