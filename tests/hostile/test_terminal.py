"""No text of anybody's can steer the terminal, and leaving or interrupting a run is quiet."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.hostile.process import DEAL, READING, RUN, assert_nothing_steers, read, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and such file names are POSIX")

ODD = "\x1b]0;owned\x07\u202e\u2066\x9b"


@pytest.mark.parametrize("json", [(), ("--json",)])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Small", f"Sm{ODD}all"),
        ("Firm Inc.", f"Firm{ODD}"),
        ("party firm", f"party fi{ODD}rm"),
        ("ten percent", f"ten{ODD}"),
        ('source paper "Paper"', f'include "{ODD}"\nsource paper "Paper"'),
        ("    currency USD", f"    currency USD  # {ODD}"),
    ],
)
def test_nothing_inside_a_deal_steers(before: str, after: str, json: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "x.deal").write_text(DEAL.replace(before, after), "utf-8")
    result = run(tmp_path, "check", "x.deal", *json)
    assert result.code == 1
    assert "control-character" in result.said
    assert_nothing_steers(result)


@pytest.mark.parametrize(
    ("command", "deal"), [*((command, "there") for command in READING), ("check", "missing"), ("format", "missing")]
)
def test_no_file_name_steers(command: str, deal: str, tmp_path: Path) -> None:
    name = f"x{ODD}.deal"
    if deal == "there":
        (tmp_path / name).write_text(DEAL.replace("firm pays", "firm owes"), "utf-8")
    result = read(tmp_path, command, name)
    assert_nothing_steers(result)
    if command == "check":
        assert_nothing_steers(run(tmp_path, "check", name, "--json"))


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    for json in ((), ("--json",)):
        result = run(tmp_path, "check", os.fsdecode(b"\xff\xfe.deal"), *json)
        assert result.code == 66
        assert_nothing_steers(result)


@pytest.mark.parametrize("arguments", [(ODD,), ("check", f"--{ODD}"), ("ask", "x.deal", "x", "--status", ODD)])
@pytest.mark.parametrize("json", [(), ("--json",)])
def test_no_argument_steers(arguments: tuple[str, ...], json: tuple[str, ...], tmp_path: Path) -> None:
    result = run(tmp_path, *arguments, *json)
    assert result.code == 2
    assert_nothing_steers(result)


@pytest.mark.parametrize("command", ["export", "show", "timeline"])
def test_a_reader_that_leaves_is_no_error(command: str, tmp_path: Path) -> None:
    (tmp_path / "x.deal").write_text(DEAL, "utf-8")
    with subprocess.Popen(
        [*RUN, command, "x.deal"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in {0, -signal.SIGPIPE}


def test_ctrl_c_is_quiet(tmp_path: Path) -> None:
    """Interrupted while it waits for its text."""
    with subprocess.Popen(
        [*RUN, "check", "-"], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        deadline = time.monotonic() + 60
        while b"pipe" not in Path(f"/proc/{process.pid}/wchan").read_bytes() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert process.stderr.read() == b"interrupted\n"
    assert process.returncode == 130
