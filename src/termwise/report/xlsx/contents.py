"""What a workbook is made of: a run on one course and what the agreement says in words."""

from datetime import date

from msgspec import Struct

from termwise.engine.run import Run
from termwise.explain.shown import Shown
from termwise.rights.deadline import Deadline
from termwise.view.agreement import Agreement


class CourseEvent(Struct, frozen=True):
    """An event of the deal on the course: how it was settled, in words."""

    name: str
    settled: str


class NotFollowed(Struct, frozen=True):
    """Something the run leaves out, and why. `in_part`: other money of the clause is in the ledger."""

    name: str
    why: str
    in_part: bool


class BookContents(Struct, frozen=True):
    """Everything a workbook says. `rests_on` has for every value number the undisclosed numbers it rests on."""

    agreement: Agreement
    view_words: str
    run: Run
    rests_on: tuple[frozenset[str], ...]
    events: tuple[CourseEvent, ...]
    shown: Shown
    deadlines: tuple[Deadline, ...]
    left_out: tuple[NotFollowed, ...]

    @property
    def today(self) -> date:
        """The day of the view: what falls due after it is discounted to it."""
        return self.agreement.view.known_by

    @property
    def currency(self) -> str:
        """The currency of all money."""
        return self.run.program.currency
