"""Every address of the page, asked what it should be and what it should not: it answers, or says why it does not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from termwise.web.desk import Desk
from termwise.web.parts import PARTS
from termwise.web.routes import ASKED
from tests.web import asking
from tests.web.asking import post
from tests.web.client import TestClient
from tests.web.conftest import HERE, PORT, TOKEN, guarded
from tests.web.deals import CONTRACT, DEAL, PARTIES
from tests.web.described import described

JSON = {"content-type": "application/json"}
FEW = settings(
    max_examples=12,
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
PATHS = [one.path for one in ASKED]
KEPT = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("asked")
    (found / "parts").mkdir()
    (found / "parts" / "parties.deal").write_text(PARTIES, "utf-8")
    (found / "contract.txt").write_text(CONTRACT, "utf-8")
    (found / "supply.deal").write_text(DEAL, "utf-8")
    return found


@pytest.fixture(scope="module")
def inside(folder: Path) -> Iterator[TestClient]:
    """A client that has been let in. A fault of the server's own is raised where it is asked for."""
    with TestClient(guarded(Desk(folder / "supply.deal")), base_url=HERE, follow_redirects=False) as found:
        assert found.get("/", params={"token": TOKEN}).status_code == 200
        found.headers["origin"] = HERE
        yield found
    assert (folder / "supply.deal").read_text("utf-8") == DEAL


@pytest.fixture(scope="module")
def schema(inside: TestClient) -> Any:
    return schemathesis.openapi.from_dict(described(asking.read(inside)["text"]))


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize("path", PATHS)
def test_it_answers_as_described(inside: TestClient, schema: Any, path: str, mode: GenerationMode) -> None:
    """Bodies made from the description, and bodies made to break it."""

    @FEW
    @given(case=schema[path]["POST"].as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        sent = case.as_transport_kwargs(base_url=HERE)
        body = sent.get("data", json.dumps(sent.get("json")).encode())
        found = inside.post(path, content=body, headers=JSON)
        case.validate_response(
            found,
            checks=KEPT,
        )

    asked()


def test_a_server_that_broke_its_word_would_be_seen(inside: TestClient, schema: Any) -> None:
    case = schema["/merge"]["POST"].Case(body={"base": "", "mine": "", "theirs": ""}, media_type="application/json")
    for wrong in (inside.get("/nothing"), inside.post("/read", json={})):
        with pytest.raises(BaseException, match=r"Undocumented status code|violates schema"):
            case.validate_response(wrong, checks=KEPT)


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)


@pytest.mark.parametrize("path", PATHS)
def test_any_bytes_at_all(inside: TestClient, path: str) -> None:
    @FEW
    @example(b"[" * 1_000_000)
    @example(b'{"a":' * 200_000 + b"1" + b"}" * 200_000)
    @example(b'{"text": ' + b"9" * 100_000 + b"}")
    @example(b'{"text": "' + b"0" * 3_000_000 + b'"}')
    @example(b'{"text": 1e999999999, "text": "\\ud800"}')
    @example(b"text=a&part=b&" * 10_000)
    @given(st.binary(max_size=64) | ANYTHING.map(lambda found: json.dumps(found).encode()))
    def asked(body: bytes) -> None:
        found = inside.post(path, content=body, headers=JSON)
        assert found.status_code == (200 if (path, found.status_code) == ("/read", 200) else 422), found.text
        assert found.headers["content-type"] == "application/json"

    asked()


METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "GETS")


@pytest.mark.parametrize("method", METHODS)
def test_every_verb_at_every_address(inside: TestClient, method: str) -> None:
    takes = {"/": ("GET", "HEAD"), "/events": ("HEAD",), "/static/page.js": ("GET", "HEAD")}
    takes |= dict.fromkeys(PATHS, ("POST",))
    for path, good in takes.items():
        if (path, method) == ("/events", "GET"):
            continue  # it goes on for ever
        found = inside.request(method, path, json={} if method == "POST" else None)
        assert found.status_code in ((200, 422) if method in good else (405,)), (method, path)
        assert "access-control-allow-origin" not in found.headers
        if found.status_code == 405:
            assert set(found.headers["allow"].split(", ")) == {*good, *(("GET",) if path == "/events" else ())}
    assert inside.request(method, "/nothing").status_code == 404


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_a_form_of_another_page_could_send_is_refused(inside: TestClient, kind: str) -> None:
    found = inside.post("/read", content=b"{}", headers={"content-type": kind})
    assert (found.status_code, found.json()) == (
        415,
        {"fault": "a request is JSON and says so: `Content-Type: application/json`"},
    )
    assert inside.post("/read", content=b"{}", headers={"content-type": "Application/JSON; charset=utf-8"}).is_success


