"""Seats of a body and who controls it, by the appointments in force on the last day of the period."""

from fractions import Fraction

from termwise.ir.program import NumberParameter, Origin, Output, Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes.in_force import is_in_force_on
from termwise.model.declaration import Body
from termwise.model.sentence import Appointment


def lower_seats(lo: Lowers) -> None:
    """State the part of each body's seats that each party appoints, where its size is said or need not be."""
    pairs = {
        (said.appointer, said.body): None
        for history in lo.agreement.clauses
        for version in history.versions
        if isinstance(said := version.clause.sentence, Appointment) and said.role == "seat"
    }
    for party, body in pairs:
        try:
            part = seats(lo, party, body)
        except NotLoweredError:
            continue
        lo.builder.effect(Output(f"seats:{party}:{body}", part))


def seats(lo: Lowers, party: str, body: str) -> Value:
    """The part of a body's seats that a party appoints: at most 1. Observers do not count."""
    b, found = lo.builder, []
    for history in lo.agreement.clauses:
        if not any(_appoints(version.clause.sentence, party, body) for version in history.versions):
            continue
        for term in lo.terms(history.name):
            match term.sentence:
                case Appointment(appointer, of, role="seat") as said if (appointer, of) == (party, body):
                    with lo.saying(term.clause, f"seats of {body}", term.version.amendment):
                        part = b.parameter(_part(lo, term, said))
                        found.append(b.when(is_in_force_on(lo, term, lo.last_day()), part))
                case _:
                    continue
    return b.minimum(b.total(found), b.number(1))


def controls(lo: Lowers, party: str, body: str) -> Value:
    """Whether a party appoints the body's majority: at least the stated part, else more than half."""
    b, declared = lo.builder, _declared(lo, body)
    held = seats(lo, party, body)
    if declared.majority is None:
        return b.less(b.number(Fraction(1, 2)), held)
    origin = Origin(body, "its majority", span=declared.span)
    majority = NumberParameter(f"{body}: majority", Fraction(declared.majority), None, False, origin, unit="%")
    return b.at_most(b.parameter(majority), held)


def _appoints(sentence: object, party: str, body: str) -> bool:
    return isinstance(sentence, Appointment) and (sentence.appointer, sentence.body) == (party, body)


def _part(lo: Lowers, term: Term, said: Appointment) -> NumberParameter:
    """The part of all seats; a number below one is a part already, and no number is all."""
    size = _declared(lo, said.body).seats
    match said.seats:
        case None:
            part = Fraction(1)
        case number if number < 1:
            part = Fraction(number)
        case _ if size is None:
            raise NotLoweredError(f"how many seats `{said.body}` has is not said")
        case number:
            part = Fraction(number) / size
    origin = Origin(term.clause, f"part of the seats of {said.body}", term.version.amendment)
    return NumberParameter(f"{term.tag}: seats", part, None, False, origin, unit="%")


def _declared(lo: Lowers, body: str) -> Body:
    found = lo.facts.names().bodies.get(body)
    if found is None:
        raise NotLoweredError(f"there is no body `{body}`")
    return found
