"""`termwise diff DEAL [OTHER]`."""

import functools
from datetime import date
from pathlib import Path
from typing import NoReturn, cast

import click
from msgspec import Struct
from msgspec.structs import replace

from termwise.cli.exits import ExitCode
from termwise.cli.files import write_bytes
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import opened
from termwise.cli.options import (
    Run,
    Target,
    ViewChoice,
    day,
    deal_argument,
    output_options,
    target_options,
    view_options,
)
from termwise.cli.output import Output
from termwise.cli.render.changes import differences_lines
from termwise.cli.render.text import line, piece
from termwise.model.amendment import STATUSES, Status
from termwise.session import Session
from termwise.view.view import View


class Sides(Struct, frozen=True):
    """The two deals that are compared, and from where each is seen."""

    before: Session
    seen_before: View
    after: Session
    seen_after: View


class Then(Struct, frozen=True):
    """What the command line says of the other side alone."""

    known_by: date | None = None
    lowest: Status | None = None

    def of(self, view: ViewChoice) -> ViewChoice:
        """The choice for the other side: the one for this side, but for what is said here."""
        return replace(view, known_by=self.known_by or view.known_by, lowest=self.lowest or view.lowest)


def then_options(function: Run) -> Run:
    """Adds `--then` and `--then-status`, handed to the command as one `Then` named `then`."""

    @click.option("--then", type=day, metavar="DATE", help="The known-by date of the other side.")
    @click.option("--then-status", type=click.Choice(STATUSES), help="The weakest text that counts on the other side.")
    @functools.wraps(function)
    def with_then(*, then: date | None, then_status: str | None, **rest: object) -> None:
        function(then=Then(then, cast("Status | None", then_status)), **rest)

    return with_then


@click.command(
    "diff",
    cls=TermwiseCommand,
    short_help="Compare two deals, or one deal at two dates.",
    examples=(
        "diff microsoft-openai.deal --known-by 2025-09-11 --then 2025-10-29",
        "diff microsoft-openai.deal --then-status rumoured",
        "diff microsoft-openai.deal --known-by 2025-09-11 --then 2025-10-29 --to redline.docx",
        "diff softbank-openai.deal amd-openai-warrant.deal --json",
    ),
)
@deal_argument
@click.argument("other", required=False, type=click.Path(path_type=Path))
@then_options
@target_options("Write both as one Word document (.docx) with tracked changes.")
@view_options
@output_options
def command(*, deal: Path, other: Path | None, then: Then, to: Target, view: ViewChoice, out: Output) -> None:
    """Compare DEAL with OTHER, or with itself as known by another date: in words and in rights.

    The options of the view hold for both sides, except where --then and --then-status say otherwise. Exits with 0
    when nothing differs, with 1 otherwise. With --to the words of both are one document instead, in which accepting
    all changes gives the other side.
    """
    if other is None and then == Then():
        raise click.UsageError("nothing to compare with: name another deal, or say --then or --then-status")
    if to.path is not None and to.path.suffix.lower() != ".docx":
        raise click.BadParameter(f"two views are written as `.docx`, not as `{to.path.name}`", param_hint="'--to'")
    before = opened(deal, out)
    after = before if other is None else opened(other, out)
    sides = Sides(before, view.of(before), after, then.of(view).of(after))
    if to.path is not None:
        _write(sides, to.path, replace=to.force, out=out)
    found = before.diff(sides.seen_before, sides.seen_after, after)
    out.finish(ExitCode.YES if found.none else ExitCode.NO, differences_lines(found, out.width), found)


def _write(sides: Sides, path: Path, *, replace: bool, out: Output) -> NoReturn:
    from termwise.report.docx import document  # noqa: PLC0415 - most comparisons are read on screen
    from termwise.report.redline import changes  # noqa: PLC0415 - as above
    from termwise.session.contract import contract  # noqa: PLC0415 - as above

    before, after = contract(sides.before, sides.seen_before), contract(sides.after, sides.seen_after)
    write_bytes(path, document(after, before), replace=replace)
    count = changes(before, after)
    lines = [line("wrote ", piece(str(path), "name"), f": {count} changed paragraph{'' if count == 1 else 's'}")]
    out.finish(ExitCode.NO if count else ExitCode.YES, lines, {"file": str(path), "changes": count})
