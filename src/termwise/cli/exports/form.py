"""What a form of file is asked for, and what it gives."""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from termwise.cli.options import ViewChoice
from termwise.cli.output import Output
from termwise.session import Session
from termwise.view.view import View


class Extent(Struct, frozen=True):
    """The days a file is about, and what else a form can be told.

    `day` is the day of which the file tells how things stand, or its first day, None: the view's known-by date;
    `until` is the first day left out, None: the end of the deal; `remind` are days before, None: no reminders;
    `company` is the one whose cap table it is, None: the only one there is.
    """

    day: date | None = None
    until: date | None = None
    remind: int | None = None
    company: str | None = None


class Asked(Struct, frozen=True):
    """The deal to write, from where it is seen and over which days; `out` is where a command ends early."""

    session: Session
    choice: ViewChoice
    out: Output
    extent: Extent = Extent()

    @property
    def view(self) -> View:
        """The view asked for. Usage errors: a scenario or an event that the deal does not declare."""
        return self.choice.of(self.session)


class Written(Struct, frozen=True):
    """The bytes of a file, and what the reader must know of it: what this form cannot say, one line each."""

    content: bytes
    notes: tuple[str, ...] = ()


Write = Callable[[Asked], Written]
"""What a module of this package offers as `write`."""


class Form(Struct, frozen=True):
    """A form of file: the end of its name, what it holds in a few words, and the module here that writes it.

    `takes` are the options beside the file that change it: "view", "on", "until", "remind", "company".
    """

    suffix: str
    about: str
    module: str
    takes: frozenset[str] = frozenset({"view"})
