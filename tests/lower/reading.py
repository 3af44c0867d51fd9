"""Small deals as text, lowered and run on their central course; the ledger as plain rows."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

from termwise.base.diagnostic import has_errors
from termwise.base.source import SourceText
from termwise.elaborate.deal import elaborate
from termwise.engine.course import central
from termwise.engine.reference import run
from termwise.engine.run import Run
from termwise.ir.program import Program
from termwise.ir.well_formed import faults
from termwise.lower.from_agreement import lower
from termwise.model.deal import Deal
from termwise.model.declaration import Given
from termwise.syntax.parser import parse
from termwise.view.fold import consolidate
from termwise.view.view import View

HEAD = """deal "A deal"
    currency USD
    period 2025-01-01 through 2028-12-31, {grid}
    today 2024-12-31

party a "A Ltd", company
party b "B Ltd", company
party c "C Ltd", company
party court "Court", court

asset compute
asset compute.chips
asset cloud of b

event ipo by b
    likely 60%, between 2026 and 2030
event strike by court
event done by a
    on 2024-06-30

driver sales in USD per year
    known 2025 365m, 2026 730m, 2027 365m, 2028 366m
driver worth in USD
    known 2024-12-01 100m, 2025-06-15 200m, 2026-03-01 400m
"""


def deal_of(text: str, grid: str = "monthly", head: str = HEAD) -> Deal:
    """The deal of these lines after the usual declarations; it must be without faults."""
    parsed = parse(SourceText("test.deal", head.replace("{grid}", grid) + "\n" + text))
    elaborated = elaborate((parsed.tree,))
    found = (*parsed.diagnostics, *elaborated.diagnostics)
    assert not has_errors(found), [(d.code, d.message, str(d.span)) for d in found]
    assert elaborated.deal is not None
    return elaborated.deal


def view_of(known_by: str = "2028-12-31", scenario: str | None = None, **pins: str | None) -> View:
    """A view from the deal's end unless said; `ipo="2026-01-01"` and `ipo=None` pin events."""
    given = tuple(Given(event, None if day is None else date.fromisoformat(day)) for event, day in pins.items())
    return View(date.fromisoformat(known_by), "binding", scenario, given)


def program_of(text: str, grid: str = "monthly", **view: str | None) -> Program:
    """The program of a small deal; it must be well formed."""
    deal = deal_of(text, grid)
    program = lower(consolidate(deal, view_of(**view)))  # type: ignore[arg-type]
    assert faults(program) == ()
    return program


def run_of(text: str, grid: str = "monthly", **view: str | None) -> Run:
    """A small deal on its central course."""
    program = program_of(text, grid, **view)
    return run(program, central(program))


Row = tuple[str, str, str, str, Fraction]


def ledger(found: Run) -> list[Row]:
    """Day due, clause, payer, payee, amount of every entry that is not zero, in order of day."""
    rows = [
        (date.fromordinal(e.on).isoformat(), e.clause, e.payer, e.payee, e.amount) for e in found.entries if e.amount
    ]
    return sorted(rows)


def paid(text: str, clause: str = "x", grid: str = "monthly", **view: str | None) -> dict[str, Fraction]:
    """What falls due under a clause, by day; a make-up counts against."""
    total: dict[str, Fraction] = defaultdict(Fraction)
    for entry in run_of(text, grid, **view).entries:
        if entry.clause == clause and entry.amount:
            sign = -1 if entry.kind == "make-up" else 1
            total[date.fromordinal(entry.on).isoformat()] += sign * entry.amount
    return dict(sorted(total.items()))


def by_year(amounts: dict[str, Fraction]) -> dict[str, Fraction]:
    """Amounts by the year they fall due in."""
    total: dict[str, Fraction] = defaultdict(Fraction)
    for day, amount in amounts.items():
        total[day[:4]] += amount
    return dict(total)
