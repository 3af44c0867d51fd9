"""Reading a deal: files to text, includes, parse, elaborate, check; a deal in JSON, or built from Python, likewise."""

import errno
from collections.abc import Iterable, Mapping
from pathlib import Path

from termwise.base.diagnostic import Diagnostic, has_errors
from termwise.base.source import SourceText
from termwise.check.checker import check
from termwise.elaborate.deal import elaborate
from termwise.elaborate.includes import Gathered, Limits, Reader, from_disk, gather, gather_text
from termwise.model.deal import Deal
from termwise.model.json_form import from_json
from termwise.model.text import deal_text
from termwise.session.faults import file_not_found, file_not_readable, not_a_file
from termwise.session.session import Reading, Session
from termwise.syntax.decode import decode


def load(path: str | Path, drafts: Mapping[Path, str] | None = None) -> Session:
    """The deal in a file, with everything it includes; a file named `….json` holds a deal in JSON.

    `drafts` are texts by the path of the file that each stands in for: what is typed in an editor and not saved.
    Never raises for what is wrong with the deal or the file: that is among the session's `diagnostics`.
    """
    path = Path(path)
    try:
        if path.suffix.lower() == ".json":
            return _of_json(path)
        gathered = gather(path, reader_over(drafts) if drafts else from_disk)
    except (OSError, ValueError) as fault:  # ValueError: a NUL character in the path
        return Session(Reading(None, (_unreadable(path, fault),), {}, path.parent))
    return of_gathered(gathered, path.parent)


def of_gathered(gathered: Gathered, folder: Path | None) -> Session:
    """The deal in texts that have been gathered and parsed already; its main file lies in `folder`."""
    return Session(_read(gathered, folder))


def reader_over(drafts: Mapping[Path, str]) -> Reader:
    """Reads the drafts where there are some, the disk elsewhere. Paths are compared with every link followed."""
    texts = {_followed(path): text.encode("utf-8", "surrogatepass") for path, text in drafts.items()}

    def read(path: Path, most: int) -> bytes:
        draft = texts.get(_followed(path))
        return from_disk(path, most) if draft is None else draft[:most]

    return read


def _followed(path: Path) -> Path:
    """The path with every link followed; as it is where links lead in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path.absolute()


def load_text(text: str | bytes, name: str = "text", folder: Path | None = None) -> Session:
    """The deal in a text that is called `name` in diagnostics; it includes parts from `folder`, if one is given."""
    if isinstance(text, str):
        return Session(_read(gather_text(SourceText(name, text), folder), folder))
    source, faults = decode(name, text)
    if has_errors(faults):
        return Session(Reading(None, faults, {}, folder))
    return Session(_read(gather_text(source, folder), folder, faults))


def of_deal(deal: Deal, name: str = "deal") -> Session:
    """A deal built from Python. It is printed and read back, so that it is checked like any other; spans point
    into that text, called `name`.
    """
    return Session(_of_deal(deal, name, None))


def _of_json(path: Path) -> Session:
    most = Limits().bytes_in_all
    data = from_disk(path, most + 1)
    _, faults = decode(str(path), data, most)
    if len(data) > most:
        faults = (file_not_readable(path, f"it has more than {most // 1_000_000} MB"),)
    if faults:
        return Session(Reading(None, faults, {}, path.parent))
    found = from_json(data)
    if found.deal is None or has_errors(found.diagnostics):
        return Session(Reading(None, found.diagnostics, {}, path.parent))
    return Session(_of_deal(found.deal, f"{path} as text", path.parent))


def _of_deal(deal: Deal, name: str, folder: Path | None) -> Reading:
    return _read(gather_text(SourceText(name, deal_text(deal)), folder), folder)


def _read(gathered: Gathered, folder: Path | None, faults: Iterable[Diagnostic] = ()) -> Reading:
    """The deal of its trees; opinions about it only when it has no errors."""
    texts: Mapping[str, SourceText] = gathered.texts
    before = (*faults, *gathered.diagnostics)
    if not gathered.trees or _unread(gathered):
        return Reading(None, before, texts, folder)
    elaborated = elaborate(gathered.trees)
    diagnostics = (*before, *elaborated.diagnostics)
    if elaborated.deal is not None and not has_errors(diagnostics):
        diagnostics = (*diagnostics, *check(elaborated.deal))
    return Reading(elaborated.deal, diagnostics, texts, folder)


def _unread(gathered: Gathered) -> bool:
    """Whether the main text was not read at all: then that is the one fault to tell."""
    return not gathered.trees[0].directives and has_errors(gathered.diagnostics)


def _unreadable(path: Path, fault: OSError | ValueError) -> Diagnostic:
    if isinstance(fault, FileNotFoundError | NotADirectoryError) or not isinstance(fault, OSError):
        return file_not_found(path)
    if isinstance(fault, IsADirectoryError) or fault.errno == errno.EINVAL:  # what `from_disk` says of a device
        return not_a_file(path)
    return file_not_readable(path, (fault.strerror or type(fault).__name__).lower())
