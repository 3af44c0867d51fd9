"""`termwise import FILE`."""

from pathlib import Path

import click

from termwise.cli.exits import ExitCode
from termwise.cli.files import LARGEST, read_bytes, write_text
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import refuse
from termwise.cli.options import Target, output_options, target_options
from termwise.cli.output import Output
from termwise.cli.render.text import line, piece
from termwise.model.json_form import from_json
from termwise.model.text import deal_text
from termwise.syntax.decode import decode


@click.command(
    "import",
    cls=TermwiseCommand,
    short_help="Turn the JSON form of a deal into text.",
    examples=("import warrant.json", "import warrant.json --to warrant.deal"),
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@target_options("Where to. Default: it is printed.")
@output_options
def command(file: Path, to: Target, out: Output) -> None:
    """Turn a deal in JSON, as `termwise export` writes it, into the text of a deal.

    FILE may be `-` for standard input.
    """
    data = read_bytes(file)
    _, faults = decode(str(file), data, LARGEST)
    if faults:
        refuse(faults, (), out)
    found = from_json(data)
    if found.deal is None:
        refuse(found.diagnostics, (), out)
    text = deal_text(found.deal)
    if to.path is None and not out.as_json:
        click.echo(text, nl=not text.endswith("\n"))
        return
    if to.path is None:
        out.finish(ExitCode.YES, (), {"text": text})
    write_text(to.path, text, replace=to.force)
    out.finish(ExitCode.YES, [line("wrote ", piece(str(to.path), "name"))], {"file": str(to.path)})
