"""Who and what exists: parties, assets, bodies, source documents."""

import re
from decimal import Decimal

from termwise.elaborate.amounts import discount_rate
from termwise.elaborate.context import Context
from termwise.elaborate.faults import declarations as faults
from termwise.elaborate.faults import numbers as number_faults
from termwise.elaborate.lines import Lines, lines
from termwise.elaborate.literals import plain_number
from termwise.elaborate.moments import calendar_date
from termwise.elaborate.qualifiers import citations
from termwise.model.declaration import Asset, Body, Party, SourceDocument
from termwise.syntax.tree import AssetNode, BodyNode, PartyNode, SourceNode

_SHA256 = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
_PARTY_LINES = frozenset({"discounts at", "also called", "source"})
_ASSET_LINES = frozenset({"also called", "source"})
_BODY_LINES = frozenset({"seats", "majority", "source"})
_SOURCE_LINES = frozenset({"publisher", "published", "language", "file", "sha256", "url"})


def party(ctx: Context, node: PartyNode) -> Party:
    """A party; a faulty line under it is reported and left out."""
    said = lines(ctx, node.qualifiers, "a party", _PARTY_LINES)
    rate = said.expr("discounts at")
    return Party(
        name=node.name.text,
        full_name=node.full_name.text if node.full_name else node.name.text,
        kind=node.kind.text if node.kind else None,
        also_called=_also_called(said),
        discount_rate=None if rate is None else discount_rate(ctx, rate),
        sources=citations(ctx, said.all("source")),
        span=node.span,
        name_span=node.name.span,
    )


def _also_called(said: Lines) -> tuple[str, ...]:
    return tuple(line.text.text for line in said.all("also called") if line.text is not None)


def asset(ctx: Context, node: AssetNode) -> Asset:
    """An asset, field or territory; a faulty line under it is reported and left out."""
    said = lines(ctx, node.qualifiers, f"{'an' if node.kind == 'asset' else 'a'} {node.kind}", _ASSET_LINES)
    return Asset(
        name=node.name.text,
        title=node.title.text if node.title else None,
        owner=None if node.owner is None else ctx.named(node.owner, "party"),
        kind=node.kind,
        also_called=_also_called(said),
        sources=citations(ctx, said.all("source")),
        span=node.span,
        name_span=node.name.span,
    )


def body(ctx: Context, node: BodyNode) -> Body:
    """A board or committee; a faulty line under it is reported and left out."""
    said = lines(ctx, node.qualifiers, "a body", _BODY_LINES)
    return Body(
        name=node.name.text,
        title=node.title.text if node.title else None,
        of=None if node.of is None else ctx.named(node.of, "party"),
        seats=_seats(ctx, said),
        majority=_majority(ctx, said),
        sources=citations(ctx, said.all("source")),
        span=node.span,
        name_span=node.name.span,
    )


def _seats(ctx: Context, said: Lines) -> int | None:
    node = said.expr("seats")
    count = None if node is None else plain_number(ctx, node)
    if node is None or count is None:
        return None
    if count <= 0 or count != count.to_integral_value():
        ctx.report(number_faults.whole_number("the number of seats", node.span))
        return None
    return int(count)


def _majority(ctx: Context, said: Lines) -> Decimal | None:
    node = said.expr("majority")
    fraction = None if node is None else plain_number(ctx, node)
    if node is None or fraction is None:
        return None
    if not 0 < fraction <= 1:
        ctx.report(number_faults.out_of_range("a majority", "0%", "100%", node.span))
        return None
    return fraction


def source(ctx: Context, node: SourceNode) -> SourceDocument:
    """A document that statements cite; a faulty line under it is reported and left out."""
    said = lines(ctx, node.qualifiers, "a source", _SOURCE_LINES)
    published = said.expr("published")
    digest = said.word("sha256")
    if digest is not None and _SHA256.fullmatch(digest) is None:
        ctx.report(faults.bad_digest(said.span("sha256")))
        digest = None
    return SourceDocument(
        name=node.name.text,
        title=node.title.text if node.title else node.name.text,
        publisher=said.text("publisher"),
        published=None if published is None else calendar_date(ctx, published),
        language=said.word("language"),
        file=said.text("file"),
        sha256=None if digest is None else digest.lower(),
        url=said.text("url"),
        span=node.span,
        name_span=node.name.span,
    )
