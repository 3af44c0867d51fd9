"""The server as a process: it prints its address, asks nobody anything, and ends when it is told to."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from termwise.web import routes
from termwise.web.app import application
from termwise.web.asked import Drawn
from termwise.web.desk import Desk
from termwise.web.parts import Fragment
from termwise.web.patience import Patient
from termwise.web.refusal import Refusal
from termwise.web.routes import Answered
from termwise.web.server import PortTakenError, Serving
from termwise.web.watching import Watch
from termwise.web.work import Workshop, is_given_up
from tests.web.conftest import Served
from tests.web.deals import DEAL, PARTIES

COMMAND = (sys.executable, "-m", "termwise.cli.main", "serve")


def started(path: Path, *options: str) -> tuple["subprocess.Popen[str]", str]:
    """The command, once it has printed its first address."""
    process = subprocess.Popen([*COMMAND, str(path), "--no-open", *options], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\d+/\?token=[\w-]+", line):
            return process, found[0]
    raise AssertionError("no address was printed")


def entered(address: str) -> httpx.Client:
    for _ in range(600):
        try:
            found = httpx.get(address)
            break
        except httpx.ConnectError:
            time.sleep(0.05)
    origin = address.partition("/?")[0]
    cookie = found.headers["set-cookie"].partition(";")[0]
    return httpx.Client(base_url=origin, headers={"origin": origin, "cookie": cookie}, timeout=30)


def test_ctrl_c_ends_it_within_two_seconds_with_streams_open(deal: Path) -> None:
    process, address = started(deal)
    heard = threading.Semaphore(0)

    def listen() -> None:
        with entered(address) as client, client.stream("GET", "/events") as stream:
            for _ in stream.iter_raw():
                heard.release()

    lines = [threading.Thread(target=listen, daemon=True) for _ in range(3)]
    for line in lines:
        line.start()
    assert all(heard.acquire(timeout=40) for _ in lines)
    before = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0
    assert time.monotonic() - before < 2
    for line in lines:
        line.join(5)
    assert process.stdout is not None
    process.stdout.close()


def test_browsers_that_hang_up_do_not_end_it(deal: Path) -> None:
    process, address = started(deal)
    try:
        with entered(address) as client:
            for _ in range(50):
                with socket.create_connection(("127.0.0.1", client.base_url.port or 80)) as line:
                    line.sendall(b"GET / HTTP/1.1\r\nHost: elsewhere\r\n\r\n")
            assert client.get("/").status_code == 200
        assert process.poll() is None
    finally:
        process.terminate()
        process.communicate()


def test_the_address_comes_as_json_too(deal: Path) -> None:
    process = subprocess.Popen([*COMMAND, str(deal), "--no-open", "--json"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    text = ""
    while not text.endswith("}\n") or text.count("{") != text.count("}"):
        text += process.stdout.readline()
    found = json.loads(text)
    assert found["result"]["address"].startswith(f"http://127.0.0.1:{found['result']['port']}/?token=")
    process.terminate()
    process.wait(10)
    process.stdout.close()


def test_a_deal_that_is_not_there_is_not_served(tmp_path: Path) -> None:
    found = subprocess.run([*COMMAND, str(tmp_path / "no.deal")], capture_output=True, text=True, check=False)
    assert found.returncode == 66
    assert "error[file-not-found]: there is no file" in found.stderr
    found = subprocess.run([*COMMAND, "-"], capture_output=True, text=True, check=False)
    assert (found.returncode, "the page shows a file of text" in found.stderr) == (2, True)


def test_a_port_that_is_taken_is_said(deal: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"port {port} cannot be used: address already in use"):
            Serving(deal, port)
        found = subprocess.run([*COMMAND, str(deal), "--port", str(port)], capture_output=True, text=True, check=False)
        assert (found.returncode, found.stderr.count("Traceback")) == (66, 0)


def test_an_answer_is_sent_at_once(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    delays: list[int] = []
    begin = Patient.connection_made

    def made(self: Patient, transport: asyncio.Transport) -> None:
        begin(self, transport)
        delays.append(transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    monkeypatch.setattr(Patient, "connection_made", made)
    with served.client() as client:
        assert client.get("/").status_code == 200
    assert delays
    assert all(delays)


def test_every_server_has_a_token_of_its_own(deal: Path) -> None:
    tokens = set()
    for _ in range(3):
        serving = Serving(deal)
        tokens.add(serving.token)
        serving.close()
    assert len(tokens) == 3
    assert {len(token) for token in tokens} == {32}


def test_nothing_is_asked_of_anybody_else(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every connection that the process makes while the page is used goes to the page itself."""
    called: list[object] = []
    connect = socket.socket.connect

    def watched(self: socket.socket, address: object) -> None:
        called.append(address)
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", watched)
    monkeypatch.setattr(socket, "getaddrinfo", _refuse(called, socket.getaddrinfo))
    with served.client() as client:
        key = client.post("/read", json={}).json()["text"]
        for path, body in (
            ("/part", {"part": "money"}),
            ("/draw", {}),
            ("/explain", {"kind": "source", "name": "contract"}),
        ):
            assert client.post(path, json={"text": key, **body}).status_code == 200
    assert {address for address in called if isinstance(address, tuple)} == {("127.0.0.1", served.serving.port)}
    assert {address for address in called if isinstance(address, str)} <= {"127.0.0.1"}


