"""Warrants: how many of their shares have vested."""

from termwise.ir.program import Output
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes.settling import words
from termwise.model.sentence import Warrant


def lower_warrant(lo: Lowers, term: Term, warrant: Warrant) -> None:
    """The shares vested so far, row by row: each once its condition has held while the warrant is in force."""
    b, vested = lo.builder, []
    for place, row in enumerate(warrant.vesting, start=1):
        try:
            with lo.saying(term.clause, f"row {place}: {words(lo, row.amount)} vest", term.version.amendment):
                amount = lo.number(row.amount, f"{term.tag}: row {place}")
                day = b.latest(lo.since(row.condition, f"{term.tag}: row {place}"), term.start)
                happened = b.both(b.less(day, b.period_end()), b.less(day, term.end))
                vested.append(b.when(happened, amount))
        except NotLoweredError as missing:
            lo.leave_out(term.clause, f"row {place} of its vesting: {missing}")
    if vested:
        with lo.saying(term.clause, "shares vested so far", term.version.amendment):
            b.effect(Output(f"vested:{term.tag}", b.total(vested)))
    lo.leave_out(term.clause, "its exercise: vested shares are counted, not bought")
