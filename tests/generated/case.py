"""A random deal read, seen, lowered and run on one course: what the laws look at."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

from msgspec import Struct

from termwise.engine.reference import run
from termwise.engine.run import Run
from termwise.ir.program import Program
from termwise.lower.from_agreement import lower
from termwise.model.deal import Deal
from termwise.view.agreement import Agreement
from termwise.view.fold import consolidate
from tests.generated.courses import course_of
from tests.generated.deals import Sketch, deal_of, text_of, view_of


class Case(Struct, frozen=True):
    """One deal on one course."""

    text: str
    deal: Deal
    agreement: Agreement
    program: Program
    done: Run

    def by_clause_and_period(self) -> dict[tuple[str, int], Fraction]:
        """What moved under each clause in each period, whoever paid it."""
        found: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
        for entry in self.done.entries:
            found[entry.clause, entry.period] += entry.amount
        return found

    def year_of(self, period: int) -> int:
        """The calendar year in which a period begins."""
        return date.fromordinal(self.program.periods[period].start).year


def case_of(sketch: Sketch, course: int) -> Case:
    """The deal of a sketch on a course drawn from a number."""
    text = text_of(sketch)
    deal = deal_of(text)
    agreement = consolidate(deal, view_of(sketch, deal))
    program = lower(agreement)
    return Case(text, deal, agreement, program, run(program, course_of(program, course)))


Row = tuple[int, str, str, str, Fraction, int, str]


def ledger(done: Run, before: int | None = None) -> list[Row]:
    """The entries (of the periods before one) as plain rows, sorted."""
    return sorted(
        (e.period, e.clause, e.payer, e.payee, e.amount, e.on, e.kind)
        for e in done.entries
        if before is None or e.period < before
    )


def outcomes(done: Run, before: int | None = None) -> tuple[object, ...]:
    """Ledger, units and outputs as plain values."""
    units = [(u.period, u.company, u.holder, u.share_class, u.amount) for u in done.units]
    outputs = [(m.name, m.values[:before]) for m in done.outputs]
    return ledger(done, before), sorted(u for u in units if before is None or u[0] < before), sorted(outputs)
