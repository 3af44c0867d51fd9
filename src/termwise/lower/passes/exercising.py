"""The day on which a put or a call is exercised."""

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes.moments import given
from termwise.lower.passes.powers import first_day
from termwise.model.entitlement import PutOrCall


def exercise_day(lo: Lowers, term: Term, option: PutOrCall) -> Value:
    """The day of its exercise: as recorded or pinned, else the first on which its policy holds while it lasts."""
    recorded = [one for one in lo.facts.records(term.clause) if one.kind == "exercises"]
    if recorded:
        return given(lo, f"{term.tag}: exercised", min(one.day for one in recorded))
    if option.exercised_when is None:
        raise NotLoweredError("nothing says that it is exercised")
    return first_day(lo, term, option.exercised_when, term.start)
