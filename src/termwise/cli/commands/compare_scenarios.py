"""`termwise compare-scenarios DEAL [SCENARIO…]`."""

from pathlib import Path
from typing import Any

import click
from msgspec import Struct
from msgspec.structs import replace

from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.naming import declared
from termwise.cli.opening import opened
from termwise.cli.options import ViewChoice, deal_argument, output_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.scenarios import compared_lines
from termwise.cli.simulating import futures_of
from termwise.cli.simulation_options import count
from termwise.measure.comparison import NotComparableError
from termwise.session.futures import Wanted
from termwise.session.scenarios import Column, compared


class Comparison(Struct, frozen=True):
    """What the command line says."""

    deal: Path
    scenarios: tuple[str, ...]
    paths: int
    seed: int
    drafts: tuple[Path, ...]
    view: ViewChoice
    out: Output


@click.command(
    "compare-scenarios",
    cls=TermwiseCommand,
    short_help="Set scenarios and drafts side by side, on the same draws.",
    examples=(
        "compare-scenarios microsoft-openai.deal --status reported --paths 4k",
        "compare-scenarios microsoft-openai.deal early_agi no_agi --status reported --paths 4k",
        "compare-scenarios amd-openai-warrant.deal --draft amd-openai-warrant.deal --paths 2k --json",
    ),
)
@deal_argument
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO]...")
@click.option("--paths", type=count, default="16384", show_default=True, metavar="N", help="Futures of each.")
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=0, show_default=True, help="Of the draws.")
@click.option(
    "--draft", "drafts", type=click.Path(path_type=Path), multiple=True, metavar="DEAL", help="Another draft, too."
)
@view_options
@output_options
def command(**given: Any) -> None:  # noqa: ANN401 - gathered in `Comparison`
    """Simulate a DEAL as it stands, and under each SCENARIO (all of them unless named), and tell what differs.

    All columns live through the same futures: what is drawn has its random numbers by name. --draft sets another
    deal file beside it: a redraft whose effect on everybody's money is asked for.
    """
    asked = Comparison(**given)
    session = opened(asked.deal, asked.out)
    for name in asked.scenarios:
        declared("scenario", name, session.names.scenarios, "'SCENARIO'")
    base = asked.view.of(session)
    wanted = Wanted(asked.paths, asked.seed, over_time=False)
    named = [name for name in asked.scenarios or tuple(session.names.scenarios) if name != base.scenario]
    views = {base.scenario or "as it stands": base} | {name: replace(base, scenario=name) for name in named}
    columns = [Column(name, futures_of(session, seen, wanted, asked.out)) for name, seen in views.items()]
    for draft in asked.drafts:
        other = opened(draft, asked.out)
        columns.append(Column(draft.name, futures_of(other, asked.view.of(other), wanted, asked.out)))
    try:
        result = compared(columns)
    except NotComparableError as fault:
        raise click.UsageError(f"--draft: {fault}") from None
    asked.out.finish(ExitCode.YES, compared_lines(result, asked.out.width), result)
