"""Every citation of a deal, with what cites it."""

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct

from termwise.model.amendment import AddClause, Amendment, ChangeClause, EndClause
from termwise.model.clause import Citation
from termwise.model.deal import Deal


class Cited(Struct, frozen=True):
    """A citation and what cites it ("clause model_rights", "amendment memorandum")."""

    about: str
    citation: Citation


def citations(deal: Deal) -> tuple[Cited, ...]:
    """All citations, those of the deal itself first, then in order of declaration by kind."""
    return tuple(Cited(about, citation) for about, found in _groups(deal) for citation in found)


def _groups(deal: Deal) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    yield "deal", deal.citations
    for party in deal.parties:
        yield f"party {party.name}", party.sources
    for asset in deal.assets:
        yield f"{asset.kind} {asset.name}", asset.sources
    for body in deal.bodies:
        yield f"body {body.name}", body.sources
    for event in deal.events:
        yield f"event {event.name}", event.sources
    for driver in deal.drivers:
        yield f"driver {driver.name}", driver.sources
    for clause in deal.clauses:
        yield f"clause {clause.name}", clause.qualifiers.sources
    for amendment in deal.amendments:
        yield from _of_amendment(amendment)


def _of_amendment(amendment: Amendment) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    yield f"amendment {amendment.name}", amendment.sources
    for patch in amendment.patches:
        match patch:
            case ChangeClause(clause=name, qualifiers=qualifiers):
                yield f"change {name} by {amendment.name}", qualifiers.sources
            case EndClause(clause=name, sources=sources):
                yield f"end {name} by {amendment.name}", sources
            case AddClause(clause=clause):
                yield f"clause {clause.name} by {amendment.name}", clause.qualifiers.sources
            case _:
                assert_never(patch)
