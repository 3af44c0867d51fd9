"""`termwise run DEAL`."""

from pathlib import Path
from typing import NoReturn

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
from termwise.cli.running import Asked, files_of, ran
from termwise.cli.simulation_options import SimulationChoice, simulation_options
from termwise.session.tables import Only, tables
from termwise.view.words import view_words


@click.command(
    "run",
    cls=TermwiseCommand,
    short_help="Run the money and the stakes on one course, or over many futures.",
    examples=(
        "run microsoft-openai.deal --status reported",
        "run microsoft-openai.deal --status reported --scenario early_agi --by quarter",
        'run microsoft-openai.deal --status reported --given "ipo never" --party openai',
        "run microsoft-openai.deal --status reported --paths 10k --seed 7",
        'run microsoft-openai.deal --status reported --paths 4096 --chance "ipo and agi_verified"',
        "run amd-openai-warrant.deal --json",
    ),
)
@deal_argument
@view_options
@simulation_options
@only_options
@folder_options
@output_options
def command(*, deal: Path, view: ViewChoice, many: SimulationChoice, only: Only, folder: Folder, out: Output) -> None:
    """Run the deal on one course of events, or with --paths over many: who pays whom what, and who holds what.

    The one course is the central one, and no forecast: numbers stand at their medians, an event comes in the middle
    of its wait when it is at least as likely as not, else never. A scenario, or --given, says otherwise. With --paths,
    numbers, events and drivers are drawn anew on every path, the same for the same seed; undisclosed numbers are
    drawn from what is believed of them, and said to be. What the run does not follow is listed with the reason.
    """
    session = opened(deal, out)
    if only.party is not None:
        declared("party", only.party, session.names.parties, "'--party'")
    if only.clause is not None:
        declared("clause", only.clause, session.names.clauses, "'--clause'")
    asked = Asked(session, view.of(session), only, folder, out)
    if many.asked:
        _over_many(asked, many)
    if folder.resume:
        raise click.UsageError("--resume goes on with a simulation: say how many futures with --paths")
    _on_one_course(asked)


def _on_one_course(asked: Asked) -> NoReturn:
    found = ran(asked.session, asked.view, asked.out)
    if asked.folder.path is not None:
        write_folder(asked.folder.path, files_of(found), asked.session, replace=asked.folder.force)
    result = tables(found, view_words(asked.view), asked.only)
    asked.out.finish(ExitCode.YES, run_lines(result, asked.out.width), result)


def _over_many(asked: Asked, many: SimulationChoice) -> NoReturn:
    from termwise.cli.render.futures import futures_lines  # noqa: PLC0415 - the exact run does without the kernel
    from termwise.cli.simulating import simulated  # noqa: PLC0415
    from termwise.session.futures_told import told  # noqa: PLC0415

    found = simulated(asked, many)
    result = told(found, view_words(asked.view), asked.only)
    asked.out.finish(ExitCode.YES, futures_lines(result, asked.out.width), result)
