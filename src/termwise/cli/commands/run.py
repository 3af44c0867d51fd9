"""`termwise run DEAL`."""

from pathlib import Path

import click

from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.naming import declared
from termwise.cli.opening import opened
from termwise.cli.options import ViewChoice, deal_argument, output_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.run import run_lines
from termwise.cli.run_folder import write_folder
from termwise.cli.run_options import Folder, folder_options, only_options
from termwise.cli.running import files_of, ran
from termwise.session.tables import Only, tables
from termwise.view.words import view_words


@click.command(
    "run",
    cls=TermwiseCommand,
    short_help="Run the money and the stakes on the central course.",
    examples=(
        "run microsoft-openai.deal --status reported",
        "run microsoft-openai.deal --status reported --scenario early_agi --by quarter",
        'run microsoft-openai.deal --status reported --given "ipo never" --party openai',
        "run amd-openai-warrant.deal --json",
    ),
)
@deal_argument
@view_options
@only_options
@folder_options
@output_options
def command(deal: Path, view: ViewChoice, only: Only, folder: Folder, out: Output) -> None:
    """Run the deal on one course of events, the central one: who pays whom what, and who holds what.

    The central course is no forecast: numbers stand at their medians, an event comes in the middle of its wait when
    it is at least as likely as not, else never. A scenario, or --given, says otherwise. What the run does not
    follow is listed with the reason.
    """
    session = opened(deal, out)
    if only.party is not None:
        declared("party", only.party, session.names.parties, "'--party'")
    if only.clause is not None:
        declared("clause", only.clause, session.names.clauses, "'--clause'")
    seen = view.of(session)
    found = ran(session, seen, out)
    if folder.path is not None:
        write_folder(folder.path, files_of(found), session, replace=folder.force)
    told = tables(found, view_words(seen), only)
    out.finish(ExitCode.YES, run_lines(told, out.width), told)
