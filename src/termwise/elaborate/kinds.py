"""The kinds of sentences in words, and which kinds take which qualifiers."""

from collections.abc import Mapping

from termwise.model.entitlement import PutOrCall
from termwise.model.sentence import (
    Appointment,
    CapitalCommitment,
    Consent,
    Conversion,
    Duty,
    Exclusivity,
    FirstRefusal,
    Grant,
    Investment,
    Issue,
    Loan,
    OptionPool,
    Payment,
    Permission,
    Power,
    Prohibition,
    Prose,
    Purchase,
    PurchaseCommitment,
    Sentence,
    Warrant,
    Waterfall,
)

SentenceKind = type[Sentence]

WORDS: Mapping[type, str] = {
    Payment: "a payment",
    Purchase: "a purchase",
    PurchaseCommitment: "a commitment to buy",
    CapitalCommitment: "a commitment to invest",
    Loan: "a loan",
    Grant: "a grant",
    Exclusivity: "an exclusivity",
    FirstRefusal: "a first refusal",
    Consent: "a need for consent",
    Permission: "a permission",
    Prohibition: "a prohibition",
    Duty: "a duty",
    Power: "a power",
    Issue: "an issue of shares",
    Investment: "an investment",
    Conversion: "a conversion",
    OptionPool: "an option pool",
    Warrant: "a warrant",
    PutOrCall: "an option",
    Waterfall: "a distribution",
    Appointment: "an appointment",
    Prose: "an untranslated clause",
}
"""Each kind of sentence with its article."""

_RIGHTS = (Grant, Exclusivity, FirstRefusal, Consent, Permission, Prohibition, Duty, Power)
_TRADE = (Payment, Purchase, PurchaseCommitment)

CLAUSE_TAKERS: Mapping[str, tuple[type, ...]] = {
    "only for": (*_RIGHTS, *_TRADE),
    "except for": (*_RIGHTS, *_TRADE),
    "cap": (*_TRADE, CapitalCommitment, Investment, PutOrCall, Waterfall),
    "floor": (Payment, Purchase, PutOrCall),
    "minimum": (Payment, Purchase),
    "tiers": (Payment,),
    "carried forward": (Payment, Purchase),
    "whole periods": (Payment, Purchase, Waterfall),
    "recoups": (Payment,),
    "deducts": (Payment, Waterfall),
    "late interest": (*_TRADE, CapitalCommitment, Investment, Waterfall),
    "rounded": (Payment, Purchase, Waterfall, PutOrCall),
}
"""Keyword of a qualifier around a clause -> the kinds of sentences it goes with; those left out go with all."""

INSTEAD: Mapping[tuple[str, type], str] = {
    ("minimum", PurchaseCommitment): "say `at least`: what is bought each year at the least",
    ("carried forward", PurchaseCommitment): "say `shortfall carried`: what is missing is bought later",
}
"""What says of a kind of sentence what a line that it does not take is meant to say."""

DETAIL_TAKERS: Mapping[str, tuple[tuple[type, str], ...]] = {
    "notice": ((FirstRefusal, "notice"), (Power, "notice")),
    "accept within": ((FirstRefusal, "accept_within"),),
    "within": ((Consent, "within"),),
    "silence": ((FirstRefusal, "silence"), (Consent, "silence")),
    "vests": ((Warrant, "vesting"),),
    "basis": ((Issue, "basis"), (Investment, "basis"), (Conversion, "basis"), (OptionPool, "basis")),
    "class": ((Issue, "share_class"), (Investment, "share_class"), (Conversion, "share_class")),
    "convention": ((Investment, "convention"),),
    "anti-dilution": ((Issue, "anti_dilution"), (Investment, "anti_dilution")),
    "interest": ((Conversion, "interest"), (Loan, "interest")),
    "exercised when": ((Warrant, "exercised_when"), (Power, "exercised_when"), (PutOrCall, "exercised_when")),
    "as favourable as": ((Conversion, "as_favourable"),),
    "net exercise at": ((Warrant, "net_exercise"),),
    "vests in full when": ((Warrant, "accelerated_when"),),
    **{
        keyword: ((Issue, field), (Investment, field))
        for keyword, field in (
            ("preference", "preference"),
            ("senior to", "senior_to"),
            ("pari passu with", "pari_passu_with"),
            ("participating", "participation"),
            ("converts", "converts"),
        )
    },
    "exit fee": ((Loan, "exit_fee"),),
    "repaid by": ((Loan, "repaid_by"),),
    "shortfall": ((PurchaseCommitment, "shortfall"),),
    "at least": ((PurchaseCommitment, "at_least"),),
    "cure": ((Duty, "cure"),),
    "fulfilled when": ((Duty, "fulfilled_when"),),
    "violated when": ((Duty, "violated_when"), (Prohibition, "violated_when")),
    "on breach": ((Duty, "on_breach"),),
    "effect": ((Power, "effects"),),
    "effective only when": ((Power, "effective_when"),),
    "may sublicense": ((Grant, "may_sublicense"),),
    "allocation": ((Waterfall, "tiers"),),
    "steps": ((Payment, "steps"),),
    "due within": (
        (Payment, "schedule"),
        (Purchase, "schedule"),
        (Duty, "deadline"),
        (Investment, "schedule"),
        (Conversion, "schedule"),
        (Waterfall, "schedule"),
    ),
    "due on last business day": (
        (Payment, "schedule"),
        (Purchase, "schedule"),
        (Duty, "deadline"),
        (Investment, "schedule"),
        (Conversion, "schedule"),
        (Waterfall, "schedule"),
    ),
}
"""Keyword of a line that belongs to kinds of sentences -> those kinds, and the field that it fills."""

AMOUNT_KINDS = (Payment, Purchase, PurchaseCommitment, CapitalCommitment, Loan, Investment, OptionPool, Warrant)
"""Sentences with one amount, which `otherwise` may replace."""


def detail_field(keyword: str, kind: type) -> str | None:
    """The field that a line fills in a sentence of this kind; None when the kind does not take it."""
    return dict(DETAIL_TAKERS.get(keyword, ())).get(kind)


def takers_in_words(keyword: str) -> tuple[str, ...]:
    """The kinds of sentences that take a qualifier, in words."""
    kinds = CLAUSE_TAKERS.get(keyword) or tuple(kind for kind, _ in DETAIL_TAKERS.get(keyword, ()))
    return tuple(WORDS[kind] for kind in kinds)


def shown(keyword: str) -> str:
    """The keyword in backticks; a row or an effect has none of its own and is called what it is."""
    rows = {"effect": "an effect", "allocation": "a row of a distribution", "steps": "a step of a payment"}
    return rows.get(keyword, f"`{keyword}`")
