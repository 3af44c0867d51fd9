"""Every dated deadline, beginning, expiry, window and long-stop between two days, and what happens then."""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from termwise.base.dates import day_before
from termwise.model.clause import NoEffect, Otherwise, OtherwiseAmount, OtherwiseEnds, OtherwiseTriggers, Requirement
from termwise.model.sentence import Sentence, Warrant
from termwise.model.text import expression_text
from termwise.rights.deadline import Deadline
from termwise.rights.grounds import ground
from termwise.rights.may import may
from termwise.rights.obligations import duty_dues, payment_dues
from termwise.rights.windows import windows
from termwise.standing.in_force import Stretch, stretches
from termwise.standing.solver import solver_of
from termwise.view.agreement import Agreement, ClauseHistory
from termwise.view.facts import Facts
from termwise.view.moments import reach_of
from termwise.view.requirements import met


def deadlines(agreement: Agreement, start: date, end: date) -> tuple[Deadline, ...]:
    """Everything known to fall on a day in `[start, end)`, in order of day.

    What hangs on an open event has no day and is not here; an end that may come earlier is, as the latest.
    """
    facts: Facts = solver_of(agreement, may)
    found: list[Deadline] = list(_of_amendments(agreement, facts))
    for history in agreement.clauses:
        parts = stretches(agreement, history.name, may)
        found += _turns(agreement, history, parts)
        found += _long_stops(agreement, history, facts)
        found += windows(agreement, history, parts, start, end)
        found += duty_dues(agreement, history, start, end)
        for part in parts:
            found += payment_dues(agreement, part, facts, end)
    inside = {_key(line): line for line in found if start <= line.on < end}
    return tuple(sorted(inside.values(), key=lambda line: (line.on, line.clause or "", line.kind, line.what)))


def _key(line: Deadline) -> tuple[object, ...]:
    """What makes two lines one: a period that two wordings of a clause share is due once, in the later wording."""
    what = "" if line.kind == "due" else line.what
    return line.on, line.kind, line.clause, line.amendment, line.party, what


def _turns(agreement: Agreement, history: ClauseHistory, parts: tuple[Stretch, ...]) -> Iterator[Deadline]:
    """The days on which a clause comes into force, changes its wording and goes out of force."""
    starts = {part.start for part in parts}
    ends = {part.end for part in parts}
    for part in parts:
        told = ground(agreement, part.version, "decides", part.why)
        if part.truth.value is True and part.start > agreement.deal.start:
            what = "another wording governs" if part.start in ends else "comes into force"
            yield Deadline(part.start, "begins", history.name, f"{what}: {part.why}", ground=told)
        if part.end is None or part.end in starts:
            continue
        last = day_before(part.end)
        if isinstance(part.version.clause.sentence, Warrant):
            what = "last day: what has not vested and been exercised by then lapses"
            yield Deadline(last, "expires", history.name, what, _holder(part.version.clause.sentence), ground=told)
        else:
            latest = "at the latest" if part.truth.value is None else "from this day on"
            yield Deadline(part.end, "ends", history.name, f"not in force {latest}; last day {last}", ground=told)


def _holder(sentence: Sentence) -> str | None:
    return sentence.holder if isinstance(sentence, Warrant) else None


def _long_stops(agreement: Agreement, history: ClauseHistory, facts: Facts) -> Iterator[Deadline]:
    for version in history.versions:
        for requirement in version.clause.qualifiers.requires:
            for on, what in _long_stop(requirement, facts, agreement.deal.currency):
                told = ground(agreement, version, "open", what)
                yield Deadline(on, "long-stop", history.name, what, ground=told)


def _of_amendments(agreement: Agreement, facts: Facts) -> Iterator[Deadline]:
    for fate in agreement.fates:
        if fate.fate not in ("in effect", "pending", "failed"):
            continue
        for requirement in fate.amendment.requires:
            for on, what in _long_stop(requirement, facts, agreement.deal.currency):
                yield Deadline(on, "long-stop", None, what, amendment=fate.amendment.name)


def _long_stop(requirement: Requirement, facts: Facts, currency: str) -> Iterator[tuple[date, str]]:
    """The last day for a condition, if it is known, and what follows when it is not met."""
    if requirement.by is None:
        return
    stop = reach_of(requirement.by, facts, last=True)
    if stop.earliest is None or stop.earliest != stop.latest:
        return
    fulfilled = met(requirement, facts)
    condition = expression_text(requirement.condition, currency)
    if fulfilled.earliest is not None and fulfilled.earliest == fulfilled.latest:
        yield stop.earliest, f"`{condition}` had to be met by then, and was on {fulfilled.earliest}"
    else:
        yield stop.earliest, f"last day for `{condition}`; otherwise {_otherwise(requirement.otherwise, currency)}"


def _otherwise(otherwise: Otherwise, currency: str) -> str:
    match otherwise:
        case NoEffect():
            return "no effect"
        case OtherwiseAmount(amount):
            return f"the amount is {expression_text(amount, currency)}"
        case OtherwiseEnds(clause):
            return "the deal ends" if clause is None else f"`{clause}` ends"
        case OtherwiseTriggers(event):
            return f"`{event}` happens"
        case _:
            assert_never(otherwise)
