"""`termwise sensitivity DEAL FIGURE`."""

from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import opened
from termwise.cli.options import ViewChoice, deal_argument, output_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.sensitivity import sensitivity_lines
from termwise.cli.running import no_run
from termwise.cli.simulation_options import count
from termwise.engine.drawing.correlation import ImpossibleCorrelationError
from termwise.engine.kernel.finite import NotFiniteError
from termwise.engine.simulate.plan import Plan
from termwise.session.ran import NotRunnableError
from termwise.session.sensitivity import UnknownFigureError, sensitivity


class Hanging(Struct, frozen=True):
    """What the command line says."""

    deal: Path
    figure: str
    paths: int
    seed: int
    view: ViewChoice
    out: Output


@click.command(
    "sensitivity",
    cls=TermwiseCommand,
    short_help="Tell what a figure hangs on most.",
    examples=(
        'sensitivity microsoft-openai.deal "cash of microsoft" --status reported --paths 2k',
        "sensitivity microsoft-openai.deal revenue_share --status reported --paths 2k --json",
    ),
)
@deal_argument
@click.argument("figure")
@click.option("--paths", type=count, default="4096", show_default=True, metavar="N", help="Futures of each run.")
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=0, show_default=True, help="Of the draws.")
@view_options
@output_options
def command(**given: Any) -> None:  # noqa: ANN401 - gathered in `Hanging`
    """Tell which uncertain numbers, undisclosed numbers, events and drivers a FIGURE of a DEAL hangs on.

    A figure is `worth of PARTY`, `cash of PARTY` (received less paid by the end), `CLAUSE` (paid under it in all) or
    `stake(HOLDER, COMPANY)`. Each thing drawn is set to its 10 % and its 90 % quantile while all else is drawn as
    before; an event comes early, or late or never.
    """
    asked = Hanging(**given)
    session = opened(asked.deal, asked.out)
    try:
        found = sensitivity(session.agreement(asked.view.of(session)), asked.figure, Plan(asked.paths, asked.seed))
    except UnknownFigureError as fault:
        raise click.BadParameter(str(fault), param_hint="'FIGURE'") from None
    except (NotFiniteError, ImpossibleCorrelationError) as fault:
        no_run(NotRunnableError(str(fault)), asked.out)
    asked.out.finish(ExitCode.YES, sensitivity_lines(found, asked.out.width), found)
