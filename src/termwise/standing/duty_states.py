"""Where a duty or prohibition stands on a day, by its course."""

from datetime import date, timedelta
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from termwise.model.sentence import Duty, Every, Periodic, Prohibition
from termwise.standing.asking import Asking, Reading
from termwise.standing.due_days import due_days
from termwise.standing.states import DutyStanding, DutyState
from termwise.standing.violations import DutyCourse, duty_course
from termwise.view.agreement import Version
from termwise.view.course import NEVER, NO, YES, HangsOn, Reach, Tri, all_of, any_of, negation
from termwise.view.moments import not_after


class _Case(Struct, frozen=True):
    """One state a duty may be in: whether it is, unless an earlier one holds; since when; and in words."""

    state: DutyState
    holds: Tri
    since: Reach
    why: str


def duty_on(asking: Asking, clause: str, day: date) -> DutyStanding | None:
    """Where the duty or prohibition of a clause stands; None when its wording on the day states neither.

    While it is open which of several sentences governs, it may be in any state.
    """
    reading = asking.reading(clause, day)
    version = reading.version or _first_version(asking, clause)
    if version is None or not isinstance(version.clause.sentence, Duty | Prohibition):
        return None
    course = kept_course(asking, clause, version)
    if course is None:
        return None
    cases = _cases(asking, clause, (reading, course), day)
    standing = _standing(cases, _due_shown(asking, version, course, day), reading)
    if not reading.doubt:
        return standing
    open_ = Tri(None, standing.truth.hangs_on | reading.doubt)
    return replace(standing, truth=open_, since=None, why=reading.why, possible=get_args(DutyState))


def kept_course(asking: Asking, clause: str, version: Version) -> DutyCourse | None:
    """The course of a wording's duty, worked out once."""
    key = ("duty course", clause, version.amendment, version.begins.earliest)
    return asking.keep(key, lambda: duty_course(asking, clause, version), lambda: _circular(clause))


def _circular(clause: str) -> DutyCourse:
    anything = Reach(date.min, None, frozenset({HangsOn("words", f"circular reference through {clause}")}))
    unknown = Tri(None, anything.hangs_on)
    return DutyCourse(anything, anything, anything, anything, unknown, anything, anything)


def _first_version(asking: Asking, clause: str) -> Version | None:
    history = asking.history(clause)
    return None if history is None else history.versions[0]


def _cases(asking: Asking, clause: str, known: tuple[Reading, DutyCourse], day: date) -> list[_Case]:
    """The states in order of precedence: each holds only where none before it does."""
    reading, course = known
    breach = asking.breach(clause)
    violated = all_of((breach.by(day), negation(course.waived.by(day))))
    late = course.fulfilled.by(day).value is True
    past_due = course.due.by(day - timedelta(days=1))
    past_limit = course.limit.by(day - timedelta(days=1))
    done = _done(course, day, past_due)
    in_time = not_after(course.fulfilled, course.due) if course.due != NEVER else YES
    cured = all_of((done, negation(in_time), course.in_time)) if not course.unrecorded else NO
    on_time = done if course.unrecorded else all_of((done, in_time))
    missed = f"not done by {_day(course.limit)}" + (f"; fulfilled late on {_day(course.fulfilled)}" if late else "")
    owed = negation(past_due) if course.due != NEVER and not course.recurs else YES
    started = all_of((reading.started, course.starts.by(day)))
    return [
        _Case("waived", course.waived.by(day), course.waived, f"waived on {_day(course.waived)}"),
        _Case("violated", violated, breach, missed if course.due != NEVER else "done although it must not be"),
        _Case("cured", cured, course.fulfilled, f"due {_day(course.due)}, done on {_day(course.fulfilled)}"),
        _Case("fulfilled", on_time, course.fulfilled, f"done on {_day(course.fulfilled)}"),
        _Case("not yet in effect", negation(started), NEVER, reading.why),
        _Case("ended", any_of((reading.over, _not_held(reading))), NEVER, reading.why),
        _Case("suspended", reading.paused, NEVER, reading.why),
        _Case("overdue", all_of((negation(owed), negation(past_limit))), course.due, f"was due {_day(course.due)}"),
        _Case("in effect", owed, course.starts, _owed_words(course)),
        _Case("ended", all_of((past_limit, negation(course.owed))), NEVER, f"not owed when due, {_day(course.due)}"),
    ]


def _not_held(reading: Reading) -> Tri:
    """Held back by `while` or `unless`: not owed, though its time is not over."""
    alive = all_of((reading.started, negation(reading.over), negation(reading.paused)))
    return all_of((alive, negation(reading.truth)))


def _done(course: DutyCourse, day: date, past_due: Tri) -> Tri:
    """Whether it was done by the day; where nothing tells, open from the day after the deadline."""
    if course.recurs:
        return NO
    return all_of((past_due, course.in_time)) if course.unrecorded else course.fulfilled.by(day)


def _standing(cases: list[_Case], due: date | None, reading: Reading) -> DutyStanding:
    before: list[Tri] = []
    truths: list[Tri] = []
    for case in cases:
        truths.append(all_of((case.holds, *(negation(earlier) for earlier in before))))
        before.append(case.holds)
    settled = next((case for case, t in zip(cases, truths, strict=True) if t.value is True), None)
    if settled is not None:
        return DutyStanding(settled.state, YES, due, _since(settled, reading), settled.why, (settled.state,))
    possible = [case for case, t in zip(cases, truths, strict=True) if t.value is None]
    states = tuple(dict.fromkeys(case.state for case in possible))
    likeliest = _if_nothing_more(possible)
    if len(states) == 1:
        return DutyStanding(likeliest.state, YES, due, None, likeliest.why, states)
    hangs_on = frozenset[HangsOn]().union(*(t.hangs_on for t in truths if t.value is None))
    return DutyStanding(likeliest.state, Tri(None, hangs_on), due, None, f"open: {' or '.join(states)}", states)


def _if_nothing_more(possible: list[_Case]) -> _Case:
    """The state if nothing happens beyond what is known.

    Still owed where that is possible; violated where only the record is missing; else what comes last.
    """
    owed = [case for case in possible if case.state in {"in effect", "overdue"}]
    records = all(thing.kind == "record" for case in possible for thing in case.holds.hangs_on)
    violated = [case for case in possible if case.state == "violated" and records]
    return (owed or violated or possible)[-1]


def _since(case: _Case, reading: Reading) -> date | None:
    if case.since.earliest is not None and case.since.earliest == case.since.latest:
        return case.since.earliest + timedelta(days=1) if case.state == "overdue" else case.since.earliest
    return reading.since if case.state == "in effect" else None


def _day(reach: Reach) -> str:
    if reach.earliest is None:
        return "never"
    return str(reach.earliest) if reach.earliest == reach.latest else "a day that is open"


def _owed_words(course: DutyCourse) -> str:
    if course.recurs:
        return "owed every period" + ("; nothing says whether earlier ones were done" if course.unrecorded else "")
    return "owed, no deadline" if course.due == NEVER else f"due {_day(course.due)}"


def _due_shown(asking: Asking, version: Version, course: DutyCourse, day: date) -> date | None:
    match version.clause.sentence:
        case Duty(deadline=Periodic() | Every() as schedule) if course.starts.latest is not None:
            upcoming = due_days(schedule, course.starts.latest, asking.deal.end, asking)
            return next((due for due in upcoming if due >= day), None)
        case _:
            return course.due.latest if course.due.earliest == course.due.latest else None
