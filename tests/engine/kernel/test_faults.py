"""What cannot be counted is told with its clause, period and path; what is only unusual comes out right."""

from fractions import Fraction

import numpy as np
import pytest

from termwise.engine.kernel.finite import NotFiniteError
from termwise.engine.kernel.kernel import compiled
from termwise.engine.kernel.tally import Asked
from termwise.ir.builder import Builder
from termwise.ir.program import (
    AT_END,
    NEVER,
    DrawnEvent,
    DrawnSeries,
    NumberParameter,
    Origin,
    Output,
    Period,
    Program,
    Regime,
    State,
    Uncertain,
    Value,
)
from tests.engine.kernel.agreement import by_kernel, by_numpy, by_reference, compare, laid_open
from tests.engine.kernel.machines import same_bytes
from tests.ir.samples import ORIGIN, certain, day, months, uncertain

LEAP = tuple(Period(start, start + 1) for start in range(day("2028-02-27"), day("2028-03-03")))
"""Days around 29 February, each a period."""


def _agrees(program: Program, paths: tuple[int, ...] = (0, 9)) -> None:
    opened = laid_open(program)
    found = by_kernel(opened, 8)
    assert same_bytes(found, by_numpy(opened))
    own = len(compiled(program).rows)
    for path, exact in zip(paths, by_reference(program, paths), strict=True):
        compare(exact, found[own:], path)


def _growing(write: Builder, base: int, rate: str, variation: str) -> Value:
    """A driver known in the first period."""
    growth = write.parameter(certain("growth", Fraction(rate)))
    varies = write.parameter(certain("varies", Fraction(variation)))
    count = len(write.program().periods)
    known = (Fraction(base), *[None] * (count - 1))
    return write.series(DrawnSeries("price", False, known, (Regime(growth, NEVER),), varies))


def _blown_up(first: str, factor: Uncertain) -> Program:
    """A number that is multiplied every month."""
    write = Builder("big", "USD", months("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"))
    with write.origin(Origin("spiral", "compounds every month")):
        times = write.parameter(uncertain("times", factor))
        before = write.state(State("size", "number", Fraction(first), ORIGIN))
        after = write.multiply(before, times)
        write.carry("size", after)
    write.effect(Output("size", after))
    return write.program()


def test_what_overflows_is_told_with_its_clause_period_and_path() -> None:
    ready = compiled(_blown_up("1e150", Uncertain("uniform", Fraction(10**60), Fraction(10**80)))).ready(1)
    with pytest.raises(NotFiniteError) as told:
        ready.run(0, 100)
    where = told.value.where
    assert (where.row.name, where.origin.name, where.origin.what) == ("size", "spiral", "compounds every month")
    assert where.period in (1, 2)
    assert where.row.period == where.period
    assert 0 <= where.path < 100
    assert str(told.value) == (
        f"`size` is no finite number on path {where.path}: `spiral` (compounds every month) is none in period "
        f"{where.period}"
    )


def test_what_overflows_on_every_path_alike_is_told_too() -> None:
    write = Builder("big", "USD", months("2026-01-01", "2026-02-01"))
    with write.origin(Origin("tower", "of numbers")):
        great = write.parameter(certain("great", 10**200))
        write.effect(Output("greater", write.multiply(great, great)))
    with pytest.raises(NotFiniteError, match=r"`greater` is no finite number on path 0: `tower` \(of numbers\)"):
        compiled(write.program()).ready(1).run(0, 16)


def test_what_overflows_at_the_end_is_told_with_the_last_period() -> None:
    program = _blown_up("1", Uncertain("uniform", Fraction(10**90), Fraction(10**100)))
    write = Builder.reopened(program)
    with write.origin(Origin("worth", "at the end")):
        size = next(effect.value for effect in program.effects if isinstance(effect, Output))
        write.effect(Output("worth", write.multiply(size, size), periods=AT_END))
    with pytest.raises(NotFiniteError) as told:
        compiled(write.program()).ready(1).run(0, 16)
    where = told.value.where
    assert (where.row.name, where.row.period, where.origin.name, where.period) == ("worth", None, "worth", 2)


def test_squares_that_overflow_are_no_fault() -> None:
    ready = compiled(_blown_up("1e150", Uncertain("uniform", Fraction(10**10), Fraction(10**12)))).ready(1)
    tally = ready.run(0, 64)
    assert np.isfinite(tally.sums).all()
    assert np.isinf(tally.squares).all()


def test_days_of_a_leap_year_one_by_one() -> None:
    write = Builder("leap", "USD", LEAP)
    price = _growing(write, 100, "1/2", "1/4")
    write.effect(Output("price", price))
    write.effect(Output("days", write.days_in_period()))
    _agrees(write.program())


def test_without_variation_every_path_is_the_same() -> None:
    write = Builder("still", "USD", months("2027-12-01", "2028-01-01", "2028-02-01", "2028-03-01"))
    write.effect(Output("price", _growing(write, 100, "1/10", "0")))
    _agrees(write.program())
    kernel = compiled(write.program())
    kept = kernel.ready(5).run(0, 64, Asked((0, 1, 2))).kept
    assert (kept == kept[:, :1]).all()


def test_prices_may_be_negative() -> None:
    write = Builder("negative", "USD", months("2026-01-01", "2026-02-01", "2026-03-01"))
    price = _growing(write, -37, "1/10", "1/2")
    quantity = write.parameter(certain("quantity", -3))
    write.effect(Output("cost", write.multiply(price, quantity)))
    write.effect(Output("gain", write.positive_part(price)))
    _agrees(write.program())
    assert (by_kernel(write.program(), 8)[:2] > 0).all()


@pytest.mark.parametrize(("chance", "share"), [(Fraction(0), 0.0), (Fraction(1), 1.0)])
def test_what_never_or_surely_happens(chance: Fraction, share: float) -> None:
    write = Builder("sure", "USD", months("2026-01-01", "2026-02-01"))
    event = write.event(DrawnEvent("it", None, chance, 5, 50, day("2026-01-01")))
    write.effect(Output("happens", write.less(event, write.never())))
    _agrees(write.program())
    assert (by_kernel(write.program(), 8) == share).all()


def test_a_program_of_constants_needs_no_path() -> None:
    write = Builder("constant", "USD", months("2026-01-01", "2026-02-01"))
    write.effect(Output("seven", write.parameter(NumberParameter("seven", Fraction(7), None, False, ORIGIN))))
    tally = compiled(write.program()).ready(1).run(0, 33, Asked((0,)))
    assert (tally.kept == 7).all()
    assert tally.sums.tolist() == [[21.0] + [14.0] * 15]
    assert (float(tally.lowest[0]), float(tally.highest[0])) == (7.0, 7.0)


def test_what_is_the_same_on_all_paths_adds_up_as_if_it_were_drawn() -> None:
    write = Builder("both", "USD", months("2026-01-01", "2026-02-01"))
    third = write.parameter(certain("third", Fraction(1, 3)))
    drawn = write.parameter(uncertain("drawn", Uncertain("uniform", Fraction(1, 3), Fraction(1, 3))))
    write.effect(Output("fixed", third))
    write.effect(Output("drawn", write.maximum(third, write.multiply(drawn, write.number(0)))))
    tally = compiled(write.program()).ready(1).run(0, 1003)
    for column in (tally.sums, tally.squares, tally.lowest, tally.highest):
        assert column[0].tobytes() == column[1].tobytes()
