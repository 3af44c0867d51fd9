"""Reads the examples out of the documentation.

A page's fenced blocks are examples that the tests run:

- ` ```deal NAME.deal ` is a complete deal, written to a file of that name for the page's commands; it must be clean;
- ` ```deal ` without a name is a part of a deal: lines that must be read and mean something beside the page's
  declarations (the named block before it);
- ` ```deal faulty ` is a complete deal with faults (the pages of error codes);
- ` ```console ` holds commands after `$ ` and exactly what they print.
"""

import re
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```\s*$", re.MULTILINE | re.DOTALL)


class Block(Struct, frozen=True):
    """One fenced block: its page, the line it starts on, its info words and its text."""

    page: Path
    line: int
    info: tuple[str, ...]
    body: str

    @property
    def where(self) -> str:
        """Page and line, for test names and messages."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"


class Exchange(Struct, frozen=True):
    """One command and what it prints."""

    command: str
    output: str


def pages() -> list[Path]:
    """The README and every page under docs, decision records apart."""
    found = [p for p in sorted(DOCS.rglob("*.md")) if "_build" not in p.parts]
    return [ROOT / "README.md", *found]


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page in order."""
    text = page.read_text("utf-8")
    return [
        Block(page, text.count("\n", 0, match.start()) + 1, tuple(match["info"].split()), match["body"])
        for match in _FENCE.finditer(text)
    ]


def exchanges(block: Block) -> list[Exchange]:
    """The commands of a console block with their expected outputs, trailing blanks apart."""
    found: list[Exchange] = []
    for part in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        found.append(Exchange(command.strip(), output.rstrip()))
    return found
