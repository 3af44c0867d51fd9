"""`termwise who DEAL VERB ASSET`."""

from datetime import date
from pathlib import Path

import click

from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.naming import declared
from termwise.cli.opening import opened
from termwise.cli.options import ViewChoice, day_option, deal_argument, output_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.standing import head, who_lines
from termwise.model.act import VERBS


@click.command(
    "who",
    cls=TermwiseCommand,
    short_help="Tell everyone's position on an act.",
    examples=(
        "who microsoft-openai.deal use openai.models --on 2031-06-01",
        "who microsoft-openai.deal buy compute --on 2024-06-01 --json",
    ),
)
@deal_argument
@click.argument("verb")
@click.argument("asset", required=False)
@day_option
@view_options
@output_options
def command(*, deal: Path, verb: str, asset: str | None, day: date | None, view: ViewChoice, out: Output) -> None:
    """Tell for every party whether it may VERB the ASSET, and as what: owner, holder of a grant, free or excluded."""
    session = opened(deal, out)
    declared("verb", verb, sorted(VERBS), "'VERB'")
    if asset is not None:
        declared("asset", asset, session.names.assets, "'ASSET'")
    seen = view.of(session)
    positions = session.who(verb, asset, seen, day)
    title = f"who may {verb}{f' {asset}' if asset else ''} on {day or session.deal.today}"
    out.finish(ExitCode.YES, [*head(title, seen, out.width), *who_lines(positions, out.width)], positions)
