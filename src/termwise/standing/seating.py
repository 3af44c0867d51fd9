"""Seats of a body: who appoints how many, as far as appointments in force tell."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from termwise.model.declaration import Body
from termwise.model.sentence import Appointment
from termwise.standing.asking import Asking
from termwise.view import figure as exact
from termwise.view.course import NO, HangsOn, Tri, negation
from termwise.view.figure import Figure, exactly, unknown


def seats_of(asking: Asking, party: str, body: str, day: date) -> Figure:
    """The part of a body's seats that a party appoints. Observers do not count; all seats is 1.

    A number of seats of a body whose size is not stated is unknown. An appointment that is open
    counts within bounds.
    """
    declared = asking.names().bodies.get(body)
    total = exactly(0)
    for history in asking.agreement.clauses:
        sentences = [version.clause.sentence for version in history.versions]
        if not any(isinstance(s, Appointment) and s.appointer == party and s.body == body for s in sentences):
            continue
        reading = asking.reading(history.name, day)
        said = None if reading.version is None else reading.version.clause.sentence
        if reading.truth == NO or not isinstance(said, Appointment) or (said.appointer, said.body) != (party, body):
            continue
        total = exact.plus(total, exact.either(_part(said, declared), exactly(0), reading.truth))
    return exact.least((total, exactly(1)))


def _part(appointment: Appointment, body: Body | None) -> Figure:
    """The part of all seats; a number below one is a part already."""
    if appointment.role == "observer":
        return exactly(0)
    if appointment.seats is None:
        return exactly(1)
    if appointment.seats < 1:
        return exactly(Fraction(appointment.seats))
    if body is None or body.seats is None:
        return Figure(Fraction(0), Fraction(1), hangs_on=frozenset({HangsOn("number", appointment.body)}))
    return exactly(Fraction(appointment.seats) / body.seats)


def control_of(asking: Asking, party: str, body: str, day: date) -> Tri:
    """Whether a party appoints the body's majority: at least the stated part, else more than half."""
    declared = asking.names().bodies.get(body)
    if declared is None:
        return Tri(None, unknown(HangsOn("words", body)).hangs_on)
    held = asking.seats(party, body, day)
    if declared.majority is not None:
        return exact.at_least(held, exactly(Fraction(Decimal(declared.majority))))
    return negation(exact.at_least(exactly(Fraction(1, 2)), held))
