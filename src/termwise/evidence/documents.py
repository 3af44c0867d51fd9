"""Documents on disk: the file of a source, its hash and its text."""

import hashlib
from pathlib import Path

from msgspec import Struct

from termwise.evidence.normal import Levelled, level
from termwise.model.declaration import SourceDocument

LARGEST = 16_000_000
"""Bytes of the largest document that is read."""


class Document(Struct, frozen=True):
    """A document at hand: the sha256 of its bytes, its text and its levelled text."""

    sha256: str
    text: str
    levelled: Levelled


class NotAtHand(Struct, frozen=True):
    """Why a document could not be read."""

    why: str


def read_document(source: SourceDocument, folder: Path | None) -> Document | NotAtHand:
    """The document of a source, from `folder`. It never raises: what stands in the way is the answer."""
    if source.file is None:
        return NotAtHand(f"`{source.name}` names no file")
    if folder is None:
        return NotAtHand("no folder of documents is known")
    path = _inside(folder, source.file)
    if path is None:
        return NotAtHand(f"`{source.file}` is outside the folder of documents")
    try:
        if not path.is_file():
            return NotAtHand(f"the folder of documents has no `{source.file}`")
        if path.stat().st_size > LARGEST:
            return NotAtHand(f"`{source.file}` is larger than {LARGEST // 1_000_000} MB")
        content = path.read_bytes()
    except OSError as fault:
        return NotAtHand(f"`{source.file}` cannot be read: {fault.strerror or fault}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return NotAtHand(f"`{source.file}` is not UTF-8 text")
    return Document(hashlib.sha256(content).hexdigest(), text, level(text))


def _inside(folder: Path, file: str) -> Path | None:
    """The path of `file` in `folder`; None when it leads out of it, links followed, or is no path at all."""
    try:
        base = folder.resolve()
        path = (base / file).resolve()
    except (OSError, ValueError, RuntimeError):
        return None
    return path if path.is_relative_to(base) else None
