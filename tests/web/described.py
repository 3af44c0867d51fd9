"""The addresses of the page as an OpenAPI description, made from the types that they take and give."""

from collections.abc import Callable
from typing import Any, get_type_hints

import msgspec
from msgspec import Struct

from termwise.web.refusal import Refused
from termwise.web.routes import ASKED

REFUSED = {
    "403": "from somewhere else",
    "408": "not all of it came",
    "409": "somebody else has saved",
    "410": "a text no longer kept",
    "413": "too large",
    "415": "no JSON",
    "422": "says nothing that can be meant",
    "503": "too much, or too long",
}
"""Every status with which something is refused, and what it means."""

_AT = "#/components/schemas/{name}"


def described(key: str) -> dict[str, Any]:
    """The description. `key` is that of a text the server has: half of all requests ask about it."""
    takes = [one.takes for one in ASKED]
    gives = [given(one.answer) for one in ASKED]
    schemas, components = msgspec.json.schema_components([*takes, *gives, Refused], ref_template=_AT)
    for component in components.values():
        text = component.get("properties", {}).get("text", {})
        if "pattern" in text:
            component["properties"]["text"] = {"type": "string", "enum": [key, key, key, "0" * 32]}
    taken, found = schemas[: len(takes)], schemas[len(takes) : -1]
    paths = {ASKED[n].path: {"post": _operation(taken[n], found[n], schemas[-1])} for n in range(len(ASKED))}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Termwise", "version": "1"},
        "paths": paths,
        "components": {"schemas": components},
    }


def given(answer: Callable[..., Struct]) -> type[Struct]:
    """What a function says it returns."""
    found: type[Struct] = get_type_hints(answer)["return"]
    assert issubclass(found, Struct)
    return found


def _operation(takes: object, gives: object, refused: object) -> dict[str, Any]:
    return {
        "requestBody": {"required": True, "content": _json(takes)},
        "responses": {"200": {"description": "the answer", "content": _json(gives)}}
        | {status: {"description": words, "content": _json(refused)} for status, words in REFUSED.items()},
    }


def _json(schema: object) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
