"""The text and what is wrong with it: drafts read, diagnostics laid out, files saved and merged."""

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic, Severity
from termwise.base.source import Span
from termwise.web.asked import FileAsked, Merging, Saving, Typed
from termwise.web.desk import Desk
from termwise.web.merging import merge
from termwise.web.render import fragment
from termwise.web.snapshot import Snapshot


class Mark(Struct, frozen=True):
    """A place in a file where something is wrong, in lines and columns from 1; ends are excluded."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    severity: Severity
    message: str


class FileState(Struct, frozen=True):
    """A file of the deal: its name, and the hash of what lies on the disk."""

    name: str
    hash: str


class TextRead(Struct, frozen=True):
    """What reading a text came to.

    `text` is the key to ask more about it; `choices` and `diagnostics` are HTML. `scenarios` are those a view can have.
    """

    text: str
    usable: bool
    title: str
    files: tuple[FileState, ...]
    marks: tuple[Mark, ...]
    diagnostics: str
    scenarios: tuple[str, ...]
    today: str
    expects: tuple[str, ...]


class FileText(Struct, frozen=True):
    """A file as it lies on the disk."""

    name: str
    text: str
    hash: str


class Merged(Struct, frozen=True):
    """Two texts in one, and in how many places they could not be: there both are kept, one as a comment."""

    text: str
    clashes: int


class Fault(Struct, frozen=True):
    """A diagnostic as the list below the text shows it."""

    diagnostic: Diagnostic
    file: str
    line: int
    column: int


def read_text(desk: Desk, asked: Typed) -> TextRead:
    """Reads the deal with what is typed."""
    return text_read(desk, desk.read(asked.drafts))


def text_read(desk: Desk, snapshot: Snapshot) -> TextRead:
    """A snapshot as a page needs to know it."""
    session = snapshot.session
    deal = session.deal if session.usable else None
    return TextRead(
        text=snapshot.key,
        usable=session.usable,
        title=deal.title if deal is not None else desk.path.name,
        files=tuple(FileState(file.name, desk.on_disk(file.name).hash) for file in snapshot.files),
        marks=tuple(_mark(found, snapshot) for found in session.diagnostics if found.span is not None),
        diagnostics=diagnostics_html(desk, snapshot),
        scenarios=() if deal is None else tuple(one.name for one in deal.scenarios),
        today="" if deal is None else deal.today.isoformat(),
        expects=(),
    )


def diagnostics_html(desk: Desk, snapshot: Snapshot) -> str:
    """The list of diagnostics, errors first, each leading to its line."""
    order: tuple[Severity, ...] = ("error", "warning", "note")
    found = sorted(snapshot.session.diagnostics, key=lambda one: order.index(one.severity))
    faults = [_fault(one, snapshot, desk.path.name) for one in found]
    counts = [(severity, sum(one.severity == severity for one in found)) for severity in order]
    return fragment("diagnostics", faults=faults, counts=counts, several=len(snapshot.files) > 1)


def file_text(desk: Desk, asked: FileAsked) -> FileText:
    """A file of a text as it lies on the disk."""
    file = desk.known(asked.name)
    return FileText(asked.name, file.text, file.hash)


def save(desk: Desk, asked: Saving) -> FileState:
    """Saves one file as the text has it."""
    return FileState(asked.name, desk.save(desk.at(asked.text), asked.name, asked.base).hash)


def merged(_: Desk, asked: Merging) -> Merged:
    """What was typed and what was saved elsewhere, in one text."""
    found = merge(asked.base, asked.mine, asked.theirs)
    return Merged(found.text, found.clashes)


def _mark(found: Diagnostic, snapshot: Snapshot) -> Mark:
    span = found.span or Span("", 1, 1, 1, 1)
    name = snapshot.name_of(span.file)
    place = (span.line, span.column, span.end_line, span.end_column)
    return Mark(name, *place, found.severity, found.message)


def _fault(found: Diagnostic, snapshot: Snapshot, main: str) -> Fault:
    span = found.span
    if span is None:
        return Fault(found, main, 1, 1)
    return Fault(found, snapshot.name_of(span.file), span.line, span.column)
