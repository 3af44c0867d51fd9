"""When a duty falls due, is fulfilled, and is violated: its course as bounds on days."""

from datetime import date

from msgspec import Struct

from termwise.model.sentence import ByThen, Duty, Every, Once, Periodic, Prohibition, Schedule, When, Within
from termwise.standing.asking import Aside, Asking
from termwise.standing.due_days import due_days
from termwise.standing.exercises import exercised_against
from termwise.standing.pausing import tolled
from termwise.view.agreement import ClauseHistory, Version
from termwise.view.conditions import first_day
from termwise.view.course import NEVER, YES, HangsOn, Reach, Tri, all_of, certainly, negation, open_on
from termwise.view.figures import At
from termwise.view.moments import first_of, if_true, last_of, moved, not_after, reach_of, shifted


class DutyCourse(Struct, frozen=True):
    """The days that matter to a duty, as far as known.

    `starts`: when it is first owed. `due` after tolling, the first one of a recurring duty; `limit` is
    `due` plus the cure period. `fulfilled` is never when nothing tells; then `unrecorded` says so, and
    whether it was fulfilled in time is open on the record. `owed`: whether it was when it fell due.
    `violated` is the day after `limit`, or the day of what violates it.
    """

    starts: Reach
    due: Reach
    limit: Reach
    fulfilled: Reach
    in_time: Tri
    waived: Reach
    violated: Reach
    owed: Tri = YES
    unrecorded: bool = False
    recurs: bool = False


def duty_course(asking: Asking, clause: str, version: Version) -> DutyCourse | None:
    """The course of the duty or prohibition a wording states; None when it states neither."""
    match version.clause.sentence:
        case Duty(deadline=Periodic() | Every() as schedule) as duty:
            return _recurring(asking, clause, version, duty, schedule)
        case Duty() as duty:
            return _single(asking, clause, version, duty)
        case Prohibition() as prohibition:
            return _of_prohibition(asking, clause, version, prohibition)
        case _:
            return None


def violation_of(asking: Asking, clause: str) -> Reach:
    """When the duty or prohibition of a clause is first violated, each wording in its own time."""
    history = asking.history(clause)
    if history is None:
        return NEVER
    found: list[Reach] = []
    for place, version in enumerate(history.versions):
        course = duty_course(asking, clause, version)
        if course is not None:
            found.append(_in_time_of(course.violated, history, place))
    return first_of(found)


def _in_time_of(violated: Reach, history: ClauseHistory, place: int) -> Reach:
    """A violation as far as it falls while one wording governs: from its beginning to the next one's."""
    version = history.versions[place]
    if violated.earliest is None or version.begins.earliest is None:
        return NEVER
    governs = YES if place == 0 else not_after(version.begins, violated)
    if place + 1 < len(history.versions):
        following = history.versions[place + 1].begins
        governs = all_of((governs, negation(not_after(following, moved(violated, -1)))))
    return if_true(violated, governs)


def _starts(asking: Asking, clause: str, version: Version) -> Reach:
    start = version.clause.qualifiers.start
    own = [] if start is None else [reach_of(start, asking, clause)]
    history = asking.history(clause)
    begins = version.begins if history is None else history.versions[0].begins
    return last_of((begins, *own))


def _recorded(asking: Asking, clause: str, kind: str) -> Reach:
    """The first day on which something of a kind was done to the clause."""
    return next((certainly(record.day) for record in asking.records(clause) if record.kind == kind), NEVER)


# -- one deadline, or none ---------------------------------------------------------------------------


def _single(asking: Asking, clause: str, version: Version, duty: Duty) -> DutyCourse:
    starts = _starts(asking, clause, version)
    due = NEVER if duty.deadline is None else _due(asking, clause, duty.deadline)
    if isinstance(duty.deadline, Within | When):
        starts = last_of((starts, _trigger(asking, clause, duty.deadline)))
    stated = _stated_by(asking, clause, version, due)
    due = tolled(asking, clause, due)
    limit = due if duty.cure is None else shifted(due, duty.cure, asking)
    waived = _recorded(asking, clause, "waives")
    fulfilled = _fulfilled(asking, clause, duty)
    unrecorded = fulfilled == NEVER and duty.fulfilled_when is None and not asking.course.complete
    in_time = open_on(HangsOn("record", clause)) if unrecorded else not_after(fulfilled, limit)
    owed = all_of((stated, _owed_at(asking, clause, due)))
    missed = if_true(moved(limit, 1), all_of((negation(in_time), negation(not_after(waived, limit)), owed)))
    broken = _broken(asking, clause, duty, first_of((fulfilled, waived)))
    violated = first_of((missed, broken))
    return DutyCourse(starts, due, limit, fulfilled, in_time, waived, violated, owed, unrecorded)


def _due(asking: Asking, clause: str, deadline: Schedule) -> Reach:
    match deadline:
        case Once(moment) | ByThen(moment):
            return reach_of(moment, asking, clause, last=True)
        case Within(length, origin):
            return shifted(reach_of(origin, asking, clause), length, asking)
        case When():
            return _trigger(asking, clause, deadline)
        case Periodic() | Every():
            return NEVER


