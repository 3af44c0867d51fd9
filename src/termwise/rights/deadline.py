"""The shape of a dated line."""

from datetime import date
from typing import Literal

from msgspec import Struct

from termwise.rights.answer import Ground

Kind = Literal["due", "cure", "begins", "ends", "expires", "notice", "window", "effect", "long-stop"]
"""What falls on the day.

"due": the last day of a duty, payment or commitment; "cure": the last day to cure; "begins": a clause
comes into force or into another wording; "ends": it is no longer in force; "expires": the last day of a
warrant; "notice": the last day to give notice that takes effect while the clause holds; "window": silence
settles a first refusal or consent; "effect": an exercised power takes effect; "long-stop": the last day
for a condition to be met.
"""


class Deadline(Struct, frozen=True):
    """What falls on a day, for whom, and what happens then.

    `clause` is None for an amendment's own condition; `amendment` then names it. `party` is who must
    act, or None. `what` is in words.
    """

    on: date
    kind: Kind
    clause: str | None
    what: str
    party: str | None = None
    amendment: str | None = None
    ground: Ground | None = None
