"""The exact engine on programs written by hand, and its laws on random ones."""

from fractions import Fraction

import pytest
from msgspec.structs import replace

from termwise.engine.course import Draws, central
from termwise.engine.evaluate import DayOutOfCalendarError
from termwise.engine.reference import UndatedEntryError, run
from termwise.engine.run import Entry, Run
from termwise.ir.builder import Builder
from termwise.ir.program import (
    NEVER,
    CalendarShift,
    DrawnEvent,
    Movement,
    NumberTable,
    Output,
    State,
    Units,
    Value,
)
from tests.ir.samples import ORIGIN, QUARTER, certain, day, royalty

HALF = Fraction(1, 2)


@pytest.fixture
def write() -> Builder:
    return Builder("test", "USD", QUARTER)


def ran(write: Builder) -> Run:
    program = write.program()
    return run(program, central(program))


def outcome(write: Builder, value: Value) -> tuple[object, ...]:
    write.effect(Output("x", value))
    return ran(write).output("x").values


def test_a_royalty_by_hand() -> None:
    program = royalty()
    done = run(program, central(program))
    assert [(e.amount, e.on) for e in done.entries] == [
        (Fraction(34), day("2026-02-01")),  # 20 % of 310 for 17 of 31 days
        (Fraction(28), day("2026-03-01")),  # 20 % of 140
        (Fraction(11), day("2026-04-01")),  # 20 % of 155 for 11 of 31 days
    ]
    assert done.entries[0] == Entry(0, "royalty", "maker", "owner", Fraction(34), day("2026-02-01"), "payment", 24)
    assert [(u.period, u.holder, u.share_class, u.amount) for u in done.units] == [
        (1, "owner", "common", Fraction(1, 3))
    ]
    assert done.output("in_force:royalty").values == (17, 28, 11)
    assert done.output("open").values == (1, 1, 1)
    assert (done.value(4, 0), done.value(4, 2)) == (day("2026-03-12"), day("2026-03-12"))
    assert [done.value(14, period) for period in range(3)] == [0, 34, 62]
    with pytest.raises(KeyError):
        done.output("nothing")
    with pytest.raises(IndexError):
        done.value(33, 0)


def test_a_cap_is_reached_and_not_passed() -> None:
    before = royalty()
    program = replace(before, parameters=(before.parameters[0], certain("royalty cap", 50), before.parameters[2]))
    assert [e.amount for e in run(program, central(program)).entries] == [34, 16]


def test_arithmetic(write: Builder) -> None:
    table = write.table(NumberTable("t", (Fraction(6), Fraction(0), Fraction(-3))))
    x = write.parameter(certain("x", 3))
    assert outcome(write, write.divide(x, table)) == (HALF, 0, -1)
    for name, value, expected in (
        ("add", write.add(table, x), (9, 3, 0)),
        ("subtract", write.subtract(table, x), (3, -3, -6)),
        ("multiply", write.multiply(table, x), (18, 0, -9)),
        ("minimum", write.minimum(table, x), (3, 0, -3)),
        ("maximum", write.clamp(table, x, None), (6, 3, 3)),
        ("less", write.less(table, x), (False, True, True)),
        ("at_most", write.at_most(table, x), (False, True, True)),
        ("equal", write.equal(table, write.number(0)), (False, True, False)),
        ("select", write.when(write.less(x, table), x), (3, 0, 0)),
    ):
        write.effect(Output(name, value))
        assert ran(write).output(name).values == expected


def test_days_and_truths(write: Builder) -> None:
    start, end = write.period_start(), write.period_end()
    event = write.event(DrawnEvent("signing", day("2026-02-10")))
    inside = write.falls_in_period(event)
    assert outcome(write, inside) == (False, True, False)
    for name, value, expected in (
        ("either", write.either(inside, write.less(event, start)), (False, True, True)),
        ("not", write.opposite(inside), (True, False, True)),
        ("length", write.days_in_period(), (31, 28, 31)),
        ("within", write.days_within(event, write.never()), (0, 19, 31)),
        ("later", write.latest(event, start), (event_day := day("2026-02-10"), event_day, day("2026-03-01"))),
        ("backwards", write.days_between(end, start), (0, 0, 0)),
    ):
        write.effect(Output(name, value))
        assert ran(write).output(name).values == expected


