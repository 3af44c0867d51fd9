"""Files that are whole or not there: arrays under a header, sealed by a checksum, put in place by a rename."""

import json
import os
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"termwise paths 1\n"
_SEAL = 32


class DamagedFileError(ValueError):
    """A file that is cut off, altered or of another kind."""


def write_sealed(path: Path, header: Mapping[str, object], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Writes beside the path, waits until the disk has it, then renames: at no moment is half a file in place.

    `header` is anything JSON can say. Raises OSError when the disk is full or not writable; then nothing is left.
    """
    described = [[name, array.dtype.str, list(array.shape)] for name, array in arrays.items()]
    head = json.dumps({"header": header, "arrays": described}, sort_keys=True).encode()
    parts: list[bytes | memoryview] = [_MAGIC, len(head).to_bytes(8, "little"), head]
    parts += [np.ascontiguousarray(array).data.cast("B") for array in arrays.values() if array.size]
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    try:
        with unfinished.open("wb") as file:
            seal = blake2b(digest_size=_SEAL)
            for part in parts:
                seal.update(part)
                file.write(part)
            file.write(seal.digest())
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _settle(path.parent)


def read_sealed(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Header and arrays. Raises `DamagedFileError` when the checksum is wrong, OSError when it cannot be read."""
    content = memoryview(path.read_bytes())
    body, seal = content[:-_SEAL], content[-_SEAL:]
    if body[: len(_MAGIC)] != _MAGIC or blake2b(body, digest_size=_SEAL).digest() != seal:
        raise DamagedFileError(f"{path.name} is damaged: its checksum is wrong")
    start = len(_MAGIC) + 8
    end = start + int.from_bytes(body[len(_MAGIC) : start], "little")
    described = json.loads(bytes(body[start:end]))
    arrays = {}
    for name, kind, shape in described["arrays"]:
        size = int(np.prod(shape, dtype=np.int64))
        arrays[name] = np.frombuffer(body, np.dtype(kind), size, end).reshape(shape).copy()
        end += arrays[name].nbytes
    return described["header"], arrays


def _settle(folder: Path) -> None:
    """Waits until the folder's entries are on the disk, where a system lets folders be opened."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    entry = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
