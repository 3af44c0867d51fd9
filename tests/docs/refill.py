"""Writes what the commands print now into the console blocks of pages: `python -m tests.docs.refill README.md …`.

The tests hold every page to its commands; after a change of what is printed, read the difference before keeping it.
"""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from tests.docs.pages import ROOT, blocks, exchanges
from tests.docs.test_pages import run

_CONSOLE = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def refilled(page: Path) -> str:
    """The text of a page with each command followed by what it prints, run beside the page's own deals."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        consoles = [block for block in blocks(page) if block.info == ("console",)]
        for block in blocks(page):
            if len(block.info) == 2 and block.info[0] in ("deal", "csv", "text"):
                (Path(folder) / block.info[1]).write_text(block.body, "utf-8")
        before = Path.cwd()
        os.chdir(folder)
        try:
            outputs = iter([_filled([exchange.command for exchange in exchanges(block)]) for block in consoles])
        finally:
            os.chdir(before)
    return _CONSOLE.sub(lambda _: f"```console\n{next(outputs)}```", page.read_text("utf-8"))


def _filled(commands: list[str]) -> str:
    return "\n".join(f"$ {command}\n{run(command)}\n" for command in commands)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name).resolve()
        path.write_text(refilled(path), "utf-8")
