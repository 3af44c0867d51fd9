"""When duties, payments and commitments fall due."""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from termwise.base.dates import add, day_after
from termwise.model.clause import Clause, OtherwiseAmount
from termwise.model.entitlement import PutOrCall
from termwise.model.sentence import (
    Appointment,
    ByThen,
    CapitalCommitment,
    Consent,
    Conversion,
    Duty,
    Exclusivity,
    FirstRefusal,
    Grant,
    Investment,
    Issue,
    Loan,
    Once,
    OptionPool,
    Payment,
    Permission,
    Power,
    Prohibition,
    Prose,
    Purchase,
    PurchaseCommitment,
    Schedule,
    Sentence,
    Warrant,
    Waterfall,
)
from termwise.model.text import expression_text, sentence_text
from termwise.rights.deadline import Deadline
from termwise.rights.due_days import due_days
from termwise.rights.grounds import ground
from termwise.rights.may import may
from termwise.standing.critical_days import critical_days
from termwise.standing.duties import duty_state
from termwise.standing.in_force import Stretch
from termwise.view.agreement import Agreement, ClauseHistory, Version
from termwise.view.facts import Facts
from termwise.view.requirements import failed

_SETTLED = frozenset({"fulfilled", "cured", "waived", "ended"})


def payment_dues(agreement: Agreement, part: Stretch, facts: Facts, end: date) -> Iterator[Deadline]:
    """The known due days of a payment, purchase, commitment or investment while its clause is in force."""
    clause = part.version.clause
    owed = _owed(clause.sentence)
    if owed is None:
        return
    party, schedule = owed
    last = min(part.end, end) if part.end is not None else end
    doubt = "" if part.truth.value is True else ", if it is in force then"
    for due in due_days(schedule, facts, part.start, last):
        periodic = not isinstance(schedule, Once | ByThen)
        if part.start <= due and (periodic or part.end is None or due < part.end):
            told = ground(agreement, part.version, "decides", part.why)
            what = sentence_text(clause.sentence, agreement.deal.currency) + _instead(clause, facts, due) + doubt
            yield Deadline(due, "due", clause.name, what, party, ground=told)


def _instead(clause: Clause, facts: Facts, due: date) -> str:
    """The amount that stands instead once a condition precedent has failed, in words."""
    return "".join(
        f", with {expression_text(requirement.otherwise.amount, facts.deal.currency)} instead: "
        f"`{expression_text(requirement.condition)}` was not met in time"
        for requirement in clause.qualifiers.requires
        if isinstance(requirement.otherwise, OtherwiseAmount) and failed(requirement, facts).by(due).value is True
    )


def _owed(sentence: Sentence) -> tuple[str, Schedule] | None:
    """Who owes it and when, for sentences with a day; a duty's day follows its own state."""
    match sentence:
        case (
            Payment(payer=party, schedule=schedule)
            | Purchase(buyer=party, schedule=schedule)
            | Investment(investor=party, schedule=schedule)
            | Loan(lender=party, schedule=schedule)
            | Conversion(holder=party, schedule=schedule)
            | Waterfall(payer=party, schedule=schedule)
        ):
            return None if schedule is None else (party, schedule)
        case PurchaseCommitment(buyer=party, by=moment) | CapitalCommitment(investor=party, by=moment):
            return None if moment is None else (party, ByThen(moment))
        case Issue(company=party, on=moment) | OptionPool(company=party, on=moment):
            return None if moment is None else (party, Once(moment))
        case Grant() | Exclusivity() | FirstRefusal() | Consent() | Permission() | Prohibition() | Duty() | Power():
            return None
        case Warrant() | PutOrCall() | Appointment() | Prose():
            return None
        case _:
            assert_never(sentence)


def duty_dues(agreement: Agreement, history: ClauseHistory, start: date, end: date) -> Iterator[Deadline]:
    """The deadlines of a duty that is not done by then, and the last days of their cure."""
    versions = [version for version in history.versions if isinstance(version.clause.sentence, Duty)]
    if not versions:
        return
    for due in _dues(agreement, history.name, start, end):
        standing = duty_state(agreement, history.name, due, may)
        if standing is None or (standing.truth.value is True and standing.state in _SETTLED):
            continue
        yield from _lines(agreement, versions[-1], due)


def _dues(agreement: Agreement, clause: str, start: date, end: date) -> list[date]:
    """The deadlines known on the first day and on every day on which anything may change, and each next one."""
    found: set[date] = set()
    for first in (start, *critical_days(agreement, start, end)):
        day = first
        while day < end:
            standing = duty_state(agreement, clause, day, may)
            if standing is None or standing.due is None or standing.due < day or standing.due in found:
                break
            found.add(standing.due)
            day = day_after(standing.due)
    return sorted(found)


def _lines(agreement: Agreement, version: Version, due: date) -> Iterator[Deadline]:
    duty = version.clause.sentence
    if not isinstance(duty, Duty):
        return
    told = ground(agreement, version, "decides", "a duty")
    words = sentence_text(duty, agreement.deal.currency)
    after = "violated" if duty.cure is None else f"overdue, and violated unless done within {duty.cure}"
    yield Deadline(due, "due", version.clause.name, f"{words}; from the next day {after}", duty.act.actor, ground=told)
    if duty.cure is not None:
        last = add(due, duty.cure, "down")
        what = f"last day to cure: {words}"
        yield Deadline(last, "cure", version.clause.name, what, duty.act.actor, ground=told)
