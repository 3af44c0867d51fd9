"""What comes out for an expectation: passed, failed and what came out instead, or open."""

from datetime import date
from typing import Literal, assert_never

from msgspec import Struct

from termwise.model.amendment import STATUSES, Status
from termwise.model.declaration import Expectation
from termwise.model.expression import (
    Call,
    Comparison,
    Connective,
    Controls,
    DateLiteral,
    DependsOn,
    Expression,
    May,
    Not,
    Quantity,
    StateIs,
)
from termwise.model.text import expression_text
from termwise.model.text.beliefs import expectation_text
from termwise.model.walk import parts
from termwise.rights.answer import Answer
from termwise.rights.decide import position
from termwise.rights.may import may
from termwise.rights.settling import settled
from termwise.session.figure_words import figure_words
from termwise.session.money import RunNumbers, RunOf, asks_for_a_run
from termwise.standing.conditions import condition
from termwise.standing.control import seats
from termwise.standing.duties import duty_state
from termwise.standing.figures import quantity
from termwise.standing.in_force import in_force
from termwise.standing.powers import power_state
from termwise.view.agreement import Agreement
from termwise.view.course import NO, YES, HangsOn, Tri, all_of, any_of, negation
from termwise.view.view import View

Result = Literal["passed", "failed", "open"]


class Outcome(Struct, frozen=True):
    """One expectation and what came of it.

    `text` is the expectation in the language, `came_out` one sentence on what is so ("stake(microsoft,
    openai) is 27%"). An outcome is "open" when it hangs on what is not known: that is not passed.
    """

    expectation: Expectation
    text: str
    result: Result
    came_out: str
    on: date
    view: View
    hangs_on: tuple[HangsOn, ...] = ()


class _Finding(Struct, frozen=True):
    """The truth of a proposition and what is so, in words."""

    truth: Tri
    words: str


def view_of(expectation: Expectation, default: View) -> View:
    """The view an expectation asks for: what it does not say is the default's."""
    return View(
        known_by=expectation.known_by or default.known_by,
        lowest=_status(expectation.status) or default.lowest,
        scenario=expectation.scenario or default.scenario,
        given=(*default.given, *expectation.given),
    )


def outcome(expectation: Expectation, agreement: Agreement, day: date, run_of: RunOf) -> Outcome:
    """What comes out for the expectation on `day`, under the agreement of its view.

    `run_of` gives the run of that view; it is asked only when the expectation speaks of money that moves or of
    shares that only a run counts.
    """
    currency = agreement.deal.currency
    ran = run_of() if asks_for_a_run(agreement, expectation.proposition, day) else None
    if ran is None:
        found = _settle(expectation.proposition, agreement, day)
    else:
        found = _of_money(expectation.proposition, agreement, day, RunNumbers(ran, day))
    result: Result = "open" if found.truth.value is None else "passed" if found.truth.value else "failed"
    return Outcome(
        expectation=expectation,
        text=expectation_text(expectation, currency),
        result=result,
        came_out=found.words,
        on=day,
        view=agreement.view,
        hangs_on=tuple(sorted(found.truth.hangs_on)),
    )


def _settle(proposition: Expression, agreement: Agreement, day: date) -> _Finding:
    """What comes out, also where it is the same in every course of the open events."""
    found = _find(proposition, agreement, day)
    if found.truth.value is not None or isinstance(proposition, May | DependsOn):
        return found

    def read(again: Agreement) -> Tri:
        return condition(again, proposition, day, may)

    truth = settled(agreement, proposition, day, found.truth, read)
    if truth.value is None:
        return found
    events = ", ".join(f"`{thing.name}`" for thing in sorted(found.truth.hangs_on) if thing.kind == "event")
    text = expression_text(proposition, agreement.deal.currency)
    return _Finding(truth, f"{text} is {'true' if truth.value else 'false'} whatever becomes of {events}")


def _of_money(proposition: Expression, agreement: Agreement, day: date, numbers: RunNumbers) -> _Finding:
    """A proposition about money that moves: its numbers are those of the run, and the words say so."""
    put = numbers.put(proposition)
    found = _find(put, agreement, day)
    why_open = numbers.why_open(proposition)
    if why_open is not None:
        return _Finding(found.truth, why_open)
    sides = (proposition.left, proposition.right) if isinstance(proposition, Comparison) else ()
    percent = any(_is_share(part) for part in parts(proposition))
    words = [
        f"{expression_text(side, agreement.deal.currency)} is "
        f"{figure_words(quantity(agreement, numbers.put(side), day), agreement.deal.currency, percent=percent)}"
        for side in sides
        if asks_for_a_run(agreement, side, day)
    ]
    rests = numbers.rests_on(proposition)
    undisclosed = f", resting on what is not public: {', '.join(rests)}" if rests else ""
    return _Finding(found.truth, f"{', '.join(words) or found.words} on the central course{undisclosed}")


