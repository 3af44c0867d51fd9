"""The shipped deals in one folder, with what the examples in the help refer to."""

import shutil
from pathlib import Path

from tests.docs.pages import ROOT

SERVING = ("lsp", "serve")
"""Commands that answer as long as somebody asks, on a protocol of their own; they are tried where they are tested."""
COURSE = """date,event,act,subject,by
2027-06-30,agi_declared,,,
2028-01-31,agi_verified,,,
"""


def lay_out(folder: Path) -> None:
    """Copies the shipped deals flat into `folder`, with a course of events and an empty folder of documents."""
    shutil.copytree(ROOT / "examples", folder, dirs_exist_ok=True)
    shutil.copytree(folder / "microsoft-openai", folder, dirs_exist_ok=True)
    (folder / "course.csv").write_text(COURSE, "utf-8")
    (folder / "documents").mkdir()
