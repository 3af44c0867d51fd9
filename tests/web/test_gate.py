"""Who is let in: nobody but the browser that holds the token, on a page of ours, with a request of bounded size."""

import asyncio
import re

import httpx
import pytest

from termwise.web import gate
from termwise.web.gate import MOST_BYTES, POLICY
from termwise.web.routes import ASKED
from termwise.web.shelf import Shelf
from tests.web.asking import post
from tests.web.client import TestClient
from tests.web.conftest import HERE, PORT, TOKEN, Served

JSON = {"content-type": "application/json"}
ADDRESSES = ["/", "/events", "/static/page.js", *(one.path for one in ASKED)]


@pytest.mark.parametrize("path", ADDRESSES)
def test_without_the_cookie_nothing_is_answered(stranger: TestClient, path: str) -> None:
    method = "POST" if path in {one.path for one in ASKED} else "GET"
    found = stranger.request(method, path, headers={"origin": HERE})
    assert found.status_code == 403
    assert "Supply" not in found.text


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], f"{TOKEN}x", "é"])
def test_another_token_does_not_open_it(stranger: TestClient, token: str) -> None:
    found = stranger.get("/", params={"token": token})
    assert found.status_code == 403
    assert "set-cookie" not in found.headers
    assert "termwise serve" in found.text


def test_two_tokens_do_not_open_it(stranger: TestClient) -> None:
    assert stranger.get(f"/?token={TOKEN}&token={TOKEN}").status_code == 403


def test_the_token_is_exchanged_for_a_strict_cookie(stranger: TestClient) -> None:
    found = stranger.get("/", params={"token": TOKEN})
    cookie = found.headers["set-cookie"]
    assert re.fullmatch(rf"termwise_{PORT}=[\w-]{{43}}; HttpOnly; SameSite=Strict; Path=/", cookie)
    assert TOKEN not in cookie
    assert TOKEN not in found.text
    assert stranger.get("/").status_code == 200


