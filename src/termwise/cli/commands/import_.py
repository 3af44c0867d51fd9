"""`termwise import FILE`."""

from pathlib import Path

import click

from termwise.cli.exits import ExitCode
from termwise.cli.failure import FileFailure
from termwise.cli.files import LARGEST, STDIN, read_bytes, write_text
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import refuse
from termwise.cli.options import Target, output_options, target_options
from termwise.cli.output import Output
from termwise.cli.render.terminal import paint
from termwise.cli.render.text import Line, Piece, line, piece, wrapped
from termwise.model.json_form import from_json
from termwise.model.text import deal_text
from termwise.syntax.decode import decode


@click.command(
    "import",
    cls=TermwiseCommand,
    short_help="Make the text of a deal of a file.",
    examples=("import warrant.json", "import warrant.json --to warrant.deal", "import acme.ocf.zip --to acme.deal"),
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@target_options("Where to. Default: it is printed.")
@output_options
def command(file: Path, to: Target, out: Output) -> None:
    """Make the text of a deal of a file that `termwise export` writes, or another program.

    FILE is a deal in JSON (`-` for standard input), or a cap table in the Open Cap Table Format: a zip, or a manifest
    with its files beside it. What of a cap table is not in the text is told, with its place.
    """
    data = read_bytes(file)
    if data[:4] == b"PK\x03\x04" or b"OCF_MANIFEST_FILE" in data[:LARGEST]:
        text, notes = _of_cap_table(file, data)
    else:
        text, notes = _of_json(file, data, out), ()
    told: list[Line] = []
    for note in notes:
        told += wrapped(line(piece("note", "warning"), f": {note}"), out.width, (Piece("      "),))
    if to.path is not None:
        write_text(to.path, text, replace=to.force)
        wrote = line("wrote ", piece(str(to.path), "name"))
        out.finish(ExitCode.YES, [wrote, *told], {"file": str(to.path), "notes": notes})
    if out.as_json:
        out.finish(ExitCode.YES, (), {"text": text, "notes": notes})
    click.echo(text, nl=not text.endswith("\n"))
    click.echo(paint(told, out.terminal), nl=False, err=True, color=True)


def _of_json(file: Path, data: bytes, out: Output) -> str:
    _, faults = decode(str(file), data, LARGEST)
    if faults:
        refuse(faults, (), out)
    found = from_json(data)
    if found.deal is None:
        refuse(found.diagnostics, (), out)
    return deal_text(found.deal)


def _of_cap_table(file: Path, data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and what it leaves out. Raises `FileFailure` when the package cannot be read."""
    from termwise.report.ocf import read_folder, read_package  # noqa: PLC0415 - most files are deals in JSON
    from termwise.session.from_cap_table import deal_of  # noqa: PLC0415 - as above

    zipped = data[:2] == b"PK"
    if not zipped and file == STDIN:
        raise FileFailure("cannot read a manifest from standard input: its files lie beside it")
    read = read_package(data) if zipped else read_folder(file, data)
    if read.table is None:
        raise FileFailure(f"cannot read `{file}` as an Open Cap Table package: {read.why}")
    made = deal_of(read.table)
    return deal_text(made.deal), (*(f"{one.place}: {one.why}" for one in read.unread), *made.unsaid)
