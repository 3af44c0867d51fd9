"""A deal as one text says it: read once, never changed, asked by whoever shows that text."""

import hashlib
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic
from termwise.session import Session

T = TypeVar("T")


class DealFile(Struct, frozen=True):
    """One file of a deal: its `name` below the deal's folder, and its text with lines ended as in a browser."""

    name: str
    text: str


class Snapshot:
    """What a text means, and every answer worked out about it so far.

    `key` is a hash of all its files. `settled` keeps what is costly under a name, so that two requests for it at the
    same time work it out once.
    """

    def __init__(self, key: str, session: Session, files: tuple[DealFile, ...], folder: Path) -> None:
        self.key = key
        self.session = session
        self.files = files
        self._folder = folder
        self._kept: dict[object, object] = {}
        self._locks: dict[object, threading.Lock] = {}
        self._lock = threading.Lock()

    def name_of(self, shown: str) -> str:
        """The name, below the deal's folder, of the file that spans call `shown`."""
        path = Path(shown)
        return path.relative_to(self._folder).as_posix() if path.is_relative_to(self._folder) else shown

    def file(self, name: str) -> DealFile | None:
        """The file of that name, None when the deal has none."""
        return next((file for file in self.files if file.name == name), None)

    def kept(self, name: object, make: Callable[[], T]) -> T:
        """What `make` gives, worked out once for a name; the last sixteen are kept."""
        with self._lock:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            if name not in self._kept:
                found = make()
                with self._lock:
                    while len(self._kept) >= _MOST_KEPT:
                        gone = next(iter(self._kept))
                        del self._kept[gone]
                        self._locks.pop(gone, None)
                    self._kept[name] = found
            return self._kept[name]  # type: ignore[return-value]  # a name is given to one kind of thing


_MOST_KEPT = 16


def key_of(texts: Mapping[str, str], diagnostics: tuple[Diagnostic, ...]) -> str:
    """The hash that names a snapshot: of its texts, and of what could not be read."""
    found = hashlib.sha256()
    for name, text in texts.items():
        for part in (name, text):
            data = part.encode("utf-8", "surrogatepass")
            found.update(len(data).to_bytes(8, "big") + data)
    found.update(repr([(d.code, d.message, d.span) for d in diagnostics]).encode("utf-8", "surrogatepass"))
    return found.hexdigest()[:32]
