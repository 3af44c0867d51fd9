"""Names and quoted texts, as written."""

from msgspec import Struct

from termwise.base.source import Span


class Name(Struct, frozen=True, gc=False):
    """A name, dotted or not, as written."""

    text: str
    span: Span


class Text(Struct, frozen=True, gc=False):
    """The content of a `"quoted"` text, escapes resolved."""

    text: str
    span: Span
