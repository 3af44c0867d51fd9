"""Figures of a measured deal by the kernel: what they hang on, ranked; and the exact engine agrees on every one."""

from fractions import Fraction

import numpy as np
import pytest

from termwise.engine.drawing.draws import draws
from termwise.engine.kernel.kernel import compiled
from termwise.engine.kernel.rows import rows
from termwise.engine.kernel.tally import Asked
from termwise.engine.reference import run
from termwise.engine.simulate.plan import ImpossiblePlanError, Plan
from termwise.ir.builder import Builder
from termwise.ir.program import AT_END, DrawnSeries, Output, Program, Uncertain
from termwise.measure.sensitivity.factors import Factor, factors
from termwise.measure.sensitivity.sample import Figure, UnknownFigureError, indices_of, tornado_of
from tests.ir.samples import certain, months, uncertain
from tests.measure.licence import licence

WORTH = Figure("worth:owner")
PATHS = 24


def linear() -> Program:
    """x + 2 y + 3 z of uniform numbers: variances 1, 4, 9 parts of 14; and w, which changes nothing."""
    write = Builder("linear", "USD", months("2025-01-01", "2026-01-01"))
    numbers = {n: write.parameter(uncertain(n, Uncertain("uniform", 0, 1))) for n in "xyzw"}  # type: ignore[arg-type]
    total = write.total([write.multiply(write.number(k), numbers[n]) for n, k in zip("xyz", (1, 2, 3), strict=True)])
    write.effect(Output("sum", total, periods=AT_END))
    write.effect(Output("w", numbers["w"]))
    return write.program()


def test_the_kernel_measures_what_the_exact_engine_measures() -> None:
    program = licence()
    kernel = compiled(program)
    by_kernel = kernel.ready(3).run(0, PATHS, Asked(tuple(range(len(kernel.rows))))).kept
    for path, drawn in enumerate(draws(program, 3, range(PATHS))):
        exact = {measured.name: measured.values for measured in run(program, drawn).outputs}
        for number, row in enumerate(rows(program)):
            value = float(exact[row.name][-1 if row.period is None else row.period])
            assert by_kernel[number, path] == pytest.approx(value, rel=1e-9, abs=1e-2), (row.name, row.period, path)


def test_a_linear_model_hangs_on_its_numbers_by_the_squares() -> None:
    found = {one.factor: one for one in indices_of(linear(), Figure("sum"), Plan(16_384, 5))}
    for name, part in (("x", 1 / 14), ("y", 4 / 14), ("z", 9 / 14), ("w", 0.0)):
        index = found[f"parameter:{name}"]
        for estimate in (index.first, index.total):
            assert abs(estimate.value - part) <= 4 * estimate.standard_error + 1e-12
            assert estimate.standard_error < 0.02


def test_a_tornado_of_a_linear_model_is_exact() -> None:
    found = tornado_of(linear(), Figure("sum"), Plan(2048, 5))
    assert [bar.factor.name for bar in found.bars] == ["z", "y", "x", "w"]
    assert [bar.swing.value for bar in found.bars] == pytest.approx([2.4, 1.6, 0.8, 0])
    assert all(bar.swing.standard_error < 1e-12 for bar in found.bars)
    assert found.base.value == pytest.approx(3, abs=1e-3)


def test_a_deal_s_worth_hangs_on_what_pays_for_it() -> None:
    program, plan = licence(), Plan(2048, 2)
    assert [(one.kind, one.undisclosed) for one in factors(program)].count(("parameter", True)) == 2
    tornado = tornado_of(program, WORTH, plan)
    by_name = {bar.factor.name: bar for bar in tornado.bars}
    approval = by_name["approval"]
    assert approval.high_at is None
    assert approval.low.value - approval.high.value > 20e6
    assert by_name["royalty: rate"].swing.value > 3 * by_name["royalty: rate"].swing.standard_error > 0
    assert by_name["sales"].swing.value > 0
    assert {bar.factor.name for bar in tornado.bars[:2]} == {"approval", "rival"}
    found = {one.factor: one for one in indices_of(program, WORTH, plan)}
    assert set(found) == {f"{one.kind}:{one.name}" for one in factors(program)}
    assert found["event:approval"].total.value > 0.2
    assert sum(one.first.value for one in found.values()) < 1.1
    assert all(one.total.value >= one.first.value - 4 * one.first.standard_error - 0.05 for one in found.values())


def walks() -> Program:
    """Two correlated drivers and one alone; the figure is their sum."""
    write = Builder("walks", "USD", months("2025-01-01", "2026-01-01", "2027-01-01"))
    sigma = write.parameter(certain("sigma", Fraction(1, 5)))
    known = (Fraction(100), None)
    first = write.series(DrawnSeries("first", True, known, (), sigma))
    second = write.series(DrawnSeries("second", True, known, (), sigma, correlated=((0, Fraction(9, 10)),)))
    alone = write.series(DrawnSeries("alone", True, known, (), sigma))
    write.effect(Output("sum", write.total([first, second, alone])))
    return write.program()


def test_correlated_drivers_have_the_indices_of_all_of_them() -> None:
    found = {one.factor: one for one in indices_of(walks(), Figure("sum", 1), Plan(8192, 5))}
    first, second, alone = (found[f"driver:{name}"] for name in ("first", "second", "alone"))
    assert (first.together, second.together, alone.together) == (("driver:second",), ("driver:first",), ())
    assert (first.first, first.total) == (second.first, second.total)
    assert abs(first.first.value - 3.8 / 4.8) < 0.03
    assert abs(alone.first.value - 1 / 4.8) < 0.03


def test_chosen_factors_only() -> None:
    (one,) = indices_of(linear(), Figure("sum"), Plan(256, 5), [Factor("parameter", "z")])
    assert one.factor == "parameter:z"
    (bar,) = tornado_of(linear(), Figure("sum"), Plan(256, 5), [Factor("parameter", "z")]).bars
    assert bar.swing.value == pytest.approx(2.4)
    assert np.isfinite(one.total.standard_error)


def test_a_figure_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownFigureError, match="the program has no sum in period 0"):
        indices_of(linear(), Figure("sum", 0), Plan(256))
    with pytest.raises(ImpossiblePlanError):
        tornado_of(linear(), Figure("sum"), Plan(0))
