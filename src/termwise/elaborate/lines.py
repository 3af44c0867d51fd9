"""The simple lines of a directive: each keyword at most once, nothing that does not belong."""

from collections.abc import Iterable

from msgspec import Struct

from termwise.base.source import Span
from termwise.elaborate.context import Context
from termwise.elaborate.faults import clauses as faults
from termwise.syntax.tree import Expr, QualifierNode

_REPEATED = frozenset({"also called", "source", "says", "untranslated", "requires", "withdraws"})


class Lines(Struct, frozen=True):
    """The lines of one directive by keyword, in the order written."""

    by_keyword: dict[str, tuple[QualifierNode, ...]]

    def first(self, keyword: str) -> QualifierNode | None:
        """The line of that keyword."""
        return next(iter(self.by_keyword.get(keyword, ())), None)

    def all(self, keyword: str) -> tuple[QualifierNode, ...]:
        """Every line of that keyword."""
        return self.by_keyword.get(keyword, ())

    def expr(self, keyword: str) -> Expr | None:
        """The value of that line."""
        node = self.first(keyword)
        return None if node is None else node.expr

    def text(self, keyword: str) -> str | None:
        """The quoted text of that line."""
        node = self.first(keyword)
        return node.text.text if node is not None and node.text is not None else None

    def word(self, keyword: str) -> str | None:
        """The word of that line."""
        node = self.first(keyword)
        return None if node is None else node.word

    def span(self, keyword: str) -> Span | None:
        """The place of that line."""
        node = self.first(keyword)
        return None if node is None else node.span


def lines(ctx: Context, nodes: Iterable[QualifierNode], where: str, known: frozenset[str]) -> Lines:
    """The lines by keyword; those that are not `known` under `where`, or come twice, are reported and left out."""
    found: dict[str, tuple[QualifierNode, ...]] = {}
    for node in nodes:
        earlier = found.get(node.keyword, ())
        if node.keyword not in known:
            ctx.report(faults.unknown_qualifier(node.keyword, where, node.span))
        elif earlier and node.keyword not in _REPEATED:
            ctx.report(faults.qualifier_twice(node.keyword, node.span, earlier[0].span))
        else:
            found[node.keyword] = (*earlier, node)
    return Lines(found)
