"""Days before which a clause certainly brings about nothing: what lets circular texts be read day by day.

A breach that ends the deal and a breach that comes later refer to each other: whether the later one
happens depends on the earlier, never the reverse. Floors are worked out from dates and events alone,
so they tell which of two came first without asking either.
"""

from datetime import date

from termwise.model.sentence import ByThen, Duty, Every, Once, Periodic, Power, Prohibition, Schedule, When, Within
from termwise.standing.asking import Asking
from termwise.view.agreement import ClauseHistory, Version
from termwise.view.conditions import first_day
from termwise.view.course import Reach
from termwise.view.facts import CourseFacts
from termwise.view.figures import At
from termwise.view.moments import moved, reach_of, shifted

_FAR = date.max


class FloorFacts(CourseFacts):
    """What is known before any clause works: a triggered event may come as soon as its trigger may work."""

    def __init__(self, asking: Asking) -> None:
        super().__init__(asking.deal, asking.course)
        self._asking = asking

    def event(self, name: str) -> Reach:
        """The earliest the event may come, by its declaration or by a clause."""
        declared = super().event(name)
        sources = self._asking.sources.triggers.get(name, ())
        if not sources or (declared.earliest is not None and declared.earliest == declared.latest):
            return declared
        floors = [self._asking.floor(source) for source in sources]
        return Reach(min([*floors, declared.earliest or _FAR]), None, declared.hangs_on)

    def breach(self, clause: str) -> Reach:
        """The earliest the clause may be violated."""
        return Reach(self._asking.floor(clause), None)


def floor_of(asking: Asking, clause: str) -> date:
    """A day before which the clause certainly brings nothing about and is not violated; the last day for never."""
    history = asking.history(clause)
    if history is None:
        return _FAR
    facts = FloorFacts(asking)
    return min(_version_floor(asking, facts, history, version) for version in history.versions)


def _version_floor(asking: Asking, facts: FloorFacts, history: ClauseHistory, version: Version) -> date:
    start = start_floor(facts, version)
    sentence = version.clause.sentence
    floors = [_after_long_stops(facts, version)]
    match sentence:
        case Power():
            floors.append(_power_floor(asking, facts, history.name, sentence, start))
        case Duty(deadline=deadline, violated_when=violated):
            due = _deadline_floor(facts, deadline, start)
            if violated is not None:
                due = min(due, _earliest(first_day(violated, At(facts.deal.start, facts))))
            floors.append(max(start, due))
        case Prohibition():
            floors.append(start)
        case _:
            pass
    return min(floors)


def start_floor(facts: CourseFacts, version: Version) -> date:
    """The earliest day on which a wording may be in force."""
    start = version.clause.qualifiers.start
    begins = _earliest(version.begins)
    return begins if start is None else max(begins, _earliest(reach_of(start, facts)))


def _after_long_stops(facts: FloorFacts, version: Version) -> date:
    stops = [r.by for r in version.clause.qualifiers.requires if r.by is not None]
    return min((_earliest(moved(reach_of(by, facts, last=True), 1)) for by in stops), default=_FAR)


def _power_floor(asking: Asking, facts: FloorFacts, clause: str, power: Power, start: date) -> date:
    opens = start if power.not_before is None else max(start, _earliest(reach_of(power.not_before, facts)))
    exercised = [record.day for record in asking.records(clause) if record.kind == "exercises" and record.day >= opens]
    if power.verb == "declare" and power.subject is not None:
        exercised.append(max(opens, _earliest(CourseFacts.event(facts, power.subject))))
    if not exercised:
        return _FAR
    first = Reach(min(exercised), min(exercised))
    return _earliest(first if power.notice is None else shifted(first, power.notice, facts))


def _deadline_floor(facts: FloorFacts, deadline: Schedule | None, start: date) -> date:
    match deadline:
        case None:
            return _FAR
        case Once(moment) | ByThen(moment):
            return _earliest(moved(reach_of(moment, facts, last=True), 1))
        case Within(length, origin):
            return _earliest(moved(shifted(reach_of(origin, facts), length, facts), 1))
        case When(condition):
            return _earliest(moved(first_day(condition, At(facts.deal.start, facts)), 1))
        case Periodic() | Every():
            return start


def _earliest(reach: Reach) -> date:
    return _FAR if reach.earliest is None else reach.earliest
