"""What a view knows of the events of a deal: the course of events."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from termwise.model.deal import Deal
from termwise.model.declaration import (
    ChancePin,
    DriverPin,
    Event,
    EventPin,
    Hazard,
    LatePin,
    Likely,
    Pin,
    PowerPin,
    Rule,
    Scenario,
    TermPin,
    VariationPin,
    WaitAfter,
)
from termwise.view.conditions import first_day
from termwise.view.course import NEVER, Course, HangsOn, Reach, Record, certainly
from termwise.view.facts import CourseFacts, first_open_day, unknown_event
from termwise.view.figures import At
from termwise.view.moments import reach_of
from termwise.view.view import View


def course_of(
    deal: Deal,
    view: View,
    records: Sequence[Record] = (),
    complete: bool = False,
    settable: frozenset[str] = frozenset(),
) -> Course:
    """The course of events as of a view.

    An event pinned by `given` or the scenario is as pinned; one known by the view's date is certain;
    any other is open from the day after, no earlier than its declaration allows. In a `complete`
    (closed) world what nothing records never happens. The scenario's powers become records. Events that are
    `settable` are open, whatever is declared of them: what is pinned later must find room.
    """
    pins = scenario_pins(deal, view.scenario)
    exercised = (Record(p.day, "exercises", p.clause, p.party) for p in pins if isinstance(p, PowerPin))
    bare = Course(
        reaches={},
        records=tuple(sorted((*exercised, *records), key=lambda record: record.day)),
        complete=complete,
        known_by=view.known_by,
        driver_pins={p.driver: p for p in pins if isinstance(p, DriverPin)},
        late_pins=tuple(p for p in pins if isinstance(p, LatePin)),
        settable=settable,
    )
    pinned = {p.event: p.day for p in pins if isinstance(p, EventPin)} | {g.event: g.day for g in view.given}
    return _Unfolding(deal, bare, pinned).course_of_all()


def scenario_pins(deal: Deal, name: str | None) -> tuple[Pin, ...]:
    """The pins of a scenario after those of the scenarios it extends; later ones replace earlier ones."""
    by_name: Mapping[str, Scenario] = {scenario.name: scenario for scenario in reversed(deal.scenarios)}
    chain: list[Scenario] = []
    while name is not None and name in by_name and by_name[name] not in chain:
        chain.append(by_name[name])
        name = chain[-1].extends
    pins: dict[tuple[str, str], Pin] = {}
    for scenario in reversed(chain):
        for pin in scenario.pins:
            pins[_pinned(pin)] = pin
    return tuple(pins.values())


def _pinned(pin: Pin) -> tuple[str, str]:
    match pin:
        case EventPin(event):
            return "event", event
        case ChancePin(event):
            return "chance", event
        case DriverPin(driver):
            return "driver", driver
        case VariationPin(driver):
            return "variation", driver
        case TermPin(clause, term):
            return "term", f"{clause}.{term}"
        case PowerPin(clause=clause):
            return "power", clause
        case LatePin(clause=clause, start=start, end=end):
            return "late", f"{clause} {start} {end}"


class _Unfolding(CourseFacts):
    """The events of a deal, each worked out once, on demand: declarations refer to one another."""

    def __init__(self, deal: Deal, course: Course, pinned: Mapping[str, date | None]) -> None:
        super().__init__(deal, course)
        self._pinned = pinned
        self._found: dict[str, Reach] = {}
        self._busy: set[str] = set()

    def course_of_all(self) -> Course:
        """The course with every declared event in it."""
        reaches = {event.name: self.event(event.name) for event in self.deal.events}
        course = self.course
        return replace(course, reaches=reaches)

    def event(self, name: str) -> Reach:
        """When an event happens; one whose declaration leads back to itself is merely unknown."""
        if name in self._found:
            return self._found[name]
        if name in self._busy or len(self._busy) >= 40:
            return unknown_event(name, self.course)
        self._busy.add(name)
        found = self._reach(name)
        self._busy.discard(name)
        self._found[name] = found
        return found

    def _reach(self, name: str) -> Reach:
        if name in self.course.settable:
            return unknown_event(name, self.course)
        if name in self._pinned:
            day = self._pinned[name]
            return NEVER if day is None else certainly(day)
        event = self.names().events.get(name)
        if event is None:
            return unknown_event(name, self.course)
        known_by = self.course.known_by
        if event.on is not None and event.on <= known_by and (event.known or event.on) <= known_by:
            return certainly(event.on)
        if isinstance(event.chance, Rule):
            return self._by_rule(event, event.chance)
        if self.course.complete:
            return NEVER
        return self._open(event)

    def _by_rule(self, event: Event, rule: Rule) -> Reach:
        """The first day the condition holds; what the view does not know of it has not happened by its date."""
        first = first_day(rule.condition, At(self.deal.start, self, event.name))
        opens = first_open_day(self.course)
        if first.earliest is None or (first.latest is not None and first.latest < opens):
            return NEVER if first.latest is None else certainly(first.latest)
        earliest = max(first.earliest, opens)
        if earliest == first.latest:
            return certainly(earliest)
        only_events = all(thing.kind == "event" for thing in first.hangs_on)
        itself = frozenset({HangsOn("event", event.name)})
        return Reach(earliest, first.latest, first.hangs_on if only_events else itself)

    def _open(self, event: Event) -> Reach:
        match event.chance:
            case Likely(wait=WaitAfter(after=origin)):
                before = self.event(origin)
            case Hazard(origin=moment):
                before = reach_of(moment, self, event.name)
            case _:
                return unknown_event(event.name, self.course)
        if before.earliest is None:
            return NEVER
        earliest = max(before.earliest, first_open_day(self.course))
        return Reach(earliest, None, frozenset({HangsOn("event", event.name)}))
