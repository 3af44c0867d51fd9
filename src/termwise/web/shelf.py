"""The files a page loads: style and script, all in the package, each by a name of a fixed list."""

from importlib import resources
from pathlib import PurePosixPath

from msgspec import Struct

_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


class Loaded(Struct, frozen=True):
    """A file as a browser gets it."""

    data: bytes
    kind: str


class Shelf:
    """Everything below `/static/`. A name is looked up, never made into a path."""

    def __init__(self) -> None:
        own = [file for file in (resources.files("termwise.web") / "static").iterdir() if file.is_file()]
        self._files = {
            file.name: Loaded(file.read_bytes(), _KINDS[PurePosixPath(file.name).suffix])
            for file in own
            if PurePosixPath(file.name).suffix in _KINDS
        }
        shared = resources.files("termwise.report") / "html" / "style.css"
        self._files["shared.css"] = Loaded(shared.read_bytes(), _KINDS[".css"])

    @property
    def names(self) -> tuple[str, ...]:
        """Every name on the shelf."""
        return tuple(sorted(self._files))

    def find(self, name: str) -> Loaded | None:
        """The file of that name, None when there is none."""
        return self._files.get(name)
