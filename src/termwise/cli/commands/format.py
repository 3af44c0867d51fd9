"""`termwise format FILE...`."""

from difflib import unified_diff
from pathlib import Path

import click
from msgspec import Struct

from termwise.base.source import SourceText
from termwise.cli.exits import ExitCode
from termwise.cli.files import STDIN, read_bytes, write_text
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import refuse
from termwise.cli.options import output_options
from termwise.cli.output import Output
from termwise.cli.render.diagnostics import count
from termwise.cli.render.text import Line, Style, line, piece
from termwise.syntax.decode import decode
from termwise.syntax.formatter import format_text
from termwise.syntax.outline import outline


class Formatted(Struct, frozen=True):
    """What became of one file."""

    file: str
    changed: bool


@click.command(
    "format",
    cls=TermwiseCommand,
    short_help="Bring deal files into the standard layout.",
    examples=(
        "format microsoft-openai.deal",
        "format microsoft-openai.deal yahoo-microsoft.deal --check",
        "format microsoft-openai.deal --diff",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="FILE...")
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 when a file would change.")
@click.option("--diff", is_flag=True, help="Change nothing; print what would change.")
@output_options
def command(files: tuple[Path, ...], check: bool, diff: bool, out: Output) -> None:
    """Bring each FILE into the standard layout, in place. Comments and order are kept.

    With `-` the text comes from standard input and goes to standard output.
    """
    found: list[Formatted] = []
    lines: list[Line] = []
    for path in files:
        source = _source(path, out)
        after = format_text(source)
        found.append(Formatted(str(path), source.text != after))
        if diff:
            lines += _diff_lines(source, after)
        elif path == STDIN and not check and not out.as_json:
            click.echo(after, nl=False)
        elif source.text != after:
            lines.append(line(f"{'would change' if check else 'changed'} ", piece(str(path), "name")))
            if not check and path != STDIN:
                write_text(path, after, replace=True)
    if files != (STDIN,) and not diff:
        lines.append(_summary(found, check=check))
    changed = any(one.changed for one in found)
    out.finish(ExitCode.NO if changed and (check or diff) else ExitCode.YES, lines, found)


def _source(path: Path, out: Output) -> SourceText:
    """The text of a file; the command ends here when it cannot be read or its lines make no sense."""
    source, faults = decode(str(path), read_bytes(path))
    if faults:
        refuse(faults, (), out)
    shape = outline(source)
    if shape.fatal or shape.diagnostics:
        refuse(shape.diagnostics, [source], out)
    return source


def _summary(found: list[Formatted], *, check: bool) -> Line:
    changed = sum(one.changed for one in found)
    did = "would change" if check else "changed"
    return line(f"{count(changed, 'file')} {did}, {len(found) - changed} as they should be")


_DIFF_STYLES: dict[str, Style] = {"+": "yes", "-": "no", "@": "guide"}


def _diff_lines(source: SourceText, after: str) -> list[Line]:
    names = (source.name, f"{source.name} (formatted)")
    found = unified_diff(source.text.splitlines(), after.splitlines(), *names, lineterm="")
    return [line(piece(text, _DIFF_STYLES.get(text[:1], "plain"))) for text in found]
