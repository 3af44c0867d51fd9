"""`termwise export DEAL`."""

from pathlib import Path

import click

from termwise.cli.exits import ExitCode
from termwise.cli.files import write_text
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import opened
from termwise.cli.options import deal_argument, output_options
from termwise.cli.output import Output
from termwise.cli.render.text import line, piece
from termwise.model.json_form import to_json


@click.command(
    "export",
    cls=TermwiseCommand,
    short_help="Write a deal as JSON.",
    examples=("export amd-openai-warrant.deal", "export amd-openai-warrant.deal --output warrant.json"),
)
@deal_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to; replaces the file.")
@output_options
def command(deal: Path, output: Path | None, out: Output) -> None:
    """Write the meaning of DEAL as JSON, in the form that `termwise schema` describes."""
    text = to_json(opened(deal, out).deal).decode()
    if output is None:
        click.echo(text, nl=False)
        return
    write_text(output, text, replace=True)
    out.finish(ExitCode.YES, [line("wrote ", piece(str(output), "name"))], {"file": str(output)})
