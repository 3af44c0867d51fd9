"""Looking into trees: without places, and place by place."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from termwise.base.source import SourceText, Span


def bare(node: Any) -> Any:
    """A tree without its spans, to be compared."""
    if isinstance(node, Span):
        return None
    if isinstance(node, Struct):
        fields = {name: bare(getattr(node, name)) for name in node.__struct_fields__ if name != "span"}
        return (type(node).__name__, fields)
    if isinstance(node, tuple):
        return tuple(bare(part) for part in node)
    return node


def nodes(node: Any) -> Iterator[Any]:
    """Every node of a tree."""
    if isinstance(node, Struct) and not isinstance(node, Span):
        yield node
        for name in node.__struct_fields__:
            yield from nodes(getattr(node, name))
    elif isinstance(node, tuple):
        for part in node:
            yield from nodes(part)


def at(source: SourceText, span: Span) -> str:
    """The text at a span."""
    lines = source.text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)
