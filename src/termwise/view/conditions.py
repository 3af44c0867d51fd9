"""The three-valued truth of a condition on a day, and the first day it holds."""

from datetime import date

from msgspec.structs import replace

from termwise.base.units import PURE
from termwise.model.expression import (
    Comparison,
    Connective,
    Controls,
    DateLiteral,
    DependsOn,
    Expression,
    May,
    Not,
    Ref,
    StateIs,
    Truth,
)
from termwise.model.text import expression_text
from termwise.view import figure as exact
from termwise.view.course import NEVER, NO, YES, HangsOn, Reach, Tri, all_of, any_of, negation
from termwise.view.facts import UNTRACKED, Facts
from termwise.view.figure import Figure, exactly
from termwise.view.figures import At, figure, figure_days
from termwise.view.moments import reach_of


def truth(expression: Expression, at: At) -> Tri:
    """Whether the condition holds on the day. What is no condition at all comes out open on its own words."""
    match expression:
        case Truth(value):
            return Tri(value)
        case Ref(kind="event", name=name):
            return at.facts.event(name).by(at.day)
        case Connective("and", operands):
            return all_of(tuple(truth(operand, at) for operand in operands))
        case Connective("or", operands):
            return any_of(tuple(truth(operand, at) for operand in operands))
        case Not(operand):
            return negation(truth(operand, at))
        case Comparison():
            return _comparison(expression, at)
        case StateIs(negated=negated):
            return _unless(negated, at.facts.state(expression, at.day))
        case Controls(negated=negated):
            return _unless(negated, at.facts.controls(expression, at.day))
        case May(negated=negated):
            return _unless(negated, at.facts.allowed(expression, at.day))
        case DependsOn(proposition, names):
            inner = truth(proposition, at)
            return Tri(inner.value is None and {one.name for one in inner.hangs_on} == set(names))
        case _:
            return Tri(None, _own_words(expression))


def _unless(negated: bool, inner: Tri) -> Tri:
    return negation(inner) if negated else inner


def _comparison(comparison: Comparison, at: At) -> Tri:
    left, right = _moment(comparison.left, at), _moment(comparison.right, at)
    if left is not None and right is not None:
        answer = _compare_days(comparison.operator, left, right)
    else:
        answer = _compare_numbers(comparison, at)
    if answer.value is None and not answer.hangs_on:
        return Tri(None, _own_words(comparison))
    return answer


def _own_words(expression: Expression) -> frozenset[HangsOn]:
    return frozenset({HangsOn("words", expression_text(expression))})


def _moment(expression: Expression, at: At) -> Reach | None:
    match expression:
        case DateLiteral(moment):
            return reach_of(moment, at.facts, at.about)
        case Ref(kind="event", name=name):
            return at.facts.event(name)
        case _:
            return None


def _compare_numbers(comparison: Comparison, at: At) -> Tri:
    left, right = figure(comparison.left, at), figure(comparison.right, at)
    match comparison.operator:
        case ">=":
            return exact.at_least(left, right)
        case "<=":
            return exact.at_least(right, left)
        case ">":
            return negation(exact.at_least(right, left))
        case "<":
            return negation(exact.at_least(left, right))
        case "=":
            return exact.equal(left, right, _tolerance(comparison, right, at))
        case "!=":
            return negation(exact.equal(left, right, _tolerance(comparison, right, at)))


def _tolerance(comparison: Comparison, right: Figure, at: At) -> Figure:
    """How far apart still counts as equal: a plain tolerance is a part of the right side."""
    if comparison.tolerance is None:
        return exactly(0, right.dimension)
    allowed = figure(comparison.tolerance, at)
    return exact.times(allowed, exact.size(right)) if allowed.dimension == PURE else allowed


def _compare_days(operator: str, left: Reach, right: Reach) -> Tri:
    match operator:
        case "<":
            return _earlier(left, right)
        case ">":
            return _earlier(right, left)
        case ">=":
            return negation(_earlier(left, right))
        case "<=":
            return negation(_earlier(right, left))
        case "=":
            return negation(any_of((_earlier(left, right), _earlier(right, left))))
        case _:
            return any_of((_earlier(left, right), _earlier(right, left)))


def _earlier(one: Reach, other: Reach) -> Tri:
    """Whether `one` comes strictly before `other`; a moment that never comes is after every other."""
    if one.earliest is None or (other.latest is not None and one.earliest >= other.latest):
        return NO
    if one.latest is not None and (other.earliest is None or one.latest < other.earliest):
        return YES
    return Tri(None, one.hangs_on | other.hangs_on)


def change_days(expression: Expression, facts: Facts) -> frozenset[date]:
    """The days on which the truth of a condition may change, as far as known; between them it does not."""
    match expression:
        case Ref(kind="event", name=name):
            return bounds(facts.event(name))
        case Connective(operands=operands):
            return frozenset[date]().union(*(change_days(operand, facts) for operand in operands))
        case Not(operand):
            return change_days(operand, facts)
        case Comparison(left=left, right=right):
            return figure_days(left, facts) | figure_days(right, facts)
        case StateIs(clause):
            return facts.clause_days(clause)
        case Controls() | May():
            return facts.clause_days(None)
        case DependsOn(proposition):
            return change_days(proposition, facts)
        case _:
            return frozenset()


def bounds(reach: Reach) -> frozenset[date]:
    """The first and the last day on which a moment may come, as far as there are any."""
    return frozenset(day for day in (reach.earliest, reach.latest) if day is not None)


def first_day(expression: Expression, at: At) -> Reach:
    """The first day, from the day of `at` on, on which the condition holds; perhaps any, in a circular reference."""
    changes = change_days(expression, at.facts)
    if UNTRACKED in changes:
        return Reach(at.day, None, truth(expression, at).hangs_on or _own_words(expression))
    days = sorted(day for day in changes if day > at.day)
    earliest: date | None = None
    hangs_on = frozenset[HangsOn]()
    for day in (at.day, *days):
        answer = truth(expression, replace(at, day=day))
        if answer.value is None:
            hangs_on |= answer.hangs_on
        if answer.value is not False and earliest is None:
            earliest = day
        if answer.value is True:
            return Reach(earliest, day, hangs_on)
    return NEVER if earliest is None else Reach(earliest, None, hangs_on)
