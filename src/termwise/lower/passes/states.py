"""What can be said of a clause on the last day of a period, where the days decide it."""

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes import moments
from termwise.lower.passes.in_force import is_in_force_on, is_suspended_on
from termwise.model.expression import ClauseState
from termwise.model.moment import OnBreach
from termwise.model.sentence import Power
from termwise.standing.power_states import all_exercises


def state_of(lo: Lowers, clause: str, state: ClauseState) -> Value:
    """Whether a clause is in a state on the last day. Raises `NotLoweredError` for a state that days do not decide."""
    b, last = lo.builder, lo.last_day()
    match state:
        case "violated":
            return b.at_most(lo.moment(OnBreach(clause), clause), last)
        case "exercised":
            return b.at_most(_exercised(lo, clause), last)
        case "in force":
            return b.any_of([is_in_force_on(lo, term, last) for term in lo.terms(clause)])
        case "suspended":
            return b.any_of([b.both(_lasts(lo, term), is_suspended_on(lo, term, last)) for term in lo.terms(clause)])
        case "ended":
            return b.all_of([b.at_most(term.end, last) for term in lo.terms(clause)])
        case "in effect" if _is_power(lo, clause):
            alive = b.any_of([is_in_force_on(lo, term, last) for term in lo.terms(clause)])
            return b.both(alive, b.less(last, _exercised(lo, clause)))
        case _:
            raise NotLoweredError(f"`{clause} is {state}` is not followed as a condition")


def _lasts(lo: Lowers, term: Term) -> Value:
    b, last = lo.builder, lo.last_day()
    return b.both(b.at_most(term.start, last), b.less(last, term.end))


def _is_power(lo: Lowers, clause: str) -> bool:
    return any(isinstance(term.sentence, Power) and term.sentence.not_before is None for term in lo.terms(clause))


def _exercised(lo: Lowers, clause: str) -> Value:
    """The first day on which a power is used, by a record, a scenario or its policy."""
    known = [exercise.day for exercise in all_exercises(lo.facts, clause)]
    certain = [day.earliest for day in known if day.earliest is not None and day.earliest == day.latest]
    days = [moments.given(lo, f"{clause}: used on {day}", day) for day in certain]
    return lo.builder.earliest([*days, *(use.day for use in lo.uses(clause))])
