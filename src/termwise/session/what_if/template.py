"""A program with room for settings, compiled once: what moves is a run-time argument of it.

Most handles have their room in the program of the view as it is: a number that is drawn may be set, an event that is
drawn may be pinned. Some need a program of their own (`Shape`): where a driver stays, it neither grows nor varies; an
event that the run decides is, once pinned, decided by nothing. Such a program is made when first asked for and kept.
"""

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from termwise.engine.drawing.idle import without_idle_drivers
from termwise.engine.kernel.kernel import Kernel, compiled
from termwise.engine.undisclosed import rests_on_undisclosed
from termwise.ir.builder import Builder
from termwise.ir.program import Movement, Output, Program
from termwise.lower.passes.events import is_drawn
from termwise.model.deal import Deal
from termwise.model.declaration import Driver, Growth, Scenario
from termwise.session.course_told import LeftOut
from termwise.session.futures import simulated_program
from termwise.session.pictures.reading import as_drawn
from termwise.session.what_if.handle import Setting
from termwise.session.what_if.settings import Key, pins_of, regimes_of
from termwise.session.what_if.slots import (
    Slot,
    Slots,
    chance_slot,
    day_slot,
    filled,
    growth_slot,
    level_slot,
    settable,
    term_slots,
    variation_slot,
)
from termwise.standing.solver import solver_of
from termwise.view.agreement import Agreement
from termwise.view.facts import first_open_day
from termwise.view.fold import consolidate
from termwise.view.occurrences import course_of
from termwise.view.view import View

SCENARIO = "what if"
"""The name of the scenario that settings are while they are not saved; no name of the language, so never taken."""


class Own(Struct, frozen=True):
    """A setting that needs a program of its own: one with `room` for it, or else one for this very setting."""

    key: Key
    setting: Setting
    room: bool = True

    @property
    def shape(self) -> tuple[Key, Setting]:
        """Equal for settings that share a program."""
        return self.key, (None if self.room else self.setting)


class Template(Struct, frozen=True):
    """A program in which settings have room, its machine code, and what is told of it.

    `rests_on` has for every output the undisclosed numbers it rests on, by name.
    """

    agreement: Agreement
    program: Program
    kernel: Kernel
    slots: Slots
    rests_on: Mapping[str, frozenset[str]]
    left_out: tuple[LeftOut, ...]

    def filled(self, settings: Mapping[Key, Setting]) -> Kernel:
        """The machine code with the program that has the settings in it."""
        return self.kernel.renewed(filled(self.program, self.slots, settings))

    def telling(self, only: Collection[str]) -> "Template":
        """The same code, telling of the outputs whose names begin so, as `as_drawn` says."""
        program = as_drawn(self.program, self.agreement.view.known_by, only)
        return replace(self, program=program, kernel=compiled(program))


def own_shapes(plain: Template, settings: Mapping[Key, Setting]) -> tuple[Own, ...]:
    """Those of the settings for which the `plain` template has no room, in the order of their keys."""
    found = (_own(plain, key, settings[key]) for key in sorted(settings, key=str))
    return tuple(one for one in found if one is not None)


def _own(plain: Template, key: Key, setting: Setting) -> Own | None:
    agreement = plain.agreement
    deal, base = agreement.deal, agreement.view.scenario
    match key.kind:
        case "level":
            return Own(key, setting)
        case "growth":
            driver = _driver(agreement, key)
            grows = regimes_of(driver, deal, base)
            alike = len({one.rate for one in grows}) < len(grows)
            return Own(key, setting, room=not alike) if alike or not grows else None
        case "variation":
            return Own(key, setting) if _driver(agreement, key).variation is None else None
        case "day":
            return _of_day(agreement, key, setting)
        case "chance":
            return None
        case "term":
            return None if key in plain.slots else Own(key, setting, room=False)


