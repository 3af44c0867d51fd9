"""The parties, and what each has to do with the deal."""

from collections.abc import Iterator

from termwise.explain.shown import ShownClause
from termwise.report.contents import PartySaid
from termwise.session.reporting.material import Material
from termwise.session.reporting.wording import counted, listed


def parties(found: Material) -> tuple[PartySaid, ...]:
    """Every party of the deal, in the order in which it declares them."""
    return tuple(
        PartySaid(
            name=party.name,
            full_name=party.full_name,
            kind=party.kind or "",
            also_called=party.also_called,
            roles=tuple(_roles(found, party.name)),
        )
        for party in found.session.deal.parties
    )


def _roles(found: Material, party: str) -> Iterator[str]:
    deal = found.session.deal
    ahead = ("in force", "open", "not yet", "pending")
    named = [c for c in found.clauses.values() if c.state in ahead and _names(c, party)]
    if named:
        yield f"named in {counted(len(named), 'clause')} that {'is' if len(named) == 1 else 'are'} or may be in force"
    decides = [f"`{event.name}`" for event in deal.events if event.by == party]
    if decides:
        yield f"decides {listed(decides)}"
    owns = [f"`{asset.name}`" for asset in deal.assets if asset.owner == party and asset.kind == "asset"]
    if owns:
        yield f"owns {listed(owns)}"
    bodies = [body.title or f"`{body.name}`" for body in deal.bodies if body.of == party]
    if bodies:
        yield f"has the body {listed(bodies)}"


def _names(clause: ShownClause, party: str) -> bool:
    """Whether the words of a clause name a party."""
    words = " ".join((clause.sentence, *clause.qualifiers))
    return party in words.replace(",", " ").replace("(", " ").replace(")", " ").split()
