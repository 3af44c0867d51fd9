"""The fields of a type of the model, with their defaults and the names they have in JSON."""

from functools import cache

from msgspec import Struct, structs


@cache
def fields_of(kind: type[Struct]) -> tuple[structs.FieldInfo, ...]:
    """The fields of a type, in order. msgspec evaluates every annotation when asked, so it is asked once a type."""
    return structs.fields(kind)