def test_a_state_is_carried_from_period_to_period(write: Builder) -> None:
    total = write.state(State("total", "number", Fraction(5), ORIGIN))
    write.carry("total", write.add(total, write.number(2)))
    first = write.state(State("first", "day", Fraction(NEVER), ORIGIN))
    here = write.select(write.less(write.number(5), total), write.period_start(), write.never())
    write.carry("first", write.earliest((first, here)))
    write.effect(Output("first", first))
    assert outcome(write, total) == (5, 7, 9)
    assert ran(write).output("first").values == (NEVER, NEVER, day("2026-02-01"))


def test_all_states_change_at_once(write: Builder) -> None:
    a = write.state(State("a", "number", Fraction(1), ORIGIN))
    b = write.state(State("b", "number", Fraction(2), ORIGIN))
    write.carry("a", b)
    write.carry("b", a)
    assert outcome(write, a) == (1, 2, 1)


def paying(write: Builder, amount: Value, on: Value | None = None) -> tuple[Entry, ...]:
    due = write.period_end() if on is None else on
    write.effect(Movement("fee", "anna", "ben", amount, due, "payment"))
    return ran(write).entries


def test_nothing_makes_no_entry_and_a_negative_amount_flows_back(write: Builder) -> None:
    entries = paying(write, write.table(NumberTable("t", (Fraction(2), Fraction(0), Fraction(-3)))))
    assert [(e.period, e.payer, e.payee, e.amount) for e in entries] == [
        (0, "anna", "ben", Fraction(2)),
        (2, "ben", "anna", Fraction(3)),
    ]


def test_money_may_fall_due_later_but_not_earlier_and_not_never(write: Builder) -> None:
    one = write.number(1)
    with pytest.raises(UndatedEntryError, match="fee moves money in period 0 that falls due never"):
        paying(write, one, write.never())
    write = Builder("test", "USD", QUARTER)
    with pytest.raises(UndatedEntryError, match="fee moves money in period 1 that falls due on day"):
        paying(write, write.number(1), write.day(QUARTER[0].end - 1))
    write = Builder("test", "USD", QUARTER)
    assert len(paying(write, write.number(1), write.day(day("2030-01-01")))) == 3
    write = Builder("test", "USD", QUARTER)
    assert paying(write, write.number(0), write.never()) == ()


def test_a_moved_day(write: Builder) -> None:
    shift = CalendarShift("two days", 10, (12, 13, 14))
    for given_day, expected in ((10, 12), (12, 14), (13, NEVER), (NEVER, NEVER)):
        fresh = Builder("test", "USD", QUARTER)
        moved = fresh.shift(shift, fresh.given_day("d", given_day))
        assert outcome(fresh, moved) == (expected,) * 3
    with pytest.raises(DayOutOfCalendarError, match="two days cannot move day 9: its calendar begins on day 10"):
        outcome(write, write.shift(shift, write.given_day("d", 9)))


def test_draws_are_given_not_made() -> None:
    program = royalty()
    draws = central(program)
    doubled = Draws(draws.event_days, draws.parameters, tuple(tuple(2 * x for x in row) for row in draws.series))
    assert [e.amount for e in run(program, doubled).entries] == [68, 32]


def test_no_units_no_entry(write: Builder) -> None:
    write.effect(Units("shares", "co", "anna", "common", write.table(NumberTable("t", (Fraction(0), HALF, -HALF)))))
    assert [(u.period, u.amount) for u in ran(write).units] == [(1, HALF), (2, -HALF)]
