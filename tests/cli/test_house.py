"""The files around the program: what the README promises, what the lock holds, what starting up imports."""

import re
import tomllib
from pathlib import Path

import pytest

from termwise.cli.group import SECTIONS
from tests.cli.test_group import HEAVY, imported_by
from tests.docs.pages import ROOT

REFERENCE = ROOT / "examples" / "microsoft-openai" / "microsoft-openai.deal"


def test_the_lock_names_public_places_only() -> None:
    hosts = set(re.findall(r"[a-z]+://[^/\"]+", (ROOT / "uv.lock").read_text("utf-8")))
    assert hosts <= {"https://pypi.org", "https://files.pythonhosted.org"}
    assert "path = " not in (ROOT / "uv.lock").read_text("utf-8")


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    locked = {package["name"] for package in tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]}
    groups = project["dependency-groups"].values()
    wanted = [*project["project"]["dependencies"], *(line for group in groups for line in group)]
    assert [line for line in wanted if re.split(r"[<>=~!\[;]", line)[0].strip() not in locked] == []


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_two_commands_set_everything_up() -> None:
    setup = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert [line.split("#")[0].strip() for line in setup[0].splitlines()] == ["make demo", "make test"]


def test_commands_that_the_readme_only_names_are_there() -> None:
    shown = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)[1:]
    named = {line.split()[1] for block in shown for line in block.splitlines()}
    assert named <= {name for _, commands in SECTIONS for name, _ in commands}
    assert {"report", "serve"} <= named


def test_the_named_files_exist() -> None:
    for page in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / page).read_text("utf-8")
        targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text) + re.findall(r"`((?:src|tests|docs)/[\w./-]+)`", text)
        missing = [name for name in targets if not (ROOT / name).exists() and "high" not in name]
        assert missing == [], page


@pytest.mark.parametrize("command", ["check", "show", "timeline"])
def test_the_reference_deal_needs_nothing_heavy(command: str) -> None:
    assert imported_by(command, str(REFERENCE)).isdisjoint(HEAVY)


def test_what_is_told_from_pages_can_be_told_when_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included == {"docs/errors": "termwise/cli/pages", "docs/language": "termwise/session/editing/pages"}
    assert all((ROOT / page).is_dir() for page in included)


def test_continuous_integration_runs_both_commands() -> None:
    script = Path(ROOT / ".ci" / "run")
    assert script.stat().st_mode & 0o111
    assert "make test" in script.read_text("utf-8")
    assert "make demo" in script.read_text("utf-8")
