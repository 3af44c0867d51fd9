"""What looking a quote up can find."""

from typing import Literal

from msgspec import Struct

from termwise.base.source import Span

Finding = Literal[
    "exact",
    "normalised",
    "ambiguous",
    "missing",
    "document changed",
    "document not at hand",
    "no quote",
]
"""exact: found once, character by character. normalised: found once when typography and case are
levelled (see `normal`). ambiguous: found more than once. missing: the document does not say it.
document changed: the file's sha256 is not the one declared. document not at hand: no readable
file. no quote: the citation names the document only, so there is nothing to look up.
"""


class Place(Struct, frozen=True):
    """Where words stand in a document: character offset from 0, line from 1, a few words around them."""

    offset: int
    line: int
    context: str


class Closest(Struct, frozen=True):
    """The passage most like a missing quote: `distance` counts single-character edits after levelling."""

    place: Place
    words: str
    distance: int


class QuoteFinding(Struct, frozen=True):
    """One citation and what became of it.

    `about` says what cites ("clause model_rights"), `why` in words what was found. When the document
    changed, `places` are those in the file as it is now. `sha256` is of the file that was read.
    """

    source: str
    quote: str | None
    about: str
    finding: Finding
    why: str
    places: tuple[Place, ...] = ()
    closest: Closest | None = None
    sha256: str | None = None
    span: Span | None = None
