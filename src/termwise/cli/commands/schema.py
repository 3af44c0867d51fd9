"""`termwise schema`."""

import click

from termwise.cli.group import TermwiseCommand
from termwise.model.json_form import schema_text


@click.command("schema", cls=TermwiseCommand, short_help="Print the JSON Schema of a deal.", examples=("schema",))
def command() -> None:
    """Print the JSON Schema (2020-12) of the JSON form of a deal, as `export` writes it and `import` reads it."""
    click.echo(schema_text(), nl=False)
