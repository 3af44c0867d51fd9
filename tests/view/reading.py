"""Small deals as text, and agreements read from them."""

from collections.abc import Sequence
from datetime import date

from termwise.base.diagnostic import has_errors
from termwise.base.source import SourceText
from termwise.elaborate.deal import elaborate
from termwise.model.amendment import Status
from termwise.model.deal import Deal
from termwise.model.declaration import Given
from termwise.model.expression import Expression
from termwise.model.moment import Moment
from termwise.model.sentence import Once, Payment
from termwise.syntax.parser import parse
from termwise.view.agreement import Agreement
from termwise.view.course import Record
from termwise.view.fold import consolidate
from termwise.view.occurrences import course_of
from termwise.view.view import View

HEAD = """deal "A deal"
    currency USD
    period 2020-01-01 through 2029-12-31
    today 2025-01-01

party a "A Ltd", company
party b "B Ltd", company
party c "C Ltd", company
party court "Court", court

asset models of b
asset compute
asset note of a

body board of b
    seats 5

event signed
event approved by court
event agi by b
event ipo by b
event done by a
    on 2024-06-30
event announced
    on 2025-03-01
    known from 2024-11-01
event late_news
    on 2024-03-01
    known from 2025-02-01

driver sales in USD per year
    known 2023 10m, 2024 20m
    grows 10% per year
driver b_valuation in USD
    known 2024-01-01 100bn, 2024-07-01 200bn
    grows 10% per year
"""


def deal_of(text: str, head: str = HEAD) -> Deal:
    """The deal of these lines after the usual declarations; it must be without faults."""
    parsed = parse(SourceText("test.deal", head + "\n" + text))
    elaborated = elaborate((parsed.tree,))
    faults = (*parsed.diagnostics, *elaborated.diagnostics)
    assert not has_errors(faults), [(d.code, d.message, str(d.span)) for d in faults]
    assert elaborated.deal is not None
    return elaborated.deal


def view_of(deal: Deal, known_by: str | None = None, lowest: Status = "binding", **pins: str | None) -> View:
    """A view; `agi="2026-01-01"` and `agi=None` pin events."""
    given = tuple(Given(event, None if day is None else date.fromisoformat(day)) for event, day in pins.items())
    return View(date.fromisoformat(known_by) if known_by else deal.today, lowest, None, given)


def agreement_of(text: str, known_by: str | None = None, lowest: Status = "binding", **pins: str | None) -> Agreement:
    """The agreement of a small deal under a view."""
    deal = deal_of(text)
    return consolidate(deal, view_of(deal, known_by, lowest, **pins))


def replayed(text: str, records: Sequence[tuple[str, str, str]], **pins: str | None) -> Agreement:
    """The agreement of a small deal in a closed world with these records: (day, kind, clause)."""
    deal = deal_of(text)
    view = view_of(deal, str(deal.end), "binding", **pins)
    acts = [Record(date.fromisoformat(day), kind, clause) for day, kind, clause in records]  # type: ignore[arg-type]
    return consolidate(deal, view, course_of(deal, view, acts, complete=True))


def moment_of(text: str) -> Moment:
    """A moment as the language reads it."""
    sentence = deal_of(f"clause x\n    a pays b 1 on {text}\n").clauses[0].sentence
    assert isinstance(sentence, Payment)
    assert isinstance(sentence.schedule, Once)
    return sentence.schedule.moment


def condition_of(text: str) -> Expression:
    """A condition as the language reads it."""
    condition = deal_of(f"clause x\n    a pays b 1 on 2025-01-01\n    while {text}\n").clauses[0].qualifiers.while_
    assert condition is not None
    return condition
