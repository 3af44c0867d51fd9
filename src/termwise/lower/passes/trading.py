"""Money that moves by a schedule: who pays whom how much, and the day on which what happens once falls due."""

from msgspec import Struct

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, Term
from termwise.lower.passes.moments import shifted
from termwise.lower.passes.pausing import resumed, tolled
from termwise.model.expression import Expression
from termwise.model.moment import On
from termwise.model.sentence import ByThen, Once, Schedule, When, Within


class Trade(Struct, frozen=True):
    """Money from payer to payee: how much, when, of which kind."""

    payer: str
    payee: str
    amount: Expression
    schedule: Schedule | None
    kind: str


def due_day(lo: Lowers, term: Term, schedule: Once | ByThen | Within | When) -> Value:
    """The day on which something that happens once falls due; held back while a condition precedent is open.

    A suspension moves a date and a deadline by its days, and holds back what an event or a condition brings about.
    """
    b, about = lo.builder, f"{term.tag}: due"
    match schedule:
        case Once(On() as moment):
            day = tolled(lo, term, lo.moment(moment, about))
        case Once(moment):
            day = resumed(lo, term, lo.moment(moment, about))
        case ByThen(moment):
            day = tolled(lo, term, lo.moment(moment, about, last=True))
        case Within(length, origin):
            begins = lo.moment(origin, about)
            day = tolled(lo, term, shifted(lo, begins, length), begins)
        case When(condition):
            first = b.latest(lo.since(condition, about), term.said if term.waits else term.first)
            return resumed(lo, term, first)
    return b.latest(day, term.said) if term.waits else day