def _refuse(called: list[object], real: Callable[..., object]) -> Callable[..., object]:
    def asked(host: object, *rest: object, **more: object) -> object:
        called.append(host.decode() if isinstance(host, bytes) else host)
        return real(host, *rest, **more)

    return asked


# -- files saved elsewhere -------------------------------------------------------------------------------------------


@pytest.fixture
def watch(desk: Desk) -> Iterator[Watch]:
    found = Watch(desk)
    assert found.look() == {}
    assert desk.saved().session.usable
    assert found.look() == {}
    yield found
    found.stop()


def test_a_file_saved_elsewhere_is_told_with_its_hash(watch: Watch, desk: Desk, deal: Path) -> None:
    deal.write_text(DEAL.replace("Supply", "Sales"), "utf-8")
    assert watch.look() == {"supply.deal": desk.on_disk("supply.deal").hash}
    assert watch.look() == {}


def test_a_part_saved_elsewhere_is_told(watch: Watch, deal: Path) -> None:
    (deal.parent / "parts" / "parties.deal").write_text(PARTIES.replace("Maker", "Maker 2"), "utf-8")
    assert list(watch.look()) == ["parts/parties.deal"]


def test_a_file_touched_with_the_same_bytes_is_no_news(watch: Watch, deal: Path) -> None:
    os.utime(deal, (1, 1))
    assert watch.look() == {}


def test_a_file_that_goes_and_comes_is_told(watch: Watch, deal: Path) -> None:
    deal.unlink()
    assert watch.look() == {"supply.deal": ""}
    deal.write_text(DEAL, "utf-8")
    assert list(watch.look()) == ["supply.deal"]


def test_everybody_who_listens_is_told_and_the_end_too(watch: Watch, deal: Path) -> None:
    async def scene() -> list[object]:
        task = asyncio.create_task(watch.run())
        with watch.listening() as one, watch.listening() as other:
            await asyncio.to_thread(deal.write_text, DEAL.replace("Supply", "Sales"), "utf-8")
            heard: list[object] = [await one.next(), await other.next()]
            watch.stop()
            heard += [await one.next(), await other.next()]
        await task
        with watch.listening() as late:
            heard.append(await late.next())
        return heard

    first, second, *ends = asyncio.run(scene())
    assert first == second
    assert first
    assert ends == [None, None, None]


def test_who_does_not_listen_misses_the_oldest(desk: Desk) -> None:
    async def scene() -> object:
        with Watch(desk).listening() as slow:
            for n in range(100):
                slow.tell({"a": str(n)})
            return await slow.next()

    assert asyncio.run(scene()) == {"a": "36"}


