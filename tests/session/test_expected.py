"""Expectations share one run of what they ask for: it says what the whole run says, and is never taken for it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from termwise.ir.only import through
from termwise.ir.program import Movement, Program
from termwise.session import Session, expected, load, load_text
from termwise.session.outcomes import Outcome, view_of
from termwise.session.ran import NotRunnableError, Ran, run_agreement
from termwise.view.agreement import Agreement
from termwise.view.view import default_view
from tests.generated.deals import sketch_of, text_of
from tests.session.royalty import ROYALTY
from tests.session.test_running import EXPECTED

EXAMPLES = Path(__file__).parents[2] / "examples"
SHIPPED = ("pharma-licence/pharma-licence", "softbank-openai", "amd-openai-warrant")


def of_whole_runs(session: Session) -> tuple[Outcome, ...]:
    """What comes out where every view has been run as a whole before."""
    for expectation in session.deal.expectations:
        with suppress(NotRunnableError):
            session.run(view_of(expectation, default_view(session.deal)))
    return session.expectations()


def asked_of_everything(number: int) -> str:
    """A random deal that expects something of every clause, party and company, early and late."""
    text = text_of(sketch_of(number))
    deal = load_text(text).deal
    days = (deal.start + timedelta(days=200), deal.start + (deal.end - deal.start) * 3 / 4)
    parties = [party.name for party in deal.parties]
    numbers = [
        *(f"paid({clause.name}) = 1m" for clause in deal.clauses),
        *(f"cash({party}) = 1m" for party in parties),
        *(f"stake({holder}, {company}) = 10%" for holder in parties for company in parties if holder != company),
    ]
    return "\n".join([text, "expect", *(f"    on {day}: {one}" for day in days for one in numbers), ""])


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_deals_come_out_as_of_whole_runs(name: str) -> None:
    path = EXAMPLES / f"{name}.deal"
    assert load(path).expectations() == of_whole_runs(load(path))


@pytest.mark.parametrize("text", [ROYALTY + EXPECTED, *map(asked_of_everything, range(6))])
def test_what_is_asked_comes_out_as_of_whole_runs(text: str) -> None:
    found = load_text(text).expectations()
    assert found == of_whole_runs(load_text(text))
    assert len({one.came_out for one in found}) > 5


def test_the_part_that_was_run_is_not_taken_for_the_whole() -> None:
    session = load_text(ROYALTY + EXPECTED)
    session.expectations()
    assert session.run().entries == load_text(ROYALTY).run().entries


def test_one_view_is_run_once_and_no_further_than_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    programs: list[Program] = []

    def ran(agreement: Agreement, part: Callable[[Program], Program]) -> Ran:
        found = run_agreement(agreement, part)
        programs.append(found.program)
        return found

    monkeypatch.setattr(expected, "run_agreement", ran)
    lines = ["expect", "    on 2026-02-09: paid(advance) = 0", "    on 2026-02-10: paid(advance) = 5m", ""]
    session = load_text("\n".join([ROYALTY, *lines]))
    assert [one.result for one in session.expectations()] == ["passed", "passed"]
    [program] = programs
    assert {one.clause for one in program.effects if isinstance(one, Movement)} == {"advance"}
    assert date.fromordinal(program.periods[-1].start) <= date(2026, 2, 10) < date.fromordinal(program.periods[-1].end)
    assert session.expectations() is session.expectations()
    assert len(programs) == 1


def test_a_period_too_few_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = load_text(ROYALTY + EXPECTED).expectations()

    def too_short(program: Program, day: int) -> Program:
        return through(program, day - 400)

    monkeypatch.setattr(expected, "through", too_short)
    assert load_text(ROYALTY + EXPECTED).expectations() != right
