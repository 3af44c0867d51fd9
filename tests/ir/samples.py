"""A small program with every kind of operation and effect, written by hand."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

from termwise.ir.builder import Builder
from termwise.ir.program import (
    NEVER,
    CalendarShift,
    DrawnEvent,
    DrawnSeries,
    Movement,
    NumberParameter,
    NumberTable,
    Origin,
    Output,
    Period,
    Program,
    Regime,
    State,
    Uncertain,
    Units,
)

ROYALTY = Origin("royalty", "the share of sales")
ORIGIN = Origin("deal", "for a test")


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def months(*firsts: str) -> tuple[Period, ...]:
    """Periods between the days given."""
    days = [day(first) for first in firsts]
    return tuple(Period(start, end) for start, end in pairwise(days))


QUARTER = months("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01")


def certain(name: str, number: Fraction | int, *, undisclosed: bool = False) -> NumberParameter:
    return NumberParameter(name, Fraction(number), None, undisclosed, ORIGIN)


def uncertain(name: str, distribution: Uncertain, *, undisclosed: bool = False) -> NumberParameter:
    return NumberParameter(name, None, distribution, undisclosed, ORIGIN)


def royalty() -> Program:
    """20 % of sales from 15 January until the buy-out in March, at most 100 in total, units for the holder."""
    write = Builder("Royalty", "USD", QUARTER)
    with write.origin(ROYALTY):
        share = write.parameter(certain("royalty share", Fraction(1, 5)))
        cap = write.parameter(certain("royalty cap", 100))
        start = write.given_day("royalty from", day("2026-01-15"))
        signed = write.event(DrawnEvent("signing", day("2026-02-12"), origin=Origin("signing", "its day")))
        buyout = write.shift(CalendarShift("one month", day("2026-01-01"), _one_month()), signed)
        in_force = write.days_within(start, buyout)
    with write.origin(Origin("sales", "per month")):
        growth = write.parameter(uncertain("growth", Uncertain("uniform", Fraction(0), Fraction(0)), undisclosed=True))
        sales = write.series(
            DrawnSeries(
                "sales",
                flow=True,
                known=(Fraction(310), Fraction(140), None),
                regimes=(Regime(growth, NEVER),),
                jumps=((write.event_index("signing"), growth),),
            )
        )
    with write.origin(Origin("royalty", "paid so far", "first_amendment")):
        paid = write.state(State("royalty paid", "number", Fraction(0), ROYALTY))
        earned = write.multiply(share, write.multiply(sales, write.divide(in_force, write.days_in_period())))
        due = write.minimum(earned, write.positive_part(write.subtract(cap, paid)))
        write.carry("royalty paid", write.add(paid, due))
        payable = write.when(write.less(write.number(0), in_force), due)
    write.effect(Movement("royalty", "maker", "owner", payable, write.period_end(), "payment"))
    bonus = write.table(NumberTable("bonus", (Fraction(0), Fraction(1, 3), Fraction(0))))
    write.effect(Units("royalty", "maker", "owner", "common", bonus))
    open_now = write.either(write.falls_in_period(signed), write.opposite(write.equal(write.period_start(), signed)))
    write.effect(Output("in_force:royalty", in_force))
    write.effect(Output("open", write.select(open_now, write.number(1), write.number(0))))
    write.leave_out("side_letter", "no amount is public")
    return write.program()


def _one_month() -> tuple[int, ...]:
    """Days of January to March 2026, moved by a month, rounded down."""
    ends = {1: 28, 2: 31, 3: 30}
    first = date(2026, 1, 1).toordinal()
    days = (date.fromordinal(first + step) for step in range(90))
    return tuple(date(2026, d.month + 1, min(d.day, ends[d.month])).toordinal() for d in days)
