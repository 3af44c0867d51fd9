"""The shape of a line of time: stretches of clauses, marks of events and amendments."""

from datetime import date

from msgspec import Struct

from termwise.model.amendment import Dating, Status
from termwise.view.view import View


class Bar(Struct, frozen=True):
    """Days `start` (included) to `end` (excluded) on which a clause applies; solid when `certain`.

    `hangs_on` names what an open stretch hangs on. `amendment` None is the original text.
    """

    start: date
    end: date
    certain: bool
    amendment: str | None
    status: Status
    hangs_on: tuple[str, ...]


class Row(Struct, frozen=True):
    """One clause; `bars` in order and disjoint, cut to the chart. `status` is the weakest of its wordings."""

    name: str
    title: str | None
    bars: tuple[Bar, ...]
    status: Status


class EventMark(Struct, frozen=True):
    """An event: on a day (`on`), never (`never`), or somewhere in a window.

    `low` and `high` are the days between which it is likely to fall if it happens (a 90 % interval where
    the deal gives one, else the bounds of the view); `words` say how likely.
    """

    name: str
    title: str | None
    by: str | None
    on: date | None
    never: bool
    low: date | None
    high: date | None
    words: str


class AmendmentMark(Struct, frozen=True):
    """An amendment on the day it takes effect under the view, or is dated when it never does."""

    name: str
    title: str | None
    day: date
    dating: Dating
    dated: date
    status: Status
    fate: str


class Timeline(Struct, frozen=True):
    """Everything on one line of time, from `start` (included) to `end` (excluded)."""

    title: str
    view: View
    view_words: str
    start: date
    end: date
    today: date
    rows: tuple[Row, ...]
    events: tuple[EventMark, ...]
    amendments: tuple[AmendmentMark, ...]
