"""What a calendar of a deal says: days on which something falls due or ends, and spans in which it may happen."""

from datetime import date

from msgspec import Struct


class Entry(Struct, frozen=True):
    """One entry of whole days, `first` to `last` (both included).

    `certain` False: it may happen within these days, or not at all. `key` makes it the same entry in every later
    calendar of the deal: the clause, what of it and the day, or an event, which happens once. `kind` is what falls
    on the day in a word or two, `title` what stands there, `lines` what is read when it is opened.
    """

    key: tuple[str, ...]
    kind: str
    first: date
    last: date
    title: str
    lines: tuple[str, ...]
    certain: bool = True


class Agenda(Struct, frozen=True):
    """The entries of a deal under a view, in order of day. `known_by` is the view's date: the calendar's own age."""

    title: str
    view_words: str
    known_by: date
    entries: tuple[Entry, ...]
