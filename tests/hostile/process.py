"""Runs of the command, each in a child with little memory and processor time."""

import atexit
import os
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

from msgspec import Struct

from tests.hostile.forking import Request, asked

INSTALLED = Path(sys.executable).parent / "termwise"
RUN = [str(INSTALLED)] if INSTALLED.exists() else [sys.executable, "-m", "termwise.cli.main"]
MEMORY_KB = 600_000
SECONDS = 60
"""Of processor time. Far more than any case needs: it ends what does not end by itself."""

DEAL = """\
deal "Small"
    currency USD
    period 2020-01-01 through 2034-12-31
    today 2026-03-01
party firm "Firm Inc.", company
party labs "Labs Ltd", company
asset models "Models" of labs
event reached by labs
    likely 50%, between 2027 and 2033
source paper "Paper"
    published 2025-01-01
clause c "Licence"
    labs grants firm use of models
    until reached
    source paper "ten percent"
clause fee "Fee"
    firm pays labs 5m on 2026-06-30
"""
HEADING, BODY = DEAL[: DEAL.index("source")], DEAL[DEAL.index("source") :]

READING: dict[str, tuple[str, ...]] = {
    "check": (),
    "format": ("--check",),
    "show": (),
    "timeline": (),
    "ask": ("firm may use models",),
    "who": ("use", "models"),
    "duties": (),
    "deadlines": (),
    "history": ("c",),
    "diff": ("--then", "2021-01-01"),
    "replay": ("course.csv",),
    "sources": (),
    "export": (),
}
"""Every command that reads a deal, with the rest of its arguments."""


class Result(Struct, frozen=True):
    """How a run ended. `said` is both streams."""

    code: int
    out: bytes
    err: bytes

    @property
    def said(self) -> str:
        return (self.out + self.err).decode("utf-8", "backslashreplace")

    @property
    def first(self) -> str:
        """The first line that was said."""
        return self.said.split("\n", 1)[0]


@cache
def _fork_server() -> socket.socket:
    """The way to the process that every run is forked from; it ends with us."""
    ours, its = socket.socketpair()
    with its:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.forking", str(its.fileno())],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            pass_fds=[its.fileno()],
        )
    ours.settimeout(300)
    atexit.register(_end, ours, process)
    return ours


def _end(channel: socket.socket, process: "subprocess.Popen[bytes]") -> None:
    channel.close()
    process.wait(10)


def run(folder: Path, *arguments: str | bytes, given: bytes = b"", width: int = 200) -> Result:
    """A run in `folder` with `given` on standard input, under the limits; it must end without a traceback."""
    request = Request(
        [os.fsencode(argument) for argument in arguments],
        os.fsencode(folder),
        {**os.environb, b"COLUMNS": str(width).encode()},
        MEMORY_KB * 1024,
        SECONDS,
    )
    with TemporaryFile() as stdin, TemporaryFile() as out, TemporaryFile() as err:
        stdin.write(given)
        stdin.seek(0)
        code = asked(_fork_server(), request, (stdin.fileno(), out.fileno(), err.fileno()))
        out.seek(0)
        err.seek(0)
        return _ended(Result(code, out.read(), err.read()))


def run_anew(folder: Path, *arguments: str | bytes, limits: str = "") -> Result:
    """The same by the installed command, in a Python of its own, under these limits of the shell as well."""
    script = f'ulimit -v {MEMORY_KB} && ulimit -t {SECONDS} {limits} && exec "$@"'
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", *RUN, *arguments],
        input=b"",
        capture_output=True,
        cwd=folder,
        env={**os.environ, "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
        timeout=300,
        check=False,
    )
    return _ended(Result(done.returncode, done.stdout, done.stderr))


def _ended(result: Result) -> Result:
    assert result.code in {0, 1, 2, 3, 65, 66}, result.said[-2000:]
    assert "Traceback" not in result.said
    return result


def read(folder: Path, command: str, deal: str) -> Result:
    """A run of one of the commands that read a deal, with what else it needs."""
    (folder / "course.csv").write_text("date,event\n2027-06-30,reached\n", "utf-8")
    return run(folder, command, deal, *READING[command])


STEERING = (
    *(bytes([code]) for code in range(32) if code != 10),
    b"\x7f",
    *(character.encode() for character in "\x85\x9b\u200b\u200e\u202a\u202e\u2066\u2069\u2028\ufeff"),
)


def assert_nothing_steers(result: Result) -> None:
    """No byte of the output can move the cursor, colour, hide or reorder anything."""
    for stream in (result.out, result.err):
        assert [character for character in STEERING if character in stream] == []
