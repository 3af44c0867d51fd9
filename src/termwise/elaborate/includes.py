"""The files of one deal: the main file and every part it includes, confined to its folder."""

import errno
import posixpath
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PureWindowsPath

from msgspec import Struct, structs

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import SourceText, Span
from termwise.elaborate.faults import files as faults
from termwise.elaborate.histories import history
from termwise.syntax.decode import decode
from termwise.syntax.parser import parse
from termwise.syntax.tree import Directive, DriverNode, IncludeNode, KnownNode, Lost, Text, TextTree

Reader = Callable[[Path, int], bytes]
"""Gives at most so many bytes from the start of a file; raises `OSError` when it cannot."""


class Limits(Struct, frozen=True):
    """How much one deal may include. `depth` counts files inside each other, the main file apart."""

    bytes_in_a_file: int = 8_000_000
    bytes_in_all: int = 32_000_000
    depth: int = 16
    files: int = 500


class Gathered(Struct, frozen=True):
    """The trees of a deal's files, the main file first and parts in the order of their `include` lines.

    `texts` holds every text read, by the name its spans carry; `diagnostics` the faults of reading and
    parsing all of them.
    """

    trees: tuple[TextTree, ...]
    texts: Mapping[str, SourceText]
    diagnostics: tuple[Diagnostic, ...]


def from_disk(path: Path, most: int) -> bytes:
    """At most `most` bytes of a regular file. Raises `OSError` for anything else, devices and pipes too."""
    mode = path.stat().st_mode  # before opening: to open a pipe is to wait for its other end
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "Is a directory", str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "It is not a regular file", str(path))
    with path.open("rb") as file:
        return file.read(most)


def gather(path: Path, read: Reader = from_disk, limits: Limits | None = None) -> Gathered:
    """The deal in the file at `path` with everything it includes.

    Raises `OSError` when the main file itself cannot be read; every other fault is a diagnostic.
    """
    limits = limits or Limits()
    main, faults_ = decode(str(path), read(path, limits.bytes_in_all))
    found = _Gathering(path.parent, read, limits)
    found.diagnostics.extend(faults_)
    return found.all_of(main)


def gather_text(main: SourceText, folder: Path | None, read: Reader = from_disk) -> Gathered:
    """The deal in a text, with what it includes from `folder`; a text from no folder includes nothing."""
    return _Gathering(folder, read, Limits()).all_of(main)


class _File(Struct, frozen=True):
    """One file on the way from the main file: where it lies below the deal's folder, and how it is shown."""

    below: str
    identity: str
    shown: str


