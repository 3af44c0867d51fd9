"""Laws of money on random small deals, each with a planted fault that it must catch."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.engine.course import central
from termwise.engine.reference import run
from termwise.ir.program import Value
from termwise.ir.well_formed import faults
from termwise.lower.asking import Lowers, Term
from termwise.lower.from_agreement import lower
from termwise.lower.passes import accruing, payments, settling, tiers
from termwise.model.clause import Tiers
from termwise.view.fold import consolidate
from termwise.view.view import View
from tests.lower.reading import HEAD, by_year, deal_of, view_of
from tests.rights.random_deals import later_days, scene_of
from tests.searching import examples

M = 10**6
SALES = "    known 2025 365m, 2026 730m, 2027 365m, 2028 366m\n"

TIERS = "    tiers reset yearly\n        from 0: 5%\n        from 100m: 10%\n        from 400m: 20%\n"

schedules = st.sampled_from(["monthly", "quarterly", "yearly"])
starts = st.sampled_from(["", "    from 2025-03-15\n", "    from ipo\n"])
ends = st.sampled_from(["", "    until 2027-10-10\n", "    until ipo\n", "    through 2026\n"])
bounds = st.lists(
    st.sampled_from(
        [
            "    cap 20m per year\n    cap 90m in total\n",
            "    floor 4m\n",
            "    minimum 30m per year, trued up yearly\n",
            "    deducts 50m per year\n",
            TIERS,
        ]
    ),
    unique=True,
    max_size=4,
)
flows = st.lists(st.integers(0, 900), min_size=4, max_size=4)
quick = examples(15)


@st.composite
def clauses(draw: st.DrawFn) -> str:
    """A share of sales with any monotone terms."""
    lines = [draw(starts), draw(ends), *draw(bounds)]
    return f"clause x\n    a pays b 10% of sales {draw(schedules)}\n" + "".join(lines)


def amounts(text: str, sales: Iterable[int] = (365, 730, 365, 366)) -> dict[str, Fraction]:
    """What x pays by day when sales are so many millions a year and the initial offering comes in 2026."""
    known = ", ".join(f"{2025 + place} {millions}m" for place, millions in enumerate(sales))
    deal = deal_of(text, "quarterly", HEAD.replace(SALES, f"    known {known}\n"))
    program = lower(consolidate(deal, view_of(ipo="2026-05-05")))
    assert faults(program) == ()
    found: dict[str, Fraction] = {}
    for entry in run(program, central(program)).entries:
        if entry.clause == "x":
            assert entry.amount > 0
            day = date.fromordinal(entry.on).isoformat()
            found[day] = found.get(day, Fraction(0)) + entry.amount
    return found


# -- caps ----------------------------------------------------------------------------------------------


def caps_hold(text: str, sales: Iterable[int]) -> None:
    """No year above 20m, no total above 90m."""
    found = amounts(text, sales)
    assert all(amount <= 20 * M for amount in by_year(found).values())
    assert sum(found.values()) <= 90 * M


CAPPED = "    cap 20m per year\n    cap 90m in total\n"


@quick
@given(clauses(), flows)
def test_caps_are_never_exceeded(text: str, sales: list[int]) -> None:
    caps_hold(text if CAPPED in text else text + CAPPED, sales)


def test_a_cap_that_forgets_what_was_paid_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def forget(_lo: Lowers, _term: Term, _owed: Value) -> None:
        """A fault: nothing is counted."""

    monkeypatch.setattr(settling, "count", forget)
    with pytest.raises(AssertionError):
        caps_hold("clause x\n    a pays b 10% of sales quarterly\n" + CAPPED, (900, 900, 900, 900))


# -- more revenue --------------------------------------------------------------------------------------


def more_never_pays_less(text: str, sales: list[int], more: list[int]) -> None:
    """Up to every day at least as much has been paid when every year's sales are at least as large."""
    less_sold = amounts(text, sales)
    more_sold = amounts(text, [one + other for one, other in zip(sales, more, strict=True)])
    total = Fraction(0)
    for day in sorted({*less_sold, *more_sold}):
        total += more_sold.get(day, Fraction(0)) - less_sold.get(day, Fraction(0))
        assert total >= 0