def test_a_forged_cookie_is_none(stranger: TestClient) -> None:
    for cookie in (f"termwise_{PORT}=x", f"termwise_{PORT}={TOKEN}", "termwise_1=y", "][;="):
        assert stranger.get("/", headers={"cookie": cookie}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", "", "localhost"])
def test_another_host_is_refused_even_with_the_cookie(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 403
    assert client.get("/", params={"token": TOKEN}, headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", [f"localhost:{PORT}", f"127.0.0.1:{PORT}", f"[::1]:{PORT}", f"LOCALHOST:{PORT}"])
def test_its_own_names_are_answered(client: TestClient, host: str) -> None:
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    assert client.get("/", headers={"host": host, "cookie": cookie}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1", ""]
)
def test_another_origin_is_refused(client: TestClient, origin: str) -> None:
    assert client.post("/read", json={}, headers={"origin": origin}).status_code == 403
    assert client.get("/", headers={"origin": origin}).status_code == 403


def test_a_post_without_an_origin_is_refused(client: TestClient) -> None:
    del client.headers["origin"]
    assert client.post("/read", json={}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_fetches_is_refused(client: TestClient, site: str) -> None:
    assert client.get("/static/page.js", headers={"sec-fetch-site": site}).status_code == 403


def test_a_gate_that_forgot_the_origin_would_be_seen(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate.Gate, "_check", lambda *_: None)
    assert client.post("/read", json={}, headers={"origin": "http://evil.example"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/static/page.js", "/nothing", "/read"])
def test_every_answer_has_the_headers_of_a_closed_page(client: TestClient, path: str) -> None:
    for found in (client.get(path), client.get(path, headers={"host": "evil.example"})):
        assert found.headers["content-security-policy"] == POLICY
        assert found.headers["x-content-type-options"] == "nosniff"
        assert found.headers["referrer-policy"] == "no-referrer"
        assert found.headers["cross-origin-resource-policy"] == "same-origin"
        assert found.headers["cache-control"] == "no-store"


def test_the_policy_allows_nothing_written_into_the_page() -> None:
    assert POLICY.startswith("default-src 'none'; ")
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "*" not in POLICY


def test_a_request_that_is_too_large_is_refused_before_it_is_read(client: TestClient) -> None:
    found = client.post("/read", content=b"{}", headers={"content-length": str(MOST_BYTES + 1)})
    assert (found.status_code, found.json()) == (413, {"fault": "a request has at most 12 MB"})
    assert client.post("/read", content=b"{}", headers={"content-length": "-1"}).status_code == 413
    assert client.post("/read", content=b"{}", headers={"content-length": "9" * 5_000}).status_code == 413


def test_a_request_of_unsaid_length_is_counted(client: TestClient) -> None:
    found = client.post("/read", content=iter([b" " * 1_000_000] * 13), headers=JSON)
    assert found.status_code == 413


@pytest.mark.parametrize(
    "name",
    [
        "..%2f..%2fdesk.py",
        "%2e%2e/desk.py",
        "..%5cdesk.py",
        "page.js%00",
        "/etc/passwd",
        "page.js/",
        "PAGE.JS",
        "x" * 5_000,
    ],
)
def test_nothing_but_the_files_on_the_shelf_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_everything_on_the_shelf_is_served_as_what_it_is(client: TestClient) -> None:
    kinds = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
    names = Shelf().names
    assert {"shared.css", "page.css", "page.js"} <= set(names)
    for name in names:
        found = client.get(f"/static/{name}")
        assert (found.status_code, found.headers["content-type"]) == (200, kinds[name.rpartition(".")[2]])


def test_pages_and_scripts_ask_nobody_else(client: TestClient) -> None:
    texts = [client.get(f"/static/{name}").text for name in Shelf().names if not name.endswith(".svg")]
    assert [
        found for text in [client.get("/").text, *texts] for found in re.findall(r"(?:https?:)?//\w[\w.]*\.\w+", text)
    ] == []


def test_scripts_write_no_html_of_their_own(client: TestClient) -> None:
    scripts = {name: client.get(f"/static/{name}").text for name in Shelf().names if name.endswith(".js")}
    writing = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|DOMParser")
    assert {name: writing.findall(text) for name, text in scripts.items() if writing.search(text)} == {
        "server.js": ["innerHTML"]
    }


def test_the_page_has_no_script_style_or_handler_of_its_own(client: TestClient) -> None:
    html = client.get("/").text
    assert re.findall(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:", html) == []


def test_a_websocket_is_closed(desk_gate: gate.Gate) -> None:
    sent: list[gate.Message] = []

    async def send(message: gate.Message) -> None:
        sent.append(message)

    async def receive() -> gate.Message:
        return {"type": "websocket.connect"}

    asyncio.run(desk_gate({"type": "websocket", "headers": []}, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_the_server_listens_to_this_machine_alone(served: Served) -> None:
    assert served.serving.bound_to == "127.0.0.1"
    with httpx.Client() as other:
        assert other.get(served.origin).status_code == 403
    with served.client() as own:
        assert own.get("/").status_code == 200
        assert own.post("/read", json={}).status_code == 200


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "the request cannot be read: "),
        (b"[]", "the request cannot be read: Expected `object`, got `array`"),
        (b'{"drafts": 3}', "the request cannot be read: Expected `object`, got `int` - at `$.drafts`"),
        (b'{"draft": {}}', "the request cannot be read: Object contains unknown field `draft`"),
        (b"\xff", "the request cannot be read: "),
        (b"[" * 100_000, "the request cannot be read: "),
        (b'{"drafts": {"a.deal": "\\ud800"}}', "the request cannot be read: "),
    ],
)
def test_a_body_that_is_none_is_answered_with_what_is_wrong(client: TestClient, body: bytes, message: str) -> None:
    found = client.post("/read", content=body, headers=JSON)
    assert found.status_code == 422
    assert found.json()["fault"].startswith(message)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"known_by": "0001-01-01"}, "`0001-01-01` is outside the years 1000 to 5000"),
        ({"on": "9999-12-31"}, "`9999-12-31` is outside the years 1000 to 5000"),
        ({"known_by": "yesterday"}, "the request cannot be read: Invalid RFC3339 encoded date - at `$.known_by`"),
        ({"scenario": "late"}, "the deal declares no scenario `late`"),
        ({"settings": {"growth:nothing": "1"}}, "nothing that can be moved is called `growth:nothing`"),
        ({"settings": {"growth:sales": "much"}}, "`much` is no number"),
        ({"settings": {"day:approval": "soon"}}, "`soon` is no day: write `2028-06-30`, or `never`"),
    ],
)
def test_what_the_deal_does_not_have_is_said(client: TestClient, more: dict[str, object], message: str) -> None:
    key = post(client, "/read")["text"]
    for path, rest in (("/part", {"part": "terms"}), ("/draw", {"pace": "live"}), ("/ask", {"question": "approval"})):
        assert post(client, path, 422, text=key, **rest, **more) == {"fault": message}


def test_a_text_that_is_not_kept_is_asked_for_again(client: TestClient) -> None:
    assert (
        post(client, "/part", 410, text="0" * 32, part="terms")["fault"] == "this text is no longer kept; send it again"
    )


def test_an_address_that_is_not_there(client: TestClient) -> None:
    assert client.get("/nothing").json() == {"fault": "there is nothing at this address"}
    assert (client.get("/read").status_code, client.get("/read").json()) == (
        405,
        {"fault": "this address is not asked so"},
    )
