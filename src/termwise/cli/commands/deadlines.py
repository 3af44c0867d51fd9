"""`termwise deadlines DEAL`."""

from datetime import date
from pathlib import Path

import click

from termwise.base.dates import Duration, add, day_after, day_before
from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import opened
from termwise.cli.options import ViewChoice, day, deal_argument, output_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.standing import deadline_lines, head


@click.command(
    "deadlines",
    cls=TermwiseCommand,
    short_help="List what falls due between two dates.",
    examples=(
        "deadlines microsoft-openai.deal",
        "deadlines microsoft-openai.deal --from 2025-10-01 --through 2032-12-31",
        "deadlines amd-openai-warrant.deal --through 2031-01-01 --json",
    ),
)
@deal_argument
@click.option("--from", "first", type=day, metavar="DATE", help="The first day. Default: the deal's `today`.")
@click.option("--through", "last", type=day, metavar="DATE", help="The last day. Default: a year after the first.")
@view_options
@output_options
def command(deal: Path, first: date | None, last: date | None, view: ViewChoice, out: Output) -> None:
    """List what falls on a day between two dates: dues, beginnings, ends, notices, windows, long-stops.

    What hangs on an event that may come any time has no day, and is not listed; `timeline` shows it.
    """
    session = opened(deal, out)
    seen = view.of(session)
    start = first or session.deal.today
    end = day_after(last) if last is not None else add(start, Duration(years=1))
    if end <= start:
        raise click.BadParameter(f"{day_before(end)} is before {start}", param_hint="'--through'")
    found = session.deadlines(start, end, seen)
    lines = [*head(f"{start} through {day_before(end)}", seen, out.width), *deadline_lines(found, out.width)]
    out.finish(ExitCode.YES, lines, found)