def until(condition: Callable[[], bool], seconds: float = 5) -> bool:
    """Whether a condition came to hold in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


# -- work in threads -------------------------------------------------------------------------------------------------


def test_work_gives_what_it_gives_or_raises_what_it_raises() -> None:
    workshop = Workshop()
    assert asyncio.run(workshop.run(lambda: 7)) == 7
    with pytest.raises(ZeroDivisionError):
        asyncio.run(workshop.run(lambda: 1 // 0))


def test_work_that_takes_too_long_is_given_up() -> None:
    held = threading.Event()
    with pytest.raises(Refusal, match=r"this takes longer than 0\.05 seconds") as refused:
        asyncio.run(Workshop(seconds=0.05).run(held.wait))
    held.set()
    assert refused.value.status == 503


def test_so_much_work_at_once_the_rest_waits_and_no_more() -> None:
    held = threading.Event()
    running: list[int] = []

    def work() -> int:
        running.append(1)
        held.wait(5)
        return len(running)

    async def scene() -> list[object]:
        workshop = Workshop(most=2, seconds=5, waiting=1)
        waiting = [asyncio.create_task(workshop.run(work)) for _ in range(4)]
        done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        assert len(done) == 1
        assert len(running) == 2
        held.set()
        found: list[object] = list(await asyncio.gather(*waiting, return_exceptions=True))
        assert await workshop.run(lambda: "again") == "again"
        return found

    *done, refused = asyncio.run(scene())
    assert done[2] == 3
    assert str(refused) == "too much is being worked out at once; try again"


def test_work_for_which_nobody_waits_any_more_can_hear_of_it() -> None:
    begun, heard = threading.Event(), threading.Event()

    def work() -> None:
        assert not is_given_up()
        begun.set()
        if until(is_given_up):
            heard.set()

    async def scene() -> None:
        asked = asyncio.create_task(Workshop().run(work))
        await asyncio.to_thread(begun.wait, 5)
        asked.cancel()
        assert await asyncio.to_thread(heard.wait, 5)

    asyncio.run(scene())
    assert not is_given_up()


def test_work_for_a_browser_that_hangs_up_is_given_up(
    monkeypatch: pytest.MonkeyPatch, desk: Desk, watch: Watch
) -> None:
    begun, heard = threading.Event(), threading.Event()

    def draws(_: Desk, __: Drawn) -> Fragment:
        begun.set()
        if until(is_given_up):
            heard.set()
        return Fragment("")

    async def scene(*, hangs_up: bool) -> list[str]:
        told = iter([{"type": "http.request", "body": b'{"text": "a"}'}])
        sent: list[str] = []

        async def receive() -> MutableMapping[str, Any]:
            if (message := next(told, None)) is not None:
                return message
            await asyncio.to_thread(begun.wait, 5)
            if not hangs_up:
                await asyncio.Event().wait()
            return {"type": "http.disconnect"}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message["type"])

        scope = {"type": "http", "method": "POST", "path": "/draw", "headers": [(b"content-type", b"application/json")]}
        await application(desk, watch, Workshop())(scope, receive, send)
        return sent

    monkeypatch.setattr(routes, "ASKED", (Answered("/draw", Drawn, draws),))
    asyncio.run(scene(hangs_up=True))
    assert heard.wait(5)
    monkeypatch.setattr(routes, "ASKED", (Answered("/draw", Drawn, lambda _, __: Fragment("")),))
    assert asyncio.run(scene(hangs_up=False)) == ["http.response.start", "http.response.body"]


def test_work_that_was_given_up_holds_its_place_until_it_ends() -> None:
    held = threading.Event()

    async def scene() -> None:
        workshop = Workshop(most=1, seconds=0.05)
        for _ in range(2):
            with pytest.raises(Refusal, match="takes longer"):
                await workshop.run(held.wait)
        held.set()
        while True:
            try:
                assert await workshop.run(lambda: 7) == 7
            except Refusal:
                continue
            return

    asyncio.run(scene())
