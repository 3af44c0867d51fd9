"""A deal whose files are taken away, replaced or filled, and callers that never come to an end: nothing is lost."""

import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from termwise.web import gate, patience
from termwise.web.desk import Desk
from termwise.web.merging import merge
from termwise.web.server import PortTakenError, Serving
from tests.web import asking
from tests.web.asking import post
from tests.web.client import TestClient
from tests.web.conftest import Served
from tests.web.deals import DEAL

MINE = DEAL.replace("Supply and licence", "Mine")
UNREADABLE = "`supply.deal` is no text that can be read by now; nothing was written"


def _as_folder(deal: Path) -> None:
    deal.unlink()
    deal.mkdir()


def _as_circle(deal: Path) -> None:
    deal.unlink()
    deal.symlink_to(deal.name)


def _as_pipe(deal: Path) -> None:
    deal.unlink()
    os.mkfifo(deal)


def _as_device(deal: Path) -> None:
    deal.unlink()
    deal.symlink_to("/dev/zero")


def _shut(deal: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads every file")
    deal.chmod(0)


TAKEN: dict[str, Callable[[Path], object]] = {
    "other bytes": lambda deal: deal.write_bytes(b"deal \xff\xfe\x00"),
    "far too large": lambda deal: deal.write_bytes(b"# x\n" * 9_000_000),
    "a folder": _as_folder,
    "links in a circle": _as_circle,
    "a pipe": _as_pipe,
    "a device": _as_device,
    "not to be read": _shut,
}


def _facts(path: Path) -> tuple[int, ...]:
    found = path.lstat()
    return (found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns)


@pytest.mark.parametrize("kind", TAKEN)
def test_a_file_that_cannot_be_read_any_more_is_not_written_over(client: TestClient, deal: Path, kind: str) -> None:
    base = asking.read(client)["files"][0]["hash"]
    TAKEN[kind](deal)
    before = _facts(deal)
    typed = asking.read(client, supply=MINE)
    assert (typed["usable"], typed["title"]) == (True, "Mine")  # what is typed is answered all the same
    now = post(client, "/file", name="supply.deal")["hash"]
    for hash_ in {base, now, ""}:
        found = post(client, "/save", 409, text=typed["text"], name="supply.deal", base=hash_)
        assert found["fault"] in (UNREADABLE, "`supply.deal` was saved elsewhere meanwhile; nothing was written")
    assert post(client, "/save", 409, text=typed["text"], name="supply.deal", base=now) == {"fault": UNREADABLE}
    assert _facts(deal) == before
    assert client.get("/").status_code == 200
    assert asking.read(client)["usable"] is False


def test_a_text_of_more_than_four_megabytes_is_said(client: TestClient, deal: Path) -> None:
    deal.write_text(DEAL + "# words\n" * 600_000, "utf-8")
    found = asking.read(client)
    assert found["usable"] is False
    assert "split the deal into parts" in found["diagnostics"]
    assert client.get("/").status_code == 200
    assert "Supply and licence" in client.get("/").text.partition("<textarea")[2]  # or saving would empty it
    post(client, "/save", 409, text=asking.read(client, supply=MINE)["text"], name="supply.deal", base="")
    assert "Supply and licence" in deal.read_text("utf-8")


def test_texts_that_are_too_large_are_not_taken_for_each_other(client: TestClient, deal: Path) -> None:
    base = asking.read(client)["files"][0]["hash"]
    one, other = (asking.read(client, supply=f"# {n}\n" + "# words\n" * 600_000)["text"] for n in "12")
    assert one != other
    post(client, "/save", text=other, name="supply.deal", base=base)
    assert deal.read_text("utf-8").startswith("# 2\n")


def test_a_file_that_was_removed_is_written_again(client: TestClient, deal: Path) -> None:
    base = asking.read(client)["files"][0]["hash"]
    deal.unlink()
    typed = asking.read(client, supply=MINE)
    assert typed["usable"] is True
    post(client, "/save", 409, text=typed["text"], name="supply.deal", base=base)
    assert not deal.exists()
    post(client, "/save", text=typed["text"], name="supply.deal", base="")
    assert deal.read_text("utf-8") == MINE


def test_a_folder_that_was_removed_is_said(client: TestClient, deal: Path) -> None:
    typed = asking.read(client, supply=MINE)
    deal.parent.rename(deal.parent.with_name("elsewhere"))
    found = post(client, "/save", 422, text=typed["text"], name="supply.deal", base="")
    assert found == {"fault": "`supply.deal` cannot be written: no such file or directory"}
    assert asking.read(client)["usable"] is False


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_full_disk_loses_nothing(client: TestClient, deal: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    base = asking.read(client)["files"][0]["hash"]
    typed = asking.read(client, supply=MINE)["text"]

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, full)
    found = post(client, "/save", 422, text=typed, name="supply.deal", base=base)
    monkeypatch.undo()
    assert found == {"fault": "`supply.deal` cannot be written: no space left on device"}
    assert deal.read_text("utf-8") == DEAL
    assert sorted(path.name for path in deal.parent.iterdir()) == ["contract.txt", "parts", "supply.deal"]
    post(client, "/save", text=typed, name="supply.deal", base=base)
    assert deal.read_text("utf-8") == MINE


def test_a_part_that_becomes_a_link_to_elsewhere_is_neither_shown_nor_written(client: TestClient, deal: Path) -> None:
    secret = deal.parents[1] / "secret.txt"
    secret.write_text("the secret", "utf-8")
    name = "parts/parties.deal"
    key = asking.read(client)["text"]
    part = deal.parent / name
    part.unlink()
    part.symlink_to(secret)
    assert post(client, "/file", name=name) == {"name": name, "text": "", "hash": ""}
    assert "the secret" not in str(asking.read(client)) + client.get("/").text
    fault = f"`{name}` leads out of the folder of this deal by now; nothing was written"
    assert post(client, "/save", 422, text=key, name=name, base="") == {"fault": fault}
    assert secret.read_text("utf-8") == "the secret"


def test_documents_are_looked_for_in_the_folder_of_the_deal_only(client: TestClient, deal: Path) -> None:
    (deal.parents[1] / "secret.txt").write_text("a royalty of 5% and the secret", "utf-8")
    (deal.parent / "link.txt").symlink_to(deal.parents[1] / "secret.txt")
    for path in ("../secret.txt", str(deal.parents[1] / "secret.txt"), "link.txt"):
        key = asking.read(client, supply=DEAL.replace("contract.txt", path))["text"]
        found = client.post("/explain", json={"text": key, "kind": "source", "name": "contract"})
        assert found.status_code in (200, 422)
        assert "the secret" not in found.text


def test_drafts_named_like_links_in_a_circle_change_nothing(client: TestClient, deal: Path) -> None:
    (deal.parent / "circle.deal").symlink_to("circle.deal")
    assert asking.read(client, circle="nonsense")["text"] == asking.read(client)["text"]


def test_tabs_that_save_and_read_at_the_same_time_do_not_mix(client: TestClient, deal: Path) -> None:
    """Each of many tabs reads its own text, and of those that save over the same file one does."""
    base = asking.read(client)["files"][0]["hash"]
    titles = [f"Tab {n}" for n in range(8)]

    def tab(title: str) -> tuple[str, int, str]:
        text = DEAL.replace("Supply and licence", title)
        found = asking.read(client, supply=text)
        summary = client.post("/part", json={"text": found["text"], "part": "terms"})
        assert summary.status_code in (200, 503)
        saved = client.post("/save", json={"text": found["text"], "name": "supply.deal", "base": base})
        return found["title"], saved.status_code, title

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(tab, titles))
    assert [title for title, _, _ in found] == titles
    assert sorted(code for _, code, _ in found) == [200, *[409] * 7]
    (won,) = [title for _, code, title in found if code == 200]
    assert deal.read_text("utf-8") == DEAL.replace("Supply and licence", won)


