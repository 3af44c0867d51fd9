"""Who received and paid what, when: sums of a run's entries, on the days they fall due.

Everything here is exact, and what one party receives another pays: over all parties every sum is zero.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from msgspec import Struct

from termwise.engine.run import Entry, Run
from termwise.measure.cash_flow import CashFlow


class PartyYear(Struct, frozen=True):
    """What a party received and paid, both at least zero, in entries due in a calendar year."""

    party: str
    year: int
    received: Fraction
    paid: Fraction

    @property
    def net(self) -> Fraction:
        """Received less paid."""
        return self.received - self.paid


class PartyPeriod(Struct, frozen=True):
    """A party's net cash by the period in which it falls due; `late` falls due after the last one."""

    party: str
    net: tuple[Fraction, ...]
    late: Fraction


class ClauseYear(Struct, frozen=True):
    """What moved under a clause from payer to payee, in entries due in a calendar year."""

    clause: str
    payer: str
    payee: str
    year: int
    amount: Fraction


class PeakFunding(Struct, frozen=True):
    """The most a party has ever paid in excess of what it received so far, and the first day of that; None is never."""

    amount: Fraction
    on: date | None


def parties(run: Run) -> tuple[str, ...]:
    """Everyone who pays or is paid, in order of first appearance."""
    return tuple(dict.fromkeys(party for entry in run.entries for party in (entry.payer, entry.payee)))


def cash_flows(run: Run, party: str) -> tuple[CashFlow, ...]:
    """A party's net cash on every day on which it is not zero, in order of days."""
    by_day: defaultdict[int, Fraction] = defaultdict(Fraction)
    for entry in run.entries:
        by_day[entry.on] += _seen_by(entry, party)
    return tuple(CashFlow(date.fromordinal(day), by_day[day]) for day in sorted(by_day) if by_day[day] != 0)


def by_party_and_year(run: Run) -> tuple[PartyYear, ...]:
    """For every party the years in which it received or paid, in order."""
    received: defaultdict[tuple[str, int], Fraction] = defaultdict(Fraction)
    paid: defaultdict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for entry in run.entries:
        year = date.fromordinal(entry.on).year
        received[entry.payee, year] += entry.amount
        paid[entry.payer, year] += entry.amount
    years = sorted({year for _, year in (*received, *paid)})
    return tuple(
        PartyYear(party, year, received[party, year], paid[party, year])
        for party in parties(run)
        for year in years
        if (party, year) in received or (party, year) in paid
    )


def by_party_and_period(run: Run) -> tuple[PartyPeriod, ...]:
    """For every party its net cash in every period, by the day it falls due."""
    periods = run.program.periods
    rows = []
    for party in parties(run):
        net = [Fraction(0) for _ in periods]
        late = Fraction(0)
        for entry in run.entries:
            due = entry.period
            while due < len(periods) and entry.on >= periods[due].end:
                due += 1
            if due < len(periods):
                net[due] += _seen_by(entry, party)
            else:
                late += _seen_by(entry, party)
        rows.append(PartyPeriod(party, tuple(net), late))
    return tuple(rows)


def by_clause_and_year(run: Run) -> tuple[ClauseYear, ...]:
    """What moved under every clause, by payer, payee and year; clauses in order of first appearance."""
    moved: defaultdict[tuple[str, str, str, int], Fraction] = defaultdict(Fraction)
    for entry in run.entries:
        moved[entry.clause, entry.payer, entry.payee, date.fromordinal(entry.on).year] += entry.amount
    order = {clause: place for place, clause in enumerate(dict.fromkeys(entry.clause for entry in run.entries))}
    keys = sorted(moved, key=lambda key: (order[key[0]], key[1:]))
    return tuple(ClauseYear(*key, moved[key]) for key in keys)


def peak_funding(flows: Iterable[CashFlow]) -> PeakFunding:
    """How deep in cumulative cash a party has ever been; zero when it was never out of pocket."""
    lowest, on, so_far = Fraction(0), None, Fraction(0)
    for day, amount in _daily(flows):
        so_far += amount
        if so_far < lowest:
            lowest, on = so_far, day
    return PeakFunding(-lowest, on)


def payback(flows: Iterable[CashFlow]) -> date | None:
    """The day on which what was paid has come back, for good; None when it never does or nothing was ever paid out."""
    back, so_far, was_out = None, Fraction(0), False
    for day, amount in _daily(flows):
        before, so_far = so_far, so_far + amount
        was_out = was_out or so_far < 0
        if so_far < 0:
            back = None
        elif before < 0:
            back = day
    return back if was_out else None


def _daily(flows: Iterable[CashFlow]) -> list[tuple[date, Fraction]]:
    by_day: defaultdict[date, Fraction] = defaultdict(Fraction)
    for flow in flows:
        by_day[flow.on] += flow.amount
    return sorted(by_day.items())


def _seen_by(entry: Entry, party: str) -> Fraction:
    if party == entry.payee:
        return entry.amount
    return -entry.amount if party == entry.payer else Fraction(0)
