"""Machine code kept on disk between runs: in `TERMWISE_CACHE`, else where this system keeps caches.

A file holds one entry and its checksum. It is written under another name and then renamed, so whoever reads sees all of
it or nothing; what is damaged counts as absent and is written anew. Where nothing can be written, nothing is kept.
"""

import contextlib
import os
import sys
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile

VARIABLE = "TERMWISE_CACHE"
"""The environment variable that names the folder; empty for no cache at all."""
_CHECKSUM_BYTES = 32


def folder() -> Path | None:
    """Where code is kept; None when the variable says nowhere."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "termwise" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "termwise"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "termwise"


def found(key: str) -> bytes | None:
    """What is kept under a key; None when nothing is, or nothing whole."""
    place = folder()
    if place is None:
        return None
    try:
        kept = _file(place, key).read_bytes()
    except OSError:
        return None
    checksum, entry = kept[:_CHECKSUM_BYTES], kept[_CHECKSUM_BYTES:]
    return entry if checksum == _checksum(entry) else None


def keep(key: str, entry: bytes) -> bool:
    """Keeps an entry under a key, which must be a file name; whether that was possible."""
    place = folder()
    if place is None:
        return False
    try:
        place.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place, prefix=f"{key[:16]}.", suffix=".part", delete=False) as written:
            try:
                written.write(_checksum(entry) + entry)
                written.close()
                Path(written.name).replace(_file(place, key))
            except OSError:
                written.close()
                with contextlib.suppress(OSError):
                    Path(written.name).unlink()
                raise
    except OSError:
        return False
    return True


def _file(place: Path, key: str) -> Path:
    return place / f"{key}.code"


def _checksum(entry: bytes) -> bytes:
    return blake2b(entry, digest_size=_CHECKSUM_BYTES).digest()
