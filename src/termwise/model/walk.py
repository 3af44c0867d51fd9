"""Walking through the parts of a value: every model type is a frozen `Struct`, so one walk serves all.

Places (`Span`) and the words of titles, quotes and prose are not parts in this sense. The walks keep
their own stack: they are the rules' inner loop.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

from msgspec import Struct

from termwise.model.expression import Ref

_T = TypeVar("_T", bound=Struct)

_PLACES = frozenset({"span", "name_span", "spans"})
_OWN_WORDS = frozenset({"name", "title", "full_name", "also_called", "says", "quote", "words", "kind"})


@cache
def _parts_of(kind: type[Struct]) -> tuple[str, ...]:
    """The fields of a type that are not places, last first, as a stack wants them."""
    return tuple(field for field in reversed(kind.__struct_fields__) if field not in _PLACES)


@cache
def _naming_parts_of(kind: type[Struct]) -> tuple[str, ...]:
    """The fields of a type that may name something else, or have parts that do."""
    kept = () if kind is Ref else _OWN_WORDS
    return tuple(field for field in _parts_of(kind) if field not in kept)


def parts(value: Any) -> Iterator[Struct]:  # noqa: ANN401 - any part of the model
    """The value, if it is a struct, and every struct inside it, outermost and first first."""
    stack = [value]
    while stack:
        part = stack.pop()
        if isinstance(part, Struct):
            yield part
            for field in _parts_of(type(part)):
                inside = getattr(part, field)
                if inside and isinstance(inside, (Struct, tuple)):
                    stack.append(inside)
        elif isinstance(part, tuple):
            stack.extend(reversed(part))


def parts_of(kind: type[_T], value: Any) -> Iterator[_T]:  # noqa: ANN401 - any part of the model
    """The parts of one type."""
    return (part for part in parts(value) if isinstance(part, kind))


def strings_in(value: Any) -> Iterator[str]:  # noqa: ANN401 - any part of the model
    """Every text in the value that may be the name of something else."""
    stack = [value]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, Struct):
            for field in _naming_parts_of(type(part)):
                inside = getattr(part, field)
                if inside and isinstance(inside, (str, Struct, tuple)):
                    stack.append(inside)
        elif isinstance(part, tuple):
            stack.extend(reversed(part))
