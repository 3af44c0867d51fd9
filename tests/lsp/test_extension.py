"""The folder for Visual Studio Code: its grammar is that of the language, its files name each other rightly."""

import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from termwise.syntax.words import DIRECTIVES

FOLDER = Path(__file__).parents[2] / "editors" / "vscode"


def _generator() -> Any:
    spec = importlib.util.spec_from_file_location("generate_grammar", FOLDER / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_grammar_is_written_from_the_words_of_the_language() -> None:
    generator = _generator()
    assert generator.PATH.read_text("utf-8") == generator.text(), "run python editors/vscode/generate.py"


def _scope(line: str, word: str) -> str:
    """The scope of the first pattern that takes a word of a line, in the order of the grammar."""
    at = line.index(word)
    for pattern in _generator().grammar()["patterns"]:
        for match in re.finditer(pattern.get("match", r"(?!)"), line):
            for group, name in enumerate(match.groups(), 1):
                if name == word and match.start(group) == at:
                    return str(pattern.get("captures", {}).get(str(group), {}).get("name", ""))
            if match.start() == at and match.group() == word:
                return str(pattern.get("name", ""))
    return ""


@pytest.mark.parametrize(
    ("line", "word", "scope"),
    [
        ('clause licence "Licence"', "clause", "keyword.control.directive.termwise"),
        ('clause licence "Licence"', "licence", "entity.name.type.termwise"),
        ("    change model_rights", "model_rights", "entity.name.type.termwise"),
        ("    until 2030-01-01", "until", "keyword.other.line.termwise"),
        ("    until 2030-01-01", "2030-01-01", "constant.numeric.date.termwise"),
        ("    openai pays microsoft 20% of revenue", "pays", "keyword.operator.sentence.termwise"),
        ("    openai pays microsoft 20% of revenue", "20%", "constant.numeric.termwise"),
        ("    openai pays microsoft 20% of revenue", "revenue", "variable.other.termwise"),
        ("amendment a signed 2025-01-01, non-binding", "non-binding", "constant.language.status.termwise"),
        ("    on 2031-01-01: cash(openai) > 0", "cash", "support.function.termwise"),
    ],
)
def test_words_are_coloured_by_what_they_are(line: str, word: str, scope: str) -> None:
    assert _scope(line, word) == scope


def test_every_directive_indents_the_next_line() -> None:
    rule = json.loads((FOLDER / "language-configuration.json").read_text("utf-8"))["onEnterRules"][0]["beforeText"]
    assert [one for one in DIRECTIVES if one != "include" and not re.match(rule, f"{one} a")] == []


def test_the_manifest_names_files_that_are_there() -> None:
    manifest = json.loads((FOLDER / "package.json").read_text("utf-8"))
    named = [manifest["main"], manifest["contributes"]["languages"][0]["configuration"]]
    named.append(manifest["contributes"]["grammars"][0]["path"])
    assert [one for one in named if not (FOLDER / one).is_file()] == []


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js to read the extension")
def test_the_extension_is_javascript() -> None:
    subprocess.run(["node", "--check", FOLDER / "extension.js"], check=True)
