"""What a scenario supposes of chances, variations and open numbers stands in the agreement's deal, once."""

from decimal import Decimal

from termwise.model.declaration import Likely
from termwise.model.expression import Quantity
from termwise.model.terms import open_terms
from termwise.session import load_text
from termwise.view.fold import consolidate
from termwise.view.supposed import supposed

DEAL = """deal "Two caps"
    currency USD
    period 2026-01-01 through 2035-12-31
    today 2026-01-01

party seller "Seller Ltd", company
party buyer "Buyer Inc.", company
event opening "Opening" by seller
    likely 60%, between 2027 and 2030
driver sales in USD per year
    known 2025 10m
    varies 20% per year

clause royalty "Royalty"
    seller pays buyer undisclosed 15% to 20% of sales quarterly
        cap undisclosed 1m to 2m per year
        cap undisclosed 5m to 9m in total

amendment later "Later" signed 2026-01-01, binding
    change royalty
        seller pays buyer undisclosed 10% to 12% of sales quarterly

scenario base
    royalty.cap is 1.5m
    sales varies 10% per year

scenario more extends base
    royalty.rate is 17%
    opening likely 80%
"""
SESSION = load_text(DEAL)


def test_terms_are_called_by_where_they_stand() -> None:
    found = open_terms(SESSION.deal.clauses, SESSION.deal.amendments)
    assert {clause: tuple(terms) for clause, terms in found.items()} == {"royalty": ("rate", "cap", "cap2")}


def test_a_scenario_settles_every_wording_and_what_it_extends() -> None:
    deal = supposed(SESSION.deal, "more")
    assert tuple(open_terms(deal.clauses, deal.amendments)["royalty"]) == ("cap",)
    assert deal.drivers[0].variation == SESSION.deal.scenarios[0].pins[1].variation  # type: ignore[union-attr]
    chance = deal.events[0].chance
    assert isinstance(chance, Likely)
    assert isinstance(chance.chance, Quantity)
    assert chance.chance.value == Decimal("0.8")
    assert chance.wait is not None


def test_nothing_is_supposed_twice() -> None:
    agreement = SESSION.agreement(SESSION.view(scenario="more"))
    assert consolidate(agreement.deal, agreement.view).clauses == agreement.clauses
