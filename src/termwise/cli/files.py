"""Reading and writing the files a command names; `-` is standard input."""

import stat
import sys
from pathlib import Path

from termwise.base.replacing import replace_bytes
from termwise.cli.failure import FileFailure

STDIN = Path("-")

LARGEST = 32_000_000
"""Bytes of the largest file that is read."""


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises `FileFailure`, also beyond `LARGEST` bytes."""
    if path == STDIN:
        return _bounded(sys.stdin.buffer.read(LARGEST + 1), "standard input")
    try:
        mode = path.stat().st_mode  # before opening: to open a pipe is to wait for its other end
        if not stat.S_ISREG(mode):
            raise FileFailure(f"cannot read `{path}`: it is {'a folder' if stat.S_ISDIR(mode) else 'not a file'}")
        with path.open("rb") as file:
            return _bounded(file.read(LARGEST + 1), f"`{path}`")
    except (OSError, ValueError) as fault:
        raise FileFailure(f"cannot read `{path}`: {_why(fault)}") from None


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > LARGEST:
        raise FileFailure(f"cannot read {name}: it has more than {LARGEST // 1_000_000} MB")
    return data


def write_text(path: Path, text: str, *, replace: bool) -> None:
    """Writes a file of UTF-8 text as a whole, as `write_bytes` does. Raises `FileFailure`."""
    try:
        data = text.encode()
    except UnicodeEncodeError as fault:
        raise FileFailure(f"cannot write `{path}`: {_why(fault)}") from None
    write_bytes(path, data, replace=replace)


def write_bytes(path: Path, data: bytes, *, replace: bool) -> None:
    """Writes a file as a whole. Raises `FileFailure`, also when it exists and `replace` is not said.

    A file that is there keeps its old bytes until the new ones are safe on the disk, whatever goes wrong before.
    """
    try:
        if not replace or not path.exists():
            _write_new(path, data)
        elif path.is_file():
            replace_bytes(path, data)
        else:
            path.write_bytes(data)  # a terminal, a pipe: there is nothing to keep
    except FileExistsError:
        raise FileFailure(f"`{path}` exists already") from None
    except (OSError, ValueError) as fault:
        raise FileFailure(f"cannot write `{path}`: {_why(fault)}") from None


def _write_new(path: Path, data: bytes) -> None:
    """A file that is not there yet; nothing of it stays when the disk is full before its end."""
    with path.open("xb") as file:
        try:
            file.write(data)
            file.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _why(fault: OSError | ValueError) -> str:
    if isinstance(fault, OSError):
        return (fault.strerror or type(fault).__name__).lower()
    return "no file has such a name"
