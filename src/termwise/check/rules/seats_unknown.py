"""A number of seats says nothing of control while nobody knows how many there are."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, Related, warning
from termwise.check.rule import Rule, Subject, Wording
from termwise.model.declaration import Body
from termwise.model.sentence import Appointment


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        match wording.sentence:
            case Appointment(body=name, seats=seats, role="seat") if seats is not None:
                body = subject.names.bodies.get(name)
                if body is not None and body.seats is None:
                    yield _unknown(wording, body)
            case _:
                pass


def _unknown(wording: Wording, body: Body) -> Diagnostic:
    place = body.name_span or body.span
    return warning(
        "seats-unknown",
        f"`{wording.clause}` appoints some seats of `{body.name}`, which does not say how many it has",
        wording.place,
        f"add `seats N` under `body {body.name}`",
        (Related(place, "declared here"),) if place else (),
    )


RULE = Rule("seats-unknown", "some seats of a body of unknown size", _run)
