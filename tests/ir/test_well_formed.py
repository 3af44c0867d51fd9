"""Every predicate of well-formedness, with planted faults that it must name."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from msgspec.structs import replace

from termwise.ir import well_formed, well_formed_inputs
from termwise.ir.program import (
    NEVER,
    Binary,
    CalendarShift,
    Compare,
    Constant,
    DayParameter,
    DayTable,
    DrawnEvent,
    Effect,
    EventDay,
    Instruction,
    Movement,
    Not,
    NumberParameter,
    NumberTable,
    Operation,
    Output,
    Parameter,
    Period,
    PeriodStart,
    Program,
    Regime,
    Select,
    Series,
    Shift,
    StateIn,
    StateOut,
    Table,
    Type,
    Uncertain,
    Units,
)
from termwise.ir.well_formed import GROUPS, faults
from tests.ir.samples import ORIGIN, royalty, uncertain

GOOD = royalty()
Plant = Callable[[Program], Program]


def _operation(number: int, operation: Operation) -> Plant:
    def plant(program: Program) -> Program:
        changed = replace(program.instructions[number], operation=operation)
        return replace(
            program, instructions=(*program.instructions[:number], changed, *program.instructions[number + 1 :])
        )

    return plant


def _added(operation: Operation, kind: Type = "number") -> Plant:
    """At the end of the body."""
    return lambda program: replace(
        program, instructions=(*program.instructions, Instruction(operation, kind, "body", ORIGIN))
    )


def _effect(effect: Effect) -> Plant:
    return lambda program: replace(program, effects=(*program.effects, effect))


def _event(event: DrawnEvent) -> Plant:
    return lambda program: replace(program, events=(*program.events, event))


def _parameter(parameter: NumberParameter) -> Plant:
    return lambda program: replace(program, parameters=(*program.parameters, parameter))


def _distribution(distribution: Uncertain) -> Plant:
    return _parameter(uncertain("new", distribution))


def _driver(**changes: object) -> Plant:
    return lambda program: replace(program, series=(replace(program.series[0], **changes),))


def _waiting(**changes: object) -> Plant:
    good = DrawnEvent("new", None, Fraction(1, 2), 10, 20, 739_617)
    return _event(replace(good, **changes))


LAST = len(GOOD.instructions)

_OUT_OF_RANGE: tuple[tuple[Operation, Type, int], ...] = (
    (Parameter(9), "number", 3),
    (DayParameter(9), "day", 1),
    (EventDay(9), "day", 1),
    (Table(9), "number", 1),
    (Series(9), "number", 1),
    (Shift(9, 3), "day", 1),
    (StateIn(9), "number", 1),
)

PLANTED: list[tuple[str, Plant, str]] = [
    ("operands_are_earlier", _operation(22, Binary("add", 14, 23)), "%22 reads %23, which is not earlier"),
    ("operands_are_earlier", _operation(22, Binary("add", 14, -1)), "%22 reads %-1, which is not earlier"),
    *(
        ("indices_are_in_range", _added(operation, kind), f"%{LAST} points at 9 of {count}")
        for operation, kind, count in _OUT_OF_RANGE
    ),
    ("indices_are_in_range", _effect(StateOut(3, 0)), "an effect carries state 3 of 1"),
    ("effects_read_values", _effect(Output("more", 99)), "an effect reads %99, which is not there"),
    (
        "prologue_comes_first",
        lambda p: replace(
            p, instructions=(*p.instructions, Instruction(Constant(Fraction(3)), "number", "prologue", ORIGIN))
        ),
        f"%{LAST} is of the prologue and stands in the body",
    ),
    ("prologue_needs_no_period", _operation(0, PeriodStart()), "%0 needs a period and stands in the prologue"),
    ("operands_have_their_types", _operation(22, Binary("add", 14, 3)), "%22 reads a day where a number is needed"),
    ("operands_have_their_types", _operation(30, Not(0)), "%30 reads a number where a truth is needed"),
    ("operands_have_their_types", _operation(29, Compare("less", 0, 3)), "%29 is between a number and a day"),
    ("operands_have_their_types", _operation(32, Select(31, 7, 8)), "%32 is between a number and a day"),
    ("results_have_their_types", _added(Constant(Fraction(3)), "day"), f"%{LAST} is a number, written down as a day"),
    (
        "effects_read_their_types",
        _effect(Movement("fee", "a", "b", 3, 10, "payment")),
        "an effect reads %3, a day, where a number is needed",
    ),
    (
        "effects_read_their_types",
        _effect(Movement("fee", "a", "b", 0, 0, "payment")),
        "an effect reads %0, a number, where a day is needed",
    ),
    (
        "effects_read_their_types",
        _effect(Units("fee", "a", "b", "common", 31)),
        "an effect reads %31, a truth, where a number is needed",
    ),
    (
        "effects_read_their_types",
        lambda p: replace(p, effects=(StateOut(0, 3), *p.effects[1:])),
        "an effect reads %3, a day, where a number is needed",
    ),
    ("payers_pay_others", _effect(Movement("fee", "a", "a", 0, 10, "payment")), "fee: a pays themselves"),
    ("states_are_written_once", _effect(StateOut(0, 0)), "state royalty paid is written 2 times"),
    (
        "states_are_written_once",
        lambda p: replace(p, effects=tuple(e for e in p.effects if not isinstance(e, StateOut))),
        "state royalty paid is written 0 times",
    ),
    ("outputs_are_named_once", _effect(Output("open", 0)), "output open is given 2 times"),
    ("outputs_tell_of_periods", _effect(Output("x", 0, (0, 99))), "output x tells of periods 0, 99 of 3"),
    ("outputs_tell_of_periods", _effect(Output("x", 0, (0, 0))), "output x tells of periods 0, 0 of 3"),
    ("periods_follow_one_another", lambda p: replace(p, periods=()), "there is no period"),
    (
        "periods_follow_one_another",
        lambda p: replace(p, periods=(Period(5, 5), Period(5, 6), Period(6, 7))),
        "period 0 has no day",
    ),
    (
        "periods_follow_one_another",
        lambda p: replace(p, periods=(Period(4, 5), Period(5, 6), Period(7, 8))),
        "period 2 does not begin where the one before ends",
    ),
    *(
        ("names_are_told_apart", plant, f"{what} stands 2 times")
        for plant, what in (
            (lambda p: replace(p, parameters=(*p.parameters, p.parameters[0])), "parameter royalty share"),
            (lambda p: replace(p, days=(*p.days, p.days[0])), "day royalty from"),
            (lambda p: replace(p, events=(*p.events, p.events[0])), "event signing"),
            (lambda p: replace(p, series=(*p.series, p.series[0])), "driver sales"),
            (lambda p: replace(p, tables=(*p.tables, p.tables[0])), "table bonus"),
            (lambda p: replace(p, shifts=(*p.shifts, p.shifts[0])), "shift one month"),
        )
    ),
    (
        "names_are_told_apart",
        lambda p: replace(p, states=(*p.states, p.states[0]), effects=(*p.effects, StateOut(1, 0))),
        "state royalty paid stands 2 times",
    ),
    (
        "parameters_have_values",
        _parameter(NumberParameter("new", None, None, True, ORIGIN)),
        "parameter new needs a number or a distribution, and not both",
    ),
    (
        "parameters_have_values",
        _parameter(NumberParameter("new", Fraction(1), Uncertain("uniform"), False, ORIGIN)),
        "parameter new needs a number or a distribution, and not both",
    ),
    *(
        ("parameters_have_values", _distribution(distribution), f"parameter new {why}")
        for distribution, why in (
            (Uncertain("choice"), "has nothing to choose from"),
            (Uncertain("choice", options=(Fraction(1),), low=Fraction(2)), "has nothing to choose from"),
            (Uncertain("uniform", Fraction(2), Fraction(1)), "runs from high to low"),
            (Uncertain("lognormal", Fraction(0), Fraction(1)), "is lognormal and not positive"),
            (Uncertain("triangular", Fraction(0), Fraction(1), Fraction(2)), "has its mode outside its ends"),
            (
                Uncertain("normal", Fraction(0), Fraction(1), low=Fraction(2), high=Fraction(1)),
                "is truncated to nothing",
            ),
            (Uncertain("uniform", Fraction(0), Fraction(1), low=Fraction(2)), "is truncated to nothing"),
            (Uncertain("triangular", Fraction(0), Fraction(1), high=Fraction(-1)), "is truncated to nothing"),
        )
    ),
    *(
        ("events_can_be_drawn", plant, f"event new {why}")
        for plant, why in (
            (_waiting(chance=Fraction(3, 2)), "has an impossible chance"),
            (_waiting(origin_day=None, after=1), "waits for an event that is not stated before"),
            (_waiting(origin_day=None), "needs a day or an event to count from, and not both"),
            (_waiting(after=0), "needs a day or an event to count from, and not both"),
            (_waiting(high_days=None), "needs a waiting time or a hazard, and not both"),
            (_waiting(hazard_per_day=Fraction(1, 9)), "needs a waiting time or a hazard, and not both"),
            (_waiting(low_days=30), "has an impossible waiting time"),
            (_waiting(low_days=None, high_days=None, hazard_per_day=Fraction(2)), "has an impossible hazard"),
        )
    ),
    (
        "tables_cover_the_periods",
        lambda p: replace(p, tables=(NumberTable("bonus", (Fraction(1),)),)),
        "table bonus has 1 numbers for 3 periods",
    ),
    (
        "shifts_have_days",
        lambda p: replace(p, shifts=(CalendarShift("one month", 1, ()),)),
        "shift one month moves no day",
    ),
    (
        "day_tables_have_days",
        lambda p: replace(p, day_tables=(DayTable("rates", 1, ()),)),
        "day table rates has no day",
    ),
    (
        "states_begin_rightly",
        lambda p: replace(
            p,
            states=(*p.states, replace(p.states[0], name="new", type="day", initial=Fraction(1, 2))),
            effects=(*p.effects, StateOut(1, 3)),
        ),
        "state new begins between two days",
    ),
    (
        "states_begin_rightly",
        lambda p: replace(
            p, states=(*p.states, replace(p.states[0], name="new", type="truth")), effects=(*p.effects, StateOut(1, 31))
        ),
        "state new carries a truth",
    ),
    ("histories_have_no_gaps", _driver(known=(Fraction(1), None)), "driver sales has 2 entries for 3 periods"),
    (
        "histories_have_no_gaps",
        _driver(known=(Fraction(1), None, Fraction(1))),
        "driver sales has a gap in its history",
    ),
    ("histories_have_no_gaps", _driver(known=(None, None, None)), "driver sales has nothing to grow from"),
    (
        "drivers_read_the_prologue",
        _driver(regimes=(Regime(15, NEVER),)),
        "driver sales reads %15, which is no number of the prologue",
    ),
    (
        "drivers_read_the_prologue",
        _driver(jumps=((0, 3),)),
        "driver sales reads %3, which is no number of the prologue",
    ),
    (
        "drivers_read_the_prologue",
        _driver(variation_per_year=99),
        "driver sales reads %99, which is no number of the prologue",
    ),
    (
        "drivers_name_events_and_drivers",
        _driver(regimes=(Regime(5, NEVER, after=4),)),
        "driver sales hangs on an event there is not",
    ),
    ("drivers_name_events_and_drivers", _driver(jumps=((4, 5),)), "driver sales hangs on an event there is not"),
    (
        "drivers_name_events_and_drivers",
        _driver(correlated=((0, Fraction(1, 2)),)),
        "driver sales is correlated with no other driver",
    ),
    (
        "drivers_name_events_and_drivers",
        lambda p: replace(p, series=(p.series[0], replace(p.series[0], name="new", correlated=((0, Fraction(2)),)))),
        "driver new has an impossible correlation",
    ),
    (
        "regimes_are_in_order",
        _driver(regimes=(Regime(5, 740_000), Regime(5, 739_000))),
        "driver sales has regimes out of order",
    ),
]


PREDICATES = {predicate.__name__: predicate for group in GROUPS for predicate in group}


@pytest.mark.parametrize(("predicate", "plant", "message"), PLANTED, ids=[f"{p}: {m}" for p, _, m in PLANTED])
def test_a_planted_fault_is_named(predicate: str, plant: Plant, message: str) -> None:
    planted = plant(GOOD)
    assert list(PREDICATES[predicate](planted)) == [message]
    assert message in faults(planted)


def test_every_predicate_has_a_planted_fault() -> None:
    assert set(PREDICATES) == {name for name, _, _ in PLANTED}


def test_every_predicate_is_listed() -> None:
    written = {
        name
        for module in (well_formed, well_formed_inputs)
        for name, thing in vars(module).items()
        if getattr(thing, "__module__", "") == module.__name__ and not name.startswith("_") and callable(thing)
    }
    assert written == {*PREDICATES, "faults"}
