"""`termwise diff DEAL [OTHER]`."""

from datetime import date
from pathlib import Path
from typing import cast

import click
from msgspec.structs import replace

from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import opened
from termwise.cli.options import ViewChoice, day, deal_argument, output_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.changes import differences_lines
from termwise.model.amendment import STATUSES, Status


@click.command(
    "diff",
    cls=TermwiseCommand,
    short_help="Compare two deals, or one deal at two dates.",
    examples=(
        "diff microsoft-openai.deal --known-by 2025-09-11 --then 2025-10-29",
        "diff microsoft-openai.deal --then-status rumoured",
        "diff softbank-openai.deal amd-openai-warrant.deal --json",
    ),
)
@deal_argument
@click.argument("other", required=False, type=click.Path(path_type=Path))
@click.option("--then", type=day, metavar="DATE", help="The known-by date of the other side.")
@click.option("--then-status", type=click.Choice(STATUSES), help="The weakest text that counts on the other side.")
@view_options
@output_options
def command(
    *, deal: Path, other: Path | None, then: date | None, then_status: str | None, view: ViewChoice, out: Output
) -> None:
    """Compare DEAL with OTHER, or with itself as known by another date: in words and in rights.

    The options of the view hold for both sides, except where --then and --then-status say otherwise. Exits with 0
    when nothing differs, with 1 otherwise.
    """
    if other is None and then is None and then_status is None:
        raise click.UsageError("nothing to compare with: name another deal, or say --then or --then-status")
    before = opened(deal, out)
    after = before if other is None else opened(other, out)
    second = view
    if then is not None:
        second = replace(second, known_by=then)
    if then_status is not None:
        second = replace(second, lowest=cast("Status", then_status))
    found = before.diff(view.of(before), second.of(after), after)
    out.finish(ExitCode.YES if found.none else ExitCode.NO, differences_lines(found, out.width), found)
