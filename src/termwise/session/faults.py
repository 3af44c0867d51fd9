"""Faults of files: what stands between a path and its text. They have no place in any text."""

from pathlib import Path

from termwise.base.diagnostic import Diagnostic, error


def file_not_found(path: Path) -> Diagnostic:
    """There is no file of that name."""
    return error("file-not-found", f"there is no file `{path}`", None, "paths start from the folder you are in")


def not_a_file(path: Path) -> Diagnostic:
    """A folder, a device or a pipe."""
    return error(
        "not-a-file", f"`{path}` is not a file", None, "give the path of a deal file, or `-` for standard input"
    )


def file_not_readable(path: Path, why: str) -> Diagnostic:
    """The file is there and the system does not let it be read; `why` is what the system says."""
    return error("file-not-readable", f"`{path}` cannot be read: {why}", None)
