"""Conditions: their truth in a period, and the first day they hold.

Events and what is made of them by `and` and `or` have their days, exact to the day. What compares numbers is
read at the end of each period, and first holds on the last day of the first period in which it does.
Totals of the ledger count there as the period before left them.
"""

from fractions import Fraction

from termwise.ir.program import NEVER, Origin, State, Value
from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.passes.seats import controls
from termwise.lower.passes.states import state_of
from termwise.model.expression import (
    Comparison,
    Connective,
    Controls,
    DateLiteral,
    Expression,
    Not,
    Quantity,
    Ref,
    StateIs,
    Truth,
)
from termwise.model.text import expression_text


def truth(lo: Lowers, expression: Expression, about: str) -> Value:
    """Whether the condition holds at the end of the period."""
    b = lo.builder
    match expression:
        case Truth(value):
            return b.true() if value else b.false()
        case Ref(kind="event", name=name):
            return b.less(lo.event(name), b.period_end())
        case Connective("and", operands):
            return b.all_of([lo.truth(operand, about) for operand in operands])
        case Connective("or", operands):
            return b.any_of([lo.truth(operand, about) for operand in operands])
        case Not(operand):
            return b.opposite(lo.truth(operand, about))
        case Comparison(left=left, right=right):
            return _comparison(lo, expression, _sides(lo, left, right, about), about)
        case StateIs(clause, state, negated):
            held = state_of(lo, clause, state)
            return b.opposite(held) if negated else held
        case Controls(party, body, negated):
            controlled = controls(lo, party, body)
            return b.opposite(controlled) if negated else controlled
        case _:
            raise NotLoweredError(f"`{expression_text(expression)}` is not followed as a condition")


def _sides(lo: Lowers, left: Expression, right: Expression, about: str) -> tuple[Value, Value]:
    one, other = _day(lo, left, about), _day(lo, right, about)
    if one is not None and other is not None:
        return one, other
    return lo.number(left, about), lo.number(right, about)


def _day(lo: Lowers, expression: Expression, about: str) -> Value | None:
    match expression:
        case DateLiteral(moment):
            return lo.moment(moment, about)
        case Ref(kind="event", name=name):
            return lo.event(name)
        case _:
            return None


def _comparison(lo: Lowers, comparison: Comparison, sides: tuple[Value, Value], about: str) -> Value:
    b = lo.builder
    left, right = sides
    match comparison.operator:
        case ">=":
            return b.at_most(right, left)
        case "<=":
            return b.at_most(left, right)
        case ">":
            return b.less(right, left)
        case "<":
            return b.less(left, right)
        case "=" | "!=":
            same = _same(lo, comparison.tolerance, sides, about)
            return same if comparison.operator == "=" else b.opposite(same)


def _same(lo: Lowers, tolerance: Quantity | None, sides: tuple[Value, Value], about: str) -> Value:
    b = lo.builder
    left, right = sides
    if tolerance is None:
        return b.equal(left, right)
    allowed = lo.parameter(f"{about} tolerance", tolerance)
    if tolerance.unit in {"", "%"}:
        allowed = b.multiply(allowed, b.maximum(right, b.subtract(b.number(0), right)))
    apart = b.subtract(left, right)
    return b.at_most(b.maximum(apart, b.subtract(b.number(0), apart)), allowed)


def since(lo: Lowers, expression: Expression, about: str) -> Value:
    """The first day the condition holds: of events their day, of numbers a carried day."""
    day = day_of_events(lo, expression)
    return first_seen(lo, lo.truth(expression, about), f"{about}: first held") if day is None else day


def day_of_events(lo: Lowers, expression: Expression) -> Value | None:
    """The day from which a condition holds that is made of events by `and` and `or`; None of any other."""
    b = lo.builder
    match expression:
        case Ref(kind="event", name=name):
            return lo.event(name)
        case Connective(operator, operands):
            days = [day_of_events(lo, operand) for operand in operands]
            known = [day for day in days if day is not None]
            if len(known) < len(days):
                return None
            return b.latest(known[0], *known[1:]) if operator == "and" else b.earliest(known)
        case _:
            return None


def first_seen(lo: Lowers, holds: Value, name: str) -> Value:
    """The last day of the first period in which something holds, carried from there on."""
    b = lo.builder
    before = b.state(State(name, "day", Fraction(NEVER), Origin(name.partition(":")[0], name)))
    seen = b.earliest((before, b.select(holds, lo.last_day(), b.never())))
    lo.carry_day(name, seen)
    return seen


def span(lo: Lowers, expression: Expression, about: str) -> tuple[Value | None, Value | None] | None:
    """The days `[since, until)` on which a condition holds, where it is one stretch made of events; else None.

    None in the pair is without bound on that side.
    """
    b = lo.builder
    day = day_of_events(lo, expression)
    if day is not None:
        return day, None
    match expression:
        case Truth(True):
            return None, None
        case Not(operand):
            ends = day_of_events(lo, operand)
            return None if ends is None else (None, ends)
        case Connective("and", operands):
            parts = [span(lo, operand, about) for operand in operands]
            if any(part is None for part in parts):
                return None
            found = [part for part in parts if part is not None]
            starts = [start for start, _ in found if start is not None]
            ends_on = [end for _, end in found if end is not None]
            return (b.latest(*starts) if starts else None), (b.earliest(ends_on) if ends_on else None)
        case _:
            return None
