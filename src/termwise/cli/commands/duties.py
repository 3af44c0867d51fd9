"""`termwise duties DEAL`."""

from datetime import date
from pathlib import Path

import click

from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import opened
from termwise.cli.options import ViewChoice, day_option, deal_argument, output_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.standing import duty_lines, head


@click.command(
    "duties",
    cls=TermwiseCommand,
    short_help="List duties and how each stands on a date.",
    examples=("duties microsoft-openai.deal", "duties microsoft-openai.deal --on 2027-01-01 --json"),
)
@deal_argument
@day_option
@view_options
@output_options
def command(deal: Path, day: date | None, view: ViewChoice, out: Output) -> None:
    """List every duty and prohibition and how it stands on a date, the most urgent first.

    Exits with 1 when one is violated or overdue, with 0 otherwise.
    """
    session = opened(deal, out)
    seen = view.of(session)
    found = session.duties(seen, day)
    broken = any(duty.heading in ("violated", "overdue") for duty in found)
    lines = [*head(f"duties on {day or session.deal.today}", seen, out.width), *duty_lines(found, out.width)]
    out.finish(ExitCode.NO if broken else ExitCode.YES, lines, found)