class _Gathering:
    """The state of one gathering: what has been read, and by which line."""

    def __init__(self, folder: Path | None, read: Reader, limits: Limits) -> None:
        self.folder = folder
        self.root = None if folder is None else _resolved(folder)
        self.read = read
        self.limits = limits
        self.left = limits.bytes_in_all
        self.diagnostics: list[Diagnostic] = []
        self.trees: list[TextTree] = []
        self.texts: dict[str, SourceText] = {}
        self.included: dict[str, Span] = {}
        self.unread = False

    def all_of(self, main: SourceText) -> Gathered:
        name = Path(main.name).name
        identity = name if self.root is None else str(_resolved(self.root / name) or name)
        self._take(main, (_File(name, identity, main.name),))
        if self.unread:
            main_tree = self.trees[0]
            self.trees[0] = structs.replace(main_tree, lost=(*main_tree.lost, Lost(None, None)))
        return Gathered(tuple(self.trees), self.texts, tuple(self.diagnostics))

    def _refuse(self, fault: Diagnostic) -> None:
        """Report a part that is not read; the first such report says what that means for names."""
        if not self.unread:
            meanwhile = "until it is read, names declared nowhere else are not reported"
            fault = structs.replace(fault, help=f"{fault.help}; {meanwhile}" if fault.help else meanwhile)
        self.unread = True
        self.diagnostics.append(fault)

    def _take(self, text: SourceText, chain: tuple[_File, ...]) -> None:
        """Parse a text, then everything it includes; `chain` leads from the main file to it."""
        parsed = parse(text)
        self.texts[text.name] = text
        self.diagnostics.extend(parsed.diagnostics)
        read = (self._with_history(node, chain[-1]) for node in parsed.tree.directives)
        self.trees.append(structs.replace(parsed.tree, directives=tuple(read)))
        for path in _includes(parsed.tree):
            part = self._located(path, chain)
            source = None if part is None else self._text(path, part, chain)
            if part is not None and source is not None:
                self._take(source, (*chain, part))

    def _with_history(self, node: Directive, beside: _File) -> Directive:
        """A driver with the known values of its file; one whose file lies outside is left as it is, to be told."""
        if not isinstance(node, DriverNode) or node.known_file is None:
            return node
        path = node.known_file
        below = posixpath.normpath(posixpath.join(posixpath.dirname(beside.below), path.text))
        windows = PureWindowsPath(path.text)
        if below == ".." or below.startswith(("/", "../")) or windows.drive or windows.root or "\0" in below:
            return node
        nodes: tuple[KnownNode, ...] = ()
        data = self._bytes_of(path, below)
        if data is not None:
            shown = below if self.folder is None else str(self.folder / below)
            nodes, wrong, text = history(path, shown, data)
            self.diagnostics.extend(wrong)
            if text is not None:
                self.texts[text.name] = text
        return structs.replace(node, known=(*node.known, *nodes), known_file=None)

    def _bytes_of(self, path: Text, below: str) -> bytes | None:
        """The bytes of a file of known values; None after reporting why it is not read."""
        resolved = None if self.root is None else _resolved(self.root / below)
        why = "this text came from no folder"
        if self.root is not None:
            most = min(self.limits.bytes_in_a_file, self.left)
            why = "it lies outside the folder of the deal"
            if resolved is not None and resolved.is_relative_to(self.root):
                try:
                    data = self.read(resolved, most + 1)
                except (OSError, ValueError) as fault:
                    why = _reason(fault)
                else:
                    why = "it has more bytes than a deal can need"
                    if len(data) <= most:
                        self.left -= len(data)
                        return data
        self.diagnostics.append(faults.history_unreadable(path.text, path.span, why))
        return None

    def _located(self, path: Text, chain: tuple[_File, ...]) -> _File | None:
        """Where an included file lies; None after reporting that it lies outside, or is being read already."""
        below = posixpath.normpath(posixpath.join(posixpath.dirname(chain[-1].below), path.text))
        windows = PureWindowsPath(path.text)
        outside = below == ".." or below.startswith(("/", "../"))
        if outside or windows.drive or windows.root or "\0" in below:
            self._refuse(faults.include_outside(path))
            return None
        identity = below
        if self.root is not None:
            resolved = _resolved(self.root / below)
            if resolved is None or not resolved.is_relative_to(self.root):
                self._refuse(faults.include_outside(path))
                return None
            identity = str(resolved)
        part = _File(below, identity, below if self.folder is None else str(self.folder / below))
        again = next((i for i, file in enumerate(chain) if file.identity == identity), None)
        if again is not None:
            way = (*(file.below for file in chain[again:]), chain[again].below)
            self.diagnostics.append(faults.include_cycle(path, way))
            return None
        first = self.included.setdefault(identity, path.span)
        if first is not path.span:
            self.diagnostics.append(faults.include_twice(path, first))
            return None
        return part

    def _text(self, path: Text, part: _File, chain: tuple[_File, ...]) -> SourceText | None:
        """The text of a part; None after reporting why it is not read."""
        why = self._too_much(chain)
        if why is not None:
            self._refuse(faults.include_unreadable(path, why))
            return None
        if self.root is None:
            self._refuse(faults.include_unreadable(path, "this text came from no folder"))
            return None
        most = min(self.limits.bytes_in_a_file, self.left)
        try:
            data = self.read(Path(part.identity), most + 1)
        except (OSError, ValueError) as fault:
            self._refuse(faults.include_unreadable(path, _reason(fault), _advice(fault, part)))
            return None
        if len(data) > most:
            what = "it has" if most == self.limits.bytes_in_a_file else "all parts together have"
            self._refuse(faults.include_unreadable(path, f"{what} more bytes than a deal can need"))
            return None
        self.left -= len(data)
        source, unreadable = decode(part.shown, data)
        if unreadable or "\0" in source.text:
            inside = unreadable[0].span if unreadable else None
            advice = "save it as plain text in UTF-8"
            self._refuse(faults.include_unreadable(path, "it is not UTF-8 text", advice, inside))
            return None
        return source

    def _too_much(self, chain: tuple[_File, ...]) -> str | None:
        if len(chain) > self.limits.depth:
            return f"includes are nested more than {self.limits.depth} deep"
        if len(self.included) > self.limits.files:
            return f"a deal includes at most {self.limits.files} files"
        return None


def _includes(tree: TextTree) -> Iterator[Text]:
    return (node.path for node in tree.directives if isinstance(node, IncludeNode))


def _resolved(path: Path) -> Path | None:
    """The path with every link followed; None when the links lead nowhere."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name that no disk has
        return None


def _reason(fault: OSError | ValueError) -> str:
    if isinstance(fault, FileNotFoundError):
        return "there is no such file"
    if isinstance(fault, IsADirectoryError):
        return "it is a folder"
    return ((fault.strerror if isinstance(fault, OSError) else None) or "it cannot be opened").lower()


def _advice(fault: OSError | ValueError, part: _File) -> str | None:
    return f"it was looked for at `{part.below}` in the deal's folder" if isinstance(fault, FileNotFoundError) else None
