"""Laws of how money is paid, on random small clauses, each with a planted fault that it must catch."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.ir.program import Movement, Value
from termwise.lower.asking import Lowers, Term
from termwise.lower.passes import entering, settling, times
from termwise.lower.passes.pausing import Pauses
from tests.lower.reading import Row, ledger, run_of
from tests.lower.test_laws import clauses
from tests.searching import examples

M = 10**6
quick = examples(12)

HALT = (
    "clause halt\n    b may suspend x\n        suspends x\nclause again\n    b may resume x\n        resumes x\n"
    "scenario stopped\n    b exercises halt on {start}\n    b exercises again on {end}\n"
)
stretches = st.sampled_from(
    [
        ("2025-02-10", "2025-02-11"),
        ("2025-11-15", "2026-02-01"),
        ("2026-01-01", "2027-01-01"),
        ("2026-12-31", "2028-06-30"),
    ]
)


def rows(text: str, scenario: str | None = None) -> list[Row]:
    """The ledger of x when the initial offering comes in 2026."""
    found = run_of(text, "quarterly", scenario=scenario, ipo="2026-05-05")
    return [row for row in ledger(found) if row[1] == "x"]


def in_all(found: Iterable[Row]) -> Fraction:
    return sum((row[4] for row in found), start=Fraction(0))


# -- suspension ------------------------------------------------------------------------------------------


def nothing_moves_while_suspended(text: str, start: str, end: str) -> None:
    """No day of the suspension has a payment; and what is suspended never pays more in all."""
    stopped = rows(text + HALT.format(start=start, end=end), "stopped")
    assert [row for row in stopped if start <= row[0] < end] == []
    if "floor" not in text and "minimum" not in text:
        assert in_all(stopped) <= in_all(rows(text))


@quick
@given(clauses(), stretches)
def test_a_suspended_clause_moves_no_money(text: str, stretch: tuple[str, str]) -> None:
    nothing_moves_while_suspended(text, *stretch)


def test_a_suspension_that_is_overlooked_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def overlooked(_lo: Lowers, _clause: str) -> Pauses:
        """A fault: nothing is ever suspended."""
        return ()

    monkeypatch.setattr(times, "pauses", overlooked)
    with pytest.raises(AssertionError):
        nothing_moves_while_suspended("clause x\n    a pays b 10% of sales quarterly\n", "2026-01-01", "2027-01-01")


# -- rounding ----------------------------------------------------------------------------------------------


def whole_multiples(text: str) -> None:
    """Every amount is a whole multiple of what the clause rounds to."""
    assert all(row[4] % 7 == 0 for row in rows(text))


modes = st.sampled_from(["", " up", " down", " half up", " half even"])


@quick
@given(clauses(), modes)
def test_what_is_rounded_is_a_whole_multiple(text: str, mode: str) -> None:
    """Caps come after rounding, so they are left out."""
    lines = [line for line in text.splitlines(keepends=True) if "cap" not in line]
    whole_multiples("".join(lines) + f"    rounded to 7{mode}\n")


def test_rounding_that_is_forgotten_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgotten(_lo: Lowers, _term: Term, owed: Value) -> Value:
        """A fault: the amount as it is."""
        return owed

    monkeypatch.setattr(settling, "rounded", forgotten)
    with pytest.raises(AssertionError):
        whole_multiples("clause x\n    a pays b 10% of sales quarterly\n    until 2025-02-01\n    rounded to 7\n")


# -- late --------------------------------------------------------------------------------------------------


def late_is_later_and_dearer(text: str) -> None:
    """The same principal, each payment 40 days later, and interest of 40 days on it."""
    late = "    late interest 5% per year\nscenario slow\n    x paid 40 days late\n"
    before, after = rows(text), rows(text + late, "slow")
    extra = in_all(after) - in_all(before)
    assert extra == in_all(before) * Fraction(5, 100) * Fraction(40, 365)
    later = {(date.fromisoformat(row[0]) + timedelta(40)).isoformat() for row in before}
    assert {row[0] for row in after} == later


@quick
@given(clauses())
def test_late_payment_costs_its_interest_and_nothing_else(text: str) -> None:
    late_is_later_and_dearer(text)


def test_interest_that_is_forgotten_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgotten(_lo: Lowers, _term: Term, _due: Movement, _paid_on: Value) -> None:
        """A fault: no interest."""

    monkeypatch.setattr(entering, "_interest", forgotten)
    with pytest.raises(AssertionError):
        late_is_later_and_dearer("clause x\n    a pays b 10% of sales quarterly\n")
