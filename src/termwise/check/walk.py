"""Walking through the parts of a value: every model type is a frozen `Struct`, so one walk serves all.

Places (`Span`) and the words of titles, quotes and prose are not parts in this sense.
"""

from collections.abc import Iterator
from typing import Any, TypeVar

from msgspec import Struct

from termwise.base.source import Span
from termwise.model.expression import Ref

_T = TypeVar("_T", bound=Struct)

_OWN_WORDS = frozenset({"name", "title", "full_name", "also_called", "says", "quote", "words", "kind"})


def parts(value: Any) -> Iterator[Struct]:  # noqa: ANN401 - any part of the model
    """The value, if it is a struct, and every struct inside it, outermost first."""
    if isinstance(value, tuple):
        for item in value:
            yield from parts(item)
    elif isinstance(value, Struct) and not isinstance(value, Span):
        yield value
        for field in value.__struct_fields__:
            inside = getattr(value, field)
            if isinstance(inside, (Struct, tuple)):
                yield from parts(inside)


def parts_of(kind: type[_T], value: Any) -> Iterator[_T]:  # noqa: ANN401 - any part of the model
    """The parts of one type."""
    return (part for part in parts(value) if isinstance(part, kind))


def strings_in(value: Any) -> Iterator[str]:  # noqa: ANN401 - any part of the model
    """Every text in the value that may be the name of something else."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Ref):
        yield value.name
    elif isinstance(value, tuple):
        for item in value:
            yield from strings_in(item)
    elif isinstance(value, Struct) and not isinstance(value, Span):
        for field in value.__struct_fields__:
            inside = getattr(value, field)
            if field not in _OWN_WORDS and isinstance(inside, (str, Struct, tuple)):
                yield from strings_in(inside)
