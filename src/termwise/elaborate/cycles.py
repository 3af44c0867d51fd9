"""Definitions that lead back to themselves: formulas, events, scenarios."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from termwise.base.diagnostic import Diagnostic
from termwise.elaborate.faults import names as faults
from termwise.model.declaration import Driver, Event, Likely, Rule, Scenario, WaitAfter
from termwise.model.expression import Expression, Ref
from termwise.model.moment import OnEvent
from termwise.model.walk import parts


def circular_definitions(
    drivers: Iterable[Driver], events: Iterable[Event], scenarios: Iterable[Scenario]
) -> tuple[Diagnostic, ...]:
    """One fault for each circle of drivers, events or scenarios."""
    all_drivers, all_events, all_scenarios = tuple(drivers), tuple(events), tuple(scenarios)
    formulas = {one.name: _drivers_in(one.formula) for one in all_drivers}
    waits = {one.name: _events_before(one) for one in all_events}
    extended = {one.name: (one.extends,) if one.extends else () for one in all_scenarios}
    return (
        *_circles("driver", all_drivers, formulas),
        *_circles("event", all_events, waits),
        *_circles("scenario", all_scenarios, extended),
    )


Defined = Driver | Event | Scenario


def _circles(what: str, things: tuple[Defined, ...], needs: Mapping[str, Iterable[str]]) -> Iterator[Diagnostic]:
    places = {thing.name: thing.name_span for thing in things}
    left = {name: set(others) for name, others in needs.items()}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
            names = sorted(set(circle))
            yield faults.circular(tuple(names), what, places.get(names[0]))
            left = {name: others - set(names) for name, others in left.items() if name not in names}
        else:
            return


def _drivers_in(formula: Expression | None) -> tuple[str, ...]:
    if formula is None:
        return ()
    return tuple(one.name for one in parts(formula) if isinstance(one, Ref) and one.kind == "driver")


def _events_before(event: Event) -> tuple[str, ...]:
    """The events that this one waits for."""
    match event.chance:
        case Likely(wait=WaitAfter(after=after)):
            return (after,)
        case Rule(condition=condition):
            refs = (one for one in parts(condition) if isinstance(one, Ref | OnEvent))
            return tuple(one.event if isinstance(one, OnEvent) else one.name for one in refs if _is_event(one))
        case _:
            return ()


def _is_event(one: Ref | OnEvent) -> bool:
    return isinstance(one, OnEvent) or one.kind == "event"
