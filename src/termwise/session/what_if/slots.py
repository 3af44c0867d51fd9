"""Where in a program a setting goes: the numbers and events that a handle moves, none of which are its shape."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from termwise.ir.program import (
    NEVER,
    WAITING,
    Binary,
    NumberParameter,
    Origin,
    Parameter,
    Program,
    Uncertain,
    Value,
)
from termwise.lower.asking import NotLoweredError
from termwise.lower.passes.numbers import parameter_of
from termwise.model.declaration import Driver, Event, Growth, Hazard
from termwise.model.expression import Quantity
from termwise.model.terms import Open, every_open_term, sample
from termwise.session.what_if.extent import in_base
from termwise.session.what_if.handle import Setting
from termwise.session.what_if.settings import Key
from termwise.view.agreement import Agreement
from termwise.view.units import per_year

DAYS_A_YEAR = Fraction(1461, 4)


class NumberSlot(Struct, frozen=True):
    """Parameters of the program that take the setting times `factor`: what one of its unit is in base units."""

    parameters: tuple[int, ...]
    factor: Fraction = Fraction(1)


class DaySlot(Struct, frozen=True):
    """A drawn event that takes the setting as its day."""

    event: int


class ChanceSlot(Struct, frozen=True):
    """A drawn event that takes the setting as its chance."""

    event: int


class HazardSlot(Struct, frozen=True):
    """A drawn event that takes the setting times `factor` as its chance per day."""

    event: int
    factor: Fraction


Slot = NumberSlot | DaySlot | ChanceSlot | HazardSlot
Slots = Mapping[Key, Slot]


def filled(program: Program, slots: Slots, settings: Mapping[Key, Setting]) -> Program:
    """The program with every setting in its slot: of the same shape. A setting without a slot moves nothing."""
    parameters, events = list(program.parameters), list(program.events)
    for key, setting in settings.items():
        match slots.get(key):
            case None:
                pass
            case NumberSlot(places, factor):
                for place in places:
                    parameters[place] = replace(parameters[place], certain=_fraction(setting) * factor)
            case DaySlot(place):
                pinned = NEVER if setting is None or isinstance(setting, Decimal) else setting.toordinal()
                events[place] = replace(events[place], pinned=pinned)
            case ChanceSlot(place):
                events[place] = replace(events[place], chance=_fraction(setting))
            case HazardSlot(place, factor):
                events[place] = replace(events[place], hazard_per_day=_fraction(setting) * factor)
            case never:
                assert_never(never)
    return replace(program, parameters=tuple(parameters), events=tuple(events))


def _fraction(setting: Setting) -> Fraction:
    return Fraction(setting) if isinstance(setting, Decimal) else Fraction(0)


def settable(program: Program, slots: Slots) -> Program:
    """The program with everything that has a slot ready to be set, and nothing set."""
    numbers = {place for slot in slots.values() if isinstance(slot, NumberSlot) for place in slot.parameters}
    days = {slot.event for slot in slots.values() if isinstance(slot, DaySlot)}
    return replace(
        program,
        parameters=tuple(
            replace(one, settable=place in numbers and one.uncertain is not None)
            for place, one in enumerate(program.parameters)
        ),
        events=tuple(replace(one, settable=one.settable or place in days) for place, one in enumerate(program.events)),
    )


# -- where they are ----------------------------------------------------------------------------------------


def day_slot(program: Program, event: str) -> Slot | None:
    """Where the day of an event goes; None when nothing hangs on it."""
    found = _event(program, event)
    return None if found is None else DaySlot(found)


def chance_slot(program: Program, event: Event) -> Slot | None:
    """Where the chance of an event goes; of one that follows what the run decides, where its waiting time is drawn."""
    for name in (event.name, f"{event.name}{WAITING}"):
        place = _event(program, name)
        if place is None or program.events[place].pinned is not None:
            continue
        if isinstance(event.chance, Hazard):
            per = event.chance.rate.per if isinstance(event.chance.rate, Quantity) else None
            return HazardSlot(place, per_year(per) / DAYS_A_YEAR)
        if program.events[place].chance is not None:
            return ChanceSlot(place)
    return None


def growth_slot(program: Program, driver: str, growth: Growth, place: int) -> Slot | None:
    """Where the rate of a driver's growth goes: `place` counts among those that hang on nothing the run decides."""
    if growth.after is not None:
        named = _named(program, f"{driver}: growth after {growth.after}")
        if named is not None:
            return NumberSlot((named,))
    series = next((one for one in program.series if one.name == driver), None)
    if series is None or not place < len(series.regimes):
        return None
    return _read_by(program, series.regimes[place].rate)


def variation_slot(program: Program, driver: str) -> Slot | None:
    """Where the variation of a driver goes; None for one that does not vary."""
    series = next((one for one in program.series if one.name == driver), None)
    return None if series is None or series.variation_per_year is None else _read_by(program, series.variation_per_year)


def level_slot(program: Program, driver: Driver) -> Slot | None:
    """Where the level goes at which a driver stays."""
    named = _named(program, f"{driver.name}: formula")
    return None if named is None else NumberSlot((named,), in_base(driver.unit, driver.per))


def term_slots(agreement: Agreement, program: Program) -> dict[Key, Slot]:
    """Where the open numbers of clauses go, those that can be told from all others of their clause."""
    found: dict[Key, Slot] = {}
    deal = agreement.deal
    known = {history.name for history in agreement.clauses}
    parameters = list(enumerate(program.parameters))
    for clause, terms in every_open_term(deal.clauses, deal.amendments).items():
        own = [(place, one) for place, one in parameters if _clause_of(one.name, known) == clause]
        drawn = {term: [_drawn(number) for number in numbers] for term, numbers in terms.items()}
        for term, numbers in drawn.items():
            others = [one for other, members in drawn.items() if other != term for one in members]
            places = tuple(place for place, one in own if (one.uncertain, one.undisclosed) in numbers)
            sure = [one for one in numbers if one is not None and one not in others]
            if places and len(sure) == len(numbers):
                first = next(one for one in (sample(number) for number in terms[term]) if one is not None)
                found[Key("term", f"{clause}.{term}")] = NumberSlot(places, in_base(first.unit, first.per))
    return found


def _clause_of(name: str, clauses: Collection[str]) -> str:
    """The clause of which a parameter is, by its name: `fee.2: amount`."""
    stretch = name.partition(": ")[0]
    clause, _, number = stretch.rpartition(".")
    return clause if number.isdigit() and stretch not in clauses else stretch


def _drawn(number: Open) -> tuple[Uncertain | None, bool] | None:
    """What a number is drawn from and whether it is undisclosed, as its parameter says; None for what is not drawn."""
    try:
        found = parameter_of("", number, Origin("", ""))
    except NotLoweredError:
        return None
    return None if found.uncertain is None else (found.uncertain, found.undisclosed)


def _read_by(program: Program, value: Value) -> Slot | None:
    """The parameter that a value of the prologue is, or is a number of times: a rate per month, as a rate per year."""
    match program.instructions[value].operation:
        case Parameter(index):
            return NumberSlot((index,))
        case Binary("multiply", left, right):
            for one in (left, right):
                operation = program.instructions[one].operation
                if isinstance(operation, Parameter):
                    return NumberSlot((operation.index,))
            return None
        case _:
            return None


def _named(program: Program, name: str) -> int | None:
    names: list[NumberParameter] = list(program.parameters)
    return next((place for place, one in enumerate(names) if one.name == name), None)


def _event(program: Program, name: str) -> int | None:
    return next((place for place, one in enumerate(program.events) if one.name == name), None)
