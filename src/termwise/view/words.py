"""Views, stretches and moments that may come in ordinary words; single values of a clause for blame lines."""

from datetime import date

from msgspec.structs import replace

from termwise.base.dates import Duration, day_before
from termwise.model.act import Act
from termwise.model.clause import Clause, Qualifiers
from termwise.model.declaration import Given
from termwise.model.expression import Expression
from termwise.model.moment import Moment
from termwise.model.sentence import Schedule, Sentence
from termwise.model.text import (
    act_text,
    expression_text,
    moment_text,
    qualifier_lines,
    schedule_text,
    sentence_lines,
)
from termwise.view.course import Reach
from termwise.view.view import View

ADDING = ("unless", "says", "untranslated", "sources")
"""Qualifiers to which a change adds; of every other keyword it replaces what was said."""


def qualifier_words(clause: Clause, currency: str) -> dict[str, str]:
    """Every qualifier said, by path: its keyword's field, numbered from 1 where a change adds to it."""
    said: dict[str, str] = {}
    for field in said_fields(clause.qualifiers):
        value = getattr(clause.qualifiers, field)
        name = path_of(field)
        if field in ADDING:
            for number, element in enumerate(value, 1):
                said[f"{name}[{number}]"] = _one(field, (element,), currency)
        else:
            said[name] = _one(field, value, currency)
    return said


def said_fields(qualifiers: Qualifiers) -> tuple[str, ...]:
    """The fields of the qualifiers that were said, in order; places in the text are none."""
    nothing = Qualifiers()
    fields = (field for field in qualifiers.__struct_fields__ if field != "spans")
    return tuple(field for field in fields if getattr(qualifiers, field) != getattr(nothing, field))


def path_of(field: str) -> str:
    """The blame path of a field of the qualifiers: "end", "while", "cap"."""
    return field.rstrip("_")


def _one(field: str, value: object, currency: str) -> str:
    """A line, or several; rows that stand under a line follow it after a colon."""
    head, *rest = qualifier_lines(replace(Qualifiers(), **{field: value}), currency)
    rows = "; ".join(line.strip() for line in rest)
    if not rest:
        return head
    return f"{head}: {rows}" if rest[0].startswith(" ") else f"{head}; {rows}"


def sentence_words(sentence: Sentence, currency: str) -> str:
    """The whole sentence with its own lines, on one line."""
    return "; ".join(line.strip() for line in sentence_lines(sentence, currency))


def sentence_fields(sentence: Sentence, currency: str) -> dict[str, str]:
    """Every field of the sentence that was said, in words; the whole sentence stands in for a table."""
    said: dict[str, str] = {}
    for field in sentence.__struct_fields__:
        value = getattr(sentence, field)
        if value is None or value == () or value is False:
            continue
        said[field] = _value_words(value, currency) or sentence_words(sentence, currency)
    return said


def _value_words(value: object, currency: str) -> str | None:
    if isinstance(value, str | Duration):
        return str(value)
    if isinstance(value, Act):
        return act_text(value)
    if isinstance(value, Moment):
        return moment_text(value)
    if isinstance(value, Schedule):
        return schedule_text(value, currency)
    if isinstance(value, Expression):
        return expression_text(value, currency)
    if isinstance(value, tuple) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    return None


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
