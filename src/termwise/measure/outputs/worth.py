"""What a party's later money is worth: each amount discounted from the very day it falls due.

The convention is that of `measure.present_value`: (1 + rate)^-(days/365), and what falls due on the day asked or
before is not counted. A certain rate becomes a table of factors by day; one that is uncertain or not public stays a
number of the program, and the factor a power of it on every path.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from termwise.ir.builder import Builder
from termwise.ir.program import AT_END, DayTable, Movement, NumberParameter, Origin, Output, Program, Value
from termwise.measure.outputs.asked import Asked
from termwise.measure.outputs.cash import accumulated, in_all
from termwise.measure.present_value import ImpossibleRateError, discount_factors

_LAST_DAY = 3_652_059
"""9999-12-31: what a calendar cannot move lands there."""


def add_worth(b: Builder, movements: Sequence[Movement], asked: Asked) -> None:
    """The worth of every party that has a rate. Raises `ImpossibleRateError` for a certain rate of -100 % or less."""
    for party, rate in asked.rates:
        by_day: dict[Value, Value] = {}
        for m in movements:
            if party in (m.payer, m.payee):
                before = by_day.get(m.on, b.number(0))
                by_day[m.on] = b.add(before, m.amount) if m.payee == party else b.subtract(before, m.amount)
        with b.origin(Origin(party, "discounted at its rate")):
            factor = _by_table(b, party, rate, asked.worth_on) or _by_power(b, rate, asked.worth_on)
            now = in_all(b, [b.multiply(amount, factor(on)) for on, amount in by_day.items()])
            b.effect(Output(f"worth:{party}", accumulated(b, f"worth: {party}", now), periods=AT_END))


Factor = Callable[[Value], Value]
"""From the day on which money falls due to what 1 of it is worth on the day asked."""


def _by_table(b: Builder, party: str, rate: NumberParameter, today: int) -> Factor | None:
    """Factors from a table made once; None for a rate that is not certain."""
    if rate.certain is None or rate.undisclosed:
        return None
    table = _table(b.stated(), party, rate.certain, today)
    return lambda on: b.on_day(table, on)


def _by_power(b: Builder, rate: NumberParameter, today: int) -> Factor:
    start = b.given_day("worth on", today)
    grown = b.add(b.number(1), b.parameter(rate))

    def factor(on: Value) -> Value:
        years = b.divide(b.days_between(start, on), b.number(365))
        return b.when(b.less(start, on), b.power(grown, b.subtract(b.number(0), years)))

    return factor


def _table(program: Program, party: str, rate: Fraction, today: int) -> DayTable:
    """Factors from the day after `today` to the last on which money can fall due; nothing counts on or before it."""
    if rate <= -1:
        raise ImpossibleRateError(f"nothing can be discounted at {float(rate):.0%} per year")
    landings = (day for shift in program.shifts for day in shift.days if day < _LAST_DAY)
    last = max(program.periods[-1].end, *landings) if program.shifts else program.periods[-1].end
    factors = discount_factors(rate, max(last - today, 0))
    return DayTable(f"worth to {party}", today, (Fraction(0), *factors))