def _of_day(agreement: Agreement, key: Key, setting: Setting) -> Own | None:
    """An event that is open, and of which nothing in the run decides, is pinned where it is drawn."""
    facts = solver_of(agreement)
    reach = agreement.course.reaches[key.name]
    is_open = reach.latest is None and reach.earliest == first_open_day(agreement.course)
    if is_open and is_drawn(facts, key.name):
        return None
    return Own(key, setting, room=setting is not None or key.name not in facts.sources.triggers)


def _driver(agreement: Agreement, key: Key) -> Driver:
    return next(one for one in agreement.deal.drivers if one.name == key.name)


def made(deal: Deal, agreement: Agreement, own: Sequence[Own], outputs: tuple[str, ...]) -> Template:
    """The template of an agreement of the deal, with room for some settings of their own.

    `outputs` are kept whose names begin so.
    """
    held = {one.key: one.setting for one in own if not (one.room and one.key.kind == "day")}
    days = frozenset(one.key.name for one in own if one.room and one.key.kind == "day")
    if own:
        agreement = _supposed(deal, agreement.view, held, days)
    program = simulated_program(agreement)
    kept = (one for one in program.effects if not isinstance(one, Output) or one.name.startswith(outputs))
    program = Builder.reopened(as_drawn(replace(program, effects=tuple(kept)), agreement.view.known_by)).program()
    program = without_idle_drivers(program)
    fixed = {one.key for one in own if not one.room}
    slots = {key: slot for key, slot in _slots(agreement, program).items() if key not in fixed}
    slots |= {key: slot for key, slot in term_slots(agreement, program).items() if key not in fixed}
    program = settable(program, slots)
    rests = rests_on_undisclosed(program)
    moved = {one.clause for one in program.effects if isinstance(one, Movement)}
    return Template(
        agreement=agreement,
        program=program,
        kernel=compiled(program),
        slots=slots,
        rests_on={one.name: rests[one.value] for one in program.effects if isinstance(one, Output)},
        left_out=tuple(LeftOut(name, why, name in moved) for name, why in program.left_out),
    )


def _supposed(deal: Deal, view: View, held: Mapping[Key, Setting], days: frozenset[str]) -> Agreement:
    """The agreement with some settings in a scenario, and with events open whose days will be set."""
    pins = pins_of({str(key): setting for key, setting in held.items()}, deal, view.scenario)
    deal = replace(deal, scenarios=(*deal.scenarios, Scenario(SCENARIO, extends=view.scenario, pins=pins)))
    view = replace(view, scenario=SCENARIO)
    return consolidate(deal, view, course_of(deal, view, settable=days))


def _slots(agreement: Agreement, program: Program) -> dict[Key, Slot]:
    """Every handle's place in a program, where it has one."""
    found: dict[Key, Slot | None] = {}
    for driver in agreement.deal.drivers:
        found |= _slots_of_driver(agreement, program, driver)
    for event in agreement.deal.events:
        found[Key("day", event.name)] = day_slot(program, event.name)
        found[Key("chance", event.name)] = chance_slot(program, event)
    return {key: slot for key, slot in found.items() if slot is not None}


def _slots_of_driver(agreement: Agreement, program: Program, driver: Driver) -> dict[Key, Slot | None]:
    deal, base = agreement.deal, agreement.view.scenario
    found: dict[Key, Slot | None] = {
        Key("level", driver.name): level_slot(program, driver),
        Key("variation", driver.name): variation_slot(program, driver.name),
    }
    drawn = 0
    for place, growth in enumerate(regimes_of(driver, deal, base), start=1):
        slot = growth_slot(program, driver.name, growth, drawn)
        found[Key("growth", driver.name, place)] = slot
        drawn += not _decided(program, driver, growth)
    return found


def _decided(program: Program, driver: Driver, growth: Growth) -> bool:
    """Whether a driver grows so after an event that the run decides."""
    return growth.after is not None and all(
        regime.after is None or program.events[regime.after].name != growth.after
        for series in program.series
        if series.name == driver.name
        for regime in series.regimes
    )
