"""Running a deal for a command."""

from typing import NoReturn

from msgspec import Struct

from termwise.cli.exits import ExitCode
from termwise.cli.output import Output
from termwise.cli.render.text import line, piece, wrapped
from termwise.cli.run_folder import RunFiles
from termwise.cli.run_options import Folder
from termwise.ir.dump import dump
from termwise.session import Session
from termwise.session.ran import NotRunnableError, Ran
from termwise.session.tables import Only
from termwise.view.view import View
from termwise.view.words import view_words


class Asked(Struct, frozen=True):
    """What a command was asked: of which deal, from where it is seen, which part, where to write it and to tell it."""

    session: Session
    view: View
    only: Only
    folder: Folder
    out: Output


def ran(session: Session, view: View, out: Output) -> Ran:
    """The run of the deal under the view; the command ends here, "not known", where there can be none."""
    try:
        return session.run(view)
    except NotRunnableError as fault:
        no_run(fault, out)


def no_run(fault: NotRunnableError, out: Output) -> NoReturn:
    """Ends the command, "not known": nothing can be run, and why."""
    lines = wrapped(line(piece("no run", "warning"), f": {fault}"), out.width)
    out.finish(ExitCode.DEPENDS, lines, {"why": str(fault)})


def files_of(found: Ran) -> RunFiles:
    """What `--out` writes of a run on one course of events."""
    facts = {
        "deal": found.deal.title,
        "view": view_words(found.view),
        "course": "central",
        "currency": found.currency,
    }
    return RunFiles(tuple(found.tables().values()), {"program.txt": dump(found.program)}, facts)
