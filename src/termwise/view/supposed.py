"""A deal as a scenario supposes it: chances, variations and open numbers that the scenario puts in their place.

Days of events, growth and levels of drivers, powers and late payment are no part of it: the course of events has those.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from termwise.model.amendment import AddClause, Amendment, ChangeClause, Patch
from termwise.model.deal import Deal
from termwise.model.declaration import ChancePin, Event, Likely, TermPin, VariationPin
from termwise.model.expression import Expression
from termwise.model.terms import with_terms
from termwise.view.occurrences import scenario_pins

Terms = Mapping[str, Mapping[str, Expression]]


def supposed(deal: Deal, scenario: str | None) -> Deal:
    """The deal with what the scenario says of chances, variations and open numbers; itself where it says nothing.

    What it says of them is then no longer said by the scenarios of that deal, so that nothing is supposed twice.
    """
    pins = scenario_pins(deal, scenario)
    chances = {pin.event: pin for pin in pins if isinstance(pin, ChancePin)}
    variations = {pin.driver: pin.variation for pin in pins if isinstance(pin, VariationPin)}
    terms: dict[str, dict[str, Expression]] = {}
    for pin in pins:
        if isinstance(pin, TermPin):
            terms.setdefault(pin.clause, {})[pin.term] = pin.value
    if not (chances or variations or terms):
        return deal
    return replace(
        deal,
        events=tuple(_likely(one, chances[one.name]) if one.name in chances else one for one in deal.events),
        drivers=tuple(
            replace(one, variation=variations[one.name]) if one.name in variations else one for one in deal.drivers
        ),
        clauses=tuple(with_terms(one, terms[one.name]) if one.name in terms else one for one in deal.clauses),
        amendments=tuple(_amended(one, terms) for one in deal.amendments) if terms else deal.amendments,
        scenarios=tuple(
            replace(one, pins=tuple(pin for pin in one.pins if not isinstance(pin, ChancePin | VariationPin | TermPin)))
            for one in deal.scenarios
        ),
    )


def _likely(event: Event, pin: ChancePin) -> Event:
    """With the chance of the pin; when it may come is as declared where the pin does not say it."""
    chance, declared = pin.chance, event.chance
    if isinstance(chance, Likely) and chance.wait is None and isinstance(declared, Likely):
        chance = replace(chance, wait=declared.wait)
    return replace(event, chance=chance)


def _amended(amendment: Amendment, terms: Terms) -> Amendment:
    return replace(amendment, patches=tuple(_patched(patch, terms) for patch in amendment.patches))


def _patched(patch: Patch, terms: Terms) -> Patch:
    match patch:
        case AddClause(clause) if clause.name in terms:
            return replace(patch, clause=with_terms(clause, terms[clause.name]))
        case ChangeClause(clause) if clause in terms:
            return with_terms(patch, terms[clause])
        case _:
            return patch
