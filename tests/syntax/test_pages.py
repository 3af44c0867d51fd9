"""The pages of the reader's faults: their examples come out as the pages say."""

from pathlib import Path
from typing import Any

import pytest

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import SourceText
from termwise.syntax.decode import decode
from termwise.syntax.parser import parse, parse_question
from tests.docs.pages import DOCS, Block, blocks

MADE = [path for path in sorted((DOCS / "errors").glob("*.md")) if any(b.info == ("python",) for b in blocks(path))]
FAULTS = Path(__file__).parents[2] / "src" / "termwise" / "syntax" / "faults.py"
PAGES = [path for path in sorted((DOCS / "errors").glob("*.md")) if f'"{path.stem}"' in FAULTS.read_text("utf-8")]


def told(example: Block) -> tuple[Diagnostic, ...]:
    """What comes out of an example."""
    if example.info[0] == "deal":
        return parse(SourceText("example.deal", example.body)).diagnostics
    made: dict[str, Any] = {}
    exec(example.body, made)  # noqa: S102 - a line of our own documentation
    if "question" in made:
        return parse_question(made["question"])[1]
    data = made["text"] if isinstance(made["text"], bytes) else made["text"].encode()
    source, faults = decode("example.deal", data)
    return faults or parse(source).diagnostics


def printed(diagnostics: tuple[Diagnostic, ...]) -> str:
    lines: list[str] = []
    for diagnostic in diagnostics:
        assert diagnostic.span is not None
        place = f"{diagnostic.span.line}:{diagnostic.span.column}"
        lines.append(f"{place} {diagnostic.severity}[{diagnostic.code}] {diagnostic.message}")
        lines += [f"  help: {diagnostic.help}"] if diagnostic.help else []
    return "\n".join(lines)


def test_there_are_pages_made_by_python() -> None:
    assert len(MADE) == 7
    assert len(PAGES) >= 30


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_an_example_comes_out_as_its_page_says(path: Path) -> None:
    example, output = (block for block in blocks(path) if block.info[0] in {"deal", "python", "text"})
    found = told(example)
    shown = found[-1:] if path.stem == "too-many-errors" else found
    assert printed(shown) == output.body.rstrip("\n")
    assert {diagnostic.code for diagnostic in shown} == {path.stem}
