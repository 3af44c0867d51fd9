"""The registry is complete, and every rule is what its file says."""

import ast
from pathlib import Path

import pytest

from termwise.check import rules
from termwise.check.registry import RULES
from termwise.check.rule import Rule

FOLDER = Path(rules.__file__).parent
ROOT = Path(__file__).parents[2]
MODULES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")


def test_every_rule_file_is_registered_once_in_order() -> None:
    assert [rule.code.replace("-", "_") for rule in RULES] == MODULES


def test_there_are_many_rules() -> None:
    assert len(RULES) >= 28


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_a_title_a_page_and_a_trigger(rule: Rule) -> None:
    assert rule.title == rule.title.strip().rstrip(".")
    assert rule.title[0].islower() or not rule.title[0].isalpha()
    page = (ROOT / "docs" / "errors" / f"{rule.code}.md").read_text("utf-8")
    assert page.startswith(f"# {rule.code}\n")
    corpus = ROOT / "tests" / "corpus" / "check"
    assert (corpus / f"{rule.code}.deal").is_file()
    assert (corpus / f"{rule.code}-near-miss.expected").read_text("utf-8") == ""


@pytest.mark.parametrize("module", MODULES)
def test_a_rule_file_makes_diagnostics_of_its_code_alone(module: str) -> None:
    tree = ast.parse((FOLDER / f"{module}.py").read_text("utf-8"))
    makers = {"error", "warning", "note", "contradiction", "Rule", "make"}
    codes = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers
        if isinstance(node.args[0], ast.Constant)
    }
    assert codes == {module.replace("_", "-")}
