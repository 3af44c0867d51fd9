"""The files of a deal on disk: their text, their hashes, and writing one without losing what somebody else wrote."""

import hashlib
import os
from pathlib import Path

from msgspec import Struct

from termwise.base.replacing import replace_bytes
from termwise.elaborate.includes import Limits, from_disk
from termwise.web.refusal import Refusal, invalid

_MARK = b"\xef\xbb\xbf"
"""The byte order mark some editors put before UTF-8."""


class OnDisk(Struct, frozen=True):
    """A file as it lies there: `hash` is the SHA-256 of its bytes, "" where there is none that can be read.

    Lines of `text` end as in a browser; `line_end` and `marked` (a byte order mark) are those of the file. Bytes that
    are no UTF-8 (`is_text`) are not the ones that `text` would be written as.
    """

    text: str
    hash: str
    marked: bool = False
    line_end: str = "\n"
    is_text: bool = True

    def bytes_of(self, text: str) -> bytes:
        """Another text in the manner of this file. Raises `Refusal` (422) for half a character."""
        try:
            data = even(text).replace("\n", self.line_end).encode()
        except UnicodeEncodeError:
            raise invalid("the text holds half a character, which no file can hold") from None
        return _MARK + data if self.marked else data


def read(path: Path) -> OnDisk:
    """The file at a path. One that is not there, that cannot be read or that is far too large is empty."""
    most = Limits().bytes_in_all
    try:
        data = from_disk(path, most + 1)
    except (OSError, ValueError):
        return OnDisk("", "")
    if len(data) > most:
        return OnDisk("", "")
    marked = data.startswith(_MARK)
    text = data.removeprefix(_MARK).decode("utf-8", "replace")
    digest = hashlib.sha256(data).hexdigest()
    return OnDisk(even(text), digest, marked, "\r\n" if "\r\n" in text else "\n", _is_text(data))


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def even(text: str) -> str:
    """The text with every line ended as a browser ends it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write(path: Path, text: str, base: str) -> str:
    """Writes a text in place of the file whose hash is `base`, and returns its new hash.

    Raises `Refusal`: 409 when the file is another one by now, or one that cannot be read, and then nothing is written;
    422 when it cannot be.
    """
    there = read(path)
    if not there.is_text or (there.hash == "" and os.path.lexists(path)):
        raise Refusal(409, f"`{path.name}` is no text that can be read by now; nothing was written")
    if there.hash != base:
        raise Refusal(409, f"`{path.name}` was saved elsewhere meanwhile; nothing was written")
    data = there.bytes_of(text)
    try:
        if there.hash:
            replace_bytes(path, data)
        else:
            _create(path, data)
    except FileExistsError:
        raise Refusal(409, f"`{path.name}` was saved elsewhere meanwhile; nothing was written") from None
    except OSError as fault:
        raise invalid(f"`{path.name}` cannot be written: {(fault.strerror or 'unknown').lower()}") from None
    return hashlib.sha256(data).hexdigest()


def _create(path: Path, data: bytes) -> None:
    """A file where there is none. Raises `OSError`, and then there is none, or that of somebody else."""
    with path.open("xb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise
