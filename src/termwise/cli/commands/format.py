"""`termwise format FILE...`."""

from difflib import unified_diff
from pathlib import Path

import click
from msgspec import Struct

from termwise.base.source import SourceText
from termwise.cli.exits import ExitCode
from termwise.cli.failure import FileFailure
from termwise.cli.files import STDIN, read_bytes, write_text
from termwise.cli.group import TermwiseCommand
from termwise.cli.options import output_options
from termwise.cli.output import Output
from termwise.cli.render.diagnostics import count
from termwise.cli.render.text import BLANK, Line, Style, line, piece
from termwise.syntax.formatter import format_text


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
        before = _text(path)
        after = format_text(SourceText(str(path), before))
        found.append(Formatted(str(path), before != after))
        if diff:
            lines += _diff_lines(path, before, after)
        elif path == STDIN and not check and not out.as_json:
            click.echo(after, nl=False)
        elif before != after:
            lines.append(line(f"{'would change' if check else 'changed'} ", piece(str(path), "name")))
            if not check and path != STDIN:
                write_text(path, after, replace=True)
    changed = sum(one.changed for one in found)
    if files != (STDIN,) and not diff:
        did = "would change" if check else "changed"
        lines.append(line(f"{count(changed, 'file')} {did}, {len(found) - changed} as they should be"))
    out.finish(ExitCode.NO if changed and (check or diff) else ExitCode.YES, lines, found)


def _text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as fault:
        raise FileFailure(f"cannot read `{path}`: byte {fault.start} is not UTF-8") from None


_DIFF_STYLES: dict[str, Style] = {"+": "yes", "-": "no", "@": "guide"}


def _diff_lines(path: Path, before: str, after: str) -> list[Line]:
    found = unified_diff(before.splitlines(), after.splitlines(), str(path), f"{path} (formatted)", lineterm="")
    return [line(piece(text, _DIFF_STYLES.get(text[:1], "plain"))) if text else BLANK for text in found]
