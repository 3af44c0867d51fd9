"""How late money can fall due: proven for what is paid at events, bounded by calendars, never assumed."""

from fractions import Fraction

import pytest

from termwise.ir.absence import is_nothing_unless
from termwise.ir.builder import Builder
from termwise.ir.lags import lag
from termwise.ir.program import CalendarShift, DrawnEvent, Movement, NumberTable, Value
from tests.ir.samples import day, months

STARTS = ("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01")
EVENT = DrawnEvent("ipo", day("2026-02-10"))


def later(days: int) -> CalendarShift:
    first = day("2025-12-01")
    return CalendarShift(f"{days} days after", first, tuple(range(first + days, first + days + 800)))


def lag_of(write: Builder, amount: Value, on: Value) -> int:
    movement = Movement("x", "a", "b", amount, on, "payment")
    return lag(write.stated(), movement)


@pytest.mark.parametrize(("days", "periods"), [(0, 0), (27, 0), (28, 1), (31, 1), (45, 1), (61, 2), (500, 4)])
def test_a_calendar_says_how_late(days: int, periods: int) -> None:
    """28 days after 1 February is 1 March; beyond the horizon is one more period."""
    write = Builder("d", "USD", months(*STARTS))
    assert lag_of(write, write.number(1), write.shift(later(days), write.period_start())) == periods


def test_what_is_paid_at_an_event_is_paid_in_its_period() -> None:
    write = Builder("d", "USD", months(*STARTS))
    on = write.event(EVENT)
    amount = write.when(write.falls_in_period(on), write.number(7))
    capped = write.minimum(amount, write.positive_part(write.subtract(write.number(9), write.days_in_period())))
    recouped = write.subtract(capped, write.minimum(capped, write.positive_part(write.number(3))))
    assert [lag_of(write, value, on) for value in (amount, capped, recouped)] == [0, 0, 0]
    assert lag_of(write, recouped, write.shift(later(40), on)) == 2


def test_what_may_be_paid_at_any_time_may_be_late() -> None:
    """Planted: amounts that are something although the event lies elsewhere."""
    write = Builder("d", "USD", months(*STARTS))
    on = write.event(EVENT)
    falls = write.falls_in_period(on)
    floored = write.maximum(write.when(falls, write.number(7)), write.number(1))
    negative = write.minimum(write.when(falls, write.number(7)), write.number(-1))
    assert [lag_of(write, value, on) for value in (write.number(7), floored, negative)] == [4, 4, 4]
    otherwise = write.when(write.opposite(falls), write.number(7))
    assert lag_of(write, otherwise, on) == 4


def test_a_choice_of_days_is_bounded_in_each_case() -> None:
    write = Builder("d", "USD", months(*STARTS))
    on = write.event(EVENT)
    by = write.select(write.falls_in_period(on), on, write.shift(later(40), write.period_start()))
    assert lag_of(write, write.number(1), by) == 1
    first = write.earliest((on, write.shift(later(40), write.period_start())))
    assert lag_of(write, write.number(1), first) == 1


def test_what_is_nothing_is_told_from_what_may_be_something() -> None:
    write = Builder("d", "USD", months(*STARTS))
    truth = write.falls_in_period(write.event(EVENT))
    amount = write.when(truth, write.number(5))
    instructions = write.stated().instructions
    assert is_nothing_unless(instructions, amount, truth)
    rounded = write.round_to("up", write.divide(amount, write.days_in_period()), write.number(2))
    instructions = write.stated().instructions
    assert is_nothing_unless(instructions, rounded, truth)
    assert not is_nothing_unless(instructions, write.days_in_period(), truth)


def test_what_moves_only_where_a_table_says_so_is_late_only_from_there() -> None:
    write = Builder("d", "USD", months(*STARTS))
    year_end = write.shift(
        CalendarShift("year end", day("2026-01-01"), (day("2026-03-31"),) * 200), write.period_start()
    )
    ends = write.table(NumberTable("year ends", tuple(Fraction(n) for n in (0, 0, 1, 0))))
    due = write.when(write.less(write.number(0), ends), write.number(7))
    assert lag_of(write, due, year_end) == 0
    assert lag_of(write, write.number(7), year_end) == 2
    never = write.when(write.less(ends, write.number(0)), write.number(7))
    assert lag_of(write, never, year_end) == 2
    unless = write.when(write.opposite(write.less(write.number(0), ends)), write.number(7))
    assert lag_of(write, unless, year_end) == 2
