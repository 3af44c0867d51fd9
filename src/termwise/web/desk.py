"""The deal on the desk: its files, the texts that are being typed, and the snapshots of both."""

import threading
from collections.abc import Mapping
from pathlib import Path

from termwise.session import Session, load
from termwise.web import files
from termwise.web.files import OnDisk
from termwise.web.refusal import invalid, unknown_text
from termwise.web.snapshot import DealFile, Snapshot, key_of

_MOST_SNAPSHOTS = 12
"""So many texts are kept; a page that asks about an older one sends it again."""


class Desk:
    """A deal file and everything it includes.

    A page never changes what another one sees: each names the text it shows by the key of its snapshot.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.folder = self.path.parent
        self._usable: dict[str, Snapshot] = {}
        self._faulty: dict[str, Snapshot] = {}  # apart, so that typing does not push out what the answers are of
        self._lock = threading.Lock()
        self._writing = threading.Lock()

    def saved(self) -> Snapshot:
        """The deal as it lies on the disk."""
        return self.read({})

    def read(self, drafts: Mapping[str, str]) -> Snapshot:
        """The deal with drafts in place of files, by their names below the deal's folder.

        A draft of a file that the deal does not read changes nothing.
        """
        known = self._read_already(drafts)
        if known is not None:
            return known
        texts = {self.folder / name: text for name, text in drafts.items() if _is_below(name)}
        session = load(self.path, texts)
        made_of = self._files(session, drafts)
        key = key_of({file.name: file.text for file in made_of}, session.diagnostics)
        with self._lock:
            shelf = self._usable if session.usable else self._faulty
            found = shelf.pop(key, None) or Snapshot(key, session, made_of, self.folder)
            shelf[key] = found  # the youngest at the end
            while len(shelf) > _MOST_SNAPSHOTS:
                del shelf[next(iter(shelf))]
        return found

    def _read_already(self, drafts: Mapping[str, str]) -> Snapshot | None:
        """The snapshot without errors whose files are what they would be read as now; None where there is none.

        One with errors may be another the next time: a file that was missing may be there.
        """
        with self._lock:
            kept = tuple(self._usable.values())
        for snapshot in reversed(kept):
            if all(self._text_now(file.name, drafts) == file.text for file in snapshot.files):
                return snapshot
        return None

    def _text_now(self, name: str, drafts: Mapping[str, str]) -> str:
        return files.even(drafts[name]) if name in drafts else files.read(self.folder / name).text

    def at(self, key: str) -> Snapshot:
        """The snapshot of a key. Raises `Refusal` (410) when it is no longer kept."""
        with self._lock:
            for shelf in (self._usable, self._faulty):
                if key in shelf:
                    found = shelf[key] = shelf.pop(key)
                    return found
        raise unknown_text()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files that any kept text is made of."""
        with self._lock:
            kept = (*self._usable.values(), *self._faulty.values())
        return tuple(dict.fromkeys(file.name for snapshot in kept for file in snapshot.files))

    def on_disk(self, name: str) -> OnDisk:
        """A file of the deal as it lies on the disk now."""
        return files.read(self.folder / name) if self._is_within(name) else OnDisk("", "")

    def known(self, name: str) -> OnDisk:
        """A file that some kept text is made of, as it lies on the disk. Raises `Refusal` (422) for any other."""
        if name not in (self.path.name, *self.names):
            raise invalid(f"`{name}` is no file of this deal")
        return self.on_disk(name)

    def save(self, snapshot: Snapshot, name: str, base: str) -> OnDisk:
        """Writes one file as the snapshot has it over the one whose hash is `base`. Raises `Refusal`: 409, 422."""
        file = snapshot.file(name)
        if file is None:
            raise invalid(f"`{name}` is no file of this deal")
        if not self._is_within(name):
            raise invalid(f"`{name}` leads out of the folder of this deal by now; nothing was written")
        with self._writing:
            files.write(self.folder / name, file.text, base)
            return self.on_disk(name)

    def _is_within(self, name: str) -> bool:
        """Whether a file lies below the deal's folder with every link followed. The deal itself may be a link."""
        if name == self.path.name:
            return True
        try:
            return (self.folder / name).resolve().is_relative_to(self.folder.resolve())
        except (OSError, RuntimeError, ValueError):  # links in a circle, a name that no disk has
            return False

    def _files(self, session: Session, drafts: Mapping[str, str]) -> tuple[DealFile, ...]:
        """The files of a session. A deal too large or too strange to be read is still shown as what it is."""
        texts = {_below(name, self.folder): files.even(text.text) for name, text in session.texts.items()}
        main = self.path.name
        if not texts.get(main):  # it is empty, or was not read
            draft = drafts.get(main)
            texts = {**texts, main: self.on_disk(main).text if draft is None else files.even(draft)}
        names = (main, *(name for name in texts if name != main))
        return tuple(DealFile(name, texts[name]) for name in names)


def _below(shown: str, folder: Path) -> str:
    path = Path(shown)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else shown


def _is_below(name: str) -> bool:
    """Whether a name can be that of a file below the deal's folder."""
    parts = Path(name).parts
    return bool(parts) and "\0" not in name and not name.startswith("/") and ".." not in parts
