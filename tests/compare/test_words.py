"""Differences in words: clause by clause, value by value, with who and when."""

from datetime import date

import pytest
from msgspec.structs import replace

from termwise.compare.clauses import clause_differences
from termwise.compare.declarations import declaration_differences
from termwise.compare.difference import ClauseDifference, DeclarationDifference, Origin, ValueDifference
from termwise.model.deal import Deal
from termwise.model.moment import Bound, On
from termwise.view.agreement import Agreement
from termwise.view.fold import consolidate
from termwise.view.view import View
from tests.explain.small_deal import DEFINITIVE, SHARE, small_deal

BEFORE = date(2025, 9, 11)
AFTER = date(2025, 10, 29)
ORIGINAL = Origin(None, date(2020, 1, 1), "binding")
BY_DEFINITIVE = Origin("definitive", date(2025, 10, 28), "binding")


def agreement(known_by: date, deal: Deal | None = None, **view: str) -> Agreement:
    return consolidate(deal or small_deal(), View(known_by, **view))  # type: ignore[arg-type]


def test_two_views_of_one_deal() -> None:
    rights, exclusive, added = clause_differences(agreement(BEFORE), agreement(AFTER))
    assert rights == ClauseDifference(
        "rights",
        "Rights to the models",
        "changed",
        (
            ValueDifference("end", "until first of (2031-01-01, agi)", "through 2032-12-31", ORIGINAL, BY_DEFINITIVE),
            ValueDifference("sources[2]", None, 'source paper "2032"', None, BY_DEFINITIVE),
            ValueDifference("in effect", None, "from 2025-10-28", None, BY_DEFINITIVE),
        ),
    )
    assert exclusive.values == (
        ValueDifference("ended", None, "ended by definitive from 2025-10-28", None, BY_DEFINITIVE),
    )
    assert (added.clause, added.kind) == ("open_compute", "added")
    assert added.values[0] == ValueDifference(
        "sentence", None, "cloud grants lab access of compute", None, BY_DEFINITIVE
    )


def test_what_became_known_of_events_and_amendments() -> None:
    assert declaration_differences(agreement(BEFORE), agreement(AFTER)) == (
        DeclarationDifference("event", "consent", "open", "on 2025-10-28"),
        DeclarationDifference("amendment", "definitive", "not known", "in effect from 2025-10-28"),
    )


def test_a_text_that_counts_on_neither_side_is_no_difference() -> None:
    before = agreement(date(2025, 6, 1))
    assert {fate.fate for fate in before.fates} == {"not known"}
    assert declaration_differences(before, agreement(BEFORE)) == ()


def test_a_weak_text_shows_its_status() -> None:
    found = clause_differences(agreement(BEFORE), agreement(BEFORE, lowest="non-binding"))
    assert [(v.path, v.before, v.after) for d in found for v in d.values] == [
        ("end", "until first of (2031-01-01, agi)", "through 2032-12-31"),
        ("in effect", None, "from 2025-09-11"),
        ("status", None, "non-binding"),
    ]


def test_two_deals_value_by_value() -> None:
    share = replace(SHARE, sentence=replace(SHARE.sentence, payee="state"))
    deal = small_deal()
    other = replace(deal, clauses=(deal.clauses[0], share, deal.clauses[2]))
    (difference,) = clause_differences(agreement(AFTER), agreement(AFTER, other))
    assert difference.values == (ValueDifference("sentence.payee", "cloud", "state", ORIGINAL, ORIGINAL),)


def test_a_value_inherited_by_a_later_wording_is_told_once() -> None:
    deal = small_deal()
    rights = replace(deal.clauses[0], title="Licence")
    other = replace(deal, clauses=(rights, *deal.clauses[1:]))
    (difference,) = clause_differences(agreement(AFTER), agreement(AFTER, other))
    assert [(v.path, v.before, v.after) for v in difference.values] == [("title", "Rights to the models", "Licence")]


def test_another_sentence_is_a_difference_as_a_whole() -> None:
    deal = small_deal()
    other = replace(deal, clauses=(replace(deal.clauses[0], sentence=deal.clauses[2].sentence), *deal.clauses[1:]))
    (difference,) = clause_differences(agreement(BEFORE), agreement(BEFORE, other))
    assert difference.values == (
        ValueDifference(
            "sentence", "lab grants cloud use of models", "lab buys compute only from cloud", ORIGINAL, ORIGINAL
        ),
    )


def test_a_clause_only_one_deal_has() -> None:
    deal = small_deal()
    (difference,) = clause_differences(agreement(AFTER), agreement(AFTER, replace(deal, clauses=deal.clauses[:2])))[-1:]
    assert (difference.clause, difference.kind) == ("exclusive", "removed")
    assert difference.values[0].after is None


def test_declarations_in_words() -> None:
    deal = small_deal()
    other = replace(deal, parties=deal.parties[:2], end=date(2037, 1, 1))
    assert declaration_differences(agreement(AFTER), agreement(AFTER, other)) == (
        DeclarationDifference(
            "deal",
            "period",
            "2020-01-01 through 2035-12-31, monthly, in USD",
            "2020-01-01 through 2036-12-31, monthly, in USD",
        ),
        DeclarationDifference("party", "state", 'party state "State"', None),
    )


SIDES = [
    agreement(BEFORE),
    agreement(AFTER),
    agreement(BEFORE, lowest="rumoured"),
    agreement(AFTER, lowest="non-binding"),
    agreement(AFTER, small_deal(DEFINITIVE)),
    agreement(AFTER, small_deal(replace(DEFINITIVE, dated=date(2025, 10, 1), effective=On(date(2026, 1, 1))))),
    agreement(
        AFTER,
        replace(
            small_deal(),
            clauses=(replace(SHARE, qualifiers=replace(SHARE.qualifiers, end=Bound(On(date(2030, 1, 1)), False))),),
        ),
    ),
]


@pytest.mark.parametrize("side", SIDES)
def test_nothing_differs_from_itself(side: Agreement) -> None:
    assert clause_differences(side, side) == ()
    assert declaration_differences(side, side) == ()


@pytest.mark.parametrize("before", SIDES)
@pytest.mark.parametrize("after", SIDES)
def test_the_other_way_round_is_the_reverse(before: Agreement, after: Agreement) -> None:
    forth = {(d.clause, v) for d in clause_differences(before, after) for v in d.values}
    back = {
        (d.clause, ValueDifference(v.path, v.after, v.before, v.after_by, v.before_by))
        for d in clause_differences(after, before)
        for v in d.values
    }
    assert forth == back
    told = {(d.kind, d.name, d.before, d.after) for d in declaration_differences(before, after)}
    assert told == {(d.kind, d.name, d.after, d.before) for d in declaration_differences(after, before)}
