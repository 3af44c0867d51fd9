"""Exercises of powers: recorded, pinned or declared; when they take effect, what they breach.

A power has its effects only by an exercise: that it may yet be exercised opens no answer but the one
whether it is.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from termwise.model.sentence import Power, Prohibition
from termwise.standing.asking import Aside, Asking, Reading
from termwise.view.agreement import ClauseHistory, Version
from termwise.view.conditions import first_day
from termwise.view.course import NEVER, NO, HangsOn, Reach, Record, Tri, all_of, certainly
from termwise.view.facts import first_open_day
from termwise.view.figures import At
from termwise.view.moments import come, end_of, first_of, if_true, last_of, reach_of, shifted


class Exercise(Struct, frozen=True):
    """One exercise of a power. `valid`: whether the power could be exercised that day.

    `takes_effect` follows notice and condition, and never comes of an invalid exercise. `by` None is
    not recorded. `is_declaration`: the event that the power is to declare has happened, or may.
    """

    day: Reach
    by: str | None
    valid: Tri
    takes_effect: Reach
    in_breach_of: tuple[str, ...] = ()
    is_declaration: bool = False


def exercises(asking: Asking, clause: str, version: Version, following: Version | None) -> Iterable[Exercise]:
    """The exercises of a power in one wording, in order of day.

    Records within the wording's time count; so does the event a power to declare is about.
    """
    power = version.clause.sentence
    if not isinstance(power, Power):
        return
    for record, ours in _recorded(asking, clause, version, following):
        breached = _breached(asking, power, record.by, record.day)
        allowed = all_of((ours, _valid(asking, clause, power, record.day, record.by)))
        yield _exercise(asking, clause, power, _Attempt(certainly(record.day), record.by, allowed, breached))
    declared = _declared(asking, clause, power)
    if declared is not None:
        yield declared


def exercised_against(asking: Asking, prohibition: str) -> Iterator[Reach]:
    """The days on which a power was exercised although a prohibition forbade it."""
    forbidding = asking.history(prohibition)
    for clause in asking.sources.exercised:
        history = asking.history(clause)
        if forbidding is None or history is None:
            continue
        for version, following in zip(history.versions, (*history.versions[1:], None), strict=True):
            power = version.clause.sentence
            if not isinstance(power, Power):
                continue
            for record, ours in _recorded(asking, clause, version, following):
                if _breaks(asking, forbidding, power, record.by, record.day):
                    allowed = all_of((ours, _valid(asking, clause, power, record.day, record.by)))
                    yield if_true(certainly(record.day), allowed)


def _recorded(asking: Asking, clause: str, version: Version, following: Version | None) -> Iterator[tuple[Record, Tri]]:
    """The recorded exercises in the time of a wording, and whether it governed by then."""
    for record in asking.records(clause):
        ours = version.begins.by(record.day)
        if record.kind == "exercises" and ours.value is not False and not _passed_on(following, record.day):
            yield record, ours


class _Attempt(Struct, frozen=True):
    """An exercise before its effects are worked out."""

    day: Reach
    by: str | None
    valid: Tri
    in_breach_of: tuple[str, ...] = ()


def _passed_on(following: Version | None, day: date) -> bool:
    return following is not None and following.begins.by(day).value is True


def _exercise(asking: Asking, clause: str, power: Power, attempt: _Attempt) -> Exercise:
    day = attempt.day if power.notice is None else shifted(attempt.day, power.notice, asking)
    if power.effective_when is not None and day.earliest is not None:
        met = first_day(power.effective_when, At(asking.deal.start, asking, clause))
        day = last_of((day, met))
    effect = if_true(day, attempt.valid)
    return Exercise(attempt.day, attempt.by, attempt.valid, effect, attempt.in_breach_of)


def _valid(asking: Asking, clause: str, power: Power, day: date, by: str | None) -> Tri:
    """Whether the power could be exercised: by a holder, not too early, in force by what came before that day."""
    if by is not None and by not in power.holders:
        return NO
    early = Tri(True) if power.not_before is None else come(power.not_before, day, asking, clause)
    return all_of((early, asking.reading(clause, day, Aside(before=True, source=clause)).truth))


def _declared(asking: Asking, clause: str, power: Power) -> Exercise | None:
    """A power to declare an event is exercised when the event happens, as far as the course knows."""
    if power.verb != "declare" or power.subject is None or any(r.kind == "exercises" for r in asking.records(clause)):
        return None
    day = asking.course.reaches.get(power.subject)
    if day is None:
        return None
    valid = Tri(True)
    if day.earliest is not None and day.earliest == day.latest:
        valid = _valid(asking, clause, power, day.earliest, None)
    return replace(_exercise(asking, clause, power, _Attempt(day, None, valid)), is_declaration=True)


def yet_to_come(asking: Asking, clause: str, version: Version) -> Reach:
    """When a power that nothing records may yet be exercised: any day the view does not know, while it lasts."""
    power, course = version.clause.sentence, asking.course
    recorded = any(record.kind == "exercises" for record in asking.records(clause))
    if not isinstance(power, Power) or recorded or course.complete or course.known_by == date.max:
        return NEVER
    said = version.clause.qualifiers
    opens = [certainly(first_open_day(course)), version.begins]
    opens += [reach_of(moment, asking, clause) for moment in (said.start, power.not_before) if moment is not None]
    first = last_of(opens).earliest
    term = NEVER if said.survives else certainly(asking.deal.end)
    end = term if said.end is None else end_of(said.end, asking, clause)
    history = asking.history(clause)
    if history is not None:
        end = first_of((end, *(ending.at for ending in history.endings if ending.until is None)))
    if first is None or (end.latest is not None and first >= end.latest):
        return NEVER
    return Reach(first, None, frozenset({HangsOn("power", clause)}))


def _breached(asking: Asking, power: Power, by: str | None, day: date) -> tuple[str, ...]:
    """The prohibitions that forbid this exercise by its verb, and by its subject where they name one."""
    return tuple(h.name for h in asking.agreement.clauses if _breaks(asking, h, power, by, day))


def _breaks(asking: Asking, history: ClauseHistory, power: Power, by: str | None, day: date) -> bool:
    return any(_forbids(version, power, by) for version in history.versions) and _is_forbidden(
        asking.reading(history.name, day, Aside(before=True)), power, by
    )


def _is_forbidden(reading: Reading, power: Power, by: str | None) -> bool:
    return reading.truth.value is True and reading.version is not None and _forbids(reading.version, power, by)


def _forbids(version: Version, power: Power, by: str | None) -> bool:
    match version.clause.sentence:
        case Prohibition(act):
            actors = power.holders if by is None else (by,)
            return act.actor in actors and act.verb == power.verb and act.asset in {None, power.subject}
        case _:
            return False
