"""The process as a whole: bugs become one line, signals are quiet, streams without UTF-8 are served."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from termwise.cli.exits import ExitCode
from termwise.cli.failure import report_bug

RUN = [sys.executable, "-m", "termwise.cli.main"]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RUN, *arguments], capture_output=True, text=True, env={**os.environ, **environment}, check=False, timeout=60
    )


def test_usage_errors_are_said_on_standard_error_with_what_may_help() -> None:
    result = run("chek")
    assert result.returncode == ExitCode.USAGE
    assert result.stdout == ""
    assert result.stderr == (
        "error: There is no command `chek`: did you mean `check`?\n"
        "Usage: termwise [OPTIONS] COMMAND [ARGUMENT]...\n"
        "`termwise --help` says more\n"
    )


def test_usage_errors_as_json() -> None:
    result = run("new", "--json", "--template", "x", "a.deal")
    reply = json.loads(result.stdout)
    assert (result.returncode, reply["exit"], reply["diagnostics"][0]["code"]) == (2, 2, "usage")


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "none" / "my.deal"
    result = run("new", str(path))
    assert result.returncode == ExitCode.UNREADABLE
    assert result.stderr == f"error: cannot write `{path}`: no such file or directory\n"


def test_escape_sequences_on_the_command_line_are_shown_not_sent() -> None:
    result = run("new", "no/\x1b[2Jwhere")
    assert "\x1b[2J" not in result.stderr
    assert "␛[2J" in result.stderr


def broken() -> ZeroDivisionError:
    try:
        1 / 0  # noqa: B018
    except ZeroDivisionError as bug:
        return bug
    raise AssertionError


def test_a_bug_of_ours_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert report_bug(broken(), []) == ExitCode.OUR_BUG
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "a fault of Termwise itself, not of your deal: ZeroDivisionError" in said
    assert "TERMWISE_TRACEBACK=1" in said


def test_a_bug_of_ours_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert report_bug(broken(), ["--json"]) == ExitCode.OUR_BUG
    assert json.loads(capsys.readouterr().out)["diagnostics"][0]["code"] == "internal-fault"


def run_broken(statement: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A run of the command line in which the work itself is `statement`."""
    code = (
        "import sys, termwise.cli.main as m\n"
        f"def broken(*a, **k): {statement}\n"
        "m.cli.main = broken\n"
        "sys.argv = ['termwise', 'check']\n"
        "m.main()\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )


def test_the_boundary_catches_a_bug() -> None:
    result = run_broken("raise KeyError('inside')")
    assert result.returncode == ExitCode.OUR_BUG
    assert "Traceback" not in result.stderr
    assert "Traceback" in run_broken("raise KeyError('inside')", TERMWISE_TRACEBACK="1").stderr


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_a_reader_that_leaves_is_no_error() -> None:
    with subprocess.Popen([*RUN, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize("interruption", ["KeyboardInterrupt", "m.click.Abort"])
def test_ctrl_c_ends_quietly(interruption: str) -> None:
    result = run_broken(f"raise {interruption}")
    assert result.returncode == ExitCode.INTERRUPTED
    assert result.stderr == "interrupted\n"


def test_completion_scripts() -> None:
    for shell, sign in (("bash", "complete -o nosort"), ("zsh", "#compdef termwise"), ("fish", "complete --no-files")):
        result = run("completion", shell)
        assert result.returncode == 0
        assert sign in result.stdout


def test_commands_complete() -> None:
    result = run(_TERMWISE_COMPLETE="bash_complete", COMP_WORDS="termwise ti", COMP_CWORD="1")
    assert result.stdout == "plain,timeline\n"


def test_deal_files_complete(tmp_path: Path) -> None:
    (tmp_path / "a.deal").touch()
    (tmp_path / "a.txt").touch()
    (tmp_path / "about").mkdir()
    result = run(_TERMWISE_COMPLETE="bash_complete", COMP_WORDS=f"termwise check {tmp_path}/a", COMP_CWORD="2")
    assert result.stdout.split() == [f"plain,{tmp_path}/a.deal", f"plain,{tmp_path}/about/"]
