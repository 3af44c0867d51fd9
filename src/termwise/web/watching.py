"""Watching the files of a deal: pages are told when one was saved elsewhere."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from termwise.web.desk import Desk

_EVERY = 0.4
"""Seconds between two looks."""
_SILENCE = 15.0
"""Seconds after which a page hears that the line is still open."""

News = Mapping[str, str]
"""Files that changed, by name below the deal's folder, each with its new hash ("" when it is gone)."""


class _Look(Struct, frozen=True):
    """What can be told of a file without reading it."""

    changed_ns: int
    size: int
    inode: int


class Listener:
    """One page that listens."""

    def __init__(self) -> None:
        self._heard: asyncio.Queue[News | None] = asyncio.Queue(maxsize=64)

    async def next(self) -> News | None:
        """The next news; empty after a while without any; None when the server stops."""
        try:
            return await asyncio.wait_for(self._heard.get(), _SILENCE)
        except TimeoutError:
            return {}

    def tell(self, news: News | None) -> None:
        """Puts news before the page. One that reads none of it misses the oldest."""
        if self._heard.full():
            self._heard.get_nowait()
        self._heard.put_nowait(news)


class Watch:
    """Looks at the deal's files again and again, and tells every listener which of them hold other bytes.

    Files are told apart by when they were written, how long they are and which they are; only where one of these
    differs are they read. A change of the list of files (a part that is newly included) is followed too.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._listeners: set[Listener] = set()
        self._looks: dict[str, _Look | None] = {}
        self._hashes: dict[str, str] = {}
        self._stopped = False

    @contextmanager
    def listening(self) -> Iterator[Listener]:
        """A listener for as long as the context lasts."""
        listener = Listener()
        self._listeners.add(listener)
        try:
            if self._stopped:
                listener.tell(None)
            yield listener
        finally:
            self._listeners.discard(listener)

    def stop(self) -> None:
        """Ends every line: the server stops."""
        self._stopped = True
        for listener in tuple(self._listeners):
            listener.tell(None)

    async def run(self) -> None:
        """Looks until the server stops."""
        while not self._stopped:
            news = await asyncio.to_thread(self.look)
            if news:
                for listener in tuple(self._listeners):
                    listener.tell(news)
            await asyncio.sleep(_EVERY)

    def look(self) -> News:
        """One look: the files whose bytes are others than at the last one. The first look tells nothing."""
        first = not self._looks
        looks = {name: _look(self._desk.folder / name) for name in self._names()}
        moved = [name for name, look in looks.items() if self._looks.get(name) != look or name not in self._looks]
        news = {}
        for name in moved:
            found = self._desk.on_disk(name).hash
            if self._hashes.get(name) != found and not first and name in self._hashes:
                news[name] = found
            self._hashes[name] = found
        self._looks = looks
        return news

    def _names(self) -> tuple[str, ...]:
        """The files of the deal: known ones, and those a text of any page has included since."""
        return tuple(dict.fromkeys((self._desk.path.name, *self._desk.names)))


def _look(path: Path) -> _Look | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return _Look(found.st_mtime_ns, found.st_size, found.st_ino)