# -- callers that take too much ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["the same line", "few lines", "other lines"])
def test_merging_takes_no_longer_for_what_repeats(kind: str) -> None:
    size = {"the same line": 1, "few lines": 40, "other lines": 20_000}[kind]
    base, mine, theirs = ("\n".join(str(n * step % size) for n in range(19_000)) for step in (1, 7, 11))
    before = time.process_time()
    found = merge(base, mine, theirs)
    assert time.process_time() - before < 10
    assert found.text


def _begun(served: Served, head: bytes) -> socket.socket:
    found = socket.create_connection(("127.0.0.1", served.serving.port), timeout=10)
    found.sendall(head)
    return found


def _let_in(served: Served) -> bytes:
    with served.client() as client:
        cookie, origin = client.headers["cookie"], client.headers["origin"]
    host = origin.removeprefix("http://")
    return (
        f"POST /read HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nCookie: {cookie}\r\n"
        "Content-Type: application/json\r\nContent-Length: 100\r\n"
    ).encode()


def test_a_body_that_never_ends_is_given_up(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST_SECONDS", 0.2)
    with _begun(served, _let_in(served) + b"\r\n{") as slow:
        answer = slow.recv(4_000)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"content-security-policy: " in answer


@pytest.mark.parametrize("head", [b"", b"G", b"GET / HTTP/1.1\r\nHost: 127"])
def test_a_head_that_never_ends_is_given_up(served: Served, head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.2)
    with _begun(served, head) as slow:
        assert slow.recv(4_000) == b""


def test_a_second_head_that_never_ends_is_given_up(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.2)
    with _begun(served, _let_in(served).replace(b"Length: 100", b"Length: 2") + b"\r\n{}") as slow:
        assert slow.recv(100_000).startswith(b"HTTP/1.1 200 ")
        slow.sendall(b"GET / HT")
        while slow.recv(100_000):
            pass


def test_what_is_no_http_is_refused(served: Served) -> None:
    for words in (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: \x00\r\n\r\n",
    ):
        with _begun(served, words) as other:
            answer = other.recv(4_000)
        assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")
    endless = b"GET / HTTP/1.1\r\nX: " + b"x" * 200_000
    with _begun(served, b"") as other, suppress(ConnectionError):  # it may be closed before all of it is sent
        other.sendall(endless)
        assert other.recv(4_000).startswith(b"HTTP/1.1 400 ")
    assert httpx.get(served.origin).status_code == 403


def test_many_at_once_are_answered_or_told_to_come_again(served: Served) -> None:
    with served.client() as client:
        key = client.post("/read", json={}).json()["text"]
        bodies = [{"text": key, "part": name} for name in ("summary", "terms", "duties", "open", "money")] * 8
        with ThreadPoolExecutor(20) as pool:
            found = list(pool.map(lambda body: client.post("/part", json=body), bodies))
        assert {one.status_code for one in found} <= {200, 503}
        assert any(one.status_code == 200 for one in found)
        assert client.post("/part", json=bodies[0]).status_code == 200


def test_streams_that_nobody_reads_do_not_keep_others_out(served: Served, deal: Path) -> None:
    with served.client() as client:
        streams = [client.stream("GET", "/events") for _ in range(20)]
        for stream in streams:
            stream.__enter__()
        assert client.head("/events").status_code == 200
        assert client.get("/").status_code == 200
        deal.write_text(MINE, "utf-8")
        assert client.post("/read", json={}).json()["title"] == "Mine"
        for stream in streams:
            stream.__exit__(None, None, None)
    assert threading.active_count() < 200


def test_two_that_ask_for_one_port_do_not_both_get_it(deal: Path) -> None:
    first = Serving(deal)
    with pytest.raises(PortTakenError, match="without --port a free one is taken"):
        Serving(deal, first.port)
    first.close()
    Serving(deal, first.port).close()


def test_a_desk_reads_nothing_elsewhere(desk: Desk) -> None:
    for name in ("../x", "/etc/passwd", "parts/../../x", "a\0b", "x" * 5_000):
        assert desk.on_disk(name).text == ""
