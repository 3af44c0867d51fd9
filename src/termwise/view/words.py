"""Views, stretches and moments that may come, in ordinary words."""

from datetime import date

from termwise.base.dates import day_before
from termwise.model.declaration import Given
from termwise.view.course import Reach
from termwise.view.view import View


def view_words(view: View) -> str:
    """`as known on 2025-10-29, binding text only, in the scenario early_agi, given ipo never`."""
    lowest = "binding text only" if view.lowest == "binding" else f"{view.lowest} text and stronger"
    scenario = "" if view.scenario is None else f", in the scenario {view.scenario}"
    given = "".join(f", given {given_words(pin)}" for pin in view.given)
    return f"as known on {view.known_by}, {lowest}{scenario}{given}"


def given_words(pin: Given) -> str:
    """`ipo on 2027-01-04`, `ipo never`."""
    return f"{pin.event} never" if pin.day is None else f"{pin.event} on {pin.day}"


def stretch_words(start: date, end: date | None, last: date) -> str:
    """`from 2025-10-28 through 2032-12-31`; a stretch that reaches `last` (excluded) ends with the deal's period."""
    if end is None or end >= last:
        return f"from {start} to the end of the period, {day_before(last)}"
    if day_before(end) == start:
        return f"on {start}"
    return f"from {start} through {day_before(end)}"


def reach_words(reach: Reach) -> str:
    """`from 2025-10-28`, `from 2026-01-01 at the earliest, depending on ipo`, `never`."""
    if reach.earliest is None:
        return "never"
    if reach.earliest == reach.latest:
        return f"from {reach.earliest}"
    latest = "" if reach.latest is None else f" and {reach.latest} at the latest"
    hangs_on = ", ".join(sorted(thing.name for thing in reach.hangs_on))
    depending = f", depending on {hangs_on}" if hangs_on else ""
    return f"from {reach.earliest} at the earliest{latest}{depending}"
