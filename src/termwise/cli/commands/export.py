"""`termwise export DEAL`."""

import functools
from datetime import date
from pathlib import Path

import click

from termwise.cli.exits import ExitCode
from termwise.cli.exports.form import Asked, Extent
from termwise.cli.exports.forms import FORMS, form_of, refuse_what_it_does_not_take, writer
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
from termwise.cli.render.text import Line, Piece, line, piece, wrapped

_FORMS = "".join(f"\n  {form.suffix:<10} {form.about}" for form in FORMS)


def extent_options(function: Run) -> Run:
    """Adds `--on`, `--until`, `--remind` and `--company`, handed to the command as one `Extent` named `extent`."""

    @click.option(
        "--on", "on", type=day, metavar="DATE", help="The day told of, or the first. Default: the known-by date."
    )
    @click.option("--until", type=day, metavar="DATE", help="The first day left out. Default: the end of the deal.")
    @click.option("--remind", type=click.IntRange(0, 366), metavar="DAYS", help="In a calendar: remind so long before.")
    @click.option("--company", metavar="PARTY", help="Whose cap table it is, where there are several.")
    @functools.wraps(function)
    def with_extent(
        *, on: date | None, until: date | None, remind: int | None, company: str | None, **rest: object
    ) -> None:
        function(extent=Extent(on, until, remind, company), **rest)

    return with_extent


@click.command(
    "export",
    cls=TermwiseCommand,
    short_help="Write a deal as a file for other programs.",
    examples=(
        "export microsoft-openai.deal --to model.xlsx --status reported --scenario early_agi",
        "export microsoft-openai.deal --to agreement.docx --status reported",
        "export microsoft-openai.deal --to partnership.ics --until 2028-01-01 --remind 14",
        "export softbank-openai.deal --to softbank.md --until 2027-01-01",
        "export amd-openai-warrant.deal --to amd.ocf.zip",
        "export amd-openai-warrant.deal --to warrant.json",
        "export amd-openai-warrant.deal",
    ),
    help=f"""Write DEAL as a file that other programs read. The end of FILE says as what:

\b{_FORMS}

Without --to, the JSON form is printed. The tables of a run are written by `termwise run --out`, two views as a
redline by `termwise diff --to`.
""",
)
@deal_argument
@target_options("Where to, and by its end in which form.")
@extent_options
@view_options
@output_options
def command(*, deal: Path, to: Target, extent: Extent, view: ViewChoice, out: Output) -> None:
    """See the help above: the forms are listed from their table."""
    form = form_of(to.path or Path("deal.json"))
    days = {"on": extent.day, "until": extent.until, "remind": extent.remind, "company": extent.company}
    said = {"view": view != ViewChoice(), **{option: value is not None for option, value in days.items()}}
    refuse_what_it_does_not_take(form, said)
    asked = Asked(opened(deal, out), view, out, extent)
    written = writer(form)(asked)
    if to.path is None:
        click.echo(written.content.decode(), nl=False)
        return
    write_bytes(to.path, written.content, replace=to.force)
    lines: list[Line] = [line("wrote ", piece(str(to.path), "name"))]
    for note in written.notes:
        lines += wrapped(line(piece("note", "warning"), f": {note}"), out.width, (Piece("      "),))
    out.finish(ExitCode.YES, lines, {"file": str(to.path), "notes": written.notes})
