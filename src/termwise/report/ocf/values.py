"""Single values of OCF objects, read without trusting them."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Json = Mapping[str, Any]

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,10})?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2150
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def text(value: object) -> str | None:
    """A string with something in it, else None."""
    return value if isinstance(value, str) and value.strip() else None


def number(value: object) -> Decimal | None:
    """A number as OCF writes it, a string of digits, else None. Whole JSON numbers and `.5` are taken too."""
    said = value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
    said = f"0{said}" if said.startswith(".") else said
    return Decimal(said) if _NUMBER.fullmatch(said) else None


def positive(value: object) -> Decimal | None:
    """A number above zero, else None."""
    found = number(value)
    return found if found is not None and found > 0 else None


def fraction(value: object) -> Decimal | None:
    """A number above zero and below one, else None."""
    found = positive(value)
    return found if found is not None and found < 1 else None


def day(value: object) -> date | None:
    """A day of the calendar from 1900 to 2150, also where a time follows it, else None."""
    if not isinstance(value, str) or not _DAY.fullmatch(value[:10]):
        return None
    try:
        found = date.fromisoformat(value[:10])
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def sequence(item: Json, field: str) -> list[Any]:
    """The list in a field, empty where there is none."""
    found = item.get(field)
    return found if isinstance(found, list) else []


def inside(item: Json, *fields: str) -> Json:
    """The object in an object, field by field; empty where there is none."""
    found: object = item
    for field in fields:
        found = found.get(field) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def ratio(right: object) -> tuple[Decimal, Decimal] | None:
    """Of a conversion right: so many shares become so many others."""
    said = inside(right if isinstance(right, dict) else {}, "conversion_mechanism", "ratio")
    into, shares = positive(said.get("numerator")), positive(said.get("denominator"))
    return (shares, into) if shares and into else None


def valued(timing: object) -> Literal["pre-money", "post-money"] | None:
    """Whether a cap is before or after the new money; None where it is not said."""
    return "pre-money" if timing == "PRE_MONEY" else "post-money" if timing == "POST_MONEY" else None
