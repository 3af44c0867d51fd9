"""Rows and tallies: what comes out, and how parts become the whole."""

from fractions import Fraction

import numpy as np
from msgspec.structs import replace

from termwise.engine.kernel.rows import Row, choices, count_of_rows, first_rows, rows
from termwise.engine.kernel.tally import Bounds, Tally, joined
from termwise.ir.builder import Builder
from termwise.ir.program import AT_END, Output, Period, Program


def _program() -> Program:
    write = Builder("two", "USD", (Period(10, 20), Period(20, 31)))
    write.effect(Output("cash", write.number(Fraction(1))))
    write.effect(Output("total", write.number(Fraction(2)), periods=AT_END))
    write.effect(Output("days", write.number(Fraction(3))))
    return write.program()


def test_an_output_has_a_row_per_period_or_one_at_the_end() -> None:
    assert rows(_program()) == (
        Row(0, "cash", 0),
        Row(0, "cash", 1),
        Row(1, "total", None),
        Row(2, "days", 0),
        Row(2, "days", 1),
    )
    assert first_rows(_program()) == (0, 2, 3)


def test_an_output_may_tell_of_some_periods() -> None:
    program = _program()
    told = replace(program.effects[0], periods=(1,))
    program = replace(program, effects=(*program.effects, replace(told, name="later")))
    assert rows(program)[-1] == Row(3, "later", 1)
    assert (first_rows(program), count_of_rows(program), choices(program)) == ((0, 2, 3, 5), 6, ((0, ()), (0, (1,))))


def test_joining_adds_from_left_to_right_and_lays_values_side_by_side() -> None:
    def tally(paths: int, value: float) -> Tally:
        return Tally(
            paths,
            np.full((2, 16), value),
            np.full((2, 16), value * value),
            np.full(2, value),
            np.full(2, value),
            np.full((1, paths), value),
            np.full((2, paths), value, np.float32),
        )

    whole = joined([tally(2, 0.1), tally(3, 0.2), tally(1, 0.3)])
    assert whole.paths == 6
    assert whole.sums.tobytes() == np.full((2, 16), (0.1 + 0.2) + 0.3).tobytes()
    assert (whole.lowest.tolist(), whole.highest.tolist()) == ([0.1, 0.1], [0.3, 0.3])
    assert whole.kept.tolist() == [[0.1, 0.1, 0.2, 0.2, 0.2, 0.3]]
    assert whole.every is not None
    assert whole.every.shape == (2, 6)
    assert whole.means().shape == (2,)


def test_counts_have_a_cell_per_bin_and_five_beside() -> None:
    bounds = Bounds(np.zeros(3), np.ones(3), bins=8)
    assert bounds.no_counts().shape == (3, 13)
