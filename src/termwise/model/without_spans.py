"""Meaning without places: for comparing deals that were written differently."""

from typing import TypeVar

import msgspec

from termwise.base.source import Span
from termwise.model.fields import fields_of

_PLACES = frozenset({"span", "name_span", "spans"})

_T = TypeVar("_T")


def without_spans(meaning: _T) -> _T:
    """The same value with every place in a text taken out, all the way down.

    Two deals mean the same exactly when `without_spans` of both are equal.
    """
    if isinstance(meaning, tuple):
        return type(meaning)(without_spans(part) for part in meaning)
    if not isinstance(meaning, msgspec.Struct) or isinstance(meaning, Span):
        return meaning
    changes = {
        field.name: field.default if field.name in _PLACES else without_spans(getattr(meaning, field.name))
        for field in fields_of(type(meaning))
    }
    return msgspec.structs.replace(meaning, **changes)
