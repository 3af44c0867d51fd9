"""The faults of a deal's JSON form."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, error
from termwise.base.similar import did_you_mean


def json_syntax(reason: str, place: tuple[int, int] | None = None) -> Diagnostic:
    """The text is not JSON; `reason` is the decoder's, `place` its line and column from 1."""
    where = "" if place is None else f" at line {place[0]}, column {place[1]}"
    return error("json-syntax", f"this is not JSON: {_sentence(reason)}{where}", None)


def json_shape(reason: str) -> Diagnostic:
    """JSON that is not a deal; `reason` says what was expected and at which path."""
    return error(
        "json-shape",
        f"this JSON is not a deal: {_sentence(reason)}",
        None,
        help="`docs/schema/deal.schema.json` says what each field may hold",
    )


def json_unknown_field(path: str, field: str, known: Iterable[str]) -> Diagnostic:
    """A field that a deal does not have."""
    return error("json-unknown-field", f"a deal has no field `{path}`", None, help=did_you_mean(field, known))


def json_too_deep() -> Diagnostic:
    """Nested deeper than any deal."""
    return error("json-too-deep", "this JSON is nested deeper than a deal can be", None)


def control_character_in_json(path: str) -> Diagnostic:
    """A control character or line break inside a string."""
    return error(
        "json-control-character",
        f"the text at `{path}` contains a control character or a line break",
        None,
        help="texts of a deal stand on one line",
    )


def _sentence(reason: str) -> str:
    return reason[:1].lower() + reason[1:]
