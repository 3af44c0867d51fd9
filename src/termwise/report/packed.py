"""Packages of files in a zip that are the same bytes whenever they are written."""

import io
import zipfile
from collections.abc import Mapping

_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files in their order, without the clock."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, data)
    return content.getvalue()


def repacked(content: bytes) -> bytes:
    """The zip again without the clock of whoever wrote it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return packed({name: package.read(name) for name in package.namelist()})
