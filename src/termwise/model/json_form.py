"""Deals as JSON: written, read back, and described by a published JSON Schema.

The JSON form is the meaning, field for field: an object for each `Struct`, its `type` where
several may stand. Fields at their default are left out. Numbers of the deal are strings, so
that no reader rounds them. Law: `from_json(to_json(deal)).deal == deal`, places included.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct

from termwise.base.diagnostic import Diagnostic, has_errors
from termwise.model.deal import Deal
from termwise.model.expression import Expression
from termwise.model.faults import (
    control_character_in_json,
    json_shape,
    json_syntax,
    json_too_deep,
    json_unknown_field,
)
from termwise.model.fields import fields_of
from termwise.model.moment import Moment
from termwise.model.sentence import Effect, Schedule, Sentence

SCHEMA_ADDRESS = "deal.schema.json"
_DECIMAL_PATTERN = r"^-?[0-9]+(\.[0-9]+)?$"
_MOST_DIGITS = 30
_MOST_DEPTH = 200
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_UNIONS = {
    "Effect": Effect,
    "Expression": Expression,
    "Moment": Moment,
    "Schedule": Schedule,
    "Sentence": Sentence,
}
"""Unions that the schema names once instead of listing their members at every use."""


class FromJson(Struct, frozen=True):
    """What came out of a JSON text: the deal, or None and at least one error."""

    deal: Deal | None
    diagnostics: tuple[Diagnostic, ...] = ()


def to_json(deal: Deal) -> bytes:
    """The deal as indented UTF-8 JSON with a line end; a deal always gives the same bytes."""
    return json.dumps(_plain(deal), ensure_ascii=False, indent=2).encode() + b"\n"


def from_json(data: bytes) -> FromJson:
    """The deal of a JSON text. Faults are values: what is wrong, at which place or path of the text.

    Checks shape and spelling only; names and dimensions are checked when a deal is loaded.
    """
    try:
        text = data.decode("utf-8-sig")
        raw = json.loads(text, object_pairs_hook=_Object, parse_float=Decimal, parse_constant=_refuse_constant)
        if _is_deep(raw):
            return FromJson(None, (json_too_deep(),))
        deal = msgspec.convert(raw, Deal)
    except msgspec.ValidationError as fault:
        return FromJson(None, (json_shape(str(fault)),))
    except UnicodeDecodeError as fault:
        return FromJson(None, (json_syntax(f"byte {fault.start} is not UTF-8"),))
    except json.JSONDecodeError as fault:
        return FromJson(None, (json_syntax(fault.msg, (fault.lineno, fault.colno)),))
    except ValueError as fault:
        return FromJson(None, (json_syntax(str(fault)),))
    except RecursionError:
        return FromJson(None, (json_too_deep(),))
    diagnostics = (*_unknown_fields(raw, deal, "$"), *_bad_values(raw, deal))
    return FromJson(None if has_errors(diagnostics) else deal, diagnostics)


def _is_deep(raw: object) -> bool:
    """Whether objects and lists nest deeper than those of any deal whose text the language can hold."""
    level = [raw]
    for _ in range(_MOST_DEPTH):
        level = [part for node in level for part in _parts(node)]
        if not level:
            return False
    return True


def _parts(node: object) -> Iterable[object]:
    if isinstance(node, dict):
        return node.values()
    return node if isinstance(node, list) else ()


class _Object(dict[str, Any]):
    """A JSON object that refuses a field said twice: of two values, neither is the one meant."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        if len(self) != len(pairs):
            counts = Counter(name for name, _ in pairs)
            twice = next(name for name, count in counts.items() if count > 1)
            raise ValueError(f"the field `{twice}` is said twice in one object")


