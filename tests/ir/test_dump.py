"""The dump: golden text of a whole program, and the spelling of numbers, days, distributions and drivers."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.ir.builder import Builder
from termwise.ir.dump import day_text, dump, number_text
from termwise.ir.program import (
    NEVER,
    DrawnEvent,
    DrawnSeries,
    Output,
    Period,
    Program,
    Regime,
    Uncertain,
)
from tests.ir.random_programs import programs
from tests.ir.samples import QUARTER, certain, day, royalty, uncertain

GOLDEN = Path(__file__).with_name("royalty.txt")


def test_the_whole_program_reads_as_it_always_did() -> None:
    assert dump(royalty()) == GOLDEN.read_text("utf-8")


def test_a_changed_number_changes_its_line_alone() -> None:
    before = royalty()
    after = replace(before, parameters=(certain("royalty share", Fraction(1, 4)), *before.parameters[1:]))
    changed = set(dump(after).splitlines()) - set(dump(before).splitlines())
    assert [line.split("#")[0].strip() for line in changed] == ["royalty share = 0.25"]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(-3), "-3"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-1, 50), "-0.02"),
        (Fraction(13_000_000_001, 10), "1300000000.1"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-22, 7), "-22/7"),
    ],
)
def test_numbers_are_exact(number: Fraction, text: str) -> None:
    assert number_text(number) == text


@given(st.fractions())
def test_every_number_reads_back(number: Fraction) -> None:
    assert Fraction(number_text(number)) == number


def test_days_are_dates() -> None:
    assert [day_text(d) for d in (day("2026-02-01"), NEVER, 0)] == ["2026-02-01", "never", "day 0"]


@pytest.mark.parametrize(
    ("distribution", "text"),
    [
        (Uncertain("lognormal", Fraction(1, 5), Fraction(4, 5)), "lognormal 0.2 to 0.8"),
        (Uncertain("normal", Fraction(1), Fraction(2), low=Fraction(0)), "normal 1 to 2 at least 0"),
        (Uncertain("uniform", Fraction(1), Fraction(2), high=Fraction(3, 2)), "uniform 1 to 2 at most 1.5"),
        (Uncertain("triangular", Fraction(1), Fraction(3), Fraction(2)), "triangular 1 to 3 mode 2"),
        (Uncertain("choice", options=(Fraction(1), Fraction(1, 3))), "choice 1 or 1/3"),
    ],
)
def test_distributions(distribution: Uncertain, text: str) -> None:
    write = Builder("d", "USD", QUARTER)
    write.effect(Output("x", write.parameter(uncertain("x", distribution))))
    assert f"    x = {text} " in dump(write.program())


def test_events_and_drivers() -> None:
    write = Builder(
        "d", "USD", (Period(day("2026-01-01"), day("2026-02-01")), Period(day("2026-03-01"), day("2026-04-01")))
    )
    write.event(DrawnEvent("agi", None, Fraction(7, 10), 100, 4000, day("2026-01-01")))
    write.event(DrawnEvent("check", None, Fraction(1), 90, 500, after=0))
    write.event(DrawnEvent("ipo", None, hazard_per_day=Fraction(1, 1000), origin_day=day("2026-06-01")))
    rate = write.parameter(certain("rate", Fraction(1, 10)))
    write.series(DrawnSeries("users", False, (None, None), base=(day("2025-12-31"), Fraction(5))))
    spread = (Regime(rate, day("2029-01-01")), Regime(rate, NEVER, after=0))
    sales = DrawnSeries(
        "sales",
        True,
        (None, None),
        spread,
        rate,
        ((0, Fraction(3, 5)),),
        base=(day("2025-07-02") + Fraction(1, 2), Fraction(5)),
        known_until=day("2026-01-01"),
    )
    write.effect(Output("sales", write.series(sales)))
    text = dump(write.program())
    for line in (
        "    2026-01-01 until 2026-02-01 2026-03-01 until 2026-04-01",
        "    agi likely 0.7 100 to 4000 days from 2026-01-01",
        "    check likely 1 90 to 500 days after agi",
        "    ipo 0.001 per day from 2026-06-01",
        "        base 5 on 2025-12-31",
        "        base 5 on 2025-07-02 and 0.5",
        "        known until 2026-01-01",
        "        grows %0 until 2029-01-01",
        "        grows %0 after agi until never",
        "        varies %0",
        "        correlated 0.6 with users",
    ):
        assert f"\n{line}\n" in text


@settings(max_examples=60, deadline=None)
@given(programs())
def test_the_dump_is_a_function_of_the_program(program: Program) -> None:
    assert dump(program) == dump(replace(program))
