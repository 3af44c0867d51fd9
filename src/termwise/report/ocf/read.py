"""Reading an OCF package: a zip, or a manifest with its files beside it. Nothing outside the package is opened."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from termwise.report.ocf.cap_table import CapTable
from termwise.report.ocf.objects import Problem, Table, cap_table

MANIFEST = "OCF_MANIFEST_FILE"
_LARGEST = 32_000_000
"""Bytes of a package, unpacked."""
_MOST_FILES = 1_000
_LISTS = (
    "stakeholders",
    "stock_classes",
    "stock_legend_templates",
    "stock_plans",
    "valuations",
    "vesting_terms",
    "transactions",
)
"""The lists of files that are read, in an order in which what is named comes first."""


class Read(Struct, frozen=True):
    """What came out of a package: the cap table, or None and why; and what of it was not read, with its place."""

    table: CapTable | None
    why: str | None = None
    unread: tuple[Problem, ...] = ()


Json = dict[str, Any]
_Open = Callable[[str], bytes]


class _RefusedError(Exception):
    """Why a package cannot be read at all."""


def read_package(content: bytes) -> Read:
    """The cap table of a zipped package. Never raises: a package that cannot be read says why."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = {_plain(entry.filename): entry for entry in package.infolist() if not entry.is_dir()}
            if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries.values()) > _LARGEST:
                return Read(None, f"it has more than {_MOST_FILES} files or {_LARGEST // 1_000_000} MB")
            files = {name: package.read(entry) for name, entry in entries.items() if name.endswith(".json")}
        return _of_files(files)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as fault:
        return Read(None, f"it is no zip that can be read ({str(fault)[:80]})")


def _of_files(files: Mapping[str, bytes]) -> Read:
    try:
        manifests = [name for name in sorted(files) if _kind(files[name]) == MANIFEST]
        if len(manifests) != 1:
            return Read(None, f"it has {len(manifests) or 'no'} file{'s' * (len(manifests) > 1)} of type {MANIFEST}")
        folder = PurePosixPath(manifests[0]).parent

        def opened(path: str) -> bytes:
            return _in_package(path, str(folder / _plain(path)), files)

        return _of_manifest(manifests[0], files[manifests[0]], opened)
    except _RefusedError as fault:
        return Read(None, str(fault))


def _in_package(path: str, name: str, files: Mapping[str, bytes]) -> bytes:
    if name not in files:
        raise _RefusedError(f"the manifest names `{path}`, which is not in the package")
    return files[name]


def read_folder(manifest: Path, content: bytes) -> Read:
    """The cap table of a manifest whose files lie beside it or in folders below. Never raises, as `read_package`."""
    root = manifest.parent.resolve()

    def opened(path: str) -> bytes:
        target = (root / _plain(path)).resolve()
        if not target.is_relative_to(root) or not target.is_file():
            raise _RefusedError(f"the manifest names `{path}`, which is not a file beside it")
        try:
            with target.open("rb") as file:
                found = file.read(_LARGEST + 1)
        except OSError as fault:
            raise _RefusedError(f"cannot read `{path}`: {(fault.strerror or 'not readable').lower()}") from None
        if len(found) > _LARGEST:
            raise _RefusedError(f"`{path}` has more than {_LARGEST // 1_000_000} MB")
        return found

    try:
        if _kind(content) != MANIFEST:
            return Read(None, f"it is no file of type {MANIFEST}")
        return _of_manifest(manifest.name, content, opened)
    except _RefusedError as fault:
        return Read(None, str(fault))


def _plain(path: str) -> str:
    """A path inside a package, without `./`. Refuses one that leads out of it."""
    parts = PurePosixPath(path.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts:
        raise ValueError(f"`{path}` leads out of the package")
    return str(parts)


def _kind(content: bytes) -> object:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found.get("file_type") if isinstance(found, dict) else None


def _of_manifest(name: str, content: bytes, opened: _Open) -> Read:
    manifest = _object(name, content)
    items: list[tuple[str, Json]] = []
    for kind in _LISTS:
        for number, listed in enumerate(_sequence(manifest.get(f"{kind}_files"))):
            path = listed.get("filepath") if isinstance(listed, dict) else None
            if not isinstance(path, str):
                raise _RefusedError(f"{name}: {kind}_files[{number}] names no file")
            items += _items(path, opened)
    others = sorted(key for key in manifest if key.endswith("_files") and key.removesuffix("_files") not in _LISTS)
    unread = [Problem(f"{name}: {key}", "holds nothing that a deal says") for key in others if manifest[key]]
    issuer = manifest.get("issuer")
    if not isinstance(issuer, dict):
        raise _RefusedError(f"{name} names no issuer")
    found = cap_table(Table(name, issuer, manifest.get("as_of"), tuple(items)))
    return Read(found.table, None, (*unread, *found.unread))


def _items(path: str, opened: _Open) -> list[tuple[str, Json]]:
    try:
        content = _object(path, opened(path))
    except ValueError as fault:
        raise _RefusedError(str(fault)) from None
    found = []
    for number, item in enumerate(_sequence(content.get("items"))):
        if not isinstance(item, dict):
            raise _RefusedError(f"{path}: items[{number}] is not an object")
        found.append((f"{path}: items[{number}]", item))
    return found


def _object(name: str, content: bytes) -> Json:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise _RefusedError(f"{name} is not JSON") from None
    if not isinstance(found, dict):
        raise _RefusedError(f"{name} is not a JSON object")
    return found


def _sequence(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
