"""`termwise history DEAL CLAUSE`."""

from pathlib import Path

import click

from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.naming import declared
from termwise.cli.opening import opened
from termwise.cli.options import deal_argument, output_options
from termwise.cli.output import Output
from termwise.cli.render.changes import history_lines


@click.command(
    "history",
    cls=TermwiseCommand,
    short_help="Follow one clause through rumour, draft and signed text.",
    examples=("history microsoft-openai.deal model_rights", "history microsoft-openai.deal model_rights --json"),
)
@deal_argument
@click.argument("clause")
@click.option("--scenario", metavar="NAME", help="Suppose what a scenario of the deal supposes.")
@output_options
def command(deal: Path, clause: str, scenario: str | None, out: Output) -> None:
    """List every text about CLAUSE, of whatever status, in the order in which it became known."""
    session = opened(deal, out)
    declared("clause", clause, session.names.clauses, "'CLAUSE'")
    if scenario is not None:
        declared("scenario", scenario, session.names.scenarios, "'--scenario'")
    rows = session.history(clause, scenario)
    out.finish(ExitCode.YES, history_lines(clause, rows, out.width), rows)
