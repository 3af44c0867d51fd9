"""`termwise new FILE`."""

from pathlib import Path

import click

from termwise.cli.exits import ExitCode
from termwise.cli.files import STDIN, write_text
from termwise.cli.group import TermwiseCommand
from termwise.cli.options import force_option, output_options
from termwise.cli.output import Output
from termwise.cli.render.text import line, piece

TEMPLATES = Path(__file__).parents[1] / "templates"
NAMES = ("starter", "cloud-partnership", "licence", "joint-venture", "warrant", "minimal")


@click.command(
    "new",
    cls=TermwiseCommand,
    short_help="Start a deal file that explains itself.",
    examples=("new my.deal", "new venture.deal --template joint-venture", "new short.deal --template minimal", "new -"),
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--template",
    type=click.Choice(NAMES),
    default="starter",
    show_default=True,
    help="`starter` shows most of the language, `minimal` is a skeleton; the others are agreements of that kind.",
)
@force_option
@output_options
def command(file: Path, template: str, force: bool, out: Output) -> None:
    """Write a deal that explains itself to FILE, ready to be read, checked and changed.

    With `-` it is printed instead.
    """
    text = (TEMPLATES / f"{template}.deal").read_text("utf-8").replace("FILE", str(file) if file != STDIN else "FILE")
    if file == STDIN:
        click.echo(text, nl=False)
        return
    write_text(file, text, replace=force)
    lines = [
        line("wrote ", piece(str(file), "name")),
        line("next: ", piece(f"termwise check {file}", "strong")),
    ]
    out.finish(ExitCode.YES, lines, {"file": str(file), "template": template})
