"""The moments at which what a company's equity sentences say takes effect."""

from msgspec import Struct

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes.equity_plan import Plan
from termwise.lower.passes.exercising import exercise_day
from termwise.lower.passes.in_force import is_in_force_on
from termwise.lower.passes.trading import due_day
from termwise.model.entitlement import PutOrCall
from termwise.model.sentence import (
    ByThen,
    Conversion,
    Investment,
    Issue,
    Once,
    OptionPool,
    Schedule,
    When,
    Within,
)
from termwise.model.text.schedules import schedule_text

Equity = Issue | Investment | Conversion | OptionPool | PutOrCall


class Step(Struct, frozen=True):
    """One wording of an equity sentence and its day; it takes effect in the periods in which `falls` holds."""

    term: Term
    sentence: Equity
    day: Value
    falls: Value


def steps_of(lo: Lowers, plan: Plan) -> list[Step]:
    """Every step of a company, in order; those that happen in a round come by `within_round` instead."""
    found: list[Step] = []
    for clause, version in plan.steps:
        try:
            found += [
                step
                for term in lo.terms(clause)
                if term.version is version and (step := _step(lo, term)) is not None and _round(step.sentence) is None
            ]
        except NotLoweredError as missing:
            lo.leave_out(clause, f"its shares: {missing}")
    return found


def followed(lo: Lowers, clause: str) -> tuple[Term, ...]:
    """The wordings of a clause; none where they cannot be followed, which is said where it is in force."""
    try:
        return lo.terms(clause)
    except NotLoweredError:
        return ()


def within_round(lo: Lowers, plan: Plan, of: Step) -> list[Step]:
    """The conversions and pools that happen in a round, on its day where they are in force then."""
    found: list[Step] = []
    for clause, version in plan.steps:
        sentence = version.clause.sentence
        if isinstance(sentence, Conversion | OptionPool) and sentence.round == of.term.clause:
            for term in followed(lo, clause):
                if term.version is version and isinstance(term.sentence, Conversion | OptionPool):
                    falls = lo.builder.both(of.falls, is_in_force_on(lo, term, of.day))
                    found.append(Step(term, term.sentence, of.day, falls))
    return found


def rounds_missing(plan: Plan) -> list[tuple[str, str]]:
    """The conversions and pools whose round is no clause by which somebody invests at a price, and what they name."""
    rounds = {clause for clause, version in plan.steps if isinstance(version.clause.sentence, Investment)}
    named = [(clause, _round(v.clause.sentence)) for clause, v in plan.steps if isinstance(v.clause.sentence, Equity)]
    return [(clause, name) for clause, name in named if name is not None and name not in rounds]


def together(steps: list[Step]) -> list[list[Step]]:
    """The steps in order, conversions whose texts name the same moment as one group."""
    groups: list[list[Step]] = []
    of_moment: dict[str | Value, list[Step]] = {}
    for step in steps:
        match step.sentence:
            case Conversion(schedule=schedule):
                moment = step.day if schedule is None or step.term.waits else schedule_text(schedule)
                if moment in of_moment:
                    of_moment[moment].append(step)
                    continue
                of_moment[moment] = [step]
                groups.append(of_moment[moment])
            case _:
                groups.append([step])
    return groups


def _round(sentence: Equity) -> str | None:
    return sentence.round if isinstance(sentence, Conversion | OptionPool) else None


def _step(lo: Lowers, term: Term) -> Step | None:
    b = lo.builder
    with lo.saying(term.clause, "the day it takes effect", term.version.amendment):
        match term.sentence:
            case Issue(on=moment) | OptionPool(on=moment):
                day = term.said if moment is None else lo.moment(moment, f"{term.tag}: {_verb(term.sentence)}")
            case Conversion(schedule=schedule):
                day = _day(lo, term, schedule)
            case Investment(schedule=schedule, price=price) if price is not None:
                day = _day(lo, term, schedule)
            case PutOrCall() as option:
                day = exercise_day(lo, term, option)
            case _:
                return None
        return Step(term, term.sentence, day, b.both(b.falls_in_period(day), is_in_force_on(lo, term, day)))


def _verb(sentence: Issue | OptionPool) -> str:
    return "issued" if isinstance(sentence, Issue) else "reserved"


def _day(lo: Lowers, term: Term, schedule: Schedule | None) -> Value:
    match schedule:
        case None:
            return term.said
        case Once() | ByThen() | Within() | When():
            return due_day(lo, term, schedule)
        case _:
            raise NotLoweredError("shares again and again are not followed")
