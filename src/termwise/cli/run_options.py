"""The options of `termwise run`: what part of the run is told, and where it is written."""

import functools
from pathlib import Path

import click
from msgspec import Struct

from termwise.cli.options import Run
from termwise.session.tables import Only, Span


class Folder(Struct, frozen=True):
    """Where a run is written, None being nowhere; `force` replaces the files of an earlier one.

    `resume` goes on with a simulation that was cut off there.
    """

    path: Path | None = None
    force: bool = False
    resume: bool = False


def only_options(function: Run) -> Run:
    """Adds `--by`, `--party` and `--clause`, handed to the command as one `Only` named `only`."""

    @click.option(
        "--by",
        type=click.Choice(("year", "quarter", "month")),
        default="year",
        show_default=True,
        help="How long a column is.",
    )
    @click.option("--party", metavar="PARTY", help="Only what this party receives or pays.")
    @click.option("--clause", metavar="CLAUSE", help="Only what this clause moves.")
    @functools.wraps(function)
    def with_only(*, by: Span, party: str | None, clause: str | None, **rest: object) -> None:
        function(only=Only(by, party, clause), **rest)

    return with_only


def folder_options(function: Run) -> Run:
    """Adds `--out`, `--force` and `--resume`, handed to the command as one `Folder` named `folder`."""

    @click.option(
        "--out",
        "path",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Also write the tables of the run there, as Parquet and CSV, and a manifest.",
    )
    @click.option("--force", is_flag=True, help="Let --out replace the files of an earlier run.")
    @click.option("--resume", is_flag=True, help="Go on with a simulation that was cut off in --out.")
    @functools.wraps(function)
    def with_folder(*, path: Path | None, force: bool, resume: bool, **rest: object) -> None:
        if resume and path is None:
            raise click.UsageError("--resume goes on with the run in a folder: say which with --out")
        function(folder=Folder(path, force, resume), **rest)

    return with_folder
