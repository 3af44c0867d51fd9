"""The builder: each operation once, types inferred, constants of the meaning folded, the prologue first."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings

from termwise.ir.builder import Builder
from termwise.ir.dump import dump
from termwise.ir.program import (
    NEVER,
    Binary,
    CalendarShift,
    Constant,
    DayConstant,
    DrawnEvent,
    Logic,
    Movement,
    Origin,
    Output,
    Program,
    Select,
    State,
)
from termwise.ir.well_formed import faults
from tests.ir.random_programs import programs
from tests.ir.samples import ORIGIN, QUARTER, certain, day, royalty


@pytest.fixture
def write() -> Builder:
    return Builder("test", "USD", QUARTER)


def test_the_same_operation_is_the_same_value(write: Builder) -> None:
    a, b = write.parameter(certain("a", 1)), write.parameter(certain("b", 2))
    assert write.add(a, b) == write.add(a, b)
    assert write.parameter(certain("a", 1)) == a
    assert write.add(a, b) == write.add(b, a)
    assert write.both(write.less(a, b), write.less(b, a)) == write.both(write.less(b, a), write.less(a, b))
    assert write.equal(a, b) == write.equal(b, a)
    assert write.subtract(a, b) != write.subtract(b, a)
    assert write.less(a, b) != write.less(b, a)


def test_the_first_origin_stays(write: Builder) -> None:
    with write.origin(Origin("licence", "the fee")):
        fee = write.parameter(certain("fee", 1))
        with write.origin(Origin("other", "inner")):
            inner = write.period_end()
        twice = write.add(fee, fee)
    assert write.parameter(certain("fee", 1)) == fee
    write.effect(Output("x", twice))
    write.effect(Output("y", inner))
    assert [i.origin.name for i in write.program().instructions] == ["licence", "licence", "other"]


def test_types_are_inferred(write: Builder) -> None:
    number, start = write.number(2), write.period_start()
    assert write.type_of(number) == "number"
    assert write.type_of(start) == "day"
    assert write.type_of(write.less(start, write.never())) == "truth"
    assert write.type_of(write.select(write.less(start, write.period_end()), start, write.never())) == "day"
    assert write.type_of(write.state(State("happened", "day", Fraction(NEVER), ORIGIN))) == "day"


def test_wrong_operands_are_refused_at_once(write: Builder) -> None:
    number, start = write.number(2), write.period_start()
    with pytest.raises(TypeError, match="reads number, day"):
        write.add(number, start)
    with pytest.raises(TypeError, match="reads number, day"):
        write.less(number, start)
    with pytest.raises(TypeError, match="reads truth, number, day"):
        write.select(write.true(), number, start)
    with pytest.raises(ValueError, match="reads value 99, which is not there"):
        write.add(number, 99)
    write.state(State("paid", "number", Fraction(0), ORIGIN))
    with pytest.raises(TypeError, match="paid carries a number, not a day"):
        write.carry("paid", start)


def test_a_name_is_stated_in_one_way(write: Builder) -> None:
    write.parameter(certain("fee", 1))
    with pytest.raises(ValueError, match="fee is stated in two ways"):
        write.parameter(certain("fee", 2))
    write.given_day("start", 1)
    with pytest.raises(ValueError, match="start is stated as two days"):
        write.given_day("start", 2)
    with pytest.raises(KeyError):
        write.event_index("unheard_of")
    with pytest.raises(KeyError):
        write.series_index("unheard_of")
    write.event(DrawnEvent("signing", 5))
    assert (write.has_event("signing"), write.event_index("signing")) == (True, 0)
    assert not write.has_series("sales")


def test_constants_of_the_meaning_fold(write: Builder) -> None:
    x, zero, one = write.parameter(certain("x", 7)), write.number(0), write.number(1)
    assert write.total([]) == zero
    assert write.total([x]) == x
    assert write.multiply(one, x) == write.divide(x, one) == write.subtract(x, zero) == x
    assert write.multiply(x, zero) == write.subtract(x, x) == write.divide(zero, x) == write.divide(x, zero) == zero
    assert write.operation(write.add(write.number(2), write.number(3))) == Constant(Fraction(5))
    assert write.clamp(x, None, None) == write.minimum(x, x) == x
    assert write.operation(write.divide(write.number(2), zero)) == Constant(Fraction(0))


def test_days_and_truths_fold(write: Builder) -> None:
    start, never = write.period_start(), write.never()
    assert write.earliest([]) == never
    assert write.earliest([start]) == write.earliest([never, start]) == write.latest(start, start) == start
    assert write.latest(start, never) == write.latest(never, start) == never
    assert write.shift(CalendarShift("a month", 1, (32,)), never) == never
    assert write.operation(write.latest(write.day(3), write.day(8))) == DayConstant(8)
    assert write.operation(write.days_between(write.day(3), write.day(8))) == Constant(Fraction(5))
    holds = write.less(start, write.period_end())
    assert write.all_of([holds]) == write.any_of([holds]) == holds
    assert write.opposite(write.opposite(holds)) == holds
    assert write.both(write.opposite(write.false()), holds) == holds
    assert write.both(write.false(), holds) == write.false()
    assert write.either(holds, write.true()) == write.true()
    assert write.select(write.true(), start, never) == write.select(holds, start, start) == start
    assert write.select(write.false(), start, never) == never


def test_what_is_chosen_twice_by_one_truth_is_chosen_once(write: Builder) -> None:
    x, y, zero = write.parameter(certain("x", 7)), write.parameter(certain("y", 8)), write.number(0)
    due = write.falls_in_period(write.given_day("due", day("2026-02-01")))
    once = write.when(due, write.positive_part(x))
    assert write.when(due, write.when(due, x)) == write.when(due, x)
    assert write.when(due, write.positive_part(write.when(due, x))) == once
    assert write.select(due, y, write.select(due, x, zero)) == write.when(write.opposite(write.opposite(due)), y)
    assert write.when(due, write.minimum(y, write.when(due, x))) == write.when(due, write.minimum(y, x))
    other = write.falls_in_period(write.given_day("other", day("2026-03-01")))
    assert write.operation(write.when(due, write.when(other, x))) == Select(due, write.when(other, x), zero)


def test_a_day_no_earlier_than_another_is_known_to_be(write: Builder) -> None:
    x, start = write.given_day("x", day("2026-02-01")), write.period_start()
    holds = write.less(x, start)
    assert write.both(write.at_most(start, write.latest(x, start)), holds) == holds
    assert write.both(write.at_most(x, x), holds) == holds
    assert write.both(write.less(x, x), holds) == write.less(x, x)
    earlier = write.at_most(start, write.day_binary("earliest", x, start))
    assert write.operation(write.both(earlier, holds)) == Logic("and", earlier, holds)


def test_numbers_of_the_text_never_fold(write: Builder) -> None:
    nothing, x = write.parameter(certain("nothing", 0)), write.parameter(certain("x", 7))
    assert write.operation(write.add(nothing, x)) == Binary("add", nothing, x)
    assert write.operation(write.clamp(x, nothing, nothing)) == Binary("minimum", write.maximum(x, nothing), nothing)


def test_a_changed_number_keeps_the_shape() -> None:
    def shape(rate: Fraction) -> list[object]:
        write = Builder("test", "USD", QUARTER)
        due = write.multiply(write.parameter(certain("rate", rate)), write.days_in_period())
        write.effect(Movement("fee", "a", "b", due, write.period_end(), "payment"))
        return [instruction.operation for instruction in write.program().instructions]

    assert shape(Fraction(0)) == shape(Fraction(1)) == shape(Fraction(1, 3))


def test_the_prologue_comes_first_and_the_unneeded_goes(write: Builder) -> None:
    end = write.period_end()
    x = write.parameter(certain("x", 7))
    write.multiply(x, write.number(9))
    paid = write.when(write.less(write.period_start(), end), write.add(x, x))
    write.effect(Movement("fee", "a", "b", paid, end, "payment"))
    program = write.program()
    blocks = [instruction.block for instruction in program.instructions]
    assert blocks == sorted(blocks, reverse=True)
    assert not any(isinstance(i.operation, Constant) and i.operation.number == 9 for i in program.instructions)
    movement = program.effects[0]
    assert isinstance(movement, Movement)
    assert isinstance(program.instructions[movement.amount].operation, Select)
    assert faults(program) == ()


def test_days_within_a_period(write: Builder) -> None:
    within = write.days_within(write.day(day("2026-01-15")), write.never())
    assert dump(_with_output(write, within)).count("earliest") == 0


def _with_output(write: Builder, value: int) -> Program:
    write.effect(Output("x", value))
    return write.program()


def test_the_sample_is_well_formed() -> None:
    assert faults(royalty()) == ()
    assert QUARTER[0].start == date(2026, 1, 1).toordinal()


@settings(max_examples=60, deadline=None)
@given(programs())
def test_whatever_is_built_is_well_formed(program: Program) -> None:
    assert faults(program) == ()
    operations = [instruction.operation for instruction in program.instructions]
    assert len(set(operations)) == len(operations)


@settings(max_examples=40, deadline=None)
@given(programs())
def test_a_program_reopened_and_closed_is_the_same(program: Program) -> None:
    assert Builder.reopened(program).program() == program
