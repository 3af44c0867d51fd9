"""What is told of the course a deal was run on: where each event lies, and what the run does not follow."""

from datetime import date
from typing import Literal

from msgspec import Struct

Settled = Literal["known", "supposed", "central", "never"]
"""Why an event is where it is: known to the view, pinned by the scenario or by `given`, at the median of its
wait, or not coming on the central course."""


class EventOnCourse(Struct, frozen=True):
    """An event of the deal and its day on the course; `day` None is never. `why` says how it was settled."""

    name: str
    day: date | None
    settled: Settled


class LeftOut(Struct, frozen=True):
    """Something the run does not follow and why. `in_part`: other money of the clause is in the ledger."""

    name: str
    why: str
    in_part: bool
