"""Outputs of a measured program against the same figures summed up from its ledger, exactly."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.engine.course import central
from termwise.engine.reference import run as run_program
from termwise.engine.run import Run
from termwise.ir.builder import Builder
from termwise.ir.program import NEVER, CalendarShift, Movement, NumberParameter, Origin, Program, Uncertain
from termwise.ir.well_formed import faults
from termwise.lower.from_agreement import lower
from termwise.measure.cash import by_clause_and_year, by_party_and_period, cash_flows, payback, peak_funding
from termwise.measure.cash_flow import CashFlow
from termwise.measure.outputs.asked import ALL, Asked, asked_of
from termwise.measure.outputs.measured import measured
from termwise.measure.outputs.trade import TRADE, window
from termwise.measure.present_value import ImpossibleRateError, discount_factor, discount_factors, present_value
from termwise.measure.undisclosed import outputs_rest_on
from termwise.view.fold import consolidate
from tests.generated.deals import Sketch, sketch_of, sketches
from tests.generated.deals import program_of as deal_program
from tests.ir.random_programs import FIRST, PARTIES, programs
from tests.ir.samples import certain, day, months, uncertain
from tests.lower.reading import HEAD, deal_of, program_of, view_of

RATE = Fraction(7, 100)
DEAL = """
clause fee "Fee"
    a pays b 5% of sales quarterly
    due within 45 days
    cap 20m per year
clause back "Money back"
    b pays a 30m within 40 days of ipo
clause chips "Chips"
    a buys compute.chips from c, 12m per year monthly
    until 2027-07-01
clause ticket "Ticket"
    c pays a 2m yearly in advance