def _refuse_constant(word: str) -> Any:  # noqa: ANN401 - the hook's signature
    raise ValueError(f"`{word}` is not a number")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the JSON form. Objects are closed: an unknown field is an error."""
    unions, _ = msgspec.json.schema_components(_UNIONS.values())
    members = {_members(union): name for name, union in zip(_UNIONS, unions, strict=True)}
    described = msgspec.json.schema(Deal)
    definitions = {name: _strict(node, members) for name, node in described["$defs"].items()}
    named = {name: {"title": name, **union} for name, union in zip(_UNIONS, unions, strict=True)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ADDRESS,
        "title": "Termwise deal",
        "$ref": described["$ref"],
        "$defs": dict(sorted((definitions | named).items())),
    }


def schema_text() -> str:
    """The published schema file, byte for byte."""
    return json.dumps(schema(), ensure_ascii=False, indent=2, sort_keys=False) + "\n"


def _plain(meaning: object) -> object:
    """JSON values of a value of the model; fields at their default are left out."""
    match meaning:
        case Struct():
            config = meaning.__struct_config__
            tag = {} if config.tag is None else {str(config.tag_field): config.tag}
            values = ((field, getattr(meaning, field.name)) for field in fields_of(type(meaning)))
            return tag | {
                field.encode_name: _plain(value) for field, value in values if field.required or value != field.default
            }
        case tuple():
            return [_plain(part) for part in meaning]
        case Decimal():
            return f"{meaning:f}"
        case date():
            return meaning.isoformat()
        case _:
            return meaning


def _unknown_fields(raw: object, meaning: object, path: str) -> list[Diagnostic]:
    """The fields of the text that the model has no place for; nothing is dropped in silence."""
    if isinstance(raw, list) and isinstance(meaning, tuple):
        pairs = zip(raw, meaning, strict=True)
        return [found for at, pair in enumerate(pairs) for found in _unknown_fields(*pair, f"{path}[{at}]")]
    if not isinstance(raw, dict) or not isinstance(meaning, Struct):
        return []
    names = {field.encode_name: field.name for field in fields_of(type(meaning))}
    tag = meaning.__struct_config__.tag_field
    faults = []
    for key, value in raw.items():
        if key in names:
            faults += _unknown_fields(value, getattr(meaning, names[key]), f"{path}.{key}")
        elif key != tag:
            faults.append(json_unknown_field(f"{path}.{key}", key, frozenset(names)))
    return faults


def _bad_values(raw: object, meaning: object) -> list[Diagnostic]:
    """Values that a text of the language could not hold: infinite numbers, control characters."""
    faults = []
    for path, value in _leaves(raw, "$"):
        if isinstance(value, str) and _CONTROL.search(value):
            faults.append(control_character_in_json(path))
    faults += [
        json_shape(f"a number must have at most {_MOST_DIGITS} digits - at `{path}`")
        for path, value in _leaves(meaning, "$")
        if isinstance(value, Decimal) and not _is_moderate(value)
    ]
    return faults


def _is_moderate(value: Decimal) -> bool:
    """Whether a number is finite and can be written out in a line."""
    return value.is_finite() and max(abs(value.adjusted()), len(value.as_tuple().digits)) <= _MOST_DIGITS


def _leaves(node: object, path: str) -> list[tuple[str, object]]:
    if isinstance(node, dict):
        return [leaf for key, value in node.items() for leaf in _leaves(value, f"{path}.{key}")]
    if isinstance(node, list | tuple):
        return [leaf for at, value in enumerate(node) for leaf in _leaves(value, f"{path}[{at}]")]
    if isinstance(node, Struct):
        fields = fields_of(type(node))
        return [leaf for f in fields for leaf in _leaves(getattr(node, f.name), f"{path}.{f.encode_name}")]
    return [(path, node)]


def _members(node: dict[str, Any]) -> frozenset[str]:
    """The definitions that a schema node offers as alternatives; empty when it is no such union."""
    alternatives = node.get("anyOf", ())
    return frozenset(one["$ref"] for one in alternatives) if all("$ref" in one for one in alternatives) else frozenset()


def _strict(node: Any, unions: dict[frozenset[str], str]) -> Any:  # noqa: ANN401 - any JSON
    """The schema node closed to unknown fields, with named unions, finite decimals and one-line descriptions."""
    if isinstance(node, list | tuple):
        return [_strict(part, unions) for part in node]
    if not isinstance(node, dict):
        return node
    if name := unions.get(_members(node)):
        return {"$ref": f"#/$defs/{name}"} | ({"default": node["default"]} if "default" in node else {})
    closed = {key: _strict(value, unions) for key, value in node.items()}
    if closed.get("type") == "object" and "properties" in closed:
        closed["additionalProperties"] = False
    if closed.get("format") == "decimal":
        closed["pattern"] = _DECIMAL_PATTERN
    if isinstance(closed.get("description"), str):
        closed["description"] = " ".join(closed["description"].split())
    return closed
