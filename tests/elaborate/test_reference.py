"""The reference deals of the language elaborate without faults, and mean what they say."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec import structs

from termwise.base.dates import Duration
from termwise.model.amendment import AddClause, ChangeClause, EndClause
from termwise.model.clause import NoEffect
from termwise.model.deal import Deal, names
from termwise.model.declaration import Likely, WaitAfter, WaitBetween
from termwise.model.expression import Arithmetic, Between, Choice, Comparison, Interval, May, Quantity, Undisclosed
from termwise.model.moment import FirstOf, On, OneOfMoments, OnEvent
from termwise.model.sentence import (
    Allocation,
    Appointment,
    EndsDeal,
    Exclusivity,
    FirstRefusal,
    Grant,
    Investment,
    Issue,
    Payment,
    Pays,
    Periodic,
    Power,
    PurchaseCommitment,
    Warrant,
    Waterfall,
)
from tests.elaborate.reading import DEALS, read


@pytest.fixture(scope="module")
def reference() -> Deal:
    return _clean("reference.deal")


@pytest.fixture(scope="module")
def more() -> Deal:
    return _clean("more_sentences.deal")


def _clean(name: str) -> Deal:
    deal, faults = read((DEALS / name).read_text("utf-8"))
    assert faults == ()
    assert deal is not None
    return deal


def _bare(quantity: object) -> Quantity:
    assert isinstance(quantity, Quantity)
    return structs.replace(quantity, span=None)


def test_heading(reference: Deal) -> None:
    assert (reference.title, reference.currency, reference.grid) == ("Microsoft–OpenAI partnership", "USD", "monthly")
    assert (reference.start, reference.end) == (date(2019, 7, 22), date(2035, 1, 1))
    assert reference.today == date(2025, 10, 29)


def test_parties_assets_and_bodies(reference: Deal) -> None:
    known = names(reference)
    assert len(known.parties) == 8
    assert known.parties["openai"].kind == "public benefit corporation"
    assert _bare(known.parties["microsoft"].discount_rate) == Quantity(Decimal("0.08"), "%")
    assert known.assets["openai.models.post_agi"].owner is None
    assert known.assets["openai.models"].owner == "openai"
    assert known.bodies["openai_board"].of == "openai"


def test_events(reference: Deal) -> None:
    events = names(reference).events
    declared = events["agi_declared"].chance
    assert isinstance(declared, Likely)
    assert isinstance(declared.wait, WaitBetween)
    assert _bare(declared.chance).value == Decimal("0.7")
    assert (declared.wait.earliest.day, declared.wait.latest.precision) == (date(2027, 1, 1), "year")
    verified = events["agi_verified"].chance
    assert isinstance(verified, Likely)
    assert verified.wait == WaitAfter(Duration(months=3), Duration(months=18), "agi_declared")
    assert events["delaware_consent"].on == date(2025, 10, 28)


def test_drivers(reference: Deal) -> None:
    revenue = names(reference).drivers["openai_revenue"]
    assert (revenue.unit, revenue.per) == ("USD", "year")
    assert _bare(revenue.known[0].value) == Quantity(Decimal(3_700_000_000), "USD", "year")
    first, then = revenue.growth
    assert isinstance(first.rate, Interval)
    assert (first.rate.shape, first.rate.low.value, first.rate.low.per) == ("lognormal", Decimal("0.2"), "year")
    assert isinstance(first.until, On)
    assert then.until is None
    need = names(reference).drivers["compute_need"]
    assert [(c.driver, c.coefficient.value) for c in need.correlations] == [("openai_revenue", Decimal("0.6"))]


def test_clauses(reference: Deal) -> None:
    clauses = {clause.name: clause for clause in reference.clauses}
    paid = clauses["first_investment"].sentence
    assert isinstance(paid, Payment)
    assert _bare(paid.amount) == Quantity(Decimal(10) ** 9, "USD")
    assert clauses["compute_exclusive"].sentence == Exclusivity("openai", "buy", "compute", "from", ("microsoft",))
    rights = clauses["model_rights"]
    assert rights.sentence == Grant("openai", ("microsoft",), ("use",), "openai.models")
    end = rights.qualifiers.end
    assert end is not None
    assert not end.inclusive
    assert isinstance(end.moment, FirstOf)
    assert [type(one) for one in end.moment.moments] == [On, OnEvent]
    share = clauses["revenue_share"].sentence
    assert isinstance(share, Payment)
    assert isinstance(share.amount, Arithmetic)
    assert isinstance(share.amount.left, Undisclosed)
    assert share.amount.operator == "of"
    assert share.schedule == Periodic("quarterly")


def test_amendments(reference: Deal) -> None:
    january, memorandum, definitive = reference.amendments
    assert (january.status, memorandum.status, definitive.status) == ("binding", "non-binding", "binding")
    ended, added = january.patches
    assert isinstance(ended, EndClause)
    assert isinstance(added, AddClause)
    refusal = added.clause.sentence
    assert isinstance(refusal, FirstRefusal)
    assert (refusal.holder, refusal.act.actor, refusal.act.verb) == ("microsoft", "openai", "buy")
    assert refusal.notice == Duration(days=30)
    (requirement,) = definitive.requires
    assert requirement.otherwise == NoEffect()
    assert isinstance(requirement.by, On)
    assert requirement.by.day == date(2025, 12, 31)


def test_definitive_agreement(reference: Deal) -> None:
    rights, _, shares, azure, control = reference.amendments[2].patches
    assert isinstance(rights, ChangeClause)
    assert (rights.sentence, rights.said) == (None, ("end", "sources"))
    end = rights.qualifiers.end
    assert end is not None
    assert end.inclusive
    assert isinstance(end.moment, On)
    assert (end.moment.day, end.moment.precision) == (date(2032, 12, 31), "day")
    assert isinstance(shares, AddClause)
    issue = shares.clause.sentence
    assert isinstance(issue, Issue)
    assert [a.holder for a in issue.allocations] == ["microsoft", "foundation", "others"]
    assert sum(_bare(a.amount).value for a in issue.allocations) == 1
    assert issue.basis == "as converted"
    assert isinstance(azure, AddClause)
    commitment = azure.clause.sentence
    assert isinstance(commitment, PurchaseCommitment)
    assert (commitment.shortfall, _bare(commitment.amount).value) == ("paid", Decimal(250) * 10**9)
    assert isinstance(control, AddClause)
    assert control.clause.sentence == Appointment("foundation", "openai_board")


def test_scenario_claim_and_expectations(reference: Deal) -> None:
    (early,) = reference.scenarios
    assert [type(pin).__name__ for pin in early.pins] == ["EventPin", "EventPin"]
    (claim,) = reference.claims
    assert isinstance(claim.proposition, May)
    assert (claim.quantifier, claim.window.end_inclusive) == ("always", False)
    stake, value, rumour, *_ = reference.expectations
    assert isinstance(stake.proposition, Comparison)
    assert isinstance(value.proposition, Comparison)
    assert value.proposition.tolerance is not None
    assert value.proposition.tolerance.value == Decimal("0.01")
    assert isinstance(rumour.proposition, May)
    assert rumour.proposition.negated
    assert (rumour.on, rumour.known_by) == (date(2031, 6, 1), date(2025, 9, 11))


def test_every_value_of_a_clause_has_its_place(reference: Deal) -> None:
    rights = next(clause for clause in reference.clauses if clause.name == "model_rights")
    assert rights.name_span is not None
    assert (rights.name_span.line, rights.name_span.column) == (57, 8)
    assert [(field, span.line) for field, span in rights.qualifiers.spans] == [
        ("start", 59),
        ("end", 60),
        ("sources", 61),
    ]


def test_equity_and_distributions(more: Deal) -> None:
    clauses = {clause.name: clause.sentence for clause in more.clauses}
    warrant = clauses["warrant"]
    assert isinstance(warrant, Warrant)
    assert _bare(warrant.amount) == Quantity(Decimal(160_000_000), "shares")
    assert _bare(warrant.strike) == Quantity(Decimal("0.01"), "USD")
    assert len(warrant.vesting) == 2
    invested = clauses["softbank_second_closing"]
    assert isinstance(invested, Investment)
    assert (_bare(invested.price).value, invested.price_is) == (Decimal(260) * 10**9, "pre-money")
    profit = clauses["profit_split"]
    assert isinstance(profit, Waterfall)
    first, until, then = profit.tiers
    assert _bare(first.first).value == Decimal(13) * 10**9
    assert until.until_party == "microsoft"
    assert then.allocations == (Allocation("foundation", then.allocations[0].amount),)


def test_powers_and_refusals(more: Deal) -> None:
    clauses = {clause.name: clause.sentence for clause in more.clauses}
    exit_ = clauses["exit"]
    assert isinstance(exit_, Power)
    assert (exit_.holders, exit_.verb, exit_.notice) == (("microsoft", "openai"), "terminate", Duration(days=90))
    ends, pays = exit_.effects
    assert ends == EndsDeal(("azure_commitment",))
    assert isinstance(pays, Pays)
    assert (pays.payer, pays.payee) == (None, None)
    refusal = clauses["refusal"]
    assert isinstance(refusal, FirstRefusal)
    assert (refusal.accept_within, refusal.silence) == (Duration(days=60), "declines")
    panel = clauses["panel"]
    assert isinstance(panel, Power)
    assert (panel.verb, panel.subject) == ("declare", "agi_declared")


def test_open_terms(more: Deal) -> None:
    (proposal,) = more.amendments
    assert proposal.status == "proposed"
    share, rights, azure = proposal.patches
    assert isinstance(share, ChangeClause)
    assert isinstance(share.sentence, Payment)
    assert isinstance(share.sentence.amount, Arithmetic)
    assert isinstance(share.sentence.amount.left, Choice)
    assert isinstance(rights, ChangeClause)
    assert rights.qualifiers.end is not None
    assert isinstance(rights.qualifiers.end.moment, OneOfMoments)
    assert isinstance(azure, ChangeClause)
    assert isinstance(azure.sentence, PurchaseCommitment)
    assert isinstance(azure.sentence.amount, Between)


def test_interests(more: Deal) -> None:
    (interest,) = more.interests
    assert _bare(interest.risk_aversion) == Quantity(Decimal("0.1"), "", "bn")
    assert len(interest.worths) == 1
