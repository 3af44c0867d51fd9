"""The pages of the faults of elaboration say exactly what comes out of their examples."""

import ast
import re
from pathlib import Path

import pytest

import termwise.elaborate.faults
from termwise.base.diagnostic import in_order
from termwise.base.source import SourceText
from termwise.elaborate.deal import elaborate
from termwise.elaborate.includes import gather_text
from tests.corpus.reading import report

PAGES = Path(__file__).parents[2] / "docs" / "errors"
_BLOCK = re.compile(r"```(?P<info>[a-z ]+)\n(?P<body>.*?)```", re.DOTALL)


def _codes() -> set[str]:
    found = set()
    for path in Path(termwise.elaborate.faults.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"error", "warning"}:
                assert isinstance(node.args[0], ast.Constant)
                found.add(str(node.args[0].value))
    return found


def test_there_are_many() -> None:
    assert len(_codes()) >= 60


@pytest.mark.parametrize("code", sorted(_codes() - {"expression-too-deep"}))  # that page belongs to the parser
def test_a_page_says_what_comes_out(code: str) -> None:
    page = (PAGES / f"{code}.md").read_text("utf-8")
    assert page.startswith(f"# {code}\n")
    (_, example), (_, outcome) = _BLOCK.findall(page)
    gathered = gather_text(SourceText("example.deal", example), None)
    found = in_order((*gathered.diagnostics, *elaborate(gathered.trees).diagnostics))
    assert code in {fault.code for fault in found}
    assert report(found) == outcome
