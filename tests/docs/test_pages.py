"""Every example in the documentation is run."""

import ast
import os
import shlex
import shutil
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from termwise.base.diagnostic import has_errors
from termwise.base.source import SourceText
from termwise.cli.main import cli
from termwise.rights.course_rows import read_course
from termwise.session import load_text
from tests.architecture import house
from tests.docs.pages import DOCS, ROOT, Block, blocks, exchanges, pages

PAGES = pages()
BLOCKS = [block for page in PAGES for block in blocks(page)]
DEALS = [block for block in BLOCKS if block.info[:1] == ("deal",)]
WHOLE = [block for block in DEALS if len(block.info) == 2 and block.info[1].endswith(".deal")]
PARTS = [block for block in DEALS if len(block.info) == 1 and block.page.parent.name != "errors"]
CONSOLES = [page for page in PAGES if any(block.info == ("console",) for block in blocks(page))]


def _id(block: Block) -> str:
    return block.where


def _preamble(block: Block) -> str:
    before = [whole for whole in WHOLE if whole.page == block.page and whole.line < block.line]
    assert before, f"{block.where}: a part of a deal needs a whole, named one before it on the page"
    return before[-1].body


def test_there_are_examples() -> None:
    assert len(WHOLE) >= 8
    assert len(PARTS) >= 8
    assert len(CONSOLES) >= 3


def test_every_deal_block_is_of_a_known_kind() -> None:
    kinds = {block.where: block.info for block in DEALS if block not in WHOLE and block not in PARTS}
    odd = {
        where: info
        for where, info in kinds.items()
        if info not in (("deal",), ("deal", "faulty")) and "errors" not in where
    }
    assert odd == {}


@pytest.mark.parametrize("block", WHOLE, ids=_id)
def test_a_whole_deal_is_clean_and_its_expectations_hold(block: Block) -> None:
    session = load_text(block.body, name=block.info[1])
    assert [d for d in session.diagnostics if d.severity == "error"] == []
    assert [outcome for outcome in session.expectations() if outcome.result != "passed"] == []


@pytest.mark.parametrize("block", PARTS, ids=_id)
def test_a_part_of_a_deal_means_something_beside_its_whole(block: Block) -> None:
    session = load_text(f"{_preamble(block)}\n{block.body}", name="page.deal")
    assert [d for d in session.diagnostics if d.severity == "error"] == []


@pytest.mark.parametrize("block", [b for b in DEALS if b.info == ("deal", "faulty")], ids=_id)
def test_a_faulty_deal_is_refused(block: Block) -> None:
    assert has_errors(load_text(block.body, name="faulty.deal").diagnostics)


@pytest.mark.parametrize("page", CONSOLES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_print_what_the_page_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for block in blocks(page):
        if block in WHOLE or (len(block.info) == 2 and block.info[0] in ("csv", "text")):
            (tmp_path / block.info[1]).write_text(block.body, "utf-8")
    monkeypatch.chdir(tmp_path)
    for block in blocks(page):
        if block.info != ("console",):
            continue
        for exchange in exchanges(block):
            assert run(exchange.command) == exchange.output, f"{block.where}: $ {exchange.command}"


def run(command: str) -> str:
    """What a `termwise …` command prints, without colours, at 100 columns."""
    words = shlex.split(command)
    assert words[0] == "termwise", command
    environment = {"NO_COLOR": "1", "COLUMNS": "100", "TERMWISE_DOCUMENTS": ""}
    result = CliRunner(env={**os.environ, **environment}).invoke(cli, words[1:])
    return "\n".join(line.rstrip() for line in result.output.splitlines()).rstrip()


def test_every_error_code_has_a_page_and_every_page_a_code() -> None:
    listed = {path.stem for path in (DOCS / "errors").glob("*.md")} - {"index"}
    assert listed == codes_in_the_source()


@cache
def codes_in_the_source() -> frozenset[str]:
    """Every literal diagnostic code: the first argument of a call that makes a diagnostic or a rule."""
    found: set[str] = set()
    for path in house.modules():
        for node in ast.walk(house.tree_of(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if node.func.id in ("error", "warning", "note", "Diagnostic", "Rule") and isinstance(
                    first, ast.Constant
                ):
                    found.add(str(first.value))
    return frozenset(found)


@pytest.mark.parametrize("path", sorted((DOCS / "errors").glob("*.md")), ids=lambda p: p.stem)
def test_the_example_on_an_error_page_gives_its_code(path: Path) -> None:
    if path.stem == "index" or path.stem.startswith("json-"):
        return  # faults of the JSON form have JSON examples, run in tests/model/test_json_form.py
    if any(block.info == ("python",) for block in blocks(path)):
        return  # texts too large or too odd to print are made by a line of Python, run in tests/syntax/test_pages.py
    if path.stem in ("file-not-found", "not-a-file", "file-not-readable"):
        return  # files that cannot be opened are shown by commands, and run in tests/session/test_opening.py
    examples = [block for block in blocks(path) if block.info[:1] == ("deal",)]
    assert examples, f"{path.name} has no example"
    session = load_text(examples[0].body, name="example.deal")
    found = list(session.diagnostics)
    for course in (block for block in blocks(path) if block.info == ("csv",)):
        assert session.deal is not None
        assert found == []
        found += read_course(SourceText("course.csv", course.body), session.deal).diagnostics
    assert path.stem in {d.code for d in found}
