"""The command group: help without imports, help with misspelt names, one story told twice the same."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import termwise.cli.commands
from termwise.cli.exits import EXIT_CODES, ExitCode
from termwise.cli.group import SECTIONS, LazyGroup, TermwiseCommand
from termwise.cli.main import cli
from tests.cli.shipped import SERVING
from tests.docs.pages import DOCS

NAMES = [name for _, commands in SECTIONS for name, _ in commands]
HEAVY = ("rich", "holidays", "numpy", "dateutil", "hypothesis", "pytest", "z3", "pygments", "email", "http", "asyncio")


def imported_by(*arguments: str) -> set[str]:
    """The top-level modules that a run of the command line imports."""
    code = (
        "import sys\n"
        "from termwise.cli.main import main\n"
        f"sys.argv = ['termwise', *{list(arguments)!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(result.stderr.split())


def test_help_lists_every_command_and_exit_code() -> None:
    text = CliRunner().invoke(cli, ["--help"]).output
    assert [name for name in NAMES if f"\n  {name} " not in text] == []
    assert [code for code, _ in EXIT_CODES if f"\n  {code.value} " not in text] == []


def test_every_command_file_is_in_the_help_and_the_reverse() -> None:
    folder = Path(termwise.cli.commands.__file__).parent
    files = {path.stem.rstrip("_").replace("_", "-") for path in folder.glob("[a-z]*.py")}
    assert files == set(NAMES)


def test_help_imports_no_command_and_nothing_heavy() -> None:
    modules = imported_by("--help")
    assert [name for name in modules if name.startswith(("termwise.cli.commands", "termwise.session"))] == []
    assert "msgspec" not in modules
    assert modules.isdisjoint(HEAVY)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_explains_itself(name: str) -> None:
    command = LazyGroup().get_command(click.Context(cli), name)
    assert isinstance(command, TermwiseCommand)
    assert command.short_help == dict(pair for _, commands in SECTIONS for pair in commands)[name]
    assert command.examples
    text = CliRunner().invoke(cli, [name, "--help"]).output
    assert f"Examples:\n  termwise {name}" in text
    assert all(example.startswith(name) and example in text for example in command.examples)


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"completion", "schema", *SERVING}))
def test_every_command_that_answers_has_json_and_colour(name: str) -> None:
    text = CliRunner().invoke(cli, [name, "--help"]).output
    assert "--json" in text
    assert "--color / --no-color" in text


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("chek", "did you mean `check`"), ("time", "did you mean `timeline`"), ("zzz", "see `termwise --help`")],
)
def test_a_misspelt_command_is_answered_with_the_nearest(typed: str, offered: str) -> None:
    result = CliRunner().invoke(cli, [typed])
    assert result.exit_code == ExitCode.USAGE
    assert f"There is no command `{typed}`" in result.output
    assert offered in result.output


def test_a_misspelt_option_is_answered_with_the_nearest() -> None:
    result = CliRunner().invoke(cli, ["check", "--stric", "a.deal"])
    assert result.exit_code == ExitCode.USAGE
    assert "--strict" in result.output


def test_the_page_of_commands_tells_the_same_exit_codes() -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    assert [
        f"| {code.value} | {meaning} |" for code, meaning in EXIT_CODES if f"| {code.value} | {meaning} |" not in page
    ] == []
    assert [name for name in NAMES if f"`{name}" not in page] == []


def test_without_a_command_the_help_is_shown() -> None:
    assert "Commands" not in CliRunner().invoke(cli, []).output
    assert "Write a deal:" in CliRunner().invoke(cli, []).output
