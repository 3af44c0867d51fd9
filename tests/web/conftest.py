"""A deal with everything the page shows, the application in a client, and the page served at a free port."""

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from termwise.web.app import application
from termwise.web.desk import Desk
from termwise.web.gate import Gate
from termwise.web.server import Serving
from termwise.web.watching import Watch
from tests.web.client import TestClient
from tests.web.deals import CONTRACT, DEAL, PARTIES
from tests.web.page import Page

PORT = 8123
TOKEN = "the-token-of-the-test"  # noqa: S105 - it opens nothing
HERE = f"http://127.0.0.1:{PORT}"


@pytest.fixture
def deal(tmp_path: Path) -> Path:
    """The deal of the tests in a folder of its own, with a part and a document."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "parties.deal").write_text(PARTIES, "utf-8")
    (tmp_path / "contract.txt").write_text(CONTRACT, "utf-8")
    path = tmp_path / "supply.deal"
    path.write_text(DEAL, "utf-8")
    return path


@pytest.fixture
def desk(deal: Path) -> Desk:
    """The deal on a desk."""
    return Desk(deal)


def guarded(desk: Desk) -> Gate:
    """The application behind its gate."""
    return Gate(application(desk, Watch(desk)), PORT, TOKEN)


@pytest.fixture
def stranger(desk: Desk) -> TestClient:
    """A client that has not been let in."""
    return TestClient(guarded(desk), base_url=HERE, follow_redirects=False)


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """A client on a page of the deal."""
    assert stranger.get("/", params={"token": TOKEN}).status_code == 200
    stranger.headers["origin"] = HERE
    return stranger


class Served:
    """The page of a deal, served in a thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.serving = Serving(path)
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self.serving.run, args=(self._ready.set,), daemon=True)

    @property
    def address(self) -> str:
        """The first address, with the token."""
        return self.serving.address

    @property
    def origin(self) -> str:
        """The address without it."""
        return f"http://127.0.0.1:{self.serving.port}"

    def start(self) -> None:
        """Returns once requests are answered."""
        self._thread.start()
        assert self._ready.wait(20), "the server did not start"

    def stop(self) -> None:
        """Stops the server, and waits for it."""
        self.serving.stop()
        self._thread.join(10)
        assert not self._thread.is_alive(), "the server did not stop"

    def client(self) -> httpx.Client:
        """A client that has been let in."""
        entered = httpx.get(self.address)
        assert entered.status_code == 200
        headers = {"origin": self.origin, "cookie": entered.headers["set-cookie"].partition(";")[0]}
        return httpx.Client(base_url=self.origin, headers=headers, timeout=30)


@pytest.fixture
def served(deal: Path) -> Iterator[Served]:
    """The deal of the tests, served."""
    found = Served(deal)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def page(served: Served, chromium: object) -> Iterator[Page]:
    """The served deal in a browser of a desk; nothing may be written to its console as an error."""
    found = Page(chromium, served.address, 1440, 900)
    yield found
    found.close()


@pytest.fixture
def phone(served: Served, chromium: object) -> Iterator[Page]:
    """The same on a phone."""
    found = Page(chromium, served.address, 390, 844)
    yield found
    found.close()


@pytest.fixture
def desk_gate(desk: Desk) -> Gate:
    """The application of the deal behind its gate."""
    return guarded(desk)
