"""Conditions asked of a run, against the same conditions worked out from its ledger, holdings and days."""

from datetime import date
from fractions import Fraction

import pytest

from termwise.elaborate.questions import elaborate_question
from termwise.engine.course import central
from termwise.engine.reference import run as run_program
from termwise.engine.run import Run
from termwise.ir.program import NEVER
from termwise.ir.well_formed import faults
from termwise.lower.faults import NotAskableError
from termwise.lower.from_agreement import lower
from termwise.model.deal import Deal
from termwise.model.expression import Expression
from termwise.syntax.parser import parse_question
from termwise.view.fold import consolidate
from tests.docs.pages import DOCS
from tests.ir.samples import day
from tests.lower.reading import HEAD, deal_of, view_of

HERE = HEAD + 'body board "Board" of a\n    seats 5\n    majority 60%\nbody panel "Panel" of b\n'
DEAL = """
clause fee
    a pays b 10% of sales quarterly
    due within 45 days
clause back
    b pays a 30m within 40 days of ipo
clause chips
    a buys compute.chips from c, 12m per year monthly
    until 2027-07-01
clause held
    b issues a 40%, c 60%
    from 2025-03-15
clause two
    a appoints 2 seats of board
clause three
    c appoints 3 seats of board
    from 2026-05-10
clause all_of_it
    b appoints all seats of panel
clause unknown
    a pays c undisclosed USD yearly
"""


def condition(text: str, deal: Deal) -> Expression:
    line, told = parse_question(text)
    assert line is not None, told
    found, more = elaborate_question(line, deal)
    assert found is not None, more
    return found.proposition


def asked(*texts: str, grid: str = "monthly", **pins: str | None) -> Run:
    deal = deal_of(DEAL, grid, HERE)
    program = lower(consolidate(deal, view_of(**pins)), [condition(text, deal) for text in texts])  # type: ignore[arg-type]
    assert faults(program) == ()
    return run_program(program, central(program))


def one(text: str, grid: str = "monthly", **pins: str | None) -> tuple[list[bool], bool, int]:
    """Its truth in each period, whether it ever held, and since when."""
    done = asked(text, grid=grid, **pins)
    holds, ever, since = (
        next(m.values for m in done.outputs if m.name.startswith(f"{what}:")) for what in ("holds", "ever", "since")
    )
    assert list(ever) == [any(holds[: n + 1]) for n in range(len(holds))]
    return [bool(value) for value in holds], bool(ever[-1]), int(since[-1])


@pytest.mark.parametrize("grid", ["monthly", "quarterly", "yearly"])
@pytest.mark.parametrize("limit", ["-10m", "-40m", "-1bn", "0"])
def test_cash_counts_with_all_that_falls_due_by_the_period_s_end(grid: str, limit: str) -> None:
    text = f"cash(a) < {limit}" if limit == "0" else f"cash(a) < {limit} USD"
    done = asked(text, grid=grid, ipo="2026-02-20")
    number = {"-10m": -10, "-40m": -40, "-1bn": -1000, "0": 0}[limit] * 10**6
    expected = []
    for period in done.program.periods:
        due = [e for e in done.entries if e.on < period.end]
        cash = sum(e.amount for e in due if e.payee == "a") - sum(e.amount for e in due if e.payer == "a")
        expected.append(cash < number)
    holds = next(m.values for m in done.outputs if m.name.startswith("holds:"))
    assert list(holds) == expected
    assert any(expected) == (limit != "-1bn")


def test_what_was_paid_and_bought_counts_likewise() -> None:
    done = asked("paid(fee) >= 36.5m", "purchased(a, compute) >= 1.9m", ipo=None)
    fee, bought = ([bool(v) for v in m.values] for m in done.outputs if m.name.startswith("holds:"))
    paid_by = sorted(e.on for e in done.entries if e.clause == "fee")
    assert fee.index(True) == next(
        n
        for n, p in enumerate(done.program.periods)
        if sum((e.amount for e in done.entries if e.clause == "fee" and e.on < p.end), Fraction(0)) >= 36_500_000
    )
    assert date.fromordinal(paid_by[3]) == date(2026, 2, 14)
    assert fee.index(True) == 13
    assert bought.index(True) == 1


def test_an_event_holds_from_its_very_day() -> None:
    holds, ever, since = one("ipo", ipo="2026-02-20")
    assert (holds.index(True), ever, since) == (13, True, day("2026-02-20"))
    assert one("ipo", ipo=None)[1:] == (False, NEVER)
    assert one("ipo or strike", ipo="2026-02-20", strike="2025-07-07")[2] == day("2025-07-07")
    assert one("ipo < 2026-03-01", ipo="2026-02-20")[1] is True
    assert one("ipo < 2026-02-20", ipo="2026-02-20")[1] is False


def test_stakes_are_those_after_the_period() -> None:
    holds, _, since = one("stake(a, b) >= 25%")
    assert holds.index(True) == 2
    assert since == day("2025-03-31")


def test_drivers_and_clauses_in_force() -> None:
    assert one("worth >= 200m")[0].index(True) == 5
    holds = one("chips is in force")[0]
    assert (holds[0], holds[29], holds[30]) == (True, True, False)
    assert one("chips is not in force")[0] == [not truth for truth in holds]


def test_seats_and_control_follow_the_appointments() -> None:
    assert one("seats(a, board) = 40%")[0] == [True] * 48
    assert one("c controls board")[0].index(True) == 16
    assert one("a does not control board")[1] is True
    assert one("b controls panel")[0] == [True] * 48


@pytest.mark.parametrize(
    ("text", "why", "column"),
    [
        ("a may use cloud and cash(a) < 0", "`a may use cloud` is not followed as a condition", 1),
        ("fee is fulfilled", "`fee is fulfilled` is not followed as a condition", 1),
        ("paid(unknown) > 0", "of `unknown` no money is followed: its amount is not public, and no range", 1),
        ("stake(c, a) > 0%", "nothing says what `c` holds of `a`", 1),
    ],
)
def test_what_a_run_cannot_say_is_told_with_its_place(text: str, why: str, column: int) -> None:
    with pytest.raises(NotAskableError) as told:
        asked("ipo", text)
    (fault,) = told.value.diagnostics
    assert fault.code == "not-simulated"
    assert fault.message.startswith(f"this cannot be asked of a run: {why}")
    assert fault.span is not None
    assert (fault.span.line, fault.span.column) == (1, column)
    assert fault.help is not None
    assert fault.help in (DOCS / "errors" / "not-simulated.md").read_text("utf-8")


def test_every_condition_that_cannot_be_asked_is_told() -> None:
    with pytest.raises(NotAskableError) as told:
        asked("a may use cloud", "ipo", "fee is fulfilled")
    assert len(told.value.diagnostics) == 2


def test_asking_changes_nothing_else() -> None:
    """Neither the ledger nor what clauses read of it; the same words asked twice are asked once."""
    before, after = asked(), asked("cash(a) < 0", "cash(a) < 0", "stake(a, b) > 10%", "paid(fee) > 1m")
    ledgers = [[(e.clause, e.payer, e.on, e.amount) for e in done.entries] for done in (before, after)]
    assert ledgers[0] == ledgers[1]
    names = {m.name for m in before.outputs}
    assert {m.name: m.values for m in after.outputs if m.name in names} == {m.name: m.values for m in before.outputs}
    assert len(after.outputs) == len(before.outputs) + 9
