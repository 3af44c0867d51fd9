"""Where the names of a deal stand in its texts."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from termwise.base.source import Span
from termwise.elaborate.names import Symbols
from termwise.syntax.tree import Name, QualifierNode, TextTree

_WORDS_OF_THE_LANGUAGE = frozenset(
    {"verb", "verbs", "relation", "exclusiveness", "dating", "status", "unit", "per", "removed", "keyword"}
)
"""Fields of tree nodes whose names are words of the language, whatever else is called so."""
_FREE_WORDS = frozenset({"currency", "calendar", "language", "sha256"})
"""Lines whose word is not a name of the deal."""


class Occurrence(Struct, frozen=True, order=True):
    """A declared name where it is written; `declares` where it is declared."""

    span: Span
    name: str
    declares: bool


def occurrences(trees: Sequence[TextTree], symbols: Symbols) -> tuple[Occurrence, ...]:
    """Every place at which a declared name is written, in order of file and place.

    Lines that cannot be read have none.
    """
    found = {name.span: name.text for tree in trees for name in _names_in(tree.directives)}
    return tuple(
        sorted(
            Occurrence(span, text, symbol.span == span)
            for span, text in found.items()
            if (symbol := symbols.get(text)) is not None
        )
    )


def _names_in(thing: object) -> Iterator[Name]:
    """The names in a node and its parts, those that are words of the language left out."""
    match thing:
        case Name():
            yield thing
        case tuple():
            for one in thing:
                yield from _names_in(one)
        case QualifierNode(keyword=keyword) if keyword in _FREE_WORDS:
            return
        case Struct():
            for field in _asked_fields(thing):
                yield from _names_in(getattr(thing, field))
        case _:
            return


def _asked_fields(node: Struct) -> Iterable[str]:
    return (field for field in node.__struct_fields__ if field not in _WORDS_OF_THE_LANGUAGE)
