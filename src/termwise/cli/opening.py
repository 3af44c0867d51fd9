"""Opening a deal for a command that asks it something."""

from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import SourceText
from termwise.cli.exits import ExitCode
from termwise.cli.files import STDIN, read_bytes
from termwise.cli.output import Output
from termwise.cli.render.diagnostics import Excerpts, count, diagnostic_lines
from termwise.cli.render.text import Line, line, piece
from termwise.session import Session, load, load_text

UNREADABLE = frozenset(
    {"file-not-found", "file-not-readable", "not-a-file", "file-too-large", "binary-file", "not-utf-8"}
)
"""The faults of a file as such, of which no text was read."""


def read(path: Path) -> Session:
    """The session of a deal file, or of standard input for `-`, with whatever faults it has. Raises `FileFailure`."""
    if path == STDIN:
        return load_text(read_bytes(path), name="standard input")
    return load(path)


def opened(path: Path, out: Output) -> Session:
    """The session of a deal without errors; otherwise the command ends here with its diagnostics."""
    session = read(path)
    if not session.usable:
        refuse(session.diagnostics, session.texts.values(), out)
    return session


def refuse(
    diagnostics: Iterable[Diagnostic],
    texts: Iterable[SourceText],
    out: Output,
    exit_code: ExitCode = ExitCode.FAULTY_DEAL,
) -> NoReturn:
    """Ends the command: these errors are why nothing can be answered."""
    errors = [found for found in diagnostics if found.severity == "error"]
    excerpts = Excerpts(texts)
    lines: list[Line] = [part for found in errors for part in diagnostic_lines(found, excerpts, out.width)]
    lines.append(line(piece(count(len(errors), "error"), "error"), ", so there is no answer"))
    unreadable = any(found.code in UNREADABLE for found in errors)
    out.fail(ExitCode.UNREADABLE if unreadable else exit_code, lines, errors)
