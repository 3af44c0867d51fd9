"""Settings as pins of a scenario, and as its text: what is moved is said in the language."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from termwise.model.deal import Deal
from termwise.model.declaration import (
    ChancePin,
    Driver,
    DriverPin,
    Event,
    EventPin,
    Growth,
    Hazard,
    Likely,
    Pin,
    Scenario,
    TermPin,
    VariationPin,
)
from termwise.model.expression import Quantity
from termwise.model.terms import open_terms
from termwise.model.text.beliefs import pin_lines
from termwise.model.text.beliefs import scenario_text as text_of_scenario
from termwise.session.what_if.extent import extent
from termwise.session.what_if.handle import KINDS, Kind, Setting, Settings, UnknownSettingError
from termwise.view.occurrences import scenario_pins
from termwise.view.supposed import supposed

_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Key(Struct, frozen=True):
    """A handle's key, taken apart: `growth:openai_revenue:2` is the second growth of a driver."""

    kind: Kind
    name: str
    place: int = 1

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}" + (f":{self.place}" if self.place > 1 else "")


def key_of(text: str) -> Key:
    """A key from its text. Raises `UnknownSettingError` for what is none."""
    kind, _, rest = text.partition(":")
    name, _, place = rest.partition(":")
    if kind not in KINDS or not name or not (place or "1").isdigit() or place == "0":
        raise UnknownSettingError(f"`{text}` is no key of a handle")
    return Key(kind, name, int(place or "1"))


def scenario_text(name: str, settings: Settings, deal: Deal, base: str | None = None) -> str:
    """A `scenario` block that pins what is set: written into the deal and run, it comes to what was answered.

    `base` is the scenario of the view in which it was set, which the new one extends. Raises `UnknownSettingError` for
    a name that cannot be one or is taken, and for settings that the deal does not have.
    """
    if not _NAME.fullmatch(name):
        raise UnknownSettingError(f"`{name}` cannot be the name of a scenario: small letters, digits and `_` only")
    if any(one.name == name for one in deal.scenarios):
        raise UnknownSettingError(f"the deal has a scenario `{name}` already")
    return text_of_scenario(scenario_of(name, settings, deal, base), deal.currency) + "\n"


def scenario_of(name: str, settings: Settings, deal: Deal, base: str | None = None) -> Scenario:
    """The scenario that pins what is set, on top of `base`."""
    return Scenario(name, extends=base, pins=pins_of(settings, deal, base))


def pins_of(settings: Settings, deal: Deal, base: str | None = None) -> tuple[Pin, ...]:
    """The pins that settings come to, in the order of the deal.

    A driver that is set to stay at a level has no growth to set: the level goes before.
    """
    set_ = {key_of(key): setting for key, setting in settings.items()}
    terms = open_terms(deal.clauses, deal.amendments) if any(key.kind == "term" for key in set_) else {}
    deal = supposed(deal, base)
    named = {*(one.name for one in deal.drivers), *(one.name for one in deal.events)}
    found: list[Pin] = []
    for driver in deal.drivers:
        found += _of_driver(driver, {k: v for k, v in set_.items() if k.name == driver.name}, deal, base)
    for event in deal.events:
        found += _of_event(event, {k: v for k, v in set_.items() if k.name == event.name})
    for key, setting in set_.items():
        clause, _, term = key.name.rpartition(".")
        number = terms.get(clause, {}).get(term) if key.kind == "term" else None
        kept = None if number is None else extent(number)
        if kept is not None:
            found.append(TermPin(clause, term, Quantity(_number(setting), kept.unit, kept.per)))
        elif key.name not in named or key.kind == "term":
            raise UnknownSettingError(f"the deal has nothing that `{key}` could set")
    return tuple(found)


def line_of(key: str, setting: Setting, deal: Deal, base: str | None = None) -> str:
    """The line of a scenario that one setting is: `openai_revenue grows 40% per year`, `ipo never`."""
    return "; ".join(line for pin in pins_of({key: setting}, deal, base) for line in pin_lines(pin, deal.currency))


def regimes_of(driver: Driver, deal: Deal, base: str | None = None) -> tuple[Growth, ...]:
    """How a driver grows under a scenario, one regime after the other; not at all where it is set to stay."""
    pin = _pin_of(driver, deal, base)
    return driver.growth if pin is None else pin.growth


def level_of(driver: Driver, deal: Deal, base: str | None = None) -> Quantity | None:
    """Where a scenario has a driver stay; None where it does not, or says so by a formula."""
    pin = _pin_of(driver, deal, base)
    return pin.value if pin is not None and isinstance(pin.value, Quantity) else None


def _pin_of(driver: Driver, deal: Deal, base: str | None) -> DriverPin | None:
    pins = scenario_pins(deal, base)
    return next((pin for pin in pins if isinstance(pin, DriverPin) and pin.driver == driver.name), None)


def _of_driver(driver: Driver, settings: Mapping[Key, Setting], deal: Deal, base: str | None) -> list[Pin]:
    level = settings.get(Key("level", driver.name))
    if level is not None:
        return [DriverPin(driver.name, value=Quantity(_number(level), driver.unit, driver.per))]
    found: list[Pin] = []
    variation = settings.get(Key("variation", driver.name))
    if variation is not None:
        found.append(VariationPin(driver.name, Quantity(_number(variation), "%", "year")))
    growth = list(regimes_of(driver, deal, base)) or [Growth(Quantity(Decimal(0), "%", "year"))]
    moved = {key.place - 1: setting for key, setting in settings.items() if key.kind == "growth"}
    for place, setting in moved.items():
        if not place < len(growth):
            raise UnknownSettingError(f"`{driver.name}` does not grow in {place + 1} ways, one after the other")
        stated = extent(growth[place].rate)
        per = "year" if stated is None else stated.per
        growth[place] = replace(growth[place], rate=Quantity(_number(setting), "%", per))
    return [DriverPin(driver.name, growth=tuple(growth)), *found] if moved else found


def _of_event(event: Event, settings: Mapping[Key, Setting]) -> list[Pin]:
    """A day goes before a chance: it leaves nothing to chance."""
    day, chance = Key("day", event.name), Key("chance", event.name)
    if day in settings:
        return [EventPin(event.name, _day(day, settings[day]))]
    if chance not in settings:
        return []
    match event.chance:
        case Likely() as likely:
            return [ChancePin(event.name, replace(likely, chance=_share(settings[chance]), wait=None))]
        case Hazard(rate) as hazard if (stated := extent(rate)) is not None:
            number = Quantity(_number(settings[chance]), "%", stated.per)
            return [ChancePin(event.name, replace(hazard, rate=number))]
        case _:
            raise UnknownSettingError(f"nothing says when `{event.name}` may happen, so its chance cannot be set")


def _share(setting: Setting) -> Quantity:
    return Quantity(_number(setting), "%")


def _number(setting: Setting) -> Decimal:
    if not isinstance(setting, Decimal):
        raise UnknownSettingError(f"{setting or 'never'} is no number")
    return setting


def _day(key: Key, setting: Setting) -> date | None:
    if isinstance(setting, Decimal):
        raise UnknownSettingError(f"`{key}` is set to a day or to never, not to a number")
    return setting
