"""A run as plain tables: its ledger, cash, outputs, drivers and events, for other programs to read."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from termwise.engine.run import Run
from termwise.measure.table import Column, Table
from termwise.session.course_told import EventOnCourse, LeftOut


class ToTabulate(Struct, frozen=True):
    """A run and what is told of it: units by driver, and for every entry the undisclosed numbers it rests on."""

    run: Run
    currency: str
    units: Mapping[str, str]
    events: tuple[EventOnCourse, ...]
    left_out: tuple[LeftOut, ...]
    rests_on: tuple[frozenset[str], ...]


def exact_tables(ran: ToTabulate) -> tuple[Table, ...]:
    """The tables of a run on one course of events. Amounts are float64 and, beside them, exact fractions as text."""
    return (_ledger(ran), _cash(ran), _outputs(ran), _drivers(ran), _events(ran), _left_out(ran))


def _ledger(ran: ToTabulate) -> Table:
    entries, amounts = ran.run.entries, [entry.amount for entry in ran.run.entries]
    rests = ["; ".join(sorted(names)) for names in ran.rests_on]
    return Table(
        "ledger",
        (
            Column("due", "day", [date.fromordinal(entry.on) for entry in entries]),
            Column("clause", "text", [entry.clause for entry in entries]),
            Column("payer", "text", [entry.payer for entry in entries]),
            Column("payee", "text", [entry.payee for entry in entries]),
            Column("amount", "number", amounts, ran.currency),
            Column("exact", "exact", amounts, ran.currency),
            Column("kind", "text", [entry.kind for entry in entries]),
            Column("rests_on_undisclosed", "text", rests),
        ),
        "every movement of money, by the period that makes it",
    )


def _cash(ran: ToTabulate) -> Table:
    """One row per party and day on which its cash changes."""
    changes: dict[tuple[int, str], Fraction] = {}
    for entry in ran.run.entries:
        for party, amount in ((entry.payer, -entry.amount), (entry.payee, entry.amount)):
            changes[entry.on, party] = changes.get((entry.on, party), Fraction(0)) + amount
    totals: dict[str, Fraction] = {}
    so_far = []
    days = sorted(changes)
    for on, party in days:
        totals[party] = totals.get(party, Fraction(0)) + changes[on, party]
        so_far.append(totals[party])
    change = [changes[key] for key in days]
    return Table(
        "cash",
        (
            Column("due", "day", [date.fromordinal(on) for on, _ in days]),
            Column("party", "text", [party for _, party in days]),
            Column("change", "number", change, ran.currency),
            Column("change_exact", "exact", change, ran.currency),
            Column("so_far", "number", so_far, ran.currency),
            Column("so_far_exact", "exact", so_far, ran.currency),
        ),
        "what each party received less what it paid",
    )


def _outputs(ran: ToTabulate) -> Table:
    """Stakes, units, commitments and whatever else the program states, at the end of each period."""
    rows = [
        (measured.name, period, value)
        for measured in ran.run.outputs
        for period, value in zip(ran.run.program.periods, measured.values, strict=True)
    ]
    return Table(
        "outputs",
        (
            Column("output", "text", [name for name, _, _ in rows]),
            *_period_columns([period.start for _, period, _ in rows], [period.end for _, period, _ in rows]),
            Column("value", "number", [Fraction(value) for _, _, value in rows]),
            Column("exact", "exact", [Fraction(value) for _, _, value in rows]),
        ),
        "what stands at the end of each period: stakes as fractions, days as ordinals",
    )


def _drivers(ran: ToTabulate) -> Table:
    rows = [
        (series.name, ran.units.get(series.name, ""), period, value)
        for series, values in zip(ran.run.program.series, ran.run.draws.series, strict=True)
        for period, value in zip(ran.run.program.periods, values, strict=True)
    ]
    return Table(
        "drivers",
        (
            Column("driver", "text", [name for name, _, _, _ in rows]),
            Column("unit", "text", [unit for _, unit, _, _ in rows]),
            *_period_columns([p.start for _, _, p, _ in rows], [p.end for _, _, p, _ in rows]),
            Column("value", "number", [value for _, _, _, value in rows]),
        ),
        "flows as amounts over the period, levels at its end",
    )


def _period_columns(starts: Sequence[int], ends: Sequence[int]) -> tuple[Column, Column]:
    return (
        Column("from", "day", [date.fromordinal(start) for start in starts]),
        Column("through", "day", [date.fromordinal(end - 1) for end in ends]),
    )


def _events(ran: ToTabulate) -> Table:
    return Table(
        "events",
        (
            Column("event", "text", [event.name for event in ran.events]),
            Column("day", "day", [event.day for event in ran.events]),
            Column("settled", "text", [event.settled for event in ran.events]),
        ),
        "the course of events; no day is never",
    )


def _left_out(ran: ToTabulate) -> Table:
    return Table(
        "left_out",
        (
            Column("name", "text", [one.name for one in ran.left_out]),
            Column("why", "text", [one.why for one in ran.left_out]),
            Column("in_part", "truth", [one.in_part for one in ran.left_out]),
        ),
        "what the run does not follow",
    )
