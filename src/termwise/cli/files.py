"""Reading and writing the files a command names; `-` is standard input."""

import sys
from pathlib import Path

from termwise.cli.failure import FileFailure

STDIN = Path("-")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises `FileFailure`."""
    if path == STDIN:
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as fault:
        raise FileFailure(f"cannot read `{path}`: {_why(fault)}") from None


def write_text(path: Path, text: str, *, replace: bool) -> None:
    """Writes a file of UTF-8 text as a whole. Raises `FileFailure`, also when it exists and `replace` is not said."""
    try:
        with path.open("w" if replace else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise FileFailure(f"`{path}` exists already") from None
    except OSError as fault:
        raise FileFailure(f"cannot write `{path}`: {_why(fault)}") from None


def _why(fault: OSError) -> str:
    return (fault.strerror or type(fault).__name__).lower()
