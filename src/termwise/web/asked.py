"""What the page asks: the body of every request, and what can be said of it only with the deal at hand."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from termwise.base.dates import FIRST_YEAR, LAST_YEAR, is_writable
from termwise.model.amendment import STATUSES, Status
from termwise.session import Session
from termwise.view.view import View
from termwise.view.words import view_words
from termwise.web.desk import Desk
from termwise.web.refusal import invalid
from termwise.web.snapshot import Snapshot

Key = Annotated[str, Meta(pattern="^[0-9a-f]{1,64}$")]
Name = Annotated[str, Meta(min_length=1, max_length=400)]
Words = Annotated[str, Meta(max_length=2_000)]
Settings = Annotated[dict[Name, Annotated[str, Meta(max_length=80)]], Meta(max_length=200)]
"""Where sliders stand, by the key of their handle, each as `session.what_if.read_setting` takes it."""


class Looking(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a page looks at: a text, from where it is seen, on which day, with which sliders moved.

    What is None is the deal's own: its `today`, its binding text, no scenario.
    """

    text: Key
    known_by: date | None = None
    status: Status = "binding"
    scenario: Name | None = None
    on: date | None = None
    settings: Settings = {}


class Typed(Struct, frozen=True, forbid_unknown_fields=True):
    """Texts that are typed and not saved, by the name of the file."""

    drafts: dict[Name, str] = {}


class Part(Looking, frozen=True, kw_only=True):
    """A part of the answers, by its name."""

    part: Name


class Question(Looking, frozen=True, kw_only=True):
    """A question in the language."""

    question: Words


class About(Looking, frozen=True, kw_only=True):
    """What an explanation is wanted of: a figure, a clause, an event, an amendment, a source …, by its name."""

    kind: Name
    name: Name


Pace = Literal["first", "live", "rest"]
"""Which charts: those that need no simulation, those that follow a slider while it is dragged, or those that come
after."""


class Drawn(Looking, frozen=True, kw_only=True):
    """Charts wanted, by their ids (all when there are none), at a width in pixels.

    While a slider is `dragged` they are sketched: without links, steps drawn as coarsely as lines.
    """

    pace: Pace = "live"
    dragged: bool = False
    charts: Annotated[tuple[Name, ...], Meta(max_length=100)] = ()
    width: Annotated[int, Meta(ge=240, le=2_400)] = 760


class FileAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the deal, by its name below the deal's folder."""

    name: Name


class Saving(Struct, frozen=True, forbid_unknown_fields=True):
    """A file to be saved as the text has it, over the one whose hash the page saw last."""

    text: Key
    name: Name
    base: Annotated[str, Meta(pattern="^([0-9a-f]{64})?$")]


class Merging(Struct, frozen=True, forbid_unknown_fields=True):
    """Two texts that come from one: what the page typed, and what was saved elsewhere meanwhile."""

    base: str
    mine: str
    theirs: str


class Supposing(Looking, frozen=True, kw_only=True):
    """The sliders as a scenario: its name, and a title if it is to have one."""

    name: Name
    title: Annotated[str, Meta(max_length=200)] = ""


class Seen(Struct, frozen=True):
    """A snapshot, the view on it and the day asked about. `moved` counts the sliders that are in the view's scenario,
    which stands on `base`.
    """

    snapshot: Snapshot
    view: View
    day: date
    moved: int = 0
    base: str | None = None

    @property
    def session(self) -> Session:
        """The deal that is looked at."""
        return self.snapshot.session

    @property
    def words(self) -> str:
        """From where it is seen: a scenario made of sliders is called what it is."""
        if not self.moved:
            return view_words(self.view)
        sliders = "one slider" if self.moved == 1 else f"{self.moved} sliders"
        return f"{view_words(replace(self.view, scenario=self.base))}, with {sliders} moved"


def seen(desk: Desk, looking: Looking) -> Seen:
    """What is looked at. Raises `Refusal`: 410 for a text no longer kept, 422 for what the deal does not have."""
    snapshot = desk.at(looking.text)
    session = snapshot.session
    if not session.usable:
        raise invalid("the text has errors, so there is no answer")
    if looking.status not in STATUSES:
        raise invalid(f"a text that is {looking.status} never counts, so no view begins there")
    for day in (looking.known_by, looking.on):
        if day is not None and not is_writable(day):
            raise invalid(f"`{day}` is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    try:
        view = session.view(known_by=looking.known_by, lowest=looking.status, scenario=looking.scenario)
    except ValueError as fault:
        raise invalid(str(fault)) from None
    return Seen(snapshot, view, looking.on or session.deal.today)


STATUS_WORDS: tuple[tuple[Status, str], ...] = tuple(
    (
        status,
        {"binding": "binding text only", "rumoured": "everything, rumours too"}.get(status, f"{status} and stronger"),
    )
    for status in reversed(STATUSES)
)
"""Each status and what accepting it means, the strongest first."""
