"""`termwise sql RUN [QUERY]`."""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from termwise.cli.exits import ExitCode
from termwise.cli.failure import FileFailure
from termwise.cli.files import read_bytes
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import opened
from termwise.cli.options import ViewChoice, output_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.rows import rows_lines
from termwise.cli.run_folder import MANIFEST
from termwise.cli.running import ran
from termwise.measure.table import Column, Table
from termwise.session.queries import QueryError, query

if TYPE_CHECKING:
    import pyarrow as pa


@click.command(
    "sql",
    cls=TermwiseCommand,
    short_help="Ask the tables of a run in SQL.",
    examples=(
        "sql microsoft-openai.deal",
        'sql microsoft-openai.deal "select payee, sum(amount) from ledger group by payee"',
        'sql microsoft-openai.deal "from ledger order by due" --json',
    ),
)
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@click.argument("sql", required=False, metavar="QUERY")
@view_options
@output_options
def command(run: Path, sql: str | None, view: ViewChoice, out: Output) -> None:
    """Ask the tables of a RUN: a folder written by `termwise run --out`, or a deal, which is run first.

    QUERY is in the SQL of DuckDB. Without one, the tables and their columns are listed.
    """
    tables = _of_folder(run) if run.is_dir() else _of_deal(run, view, out)
    try:
        answer = _contents(tables) if sql is None else query(tables, sql)
    except QueryError as fault:
        raise click.BadParameter(str(fault), param_hint="'QUERY'") from None
    rows = [dict(row) for row in answer.rows()]
    out.finish(ExitCode.YES, rows_lines(answer, out.width), rows)


def _of_deal(path: Path, view: ViewChoice, out: Output) -> "dict[str, pa.Table]":
    session = opened(path, out)
    return {name: table.to_arrow() for name, table in ran(session, view.of(session), out).tables().items()}


def _of_folder(folder: Path) -> "dict[str, pa.Table]":
    """The Parquet files that the folder's manifest names, each as it was written. Raises `FileFailure`."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, and only this command reads Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    manifest = folder / MANIFEST
    try:
        files = dict(json.loads(read_bytes(manifest))["files"])
    except (ValueError, KeyError, TypeError):
        raise FileFailure(f"cannot read `{manifest}`: it is no manifest of a run") from None
    tables = {}
    for name in sorted(name for name in files if name.endswith(".parquet")):
        content = (folder / name).read_bytes() if (folder / name).is_file() else b""
        if hashlib.sha256(content).hexdigest() != files[name]:
            raise FileFailure(f"cannot read `{folder / name}`: it is not the file that the run wrote")
        tables[name.removesuffix(".parquet")] = pq.read_table(pa.BufferReader(content))
    return tables


def _contents(tables: "dict[str, pa.Table]") -> Table:
    listed = [
        (name, table.num_rows, field.name, str(field.type), (field.metadata or {}).get(b"unit", b"").decode())
        for name, table in tables.items()
        for field in table.schema
    ]
    titles = ("table", "rows", "column", "type", "unit")
    return Table(
        "tables",
        tuple(
            Column(title, "count" if title == "rows" else "text", [row[place] for row in listed])
            for place, title in enumerate(titles)
        ),
    )
