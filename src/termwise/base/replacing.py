"""Writing a file over another without ever leaving half of one."""

import os
import stat
import tempfile
from pathlib import Path


def replace_bytes(path: Path, data: bytes) -> None:
    """Puts new bytes in place of a file that is there, with its name and permissions. Links are followed.

    The old bytes stay until the new ones are safe on the disk. Raises `OSError`, and then nothing has changed.
    """
    target = path.resolve()
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied")
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - the handle is open already
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(stat.S_IMODE(target.stat().st_mode))
        Path(beside).replace(target)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