STRANGE = (
    "",
    "\0",
    "x" * 400,
    "\N{RIGHT-TO-LEFT OVERRIDE}txt.exe",
    "a\r\nb",
    'x"\n    clause evil',
    "((((" * 100,
    "1e400",
    "-1e-400",
    "nan",
    "9" * 80,
    "never",
    "0000-00-00",
    "9999-12-31",
    "cash of maker in 9999",
    "royalty in 0000",
    "=cmd|' /C calc'!A1",
    "../../etc/passwd",
    "%00%2e%2e/",
)


@pytest.mark.parametrize("words", STRANGE)
def test_strange_words_wherever_words_are_taken(inside: TestClient, words: str) -> None:
    key = {"text": asking.read(inside)["text"]}
    asked: list[tuple[str, dict[str, Any]]] = [("/ask", key | {"question": words}), ("/file", {"name": words})]
    kinds = ("figure", "clause", "event", "amendment", "source", "driver", "party", words)
    asked += [("/explain", key | {"kind": kind, "name": words}) for kind in kinds]
    moved = {"day:approval": "2027-05-05"}
    asked += [("/suppose", key | {"name": words, "settings": moved})]
    asked += [("/suppose", key | {"name": "ok", "title": words, "settings": moved})]
    asked += [("/draw", key | {"settings": {place: words[:80]}}) for place in ("growth:sales", "day:approval")]
    asked += [("/draw", key | {"charts": [words]}), ("/part", key | {"part": words})]
    asked += [("/part", key | {"part": "terms", name: words}) for name in ("scenario", "on", "known_by", "status")]
    asked += [("/read", {"drafts": {words: DEAL}}), ("/save", key | {"name": words, "base": ""})]
    for path, body in asked:
        found = inside.post(path, json=body)
        assert found.status_code in (200, 422), (path, body, found.text)
    for name in ("status", "known_by", "scenario", "on", "look", "token", words):
        assert inside.get("/", params={name: words}).status_code == 200


@pytest.mark.parametrize("day", ["1000-01-01", "2024-02-29", "2029-12-31", "5000-12-31"])
def test_days_from_one_end_of_time_to_the_other(inside: TestClient, day: str) -> None:
    key = asking.read(inside)["text"]
    for name in PARTS:
        post(inside, "/part", text=key, part=name, on=day, known_by=day)
    post(inside, "/draw", text=key, pace="live", known_by=day)


def test_headers_given_twice(inside: TestClient) -> None:
    """Two hosts, two origins or two lengths are nobody's; of two cookies one has to be right."""
    cookie = "; ".join(f"{name}={value}" for name, value in inside.cookies.items())
    own: list[tuple[str, str]] = [("host", f"127.0.0.1:{PORT}"), ("origin", HERE), ("cookie", cookie)]
    with TestClient(inside.app, base_url=HERE) as other:

        def status(*more: tuple[str, str]) -> int:
            found: int = other.post("/read", content=b"{}", headers=[*own, *JSON.items(), *more]).status_code
            return found

        assert status() == 200
        assert status(("host", f"127.0.0.1:{PORT}")) == 403
        assert status(("origin", HERE)) == 403
        assert status(("origin", "http://evil.example")) == 403
        assert status(("cookie", "a=b")) == 200
        assert status(("content-length", "x")) == 413


@pytest.mark.parametrize(
    "name", ["..\\out.deal", "C:\\out.deal", "C:/out.deal", "\\\\host\\share\\x", "./../out.deal", "a/./../../out.deal"]
)
def test_no_name_leads_out_of_the_folder(inside: TestClient, folder: Path, name: str) -> None:
    before = sorted(path.name for path in folder.parent.iterdir())
    key = post(inside, "/read", drafts={name: "nonsense"})["text"]
    assert key == asking.read(inside)["text"]
    post(inside, "/file", 422, name=name)
    post(inside, "/save", 422, text=key, name=name, base="")
    assert sorted(path.name for path in folder.parent.iterdir()) == before
