"""Replays a recorded course of events: how every duty, power, protocol and clause went, and where all stand.

A replay is a closed world: what the course does not record up to the day asked did not happen.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from termwise.base.dates import day_before
from termwise.model.deal import Deal
from termwise.model.declaration import Given
from termwise.model.sentence import Duty
from termwise.rights.course_rows import CourseRow
from termwise.rights.may import may
from termwise.standing.critical_days import critical_days
from termwise.standing.deal_end import deal_ended
from termwise.standing.duties import duty_state
from termwise.standing.in_force import in_force
from termwise.standing.powers import power_state
from termwise.standing.protocols import consent_state, refusal_state
from termwise.view.agreement import Agreement
from termwise.view.course import Record, Tri
from termwise.view.fold import consolidate
from termwise.view.occurrences import course_of
from termwise.view.view import View

Kind = Literal["duty", "power", "refusal", "consent", "clause"]
"""What a state is of. A "clause" has no more to say than whether it is in force."""

DealState = Literal["in effect", "terminated successfully", "terminated unsuccessfully", "expired"]


class State(Struct, frozen=True):
    """Where one clause stands on a day. `state` is that of its kind ("violated", "exercised", "in force")."""

    clause: str
    kind: Kind
    state: str
    truth: Tri
    why: str
    due: date | None = None


class Transition(Struct, frozen=True):
    """A clause comes into another state on a day. `before` None is the first day of the replay."""

    on: date
    clause: str
    kind: Kind
    before: str | None
    after: str
    why: str


class Outcome(Struct, frozen=True):
    """Where the whole deal stands.

    "terminated successfully": every duty that came into effect was performed in time, or cured or waived.
    "terminated unsuccessfully": a power, a breach or an `otherwise` ended it. Duties that survive the
    end of the deal are not counted. "expired": its period has run out.
    """

    state: DealState
    since: date | None
    why: str


class Replay(Struct, frozen=True):
    """What a course of events made of a deal by a day. `left_out` are rows of later days, which do not count."""

    agreement: Agreement
    day: date
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    outcome: Outcome
    left_out: tuple[CourseRow, ...] = ()

    def state(self, clause: str) -> State | None:
        """Where one clause stands on the day."""
        return next((state for state in self.states if state.clause == clause), None)


def replay(deal: Deal, view: View, course_rows: Sequence[CourseRow], day: date) -> Replay:
    """Replays the rows up to `day` under a view: the states of every clause then, and how they came about."""
    rows = [row for row in course_rows if row.day <= day]
    agreement = _agreement(deal, view, rows)
    first = deal.start
    days = (first, *(d for d in critical_days(agreement, first, day) if d != first))
    return Replay(
        agreement=agreement,
        day=day,
        states=tuple(states(agreement, day)),
        transitions=tuple(_transitions(agreement, [d for d in days if d <= day])),
        outcome=_outcome(agreement, day, days),
        left_out=tuple(row for row in course_rows if row.day > day),
    )


def states(agreement: Agreement, day: date) -> Iterator[State]:
    """Where every clause of an agreement stands on a day, in the order of the text."""
    for history in agreement.clauses:
        yield _state(agreement, history.name, day)


def _agreement(deal: Deal, view: View, rows: Sequence[CourseRow]) -> Agreement:
    """The agreement under the course: events pinned on top of the view, acts recorded, the world closed."""
    given = tuple(Given(row.subject, row.day) for row in rows if row.act is None)
    records = tuple(Record(row.day, row.act, row.subject, row.by) for row in rows if row.act is not None)
    pinned = replace(view, given=(*view.given, *given))
    return consolidate(deal, pinned, course_of(deal, pinned, records, complete=True))


def _state(agreement: Agreement, clause: str, day: date) -> State:
    duty = duty_state(agreement, clause, day, may)
    if duty is not None:
        return State(clause, "duty", duty.state, duty.truth, duty.why, duty.due)
    power = power_state(agreement, clause, day, may)
    if power is not None:
        breach = f"; in breach of {', '.join(power.in_breach_of)}" if power.in_breach_of else ""
        return State(clause, "power", power.state, power.truth, power.why + breach, power.takes_effect)
    standing = in_force(agreement, clause, day, may)
    refusal = refusal_state(agreement, clause, day)
    if refusal is not None and standing.truth.value is not False:
        return State(clause, "refusal", refusal.state, refusal.truth, refusal.why, refusal.settled)
    consent = consent_state(agreement, clause, day)
    if consent is not None and standing.truth.value is not False:
        return State(clause, "consent", consent.state, consent.truth, consent.why, consent.settled)
    words = {True: "in force", False: "not in force", None: "open"}[standing.truth.value]
    return State(clause, "clause", words, standing.truth, standing.why)


def _transitions(agreement: Agreement, days: Sequence[date]) -> Iterator[Transition]:
    before: dict[str, State] = {}
    for day in days:
        for state in states(agreement, day):
            known = before.get(state.clause)
            if known is None or known.state != state.state:
                was = known.state if known is not None else None
                yield Transition(day, state.clause, state.kind, was, state.state, state.why)
            before[state.clause] = state


def _outcome(agreement: Agreement, day: date, days: Sequence[date]) -> Outcome:
    ended = deal_ended(agreement)
    over = ended.earliest if ended.by(day).value is True else None
    if over is not None and not _performed(agreement, day_before(over)):
        return Outcome("terminated unsuccessfully", over, "the deal was ended before its duties were done")
    done = next((d for d in (*days, day) if d <= day and _performed(agreement, d)), None)
    if done is not None and (over is not None or _performed(agreement, day)):
        return Outcome("terminated successfully", done, "every duty in effect was performed, cured or waived")
    if day >= agreement.deal.end:
        return Outcome("expired", agreement.deal.end, f"its period ended on {day_before(agreement.deal.end)}")
    return Outcome("in effect", None, "duties are open, or were violated")


def _performed(agreement: Agreement, day: date) -> bool:
    """Whether every duty of the deal that has come into effect is done, and at least one has."""
    found = []
    for history in agreement.clauses:
        clause = history.versions[-1].clause if history.versions else None
        if clause is None or not isinstance(clause.sentence, Duty) or clause.qualifiers.survives:
            continue
        standing = duty_state(agreement, history.name, day, may)
        if standing is not None and standing.state not in ("not yet in effect", "ended"):
            found.append(standing.state)
    return bool(found) and all(state in ("fulfilled", "cured", "waived") for state in found)
