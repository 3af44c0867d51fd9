"""Every duty and prohibition, and where it stands on a day."""

from datetime import date
from typing import Literal

from msgspec import Struct

from termwise.model.sentence import Duty, Prohibition
from termwise.rights.answer import Ground
from termwise.rights.grounds import ground
from termwise.rights.may import may
from termwise.standing.duties import duty_state
from termwise.standing.in_force import in_force
from termwise.standing.states import DutyStanding
from termwise.view.agreement import Agreement, ClauseHistory, Version

Heading = Literal["violated", "overdue", "due", "standing", "open", "suspended", "done", "not yet", "ended"]
"""What a reader sorts duties by, most urgent first.

"due" has a deadline ahead; "standing" has none; "open" is where the text or the record does not tell.
"""

HEADINGS: tuple[Heading, ...] = (
    "violated",
    "overdue",
    "due",
    "open",
    "standing",
    "suspended",
    "not yet",
    "done",
    "ended",
)
"""In the order in which a listing shows them."""


class DutyLine(Struct, frozen=True):
    """One duty or prohibition on a day: who owes it, where it stands, and the text it comes from."""

    clause: str
    party: str
    kind: Literal["duty", "prohibition"]
    heading: Heading
    standing: DutyStanding
    ground: Ground


def duties(agreement: Agreement, day: date) -> tuple[DutyLine, ...]:
    """Every duty and prohibition the agreement has had by `day` or will have, by urgency, deadline and name."""
    lines = [line for history in agreement.clauses if (line := _line(agreement, history, day)) is not None]
    return tuple(sorted(lines, key=_urgency))


def _line(agreement: Agreement, history: ClauseHistory, day: date) -> DutyLine | None:
    standing = duty_state(agreement, history.name, day, may)
    version = in_force(agreement, history.name, day, may).version or _last_duty(history)
    if standing is None or version is None:
        return None
    sentence = version.clause.sentence
    if not isinstance(sentence, Duty | Prohibition):
        return None
    heading = heading_of(standing)
    role: Literal["open", "decides"] = "open" if heading == "open" else "decides"
    return DutyLine(
        clause=history.name,
        party=sentence.act.actor,
        kind="duty" if isinstance(sentence, Duty) else "prohibition",
        heading=heading,
        standing=standing,
        ground=ground(agreement, version, role, standing.why),
    )


def heading_of(standing: DutyStanding) -> Heading:
    """Under which heading a standing is listed."""
    if standing.truth.value is None:
        return "open"
    match standing.state:
        case "violated" | "overdue" | "suspended" | "ended":
            return standing.state
        case "in effect":
            return "standing" if standing.due is None else "due"
        case "not yet in effect":
            return "not yet"
        case "fulfilled" | "cured" | "waived":
            return "done"


def _last_duty(history: ClauseHistory) -> Version | None:
    found = [version for version in history.versions if isinstance(version.clause.sentence, Duty | Prohibition)]
    return found[-1] if found else None


def _urgency(line: DutyLine) -> tuple[int, date, str]:
    return HEADINGS.index(line.heading), line.standing.due or date.max, line.clause
