"""Cash by party, clause and year; funding and payback; the summary of a party. Laws on random programs."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.engine.course import Draws, central
from termwise.engine.reference import run as run_program
from termwise.engine.run import Entry, Run
from termwise.ir.builder import Builder
from termwise.ir.program import Program
from termwise.measure.cash import (
    PartyPeriod,
    PeakFunding,
    by_clause_and_year,
    by_party_and_period,
    by_party_and_year,
    cash_flows,
    parties,
    payback,
    peak_funding,
)
from termwise.measure.cash_flow import CashFlow
from tests.ir.random_programs import programs
from tests.ir.samples import day, months

HALF_YEARS = months("2026-01-01", "2026-07-01", "2027-01-01")


def entry(period: int, clause: str, who: str, amount: int, on: str) -> Entry:
    payer, payee = who.split(" pays ")
    return Entry(period, clause, payer, payee, Fraction(amount), day(on), "payment", 0)


def run_of(*entries: Entry) -> Run:
    program = Builder("d", "USD", HALF_YEARS).program()
    return Run(program, Draws((), (), ()), entries, (), (), (), ((), ()))


RUN = run_of(
    entry(0, "loan", "bank pays maker", 100, "2026-01-01"),
    entry(0, "rent", "maker pays owner", 10, "2026-06-30"),
    entry(0, "loan", "maker pays bank", 30, "2026-08-15"),
    entry(1, "rent", "maker pays owner", 10, "2026-12-31"),
    entry(1, "loan", "maker pays bank", 80, "2027-02-01"),
)


def amounts(flows: tuple[CashFlow, ...]) -> list[tuple[str, int]]:
    return [(flow.on.isoformat(), int(flow.amount)) for flow in flows]


def test_everyone_who_pays_or_is_paid() -> None:
    assert parties(RUN) == ("bank", "maker", "owner")
    assert parties(run_of()) == ()


def test_flows_of_a_party_by_day() -> None:
    assert amounts(cash_flows(RUN, "bank")) == [("2026-01-01", -100), ("2026-08-15", 30), ("2027-02-01", 80)]
    same_day = run_of(entry(0, "a", "x pays y", 5, "2026-01-01"), entry(0, "b", "y pays x", 5, "2026-01-01"))
    assert cash_flows(same_day, "x") == ()


def test_by_party_and_year() -> None:
    assert [(r.party, r.year, int(r.received), int(r.paid), int(r.net)) for r in by_party_and_year(RUN)] == [
        ("bank", 2026, 30, 100, -70),
        ("bank", 2027, 80, 0, 80),
        ("maker", 2026, 100, 50, 50),
        ("maker", 2027, 0, 80, -80),
        ("owner", 2026, 20, 0, 20),
    ]


def test_by_party_and_period_on_the_day_it_falls_due() -> None:
    assert [(r.party, [int(x) for x in r.net], int(r.late)) for r in by_party_and_period(RUN)] == [
        ("bank", [-100, 30], 80),
        ("maker", [90, -40], -80),
        ("owner", [10, 10], 0),
    ]


def test_by_clause_and_year() -> None:
    assert [(r.clause, r.payer, r.payee, r.year, int(r.amount)) for r in by_clause_and_year(RUN)] == [
        ("loan", "bank", "maker", 2026, 100),
        ("loan", "maker", "bank", 2026, 30),
        ("loan", "maker", "bank", 2027, 80),
        ("rent", "maker", "owner", 2026, 20),
    ]


def flows(*amounts: int) -> list[CashFlow]:
    return [CashFlow(date(2026, 1, i), Fraction(amount)) for i, amount in enumerate(amounts, start=1)]


@pytest.mark.parametrize(
    ("given_flows", "peak", "back"),
    [
        (flows(), (0, None), None),
        (flows(5, -3), (0, None), None),
        (flows(-5, 3), (5, 1), None),
        (flows(-5, 5), (5, 1), 2),
        (flows(-5, -3, 9), (8, 2), 3),
        (flows(-5, 9, -9, 6), (5, 1), 4),
        (flows(-5, 9, -9), (5, 1), None),
        (flows(2, -5, 3, 1), (3, 2), 3),
        ([*flows(-5), *flows(5)], (0, None), None),
    ],
)
def test_funding_and_payback(given_flows: list[CashFlow], peak: tuple[int, int | None], back: int | None) -> None:
    amount, on = peak
    assert peak_funding(given_flows) == PeakFunding(Fraction(amount), None if on is None else date(2026, 1, on))
    assert payback(given_flows) == (None if back is None else date(2026, 1, back))


def unconserved(rows: tuple[PartyPeriod, ...]) -> list[int]:
    """The periods in which the parties' net cash does not sum to zero; -1 is after the last one."""
    count = len(rows[0].net) if rows else 0
    sums = {-1: sum(row.late for row in rows)} | {i: sum(row.net[i] for row in rows) for i in range(count)}
    return [number for number, total in sums.items() if total != 0]


def test_money_created_or_lost_is_noticed() -> None:
    bank, maker, owner = by_party_and_period(RUN)
    assert unconserved((bank, maker, owner)) == []
    assert unconserved((bank, maker)) == [0, 1]
    assert unconserved((replace(bank, late=Fraction(81)), maker, owner)) == [-1]
    assert unconserved((bank, maker, replace(owner, net=(Fraction(10), Fraction(9))))) == [1]


@settings(max_examples=60, deadline=None)
@given(programs())
def test_over_all_parties_every_sum_is_nothing(program: Program) -> None:
    done = run_program(program, central(program))
    assert unconserved(by_party_and_period(done)) == []
    years = by_party_and_year(done)
    for year in {row.year for row in years}:
        assert sum(row.net for row in years if row.year == year) == 0
    assert sum(row.amount for row in by_clause_and_year(done)) == sum(row.received for row in years)
    for party in parties(done):
        assert sum(flow.amount for flow in cash_flows(done, party)) == sum(r.net for r in years if r.party == party)


@given(st.lists(st.integers(-20, 20), max_size=8))
def test_after_payback_nobody_is_out_of_pocket(some: list[int]) -> None:
    given_flows = flows(*some)
    back = payback(given_flows)
    cumulative = {f.on: sum(g.amount for g in given_flows if g.on <= f.on) for f in given_flows}
    if back is not None:
        assert all(total >= 0 for day, total in cumulative.items() if day >= back)
        assert peak_funding(given_flows).amount == -min(cumulative.values()) > 0