def _stated_by(asking: Asking, clause: str, version: Version, due: Reach) -> Tri:
    """Whether this deadline was already stated when it fell due: by this wording, or an earlier one alike.

    A change that sets a deadline in the past makes nobody late.
    """
    if due.earliest is None or due.earliest != due.latest:
        return not_after(version.begins, due)
    then = asking.reading(clause, due.earliest).version
    sentence = None if then is None else then.clause.sentence
    if then == version or not isinstance(sentence, Duty) or sentence.deadline is None:
        return not_after(version.begins, due)
    return YES if _due(asking, clause, sentence.deadline) == due else not_after(version.begins, due)


def _trigger(asking: Asking, clause: str, deadline: Within | When) -> Reach:
    match deadline:
        case Within(origin=origin):
            return reach_of(origin, asking, clause)
        case When(condition):
            return first_day(condition, At(asking.deal.start, asking, clause))


def _fulfilled(asking: Asking, clause: str, duty: Duty) -> Reach:
    done = _recorded(asking, clause, "fulfils")
    if duty.fulfilled_when is None:
        return done
    return first_of((done, first_day(duty.fulfilled_when, At(asking.deal.start, asking, clause))))


def _owed_at(asking: Asking, clause: str, due: Reach) -> Tri:
    """Whether the duty was owed on the day it fell due; judged by the bounds when that day is open."""
    if due.earliest is None:
        return Tri(False)
    if due.earliest == due.latest:
        return asking.reading(clause, due.earliest).truth
    if asking.reading(clause, due.earliest).over.value is True:
        return Tri(False)
    return Tri(None, due.hangs_on)


def _broken(asking: Asking, clause: str, duty: Duty, discharged: Reach) -> Reach:
    """When `violated when` comes true while the duty is owed and not yet done or waived; cure runs from then."""
    if duty.violated_when is None:
        return NEVER
    breach = first_day(duty.violated_when, At(asking.deal.start, asking, clause))
    free = not_after(discharged, breach)
    if duty.cure is not None:
        limit = shifted(breach, duty.cure, asking)
        free, breach = not_after(discharged, limit), moved(limit, 1)
    return if_true(breach, all_of((negation(free), _in_force_at(asking, clause, breach))))


def _in_force_at(asking: Asking, clause: str, when: Reach) -> Tri:
    """Whether the clause is in force on a day, by what came before it; judged by the bounds when it is open."""
    if when.earliest is None:
        return Tri(False)
    if when.earliest == when.latest:
        return asking.reading(clause, when.earliest, Aside(before=True)).truth
    if asking.reading(clause, when.earliest, Aside(before=True)).over.value is True:
        return Tri(False)
    return Tri(None, when.hangs_on)


# -- prohibitions ------------------------------------------------------------------------------------


def _of_prohibition(asking: Asking, clause: str, version: Version, said: Prohibition) -> DutyCourse:
    waived = _recorded(asking, clause, "waives")
    acts = [first_of(exercised_against(asking, clause))]
    if said.violated_when is not None:
        done = first_day(said.violated_when, At(asking.deal.start, asking, clause))
        acts.append(if_true(done, all_of((_in_force_at(asking, clause, done), negation(not_after(waived, done))))))
    starts = _starts(asking, clause, version)
    return DutyCourse(starts, NEVER, NEVER, NEVER, Tri(False), waived, first_of(acts))


# -- recurring duties --------------------------------------------------------------------------------


def _recurring(asking: Asking, clause: str, version: Version, duty: Duty, schedule: Periodic | Every) -> DutyCourse:
    starts = _starts(asking, clause, version)
    waived = _recorded(asking, clause, "waives")
    done = [record.day for record in asking.records(clause) if record.kind == "fulfils"]
    unrecorded = not done and not asking.course.complete
    missed = NEVER
    first = NEVER
    previous = date.min
    for due in _owed_days(asking, starts, schedule):
        if asking.reading(clause, due).truth.value is False:
            continue
        first = certainly(due) if first == NEVER else first
        limit = certainly(due) if duty.cure is None else shifted(certainly(due), duty.cure, asking)
        if not any(previous < day and limit.latest is not None and day <= limit.latest for day in done):
            owed = all_of((asking.reading(clause, due).truth, negation(not_after(waived, limit))))
            missed = if_true(moved(limit, 1), all_of((owed, _not_done(asking, clause, limit, unrecorded))))
            break
        previous = due
    broken = _broken(asking, clause, duty, waived)
    in_time = open_on(HangsOn("record", clause)) if unrecorded else YES
    violated = first_of((missed, broken))
    return DutyCourse(starts, first, first, NEVER, in_time, waived, violated, unrecorded=unrecorded, recurs=True)


def _owed_days(asking: Asking, starts: Reach, schedule: Periodic | Every) -> list[date]:
    if starts.latest is None:
        return []
    return list(due_days(schedule, starts.latest, asking.deal.end, asking))


def _not_done(asking: Asking, clause: str, limit: Reach, unrecorded: bool) -> Tri:
    """Whether it was certainly not done: records are complete up to the view's known-by date, and open after."""
    complete = asking.course.complete or (limit.latest is not None and limit.latest <= asking.course.known_by)
    return open_on(HangsOn("record", clause)) if unrecorded or not complete else YES
