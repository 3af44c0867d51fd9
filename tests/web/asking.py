"""Asking the page's addresses in tests."""

from typing import Any

from tests.web.client import TestClient


def post(client: TestClient, path: str, code: int = 200, /, **body: Any) -> Any:
    """The answer of an address, which must come with this status."""
    found = client.post(path, json=body)
    assert found.status_code == code, found.text
    return found.json()


def read(client: TestClient, **drafts: str) -> Any:
    """The deal read, with drafts by the name of the file without its end."""
    return post(client, "/read", drafts={f"{name}.deal": text for name, text in drafts.items()})


def part(client: TestClient, name: str, **more: Any) -> str:
    """A part of the answers about the saved text."""
    found = post(client, "/part", text=read(client)["text"], part=name, **more)
    assert isinstance(found["html"], str)
    return found["html"]
