"""Amendments: what a change says, what it keeps, and what it drops."""

from datetime import date

from msgspec import structs

from termwise.base.dates import Duration
from termwise.model.amendment import ChangeClause, EndClause
from termwise.model.change import changed_sentence
from termwise.model.deal import Deal
from termwise.model.moment import On
from termwise.model.sentence import FirstRefusal, Payment, PurchaseCommitment
from tests.elaborate.reading import deal_of, faults_of

REFUSAL = """
clause refusal
    microsoft has first refusal when openai buys compute
        notice 30 days, silence declines
clause commitment
    openai commits to buy 250bn of compute from microsoft by 2032
        shortfall paid
        at least 20bn per year
amendment second signed 2025-10-28, binding
"""


def _change(deal: Deal) -> ChangeClause:
    (patch,) = deal.amendments[-1].patches
    assert isinstance(patch, ChangeClause)
    return patch


def test_a_line_of_a_sentence_changes_only_that_line() -> None:
    deal = deal_of(REFUSAL + "    change refusal\n        notice 60 days\n        through 2030\n")
    change = _change(deal)
    assert (change.reworded, change.detailed, change.said) == (False, ("notice",), ("end",))
    old = deal.clauses[0].sentence
    assert isinstance(old, FirstRefusal)
    assert changed_sentence(old, change) == structs.replace(old, notice=Duration(days=60))
    reported = structs.replace(old, accept_within=Duration(days=5))
    assert changed_sentence(reported, change) == structs.replace(reported, notice=Duration(days=60))


def test_a_new_sentence_keeps_the_lines_of_its_kind() -> None:
    deal = deal_of(
        REFUSAL
        + "    change commitment\n        openai commits to buy 300bn of compute from microsoft by 2035\n"
        + "        shortfall carried\n"
    )
    old, new = deal.clauses[1].sentence, changed_sentence(deal.clauses[1].sentence, _change(deal))
    assert isinstance(old, PurchaseCommitment)
    assert isinstance(new, PurchaseCommitment)
    assert (new.at_least, new.shortfall) == (old.at_least, "carried")
    assert isinstance(new.by, On)
    assert new.by.day == date(2035, 1, 1)


def test_a_new_sentence_of_another_kind_replaces_everything() -> None:
    deal = deal_of(REFUSAL + "    change refusal\n        openai pays microsoft 5bn yearly\n")
    assert isinstance(changed_sentence(deal.clauses[0].sentence, _change(deal)), Payment)


def test_what_is_removed_is_named_by_its_field() -> None:
    deal = deal_of(REFUSAL + "    change refusal\n        remove silence, until, late interest, notice\n")
    change = _change(deal)
    assert change.removed == ("silence", "end", "late_interest", "notice")
    assert change.sentence is None
    assert changed_sentence(deal.clauses[0].sentence, change) == deal.clauses[0].sentence


def test_a_line_is_read_by_what_the_clause_says_in_any_amendment() -> None:
    deal = deal_of(
        REFUSAL
        + "    change refusal\n        cap 5bn in total\n"
        + "amendment third proposed 2026-01-01\n    change refusal\n        openai pays microsoft 5bn yearly\n"
    )
    assert deal.amendments[-1].status == "proposed"
    (patch,) = deal.amendments[-2].patches
    assert isinstance(patch, ChangeClause)
    assert patch.said == ("cap",)


def test_the_head_and_the_lines_of_an_amendment() -> None:
    deal = deal_of(
        "\nclause fee\n    openai pays microsoft 5bn yearly\n"
        "amendment rumour reported 2025-06-01, rumoured\n    end fee on 2030\n"
        'amendment second "Second" signed 2025-10-28, binding\n    effective 2026-01-01\n    known from 2025-11-01\n'
        '    requires ipo by 2026-12-31\n    withdraws rumour\n    says "ended"\n    untranslated "amicably"\n'
        '    end fee\n        says "the fee falls away"\n'
    )
    rumour, second = deal.amendments
    assert (rumour.status, rumour.dating, rumour.known_from) == ("rumoured", "reported", date(2025, 6, 1))
    assert (second.title, second.known_from, second.withdraws) == ("Second", date(2025, 11, 1), ("rumour",))
    assert (second.says, second.untranslated[0].words) == (("ended",), "amicably")
    assert isinstance(second.effective, On)
    (ended,) = second.patches
    assert isinstance(ended, EndClause)
    assert ended.says == ("the fee falls away",)


def test_two_patches_of_one_clause_point_at_the_first() -> None:
    (fault,) = faults_of(REFUSAL + "    change refusal\n        notice 60 days\n    end refusal\n")
    assert (fault.code, [related.message for related in fault.related]) == ("changed-twice", ["first here"])
