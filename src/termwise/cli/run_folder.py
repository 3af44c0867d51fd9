"""A run as a folder of files: each table as Parquet and CSV, texts, and a manifest that says what made them."""

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from termwise.cli.failure import FileFailure
from termwise.cli.files import write_bytes
from termwise.cli.output import json_text
from termwise.measure.table import Table
from termwise.session import Session
from termwise.session.versions import versions

MANIFEST = "manifest.json"


class RunFiles(Struct, frozen=True):
    """What a folder is to hold: tables, further texts by file name, and what the manifest says beside the hashes."""

    tables: tuple[Table, ...]
    texts: Mapping[str, str]
    facts: Mapping[str, object]


def write_folder(folder: Path, files: RunFiles, session: Session, *, replace: bool) -> None:
    """Writes every file, the manifest last. Raises `FileFailure`, also when one exists and `replace` is not said.

    The same files give the same bytes. A folder without a manifest is a run that was cut off.
    """
    _make(folder)
    contents = {name: text.encode() for name, text in files.texts.items()}
    for table in files.tables:
        contents[f"{table.name}.parquet"] = parquet(table)
        contents[f"{table.name}.csv"] = table.to_csv().encode()
    manifest = {
        **files.facts,
        "versions": versions(),
        "texts": {name: _sha256(source.text.encode()) for name, source in sorted(session.texts.items())},
        "files": {name: _sha256(content) for name, content in sorted(contents.items())},
    }
    for name, content in (*contents.items(), (MANIFEST, (json_text(manifest) + "\n").encode())):
        write_bytes(folder / name, content, replace=replace)


def parquet(table: Table) -> bytes:
    """The table as a Parquet file; the same table gives the same bytes."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy, and most runs are only read on screen

    sink = io.BytesIO()
    pq.write_table(table.to_arrow(), sink, compression="zstd")
    return sink.getvalue()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise FileFailure(f"cannot make the folder `{folder}`: {(fault.strerror or 'not possible').lower()}") from None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
