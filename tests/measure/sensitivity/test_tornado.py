"""Tornados of a made-up engine: swings exact where only the pinned thing counts, ranked, with errors of differences."""

from fractions import Fraction

import numpy as np
import pytest

from termwise.engine.machine.arguments import Reals
from termwise.ir.builder import Builder
from termwise.ir.program import Output, Program, Uncertain
from termwise.measure.sensitivity.factors import Factor
from termwise.measure.sensitivity.tornado import tornado
from tests.ir.samples import months, uncertain

PATHS = 4096
WEIGHTS = {"large": 10.0, "small": 1.0, "backwards": -4.0, "nothing": 0.0}


def deal() -> Program:
    write = Builder("d", "USD", months("2025-01-01", "2026-01-01"))
    for name in WEIGHTS:
        write.effect(Output(name, write.parameter(uncertain(name, Uncertain("uniform", Fraction(0), Fraction(1))))))
    return write.program()


def values(program: Program) -> Reals:
    """A weighted sum of uniform numbers, each drawn under its name, and an interaction of the first two."""
    drawn = []
    for number, parameter in enumerate(program.parameters):
        assert parameter.uncertain is not None
        low, high = float(parameter.uncertain.a), float(parameter.uncertain.b)
        drawn.append(low + (high - low) * np.random.default_rng(number).random(PATHS))
    total = sum(weight * numbers for weight, numbers in zip(WEIGHTS.values(), drawn, strict=True))
    return np.asarray(total + drawn[0] * drawn[1])


def test_the_widest_swing_comes_first() -> None:
    found = tornado(deal(), values)
    assert [bar.factor.name for bar in found.bars] == ["large", "backwards", "small", "nothing"]
    large, backwards, _, nothing = found.bars
    assert large.swing.value == pytest.approx(0.8 * 10.5, abs=0.02)
    assert backwards.swing.value == pytest.approx(-3.2)
    assert backwards.swing.standard_error < 1e-12 < backwards.low.standard_error
    assert (nothing.swing.value, nothing.swing.standard_error) == (0, 0)
    assert nothing.low == found.base
    assert (large.low_at, large.high_at) == (Fraction(1, 10), Fraction(9, 10))
    assert abs(found.base.value - 3.75) < 4 * found.base.standard_error


def test_chosen_factors_and_other_ends() -> None:
    (bar,) = tornado(deal(), values, [Factor("parameter", "small")], share=0.25).bars
    assert bar.swing.value == pytest.approx(0.5 * 1.5, abs=0.01)
    assert bar.high_at == Fraction(3, 4)
