"""Nobody is asked anything: every command runs under a guard that stops and notes each call to another machine."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.hostile.words import hostile_deal

GUARD = """
import os, sys

LOG = os.environ["CALLS"]
HERE = ("127.", "::1", "localhost", "0.0.0.0")

def note(words):
    with open(LOG, "a") as log:
        log.write(words + "\\n")

def guard(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = args[0]
    elif event in ("subprocess.Popen", "os.posix_spawn", "os.exec", "os.system"):
        if not str(args[0]).startswith(sys.prefix):
            note(f"child {args[0]}")
        return
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host is not None and not str(host).startswith(HERE):
        note(f"{event} {host}")
        raise PermissionError(f"{event} {host}")

note("on")
sys.addaudithook(guard)
"""

TERMWISE = (sys.executable, "-m", "termwise.cli.main")


class Guarded:
    """A folder with a deal, and runs in it under the guard."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "guard").mkdir()
        (folder / "guard" / "sitecustomize.py").write_text(GUARD, "utf-8")
        (folder / "supply.deal").write_text(hostile_deal(), "utf-8")
        self._log = folder / "calls"
        before = os.environ.get("PYTHONPATH")
        path = os.pathsep.join([str(folder / "guard"), *([before] if before else [])])
        self.environment = {**os.environ, "CALLS": str(self._log), "PYTHONPATH": path, "DISPLAY": ""}

    def run(self, *command: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        """A command, to its end."""
        return subprocess.run(
            command, input=given, capture_output=True, check=False, cwd=self.folder, env=self.environment, timeout=120
        )

    def calls(self) -> list[str]:
        """What was called since the last time; the guard was on."""
        found = self._log.read_text("utf-8").splitlines()
        self._log.unlink()
        assert "on" in found
        return [line for line in found if line != "on"]


@pytest.fixture
def guarded(tmp_path: Path) -> Guarded:
    return Guarded(tmp_path)


@pytest.mark.parametrize(
    ("planted", "call"),
    [
        ("import urllib.request as r; r.urlopen('http://elsewhere.invalid')", "socket.getaddrinfo elsewhere.invalid"),
        ("import socket; socket.create_connection(('192.0.2.1', 9), 0.1)", "socket.getaddrinfo 192.0.2.1"),
        ("import socket; socket.socket().connect(('192.0.2.1', 9))", "socket.connect 192.0.2.1"),
        ("import socket as s; s.socket(type=s.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))", "socket.sendto 192.0.2.1"),
        ("import subprocess; subprocess.run(['/bin/true'])", "child /bin/true"),
    ],
)
def test_a_planted_call_is_seen(guarded: Guarded, planted: str, call: str) -> None:
    guarded.run(sys.executable, "-c", planted)
    assert guarded.calls() == [call]


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "supply.deal", "--to", "report.html"),
        ("run", "supply.deal", "--out", "numbers"),
        ("export", "supply.deal", "--to", "supply.xlsx"),
        ("sources", "supply.deal"),
        ("--version",),
    ],
    ids=lambda found: found[0],
)
def test_a_command_calls_nobody(guarded: Guarded, arguments: tuple[str, ...]) -> None:
    found = guarded.run(*TERMWISE, *arguments)
    assert found.returncode in (0, 3), found.stderr  # 3: no document is at hand
    assert guarded.calls() == []


def test_an_editor_s_server_calls_nobody(guarded: Guarded) -> None:
    opened = {"uri": "file:///a.deal", "languageId": "deal", "version": 1, "text": hostile_deal()}
    asked: list[dict[str, object]] = [
        {"id": 1, "method": "initialize", "params": {"capabilities": {}, "processId": None, "rootUri": None}},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": opened}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    ]
    given = b""
    for one in asked:
        body = json.dumps({"jsonrpc": "2.0", **one}).encode()
        given += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    found = guarded.run(*TERMWISE, "lsp", given=given)
    assert b'"capabilities"' in found.stdout, found.stderr
    assert guarded.calls() == []


def test_the_page_calls_nobody(guarded: Guarded) -> None:
    process = subprocess.Popen(
        [*TERMWISE, "serve", "supply.deal"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=guarded.folder,
        env=guarded.environment,
    )
    assert process.stdout is not None
    address = ""
    while not address:
        found = re.search(r"http://\S+token=\S+", process.stdout.readline())
        address = found[0] if found else ""
    time.sleep(0.1)
    origin = address.partition("/?")[0]
    entered = httpx.get(address, timeout=30)
    headers = {"origin": origin, "cookie": entered.headers["set-cookie"].partition(";")[0]}
    with httpx.Client(base_url=origin, headers=headers, timeout=60) as client:
        assert client.get("/").status_code == 200
        assert client.get("/static/page.js").status_code == 200
        key = {"text": client.post("/read", json={}).json()["text"]}
        for path, body in (
            ("/part", key | {"part": "money"}),
            ("/draw", key),
            ("/handles", key),
            ("/explain", key | {"kind": "source", "name": "paper"}),
            ("/ask", key | {"question": "ana may use thing"}),
        ):
            assert client.post(path, json=body).status_code == 200, path
    process.terminate()
    process.wait(10)
    process.stdout.close()
    assert guarded.calls() == []
