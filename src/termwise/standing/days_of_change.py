"""The days on which where a clause stands may change."""

from collections.abc import Iterable
from datetime import date, timedelta

from termwise.base.dates import Duration
from termwise.model.clause import Qualifiers
from termwise.model.moment import FirstOf, LastOf, Moment
from termwise.model.sentence import (
    Consent,
    Conversion,
    Duty,
    FirstRefusal,
    Investment,
    Issue,
    Once,
    OptionPool,
    Power,
    Prohibition,
    When,
)
from termwise.standing.asking import Asking
from termwise.standing.duty_states import kept_course
from termwise.standing.exercises import exercises, yet_to_come
from termwise.view.agreement import ClauseHistory, Version
from termwise.view.conditions import bounds, change_days
from termwise.view.course import Reach
from termwise.view.facts import first_open_day
from termwise.view.moments import end_of, moved, reach_of, shifted


def days_of_clause(asking: Asking, clause: str) -> frozenset[date]:
    """The days on which a clause's standing may change, as far as known; of open moments the bounds.

    Periodic due days are left out: nothing changes on them but what `violation` tells.
    """
    history = asking.history(clause)
    if history is None:
        return frozenset()
    days = {asking.deal.end, first_open_day(asking.course)}
    for place, version in enumerate(history.versions):
        following = history.versions[place + 1] if place + 1 < len(history.versions) else None
        days |= bounds(version.begins)
        days |= _of_qualifiers(asking, clause, version.clause.qualifiers)
        days |= _of_sentence(asking, clause, version, following)
    days |= _of_endings(asking, history)
    days |= _of_effects(asking, clause)
    days |= _of_records(asking, clause)
    return frozenset(days)


def _of_qualifiers(asking: Asking, clause: str, said: Qualifiers) -> set[date]:
    days: set[date] = set()
    if said.start is not None:
        days |= _of_moment(asking, clause, said.start)
    if said.end is not None:
        days |= bounds(end_of(said.end, asking, clause))
        days |= {_after(day) for day in _of_moment(asking, clause, said.end.moment, last=True)}
        days |= _of_moment(asking, clause, said.end.moment)
    for requirement in said.requires:
        days |= bounds(asking.met(requirement, clause)) | bounds(asking.failed(requirement, clause))
    for condition in (*said.unless, *([said.while_] if said.while_ is not None else [])):
        days |= change_days(condition, asking)
    return days


def _of_moment(asking: Asking, clause: str, moment: Moment, *, last: bool = False) -> set[date]:
    """The bounds of a moment and of its parts: each may be what still matters."""
    days = set(bounds(reach_of(moment, asking, clause, last=last)))
    if isinstance(moment, FirstOf | LastOf):
        for part in moment.moments:
            days |= _of_moment(asking, clause, part, last=last)
    return days


def _of_sentence(asking: Asking, clause: str, version: Version, following: Version | None) -> set[date]:
    days: set[date] = set()
    match version.clause.sentence:
        case Duty() | Prohibition():
            course = kept_course(asking, clause, version)
            if course is not None:
                own = (course.starts, course.due, course.limit, course.fulfilled, course.waived, course.violated)
                days |= {day for reach in (*own, asking.breach(clause)) for day in bounds(reach)}
                days |= {_after(day) for reach in (course.due, course.limit) for day in bounds(reach)}
        case Power(not_before=not_before):
            days |= set() if not_before is None else _of_moment(asking, clause, not_before)
            days |= bounds(yet_to_come(asking, clause, version))
            for exercise in exercises(asking, clause, version, following):
                days |= bounds(exercise.day) | bounds(exercise.takes_effect)
        case FirstRefusal(notice=notice, accept_within=window):
            days |= _of_windows(asking, clause, (notice, window))
        case Consent(within=window):
            days |= _of_windows(asking, clause, (window,))
        case Issue(on=moment) | OptionPool(on=moment) if moment is not None:
            days |= _of_moment(asking, clause, moment)
        case Investment(schedule=Once(moment)) | Conversion(schedule=Once(moment)):
            days |= _of_moment(asking, clause, moment)
        case Investment(schedule=When(condition)) | Conversion(schedule=When(condition)):
            days |= change_days(condition, asking)
        case _:
            pass
    return days


def _of_windows(asking: Asking, clause: str, lengths: Iterable[Duration | None]) -> set[date]:
    days: set[date] = set()
    offers = [record.day for record in asking.records(clause) if record.kind == "offers"]
    for length in lengths:
        if length is not None:
            for offer in offers:
                end = shifted(Reach(offer, offer), length, asking)
                days |= bounds(end) | bounds(moved(end, 1))
    return days


def _of_endings(asking: Asking, history: ClauseHistory) -> set[date]:
    endings = (*history.endings, *asking.agreement.deal_endings)
    reaches = [ending.at for ending in endings] + [ending.until for ending in endings if ending.until is not None]
    return {day for reach in reaches for day in bounds(reach)}


def _of_effects(asking: Asking, clause: str) -> set[date]:
    """The days of effects on the clause, and of what they do to its deadlines."""
    sources = asking.sources
    acting = (*sources.ends.get(clause, ()), *sources.ends_deal, *sources.pauses.get(clause, ()))
    effects = [effected for source in dict.fromkeys(acting) for effected in asking.effects(source)]
    return {day for effected in effects for day in bounds(effected.at)}


def _of_records(asking: Asking, clause: str) -> set[date]:
    days = {record.day for record in asking.records(clause)}
    return days | {_after(day) for day in days}


def _after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def days_of_all(asking: Asking) -> frozenset[date]:
    """The days on which anything may change: clauses, events, what is known of drivers."""
    deal, course = asking.deal, asking.course
    days = {deal.start, deal.end}
    for event in course.reaches:
        days |= bounds(asking.event(event))
    for driver in deal.drivers:
        days |= {point.when.day for point in driver.known}
    for history in asking.agreement.clauses:
        days |= asking.clause_days(history.name)
    return frozenset(days)
