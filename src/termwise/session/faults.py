"""Faults of files: what stands between a name and its text."""

from pathlib import Path

from termwise.base.diagnostic import Diagnostic, error
from termwise.base.source import Span


def file_not_found(span: Span, path: Path) -> Diagnostic:
    """There is no file of that name."""
    return error("file-not-found", f"there is no file `{path}`", span, "names are relative to the folder you are in")


def not_a_file(span: Span, path: Path) -> Diagnostic:
    """A folder, a device or a pipe."""
    return error(
        "not-a-file", f"`{path}` is not a file", span, "give the path of a deal file, or `-` for standard input"
    )


def file_not_readable(span: Span, path: Path, why: str) -> Diagnostic:
    """The file is there and the system does not let it be read."""
    return error("file-not-readable", f"`{path}` cannot be read: {why}", span)
