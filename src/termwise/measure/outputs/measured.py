"""A finished program with the figures of interest as further outputs.

Money counts by the day it falls due, what flows back against what flowed. Names of the outputs, PARTY and the like
standing for names of the deal; "in all" and "at the end" are `at_end`, everything else is of every period:

- cash: `cash:PARTY` received less paid in the period, `cash so far:PARTY`, `cash late:PARTY` what falls due after the
  last period, at the end
- totals: `received:PARTY`, `spent:PARTY` in all, undiscounted, both at least zero, what falls due late included
- worth: `worth:PARTY` at the party's discount rate, of all that falls due after the day asked, in all
- funding: `most out:PARTY` the most it was ever out of pocket at the end of a period, `most out on:PARTY` the last day
  of the first such period, `back on:PARTY` that of the one since which it no longer is, for good: days, or NEVER
- clauses: `paid:CLAUSE:PAYER:PAYEE` in the period, `paid in all:CLAUSE:PAYER:PAYEE`, late money included
- drivers: `driver:NAME`, a flow as the amount over the period, a level at its end
- events: `event:NAME` the day, at the end; `happened:NAME` by the end of the period, a truth
- concentration: `suppliers:PARTY`, `customers:PARTY`, `largest supplier:PARTY`: see `outputs.trade`
"""

from termwise.ir.builder import Builder
from termwise.ir.falling import Falling
from termwise.ir.program import AT_END, EventDay, Movement, Origin, Output, Program, Series
from termwise.measure.outputs.asked import Asked
from termwise.measure.outputs.cash import add_cash, add_clauses, add_funding, add_totals
from termwise.measure.outputs.trade import add_concentration
from termwise.measure.outputs.worth import add_worth


def measured(program: Program, asked: Asked) -> Program:
    """The program with the outputs asked for; everything it did before it does as before."""
    b = Builder.reopened(program)
    falling = Falling(b, [effect for effect in program.effects if isinstance(effect, Movement)], "measured")
    for figures in dict.fromkeys(asked.figures):
        match figures:
            case "cash":
                add_cash(b, falling, asked.parties)
            case "totals":
                add_totals(b, falling.movements, asked.parties)
            case "worth":
                add_worth(b, falling.movements, asked)
            case "funding":
                add_funding(b, falling, asked.parties)
            case "clauses":
                add_clauses(b, falling, asked.parties)
            case "drivers":
                _add_drivers(b)
            case "events":
                _add_events(b)
            case "concentration":
                add_concentration(b, falling.movements, asked.parties)
    return b.program()


def _add_drivers(b: Builder) -> None:
    """The drivers as drawn; one that changes after events the run decides is an output of the program already."""
    stated = b.stated()
    told = {one.name for one in stated.effects if isinstance(one, Output)}
    for index, series in enumerate(stated.series):
        if f"driver:{series.name}" in told:
            continue
        with b.origin(series.origin or Origin(series.name, "the driver")):
            b.effect(Output(f"driver:{series.name}", b.append(Series(index))))


def _add_events(b: Builder) -> None:
    for index, event in enumerate(b.stated().events):
        with b.origin(event.origin or Origin(event.name, "the day it happens")):
            day = b.append(EventDay(index))
            b.effect(Output(f"event:{event.name}", day, periods=AT_END))
            b.effect(Output(f"happened:{event.name}", b.less(day, b.period_end())))
