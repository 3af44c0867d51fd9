"""`termwise sources DEAL`."""

from pathlib import Path

import click

from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import opened
from termwise.cli.options import deal_argument, documents_option, output_options
from termwise.cli.output import Output
from termwise.cli.render.sources import source_lines
from termwise.evidence.finding import Finding

DOUBTFUL: tuple[Finding, ...] = ("missing", "ambiguous", "document changed")


@click.command(
    "sources",
    cls=TermwiseCommand,
    short_help="Look up every quote in its document.",
    examples=("sources microsoft-openai.deal", "sources microsoft-openai.deal --documents documents --json"),
)
@deal_argument
@documents_option
@output_options
def command(deal: Path, documents: Path | None, out: Output) -> None:
    """Look up every quote of DEAL in the document it cites.

    Exits with 1 when a quote is missing or ambiguous or its document changed, with 3 when a document is not at hand,
    with 0 when every quote was found.
    """
    session = opened(deal, out)
    findings = session.quotes(documents)
    exit_code = ExitCode.YES
    if any(found.finding == "document not at hand" for found in findings):
        exit_code = ExitCode.DEPENDS
    if any(found.finding in DOUBTFUL for found in findings):
        exit_code = ExitCode.NO
    out.finish(exit_code, source_lines(findings, session.names, out.width), findings)
