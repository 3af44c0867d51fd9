"""More seats of a body are appointed at one time than it has."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic, error, warning
from termwise.check.clash import Spell, spells
from termwise.check.rule import Rule, Subject
from termwise.check.terms import listed
from termwise.model.declaration import Body
from termwise.model.sentence import Appointment
from termwise.model.text import number_text


class _Crowd(Struct, frozen=True):
    """The appointments in force on the first day on which they are too many. `seats` None: all, and more."""

    day: date
    appointments: tuple[Spell, ...]
    seats: Decimal | None


def _run(subject: Subject) -> Iterable[Diagnostic]:
    by_body: defaultdict[str, list[Spell]] = defaultdict(list)
    for spell in spells(subject, lambda sentence: isinstance(sentence, Appointment)):
        if isinstance(spell.sentence, Appointment) and spell.sentence.role == "seat":
            by_body[spell.sentence.body].append(spell)
    for name, appointments in by_body.items():
        body = subject.names.bodies.get(name)
        if body is None:
            continue
        certain = [spell for spell in appointments if spell.certain]
        crowd = _crowd(body, certain) or _crowd(body, appointments)
        if crowd is not None:
            yield _exceeded(body, crowd)


def _crowd(body: Body, appointments: Sequence[Spell]) -> _Crowd | None:
    """The first day with too many seats appointed: each start is looked at with those still in force."""
    active: list[Spell] = []
    for spell in sorted(appointments, key=lambda spell: spell.start):
        active = [*(s for s in active if s.end is None or s.end > spell.start), spell]
        taken = _taken(body, active)
        if len(active) > 1 and (taken is None or (body.seats is not None and taken > body.seats)):
            return _Crowd(spell.start, tuple(active), taken)
    return None


def _taken(body: Body, active: Sequence[Spell]) -> Decimal | None:
    """How many seats are appointed; None when all and one more are, of a body of unknown size."""
    total = Decimal(0)
    for spell in active:
        seats = spell.sentence.seats if isinstance(spell.sentence, Appointment) else None
        if seats is None and body.seats is None:
            return None
        total += seats if seats is not None else Decimal(body.seats or 0)
    return total


def _exceeded(body: Body, crowd: _Crowd) -> Diagnostic:
    names = listed(spell.clause for spell in crowd.appointments)
    seats = "more than all seats" if crowd.seats is None else f"{number_text(crowd.seats)} seats"
    has = f", which has {body.seats}," if body.seats is not None else ""
    certain = all(spell.certain for spell in crowd.appointments)
    make, when = (error, f"on {crowd.day}") if certain else (warning, f"from {crowd.day} on, if all are in force")
    return make(
        "seats-exceeded",
        f"{names} together appoint {seats} of `{body.name}`{has} {when}",
        crowd.appointments[-1].span,
        "correct the number of seats, or let the appointments follow each other with `until` and `from`",
    )


RULE = Rule("seats-exceeded", "more seats appointed than a body has", _run)
