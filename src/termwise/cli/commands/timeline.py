"""`termwise timeline DEAL`."""

from pathlib import Path

import click

from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import opened
from termwise.cli.options import ViewChoice, deal_argument, output_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.timeline import timeline_lines


@click.command(
    "timeline",
    cls=TermwiseCommand,
    short_help="Draw clauses and events over the years.",
    examples=(
        "timeline microsoft-openai.deal",
        "timeline microsoft-openai.deal --known-by 2025-09-11 --status non-binding",
        'timeline microsoft-openai.deal --given "agi_verified on 2028-01-31"',
    ),
)
@deal_argument
@view_options
@output_options
def command(deal: Path, view: ViewChoice, out: Output) -> None:
    """Draw when every clause applies and when events happen or may happen.

    A whole line is in force; a broken one depends on something open. The chart takes the width of the terminal.
    """
    session = opened(deal, out)
    found = session.timeline(view.of(session))
    out.finish(ExitCode.YES, timeline_lines(found, out.width), found)
