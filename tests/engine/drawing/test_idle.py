"""Drivers that nothing reads go; those that others are mixed from stay, and every walk that is left is what it was."""

from fractions import Fraction

import pytest
from msgspec.structs import replace

from termwise.engine.drawing.idle import without_idle_drivers
from termwise.ir.builder import Builder
from termwise.ir.program import AT_END, DrawnSeries, Output, Program, Series
from termwise.ir.well_formed import faults
from tests.engine.drawing.samples import MONTHS, Drawn, program

F = Fraction
ORDER = ("beta", "alpha", "gamma", "delta")
MIXED = {("beta", "alpha"), ("gamma", "beta")}
"""Pairs that vary together; a walk is mixed from those before it by name. Nothing hangs together with delta."""


def drivers(*read: str) -> Program:
    series = []
    for index, name in enumerate(ORDER):
        partners = tuple((ORDER.index(b if a == name else a), F(1, 2)) for a, b in MIXED if name in (a, b))
        earlier = tuple(pair for pair in partners if pair[0] < index)
        base = (MONTHS[0].start, F(1000))
        series.append(DrawnSeries(name, False, (None,) * 36, base=base, variation_per_year=0, correlated=earlier))
    write = Builder.reopened(program((F(3, 10),), series=series))
    for name in read:
        write.effect(Output(name, write.append(Series(ORDER.index(name))), periods=AT_END))
    return write.program()


@pytest.mark.parametrize(
    ("read", "left"),
    [
        (("alpha",), ["alpha"]),
        (("beta",), ["beta", "alpha"]),
        (("gamma",), ["beta", "alpha", "gamma"]),
        (("delta",), ["delta"]),
        (("alpha", "delta"), ["alpha", "delta"]),
        ((), []),
    ],
)
def test_what_no_walk_is_mixed_from_goes(read: tuple[str, ...], left: list[str]) -> None:
    whole = drivers(*read)
    found = without_idle_drivers(whole)
    assert [one.name for one in found.series] == left
    assert faults(found) == ()
    before, after = Drawn(whole, 3, 64), Drawn(found, 3, 64)
    for name in read:
        place = left.index(name)
        assert before.series[ORDER.index(name)].tobytes() == after.series[place].tobytes()


def test_a_walk_without_those_it_is_mixed_from_would_be_another() -> None:
    whole = drivers("gamma")
    alone = replace(whole, series=tuple(replace(one, correlated=()) for one in whole.series))
    assert Drawn(whole, 3, 64).series[2].tobytes() != Drawn(alone, 3, 64).series[2].tobytes()