def _find(proposition: Expression, agreement: Agreement, day: date) -> _Finding:
    match proposition:
        case May(act=act, negated=negated):
            return _of_answer(position(agreement, act, day), negated)
        case DependsOn(proposition=inner, names=names):
            return _of_dependence(inner, names, agreement, day)
        case Not(operand=operand):
            found = _find(operand, agreement, day)
            return _Finding(negation(found.truth), found.words)
        case Connective(operator=operator, operands=operands):
            found_all = [_find(operand, agreement, day) for operand in operands]
            joined = all_of if operator == "and" else any_of
            return _Finding(joined(tuple(f.truth for f in found_all)), "; ".join(f.words for f in found_all))
        case _:
            truth = condition(agreement, proposition, day, may)
            return _Finding(truth, _facts(proposition, truth, agreement, day))


def _of_answer(answer: Answer, negated: bool) -> _Finding:
    match answer.verdict:
        case "yes":
            truth = NO if negated else YES
        case "no":
            truth = YES if negated else NO
        case "depends":
            truth = Tri(None, frozenset(answer.hangs_on))
        case _:
            assert_never(answer.verdict)
    return _Finding(truth, answer.reason if answer.verdict == "depends" else f"{answer.verdict}: {answer.reason}")


def _of_dependence(inner: Expression, names: tuple[str, ...], agreement: Agreement, day: date) -> _Finding:
    """`whether … depends on …` is settled itself: the answer hangs on exactly these names, or it does not."""
    found = _settle(inner, agreement, day)
    hangs_on = {thing.name for thing in found.truth.hangs_on}
    met = found.truth.value is None and hangs_on == set(names)
    return _Finding(YES if met else NO, found.words)


def _facts(proposition: Expression, truth: Tri, agreement: Agreement, day: date) -> str:
    """What is so, in words, for a proposition that is not about rights."""
    match proposition:
        case Comparison():
            return _of_comparison(proposition, agreement, day)
        case StateIs(clause=clause, state=state):
            return _state_words(agreement, clause, state, day)
        case Controls(party=party, body=body):
            share = figure_words(seats(agreement, party, body, day), agreement.deal.currency, percent=True)
            return f"{party} appoints {share} of the seats of {body}"
        case _:
            text = expression_text(proposition, agreement.deal.currency)
            if truth.value is None:
                return f"{text} is open, it depends on {', '.join(sorted(thing.name for thing in truth.hangs_on))}"
            return f"{text} is {'true' if truth.value else 'false'}"


def _of_comparison(comparison: Comparison, agreement: Agreement, day: date) -> str:
    """The sides that had to be worked out: `stake(microsoft, openai) is 27%`."""
    currency = agreement.deal.currency
    sides = [side for side in (comparison.left, comparison.right) if not isinstance(side, Quantity | DateLiteral)]
    percent = any(_is_share(part) for part in parts(comparison))
    words = []
    for side in sides:
        number = figure_words(quantity(agreement, side, day), currency, percent=percent)
        words.append(f"{expression_text(side, currency)} is {number}")
    return ", ".join(words) or expression_text(comparison, currency)


def _is_share(part: Struct) -> bool:
    return (isinstance(part, Quantity) and part.unit == "%") or (
        isinstance(part, Call) and part.function in ("stake", "seats")
    )


def _state_words(agreement: Agreement, clause: str, state: str, day: date) -> str:
    """Where the clause stands: whether it is in force, or where its duty or power is."""
    duty = duty_state(agreement, clause, day, may) if state != "in force" else None
    if duty is not None:
        return f"{clause} is {_or_perhaps(duty.state, duty.possible, duty.truth)}: {duty.why}"
    power = power_state(agreement, clause, day, may) if state != "in force" else None
    if power is not None:
        return f"{clause} is {_or_perhaps(power.state, power.possible, power.truth)}: {power.why}"
    return f"{clause} is {in_force(agreement, clause, day, may).why}"


def _or_perhaps(state: str, possible: tuple[str, ...], truth: Tri) -> str:
    return state if truth.value is not None else f"perhaps {' or '.join(possible or (state,))}"


def _status(word: str | None) -> Status | None:
    return next((status for status in STATUSES if status == word), None)