@quick
@given(clauses(), flows, flows)
def test_more_revenue_never_pays_less(text: str, sales: list[int], more: list[int]) -> None:
    more_never_pays_less(text, sales, more)


def test_tiers_that_forget_the_rows_passed_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiers, "marginal", _forgetting)
    rows = "    tiers reset yearly\n        from 0: 10%\n        from 100m: 20%\n"
    with pytest.raises(AssertionError):
        more_never_pays_less(f"clause x\n    a pays b 10% of sales yearly\n{rows}", [99] * 4, [2] * 4)


def _forgetting(lo: Lowers, term: Term, of: Tiers, base: Value) -> Value:
    """A fault: once a row is passed, it no longer counts."""
    b = lo.builder
    low = lo.parameter(f"{term.tag}: tier 2 from", of.rows[1].above)
    rate = lo.number(of.rows[1].rate, f"{term.tag}: tier 2 rate")
    first = lo.number(of.rows[0].rate, f"{term.tag}: tier 1 rate")
    above = b.multiply(rate, b.subtract(base, low))
    return b.select(b.less(base, low), b.multiply(first, base), above)


# -- zero days -----------------------------------------------------------------------------------------


def nothing_is_paid(text: str) -> None:
    """A clause that is never in force pays nothing, its floor and its minimum included."""
    assert amounts(text) == {}


@quick
@given(schedules, bounds, st.sampled_from(["    while not done\n", "    until 2025-01-01\n", "    from 2029-01-01\n"]))
def test_zero_days_in_force_pay_nothing(schedule: str, lines: list[str], never: str) -> None:
    nothing_is_paid(f"clause x\n    a pays b 10% of sales {schedule}\n{''.join(lines)}{never}")


def test_an_amount_that_ignores_the_days_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def always(lo: Lowers, _term: Term, _unit: str) -> Value:
        """A fault: every day counts."""
        return lo.builder.number(1)

    monkeypatch.setattr(payments, "part_in_force", always)
    with pytest.raises(AssertionError):
        nothing_is_paid("clause x\n    a pays b 10% of sales yearly\n    while not done\n")


# -- amendments that change nothing --------------------------------------------------------------------


def words_change_no_money(text: str) -> None:
    """An amendment in the middle of a period that adds words to a clause leaves every amount as it was."""
    amendment = 'amendment words signed 2026-05-20, binding\n    change x\n        says "as before"\n'
    assert amounts(text + amendment) == amounts(text)


@quick
@given(clauses())
def test_an_amendment_without_change_changes_nothing(text: str) -> None:
    words_change_no_money(text)


def test_wordings_settled_each_on_their_own_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    together: Callable[[Lowers, list[accruing.Accrual]], None] = accruing.settle_together

    def apart(lo: Lowers, accruals: list[accruing.Accrual]) -> None:
        for one in accruals:
            together(lo, [one])

    monkeypatch.setattr("termwise.lower.from_agreement.settle_together", apart)
    with pytest.raises(AssertionError):
        words_change_no_money(f"clause x\n    a pays b 10% of sales yearly\n    floor 100m\n{TIERS}")


# -- any deal ------------------------------------------------------------------------------------------


@examples(40)
@given(st.integers(0, 10**6), later_days)
def test_every_deal_becomes_a_well_formed_program(number: int, known_by: date) -> None:
    """Random amended deals of rights: each runs, and every clause has its days in force or a reason."""
    deal, _, _ = scene_of(number)
    agreement = consolidate(deal, View(known_by))
    program = lower(agreement)
    assert faults(program) == ()
    found = run(program, central(program))
    followed = {measured.name.removeprefix("in_force:") for measured in found.outputs} | {
        n for n, _ in program.left_out
    }
    assert {history.name for history in agreement.clauses} <= followed
