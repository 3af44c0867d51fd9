"""Whole random deals keep every law of one run; each law catches a fault planted into a case that keeps it."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.engine.reference import run
from termwise.engine.run import Entry, UnitsIssued
from termwise.lower.from_agreement import lower
from termwise.measure import cash
from termwise.view.fold import consolidate
from termwise.view.view import View
from tests.generated import laws
from tests.generated.case import Case, case_of
from tests.generated.courses import course_of
from tests.generated.deals import KINDS, Sketch, deal_of, kind_of, sketch_of, sketches, text_of
from tests.generated.laws import LAWS, Law, breaches
from tests.searching import examples

M = 10**6


@examples(100)
@given(sketches, st.integers(0, 2**31))
def test_every_run_keeps_every_law(sketch: Sketch, course: int) -> None:
    assert breaches(case_of(sketch, course)) == {}


def test_a_sketch_is_one_deal() -> None:
    """The same numbers write the same text, and a text speaks only of what it declares."""
    for number in range(40):
        text = text_of(sketch_of(number))
        assert text == text_of(sketch_of(number))
        deal_of(text)


def test_every_kind_of_clause_is_written_and_most_kinds_of_money_move() -> None:
    kinds = {kind_of(number) for sketch in map(sketch_of, range(200)) for number in sketch.clauses}
    assert kinds == set(KINDS)
    moved = {entry.kind for number in range(120) for entry in case_of(sketch_of(number), number).done.entries}
    assert moved >= {"payment", "purchase", "shortfall", "investment", "distribution", "true-up"}


# -- planted faults ---------------------------------------------------------------------------------------

TEXT = """deal "A kept deal"
    currency USD
    period 2025-01-01 through 2026-12-31, quarterly
    today 2024-12-31
party alpha "Alpha Ltd", company
party beta "Beta Ltd", company
event done by alpha
    on 2024-06-30
driver sales in USD per year
    known 2025 100m, 2026 200m
clause share
    alpha pays beta 10% of sales quarterly
    cap 12m per year
    cap 20m in total
clause idle
    alpha pays beta 1m quarterly
    while not done
clause later
    alpha pays beta 1m on 2026-03-01
    from 2026-02-01
    while paid(share) >= 1m
clause stock
    beta issues alpha 100k shares on 2025-05-05
clause pool
    alpha pays beta cash(beta) * 1% yearly
"""


def case_of_text(text: str) -> Case:
    """A deal of the text above, on its only course."""
    deal = deal_of(text)
    agreement = consolidate(deal, View(deal.end))
    program = lower(agreement)
    return Case(text, deal, agreement, program, run(program, course_of(program, 0)))


GOOD = case_of_text(TEXT)
FIRST = GOOD.done.entries[0]


def with_entries(case: Case, *entries: Entry) -> Case:
    return replace(case, done=replace(case.done, entries=entries))


def and_entry(clause: str, amount: int = M) -> Case:
    extra = replace(FIRST, clause=clause, amount=Fraction(amount))
    return with_entries(GOOD, extra, *GOOD.done.entries)


def and_unit() -> Case:
    extra = UnitsIssued(0, "stock", "beta", "alpha", "ordinary", Fraction(1), 0)
    return replace(GOOD, done=replace(GOOD.done, units=(extra, *GOOD.done.units)))


def without_output(name: str) -> Case:
    kept = tuple(measured for measured in GOOD.done.outputs if measured.name != name)
    return replace(GOOD, done=replace(GOOD.done, outputs=kept))


def unexplained() -> Case:
    return replace(GOOD, program=replace(GOOD.program, left_out=(("share", ""),)))


PLANTED: list[tuple[Law, Callable[[], Case]]] = [
    (laws.program_is_well_formed, lambda: replace(GOOD, program=replace(GOOD.program, effects=()))),
    (laws.every_clause_is_followed_or_named, unexplained),
    (laws.every_clause_is_followed_or_named, lambda: without_output("in_force:share")),
    (laws.totals_are_of_the_ledger, lambda: and_entry("share")),
    (laws.totals_are_of_the_ledger, lambda: with_entries(GOOD, *GOOD.done.entries[1:])),
    (laws.units_are_conserved, and_unit),
    (laws.caps_are_kept, lambda: and_entry("share", 30 * M)),
    (laws.nothing_is_paid_out_of_force, lambda: and_entry("idle")),
    (laws.clauses_move_after_they_begin, lambda: and_entry("later")),
    (laws.entries_are_of_clauses, lambda: and_entry("nobody")),
    (laws.entries_are_of_clauses, lambda: and_entry("share", -1)),
]


def test_the_good_case_keeps_every_law() -> None:
    assert breaches(GOOD) == {}
    assert {entry.clause for entry in GOOD.done.entries} == {"share", "later", "pool"}
    assert GOOD.done.units


@pytest.mark.parametrize(("law", "planted"), PLANTED, ids=[law.__name__ for law, _ in PLANTED])
def test_a_planted_fault_breaks_its_law(law: Law, planted: Callable[[], Case]) -> None:
    assert list(law(planted()))


def test_money_that_nobody_pays_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def received_only(entry: Entry, party: str) -> Fraction:
        """A fault: payments are never taken off."""
        return entry.amount if entry.payee == party else Fraction(0)

    monkeypatch.setattr(cash, "_seen_by", received_only)
    assert list(laws.money_is_conserved(GOOD))


def test_every_law_catches_a_planted_fault() -> None:
    assert {law for law, _ in PLANTED} | {laws.money_is_conserved} == set(LAWS)