"""


def last(done: Run, name: str) -> Fraction | int | bool:
    return done.output(name).values[-1]


def held_to_ledger(program: Program, worth_on: int) -> Run:
    """Runs a measured program and holds every figure to the ledger of the program as it was."""
    parties = tuple(dict.fromkeys(p for e in program.effects if isinstance(e, Movement) for p in (e.payer, e.payee)))
    rates = tuple((party, certain(f"{party}: discounts at", RATE)) for party in parties)
    more = measured(program, Asked(parties, worth_on, rates))
    assert faults(more) == ()
    before, done = run_program(program, central(program)), run_program(more, central(more))
    assert [(e.clause, e.on, e.amount) for e in done.entries] == [(e.clause, e.on, e.amount) for e in before.entries]
    by_period = {row.party: row for row in by_party_and_period(before)}
    for party in parties:
        row = by_period.get(party)
        net = (Fraction(0),) * len(program.periods) if row is None else row.net
        assert done.output(f"cash:{party}").values == net
        assert last(done, f"cash so far:{party}") == sum(net)
        assert last(done, f"cash late:{party}") == (0 if row is None else row.late)
        assert last(done, f"received:{party}") == sum(e.amount for e in before.entries if e.payee == party)
        assert last(done, f"spent:{party}") == sum(e.amount for e in before.entries if e.payer == party)
        flows = cash_flows(before, party)
        later = [flow for flow in flows if flow.on.toordinal() > worth_on]
        worth = present_value(later, RATE, date.fromordinal(worth_on))
        size = max(abs(worth), Fraction(1))
        assert abs(Fraction(last(done, f"worth:{party}")) - worth) <= Fraction(1, 10**30) * size
        ends = [date.fromordinal(period.end - 1) for period in program.periods]
        at_ends = [CashFlow(day, amount) for day, amount in zip(ends, net, strict=True)]
        peak = peak_funding(at_ends)
        assert last(done, f"most out:{party}") == peak.amount
        assert last(done, f"most out on:{party}") == (NEVER if peak.on is None else peak.on.toordinal())
        back = payback(at_ends)
        assert last(done, f"back on:{party}") == (NEVER if back is None else back.toordinal())
    _clauses_hold(program, before, done)
    return done


def _clauses_hold(program: Program, before: Run, done: Run) -> None:
    moved: defaultdict[tuple[str, str, str], Fraction] = defaultdict(Fraction)
    for row in by_clause_and_year(before):
        moved[row.clause, row.payer, row.payee] += row.amount
    named = {(e.clause, e.payer, e.payee) for e in program.effects if isinstance(e, Movement)}
    signed: defaultdict[tuple[str, str, str], Fraction] = defaultdict(Fraction)
    for clause, payer, payee in named:
        value = Fraction(last(done, f"paid in all:{clause}:{payer}:{payee}"))
        signed[clause, payer, payee] += value
        signed[clause, payee, payer] -= value
    for key in {*signed, *moved}:
        clause, payer, payee = key
        assert signed[key] == moved[key] - moved[clause, payee, payer]


@settings(max_examples=80, deadline=None)
@given(programs(), st.integers(-20, 90))
def test_random_programs_measure_what_their_ledger_says(program: Program, ahead: int) -> None:
    held_to_ledger(program, FIRST + ahead)


@st.composite
def late_programs(draw: st.DrawFn) -> Program:
    """Movements that fall due some periods later, on days that hang on the period, an event, or both."""
    starts = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01"]
    write = Builder("late", "USD", months(*starts))
    first = day("2025-12-01")
    for number in range(draw(st.integers(1, 5))):
        days = draw(st.integers(0, 70))
        shift = CalendarShift(f"{days} days after", first, tuple(range(first + days, first + days + 400)))
        given_day = write.given_day(f"given {number}", draw(st.integers(day("2026-01-01"), day("2026-05-31"))))
        falls = write.falls_in_period(given_day)
        amount = write.number(draw(st.integers(-9, 9)))
        payer, payee = draw(st.permutations(PARTIES))[:2]
        match draw(st.integers(0, 3)):
            case 0:
                on = write.shift(shift, write.period_start())
            case 1:
                on, amount = write.shift(shift, given_day), write.when(falls, amount)
            case 2:
                capped = write.minimum(write.positive_part(amount), write.positive_part(write.number(3)))
                on, amount = given_day, write.when(falls, capped)
            case _:
                on = write.select(falls, given_day, write.shift(shift, write.period_start()))
        write.effect(Movement(f"clause_{number}", payer, payee, amount, on, "payment"))
    return write.program()


@settings(max_examples=80, deadline=None)
@given(late_programs(), st.integers(-20, 300))
def test_money_that_falls_due_later_is_followed_to_its_day(program: Program, ahead: int) -> None:
    held_to_ledger(program, FIRST + ahead)


@pytest.mark.parametrize("grid", ["monthly", "quarterly", "yearly"])
@pytest.mark.parametrize("ipo", [None, "2025-06-20", "2028-12-10"])
def test_a_deal_measures_what_its_ledger_says(grid: str, ipo: str | None) -> None:
    program = program_of(DEAL, grid, ipo=ipo)
    done = held_to_ledger(program, day("2025-12-31"))
    assert last(done, "event:ipo") == (NEVER if ipo is None else day(ipo))
    assert done.output("driver:sales").values == done.draws.series[0]
    assert last(done, "happened:ipo") is (ipo is not None)


def test_concentration_is_that_of_the_last_twelve_months() -> None:
    program = program_of(DEAL, ipo="2026-01-01")
    done = held_to_ledger(program, day("2025-12-31"))
    months_back = window(program.periods)
    assert months_back == 12
    for number in (0, 5, 11, 30, 47):
        paid: defaultdict[str, Fraction] = defaultdict(Fraction)
        for entry in done.entries:
            if entry.payer == "a" and entry.kind in TRADE and number - months_back < entry.period <= number:
                paid[entry.payee] += entry.amount
        total = sum(paid.values())
        assert done.output("suppliers:a").values[number] == sum((p / total) ** 2 for p in paid.values())
        assert done.output("largest supplier:a").values[number] == max(paid.values()) / total
    assert last(done, "customers:c") == 0
    assert done.output("customers:c").values[0] == 1


@pytest.mark.parametrize(("ends", "periods"), [(["2026-02-01"], 12), (["2027-01-01"], 1), (["2026-04-01"], 4)])
def test_twelve_months_are_as_many_periods_as_the_grid_says(ends: list[str], periods: int) -> None:
    assert window(months("2026-01-01", *ends)) == periods


def test_an_uncertain_rate_discounts_on_every_path() -> None:
    program = program_of(DEAL, ipo=None)
    unsure = uncertain("b: discounts at", Uncertain("uniform", Fraction(5, 100), Fraction(9, 100)))
    more = measured(program, Asked(("b",), day("2025-12-31"), (("b", unsure),), ("worth",)))
    certainly = measured(program, Asked(("b",), day("2025-12-31"), (("b", certain("r", RATE)),), ("worth",)))
    assert faults(more) == ()
    one, other = (last(run_program(p, central(p)), "worth:b") for p in (more, certainly))
    assert one == pytest.approx(other, rel=1e-30)


def test_who_is_asked_about_and_at_which_rates_comes_from_the_deal() -> None:
    head = HEAD.replace('party b "B Ltd", company', 'party b "B Ltd", company\n    discounts at 8%')
    agreement = consolidate(deal_of(DEAL, head=head), view_of("2026-06-30"))
    program = lower(agreement)
    asked = asked_of(agreement, program)
    assert asked.parties == ("a", "b", "c")
    assert [(party, rate.certain) for party, rate in asked.rates] == [("b", Fraction(8, 100))]
    assert (asked.worth_on, asked.figures) == (day("2026-06-30"), ALL)
    assert faults(measured(program, asked)) == ()


def test_a_rate_that_leaves_nothing_is_refused() -> None:
    program = program_of(DEAL, ipo=None)
    with pytest.raises(ImpossibleRateError, match="nothing can be discounted at -100% per year"):
        measured(program, Asked(("b",), day("2025-12-31"), (("b", certain("r", -1)),), ("worth",)))


def test_factors_by_day_are_those_of_the_present_value() -> None:
    start = date(2026, 1, 1)
    for ahead, factor in enumerate(discount_factors(RATE, 800), start=1):
        same = discount_factor(RATE, start, date.fromordinal(start.toordinal() + ahead))
        assert abs(factor - same) <= Fraction(1, 10**39)


def test_a_ledger_that_lost_money_is_noticed() -> None:
    """A planted fault: a measured program whose late money is forgotten does not hold to its ledger."""
    write = Builder("late", "USD", months("2026-01-01", "2026-02-01"))
    write.effect(Movement("x", "anna", "ben", write.number(5), write.period_end(), "payment"))
    program = write.program()
    held_to_ledger(program, FIRST)
    more = measured(program, Asked(("ben",), FIRST, (), ("cash",)))
    done = run_program(more, central(more))
    assert (last(done, "cash so far:ben"), last(done, "cash late:ben")) == (0, 5)


def test_a_rate_that_is_not_public_marks_the_worth() -> None:
    rate = NumberParameter("b: discounts at", RATE, None, True, Origin("b", "rate"))
    rates = (("a", certain("a: discounts at", RATE)), ("b", rate))
    program = measured(program_of(DEAL, ipo=None), Asked(("a", "b"), day("2025-12-31"), rates, ("worth",)))
    assert [table.name for table in program.day_tables] == ["worth to a"]
    resting = outputs_rest_on(program)
    assert (resting["worth:a"], resting["worth:b"]) == ((), ("b: discounts at",))


@settings(max_examples=6, deadline=None)
@given(sketches, st.integers(0, 900))
def test_whole_random_deals_measure_what_their_ledger_says(sketch: Sketch, ahead: int) -> None:
    program = deal_program(sketch)
    held_to_ledger(program, program.periods[0].start + ahead)


@pytest.mark.parametrize("number", [65, 67, 123])
def test_a_driver_that_the_run_decides_is_told_once(number: int) -> None:
    """Deals in which a driver changes at an event with a rule: lowering tells it, measuring must not again."""
    held_to_ledger(deal_program(sketch_of(number)), FIRST)
