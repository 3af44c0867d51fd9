"""Amendments folded in order of effect, with blame; fates; else-branches."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.base.dates import Duration
from termwise.model.amendment import STATUSES, AddClause, Amendment, ChangeClause, EndClause, Patch, Status
from termwise.model.clause import Clause, OtherwiseAmount, Qualifiers
from termwise.model.deal import Deal
from termwise.model.expression import Quantity
from termwise.model.moment import Bound, On
from termwise.model.sentence import FirstRefusal, Payment
from termwise.view.agreement import Agreement, Blame, Version
from termwise.view.course import NEVER, HangsOn, Reach, certainly
from termwise.view.fold import consolidate
from termwise.view.view import View
from termwise.view.words import qualifier_words
from tests.view.reading import agreement_of, deal_of, view_of

BASE = """
clause share "Share"
    a pays b 20% of sales quarterly
    until 2028-01-01
    source press "20 %"

clause sole_supplier
    b buys compute only from a
"""
SOURCES = """
source press "Press"
    published 2024-01-01
"""
FIRST = """
amendment first signed 2022-01-01, binding
    change share
        through 2028-12-31
        cap 1bn in total
    end sole_supplier
    clause refusal
        a has first refusal when b buys compute
            notice 30 days
"""
SECOND = """
amendment second signed 2023-01-01, binding
    change share
        a pays b 15% of sales quarterly
        remove cap
"""


def last(agreement: Agreement, clause: str) -> Version:
    history = agreement.clause(clause)
    assert history is not None
    return history.versions[-1]


def lines(version: Version) -> dict[str, tuple[str | None, str | None, str | None]]:
    return {line.path: (line.amendment, line.before, line.after) for line in version.blame}


def fate(agreement: Agreement, name: str) -> tuple[str, str]:
    found = next(f for f in agreement.fates if f.amendment.name == name)
    return found.fate, found.why


def test_each_value_keeps_its_author() -> None:
    agreement = agreement_of(SOURCES + BASE + FIRST + SECOND)
    assert lines(last(agreement, "share")) == {
        "title": (None, None, "Share"),
        "sentence": (None, None, "a pays b 20% of sales quarterly"),
        "sentence.amount": ("second", "20% of sales", "15% of sales"),
        "end": ("first", "until 2028-01-01", "through 2028-12-31"),
        "sources[1]": (None, None, 'source press "20 %"'),
    }
    first = agreement.clauses[0].versions[1]
    assert lines(first)["cap"] == ("first", None, "cap 1bn in total")


def test_versions_follow_each_other_and_endings_stand_apart() -> None:
    agreement = agreement_of(SOURCES + BASE + FIRST + SECOND)
    share, supplier, refusal = agreement.clauses
    assert [v.begins for v in share.versions] == [certainly(date(year, 1, 1)) for year in (2020, 2022, 2023)]
    assert [v.amendment for v in share.versions] == [None, "first", "second"]
    assert [e.at for e in supplier.endings] == [certainly(date(2022, 1, 1))]
    assert (refusal.versions[0].begins, refusal.versions[0].amendment) == (certainly(date(2022, 1, 1)), "first")
    assert fate(agreement, "first") == ("in effect", "signed on 2022-01-01; in effect since 2022-01-01")


def test_a_sentence_of_another_kind_is_one_line() -> None:
    agreement = agreement_of(
        SOURCES
        + BASE
        + SECOND
        + """
amendment third signed 2024-01-01, binding
    change share
        a may build compute
"""
    )
    share = lines(last(agreement, "share"))
    assert share["sentence"] == ("third", "a pays b 15% of sales quarterly", "a may build compute")
    assert "sentence.amount" not in share


def test_exceptions_add_up_and_can_be_removed() -> None:
    text = """
clause x
    a grants b use of note
    unless agi
amendment first signed 2022-01-01, binding
    change x
        unless ipo
amendment second signed 2023-01-01, binding
    change x
        remove unless
amendment third signed 2024-01-01, binding
    change x
        unless approved
"""
    agreement = agreement_of(text)
    versions = agreement.clauses[0].versions
    assert [len(v.clause.qualifiers.unless) for v in versions] == [1, 2, 0, 1]
    assert lines(versions[1])["unless[2]"] == ("first", None, "unless ipo")
    assert lines(versions[2]) == {"sentence": (None, None, "a grants b use of note")}
    assert lines(versions[3])["unless[1]"] == ("third", None, "unless approved")


def test_order_of_effect_goes_before_order_of_writing() -> None:
    text = """
clause x
    a pays b 1m on 2026-01-01
amendment late signed 2022-01-01, binding
    effective 2024-01-01
    change x
        a pays b 3m on 2026-01-01
amendment early signed 2023-01-01, binding
    change x
        a pays b 2m on 2026-01-01
"""
    versions = agreement_of(text).clauses[0].versions
    assert [v.amendment for v in versions] == [None, "early", "late"]
    assert lines(versions[2])["sentence.amount"] == ("late", "2m", "3m")


def test_of_two_on_one_day_the_one_written_later_wins() -> None:
    patch = "amendment {} signed 2022-01-01, binding\n    change x\n        a pays b {} on 2026-01-01\n"
    base = "clause x\n    a pays b 1m on 2026-01-01\n"
    one = agreement_of(base + patch.format("one", "2m") + patch.format("two", "3m"))
    other = agreement_of(base + patch.format("two", "3m") + patch.format("one", "2m"))
    assert last(one, "x").amendment == "two"
    assert last(other, "x").amendment == "one"


def test_an_effect_before_anybody_knew() -> None:
    text = """
clause x
    a pays b 1m on 2026-01-01
amendment backdated signed 2024-06-01, binding
    effective 2021-01-01
    change x
        a pays b 2m on 2026-01-01
"""
    assert last(agreement_of(text), "x").begins == certainly(date(2021, 1, 1))
    assert len(agreement_of(text, "2024-05-31").clauses[0].versions) == 1


def test_a_change_of_a_clause_added_later_follows_it() -> None:
    text = """
amendment adds signed 2024-01-01, binding
    clause x
        a pays b 1m on 2026-01-01
amendment changes signed 2024-02-01, binding
    effective 2023-01-01
    change x
        through 2027-12-31
"""
    versions = agreement_of(text).clauses[0].versions
    assert [v.begins for v in versions] == [certainly(date(2024, 1, 1))] * 2
    assert versions[1].amendment == "changes"


CONDITION = """
clause x
    a pays b 1m on 2026-01-01
amendment conditional signed 2024-01-01, binding
    requires {}, otherwise {}
    change x
        a pays b 9m on 2026-01-01
"""


def conditional(requires: str, otherwise: str = "no effect", **pins: str | None) -> Agreement:
    return agreement_of(CONDITION.format(requires, otherwise), None, "binding", **pins)


def test_a_condition_met_delays_the_effect() -> None:
    agreement = conditional("done by 2024-12-31")
    assert last(agreement, "x").begins == certainly(date(2024, 6, 30))
    assert fate(agreement, "conditional")[1] == "signed on 2024-01-01; in effect since 2024-06-30, when done held"


def test_a_condition_open_waits() -> None:
    agreement = conditional("agi by 2026-12-31")
    assert last(agreement, "x").begins == Reach(date(2025, 1, 2), None, frozenset({HangsOn("event", "agi")}))
    assert fate(agreement, "conditional") == ("pending", "signed on 2024-01-01; waits for agi by 2026-12-31")


def test_a_condition_failed_takes_the_else_branch() -> None:
    nothing = conditional("agi by 2024-06-30")
    assert len(nothing.clauses[0].versions) == 1
    assert fate(nothing, "conditional") == (
        "failed",
        "signed on 2024-01-01; agi did not come by 2024-06-30: no effect",
    )
    ends = conditional("agi by 2024-06-30", "ends clause x")
    assert [e.at for e in ends.clauses[0].endings] == [certainly(date(2024, 7, 1))]
    deal = conditional("agi by 2024-06-30", "ends deal")
    assert [e.at for e in deal.deal_endings] == [certainly(date(2024, 7, 1))]
    event = conditional("agi by 2024-06-30", "triggers event ipo")
    assert event.course.reaches["ipo"] == certainly(date(2024, 7, 1))


def test_an_amount_instead() -> None:
    deal = deal_of(CONDITION.format("agi by 2024-06-30", "no effect"))
    amendment_ = deal.amendments[0]
    other = replace(amendment_.requires[0], otherwise=OtherwiseAmount(Quantity(Decimal(5_000_000), "USD")))
    amended = replace(deal, amendments=(replace(amendment_, requires=(other,)),))
    version = last(consolidate(amended, view_of(deal)), "x")
    assert version.begins == certainly(date(2024, 7, 1))
    assert lines(version)["sentence.amount"] == ("conditional", "1m", "5m")


def test_a_triggered_event_meets_another_condition() -> None:
    agreement = agreement_of(
        CONDITION.format("agi by 2024-06-30", "triggers event ipo")
        + "amendment later signed 2024-02-01, binding\n    requires ipo by 2024-12-31\n    end x\n"
    )
    assert [e.at for e in agreement.clauses[0].endings] == [certainly(date(2024, 7, 1))]


def test_pinned_never_the_long_stop_passes_later() -> None:
    agreement = conditional("agi by 2026-12-31", "ends deal", agi=None)
    assert [e.at for e in agreement.deal_endings] == [certainly(date(2027, 1, 1))]
    open_ = conditional("agi by 2026-12-31", "ends deal")
    assert [(e.at.earliest, e.at.latest) for e in open_.deal_endings] == [(date(2027, 1, 1), None)]


STATUS = """
clause x
    a pays b 1m on 2026-01-01
amendment rumour reported 2024-01-01, rumoured
    change x
        a pays b 2m on 2026-01-01
    clause talk
        a pays b 7m on 2026-01-01
amendment memo signed 2024-02-01, non-binding
    change x
        cap 8m in total
amendment final signed 2024-03-01, binding
    withdraws rumour
    change talk
        cap 9m in total
amendment gone signed 2024-04-01, withdrawn
    end x
"""


def test_fates_say_why() -> None:
    binding = agreement_of(STATUS)
    assert fate(binding, "rumour") == ("too weak", "a rumour, and this view counts nothing below binding")
    assert fate(binding, "memo") == ("too weak", "non-binding text, and this view counts nothing below binding")
    assert fate(binding, "gone") == ("withdrawn", "signed on 2024-04-01 and withdrawn")
    assert fate(binding, "final") == (
        "in effect",
        "signed on 2024-03-01; in effect since 2024-03-01; this view does not know talk, which it changes",
    )
    assert fate(agreement_of(STATUS, "2024-01-31"), "memo") == (
        "not known",
        "first known on 2024-02-01, after 2024-01-31",
    )
    assert fate(agreement_of(STATUS, lowest="rumoured"), "rumour") == ("withdrawn", "withdrawn by final")
    assert fate(agreement_of(STATUS, "2024-02-15", "rumoured"), "rumour")[0] == "in effect"


def test_a_version_carries_its_weakest_status() -> None:
    weak = agreement_of(STATUS, "2024-02-15", "rumoured")
    assert [v.status for v in weak.clauses[0].versions] == ["binding", "rumoured", "rumoured"]
    assert [v.status for v in agreement_of(STATUS, lowest="non-binding").clauses[0].versions] == [
        "binding",
        "non-binding",
    ]


def test_a_withdrawal_that_may_fail_leaves_the_rumour_open() -> None:
    text = STATUS.replace("    withdraws rumour\n", "    withdraws rumour\n    requires agi by 2026-12-31\n")
    agreement = agreement_of(text, lowest="rumoured")
    found = next(f for f in agreement.fates if f.amendment.name == "rumour")
    assert (found.fate, found.from_) == (
        "pending",
        Reach(date(2024, 1, 1), None, frozenset({HangsOn("event", "agi")})),
    )
    assert fate(agreement_of(text, lowest="rumoured", agi=None), "rumour")[0] == "in effect"
    assert fate(agreement_of(text, lowest="rumoured", agi="2026-01-01"), "rumour")[0] == "withdrawn"


def test_a_clause_stated_anew_comes_back() -> None:
    text = """
clause x
    a pays b 1m on 2026-01-01
amendment stops signed 2022-01-01, binding
    end x
"""
    deal = deal_of(text)
    again = Amendment("again", "signed", date(2023, 1, 1), "binding", patches=(AddClause(deal.clauses[0]),))
    history = consolidate(replace(deal, amendments=(*deal.amendments, again)), view_of(deal)).clauses[0]
    assert [v.begins for v in history.versions] == [certainly(date(2020, 1, 1)), certainly(date(2023, 1, 1))]
    assert history.endings[0].until == certainly(date(2023, 1, 1))


# -- laws ----------------------------------------------------------------------------------------------

CLAUSES = ("x", "y")


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    """Two clauses and a few amendments that change, end and add, some of weak status, some conditional."""
    base = deal_of("")
    clauses = tuple(
        Clause(name, Payment("a", "b", Quantity(draw(amounts))), qualifiers=Qualifiers(end=draw(ends)))
        for name in CLAUSES
    )
    amendments = tuple(draw(amendment(f"m{number}")) for number in range(draw(st.integers(0, 4))))
    return replace(base, clauses=clauses, amendments=amendments)


amounts = st.decimals(min_value=1, max_value=5, places=0)
some_days = st.dates(min_value=date(2020, 1, 1), max_value=date(2029, 12, 31))
ends = st.none() | st.builds(lambda day: Bound(On(day), inclusive=False), some_days)
statuses: st.SearchStrategy[Status] = st.sampled_from(STATUSES)


@st.composite
def amendment(draw: st.DrawFn, name: str) -> Amendment:
    patches: list[Patch] = []
    for clause in draw(st.lists(st.sampled_from((*CLAUSES, "z")), max_size=3)):
        match draw(st.sampled_from(("change", "change", "end", "add"))):
            case "change":
                end = draw(ends)
                said = () if end is None else ("end",)
                sentence = Payment("a", "b", Quantity(draw(amounts))) if draw(st.booleans()) else None
                patches.append(ChangeClause(clause, sentence, qualifiers=Qualifiers(end=end), said=said))
            case "end":
                patches.append(EndClause(clause))
            case _:
                patches.append(AddClause(Clause(clause, Payment("a", "b", Quantity(draw(amounts))))))
    return Amendment(name, "signed", draw(some_days), draw(statuses), patches=tuple(patches))


views = st.builds(View, some_days, statuses)


@settings(max_examples=150)
@given(deals(), views)
def test_folding_twice_is_folding_once(deal: Deal, view: View) -> None:
    assert consolidate(deal, view) == consolidate(deal, view)


@settings(max_examples=150)
@given(deals(), views)
def test_blame_is_complete(deal: Deal, view: View) -> None:
    """Every value said has exactly one line, in words that are true of the clause; no line is of nothing."""
    for history in consolidate(deal, view).clauses:
        for version in history.versions:
            own = [line for line in version.blame if not line.path.startswith("sentence")]
            said = qualifier_words(version.clause, deal.currency)
            assert {line.path: line.after for line in own} == said
            assert len(own) == len(said)
            assert [line.path for line in version.blame].count("sentence") == 1
            assert_chained(version.blame)


def assert_chained(blame: tuple[Blame, ...]) -> None:
    for line in blame:
        assert line.before is None or line.before != line.after


@settings(max_examples=150)
@given(deals(), views)
def test_an_amendment_without_a_change_changes_nothing(deal: Deal, view: View) -> None:
    empty = Amendment("empty", "signed", date(2020, 1, 1), "binding", patches=(ChangeClause("x"),))
    with_empty = replace(deal, amendments=(*deal.amendments, empty))
    assert consolidate(with_empty, view).clauses == consolidate(deal, view).clauses


@settings(max_examples=150)
@given(deals(), some_days, st.tuples(statuses, statuses))
def test_a_weaker_lowest_status_accepts_more(deal: Deal, known_by: date, pair: tuple[Status, Status]) -> None:
    weak, strong = sorted(pair, key=STATUSES.index)
    accepted = [
        {f.amendment.name for f in consolidate(deal, View(known_by, lowest)).fates if f.from_ is not None}
        for lowest in (weak, strong)
    ]
    assert accepted[0] >= accepted[1]


@settings(max_examples=150)
@given(deals(), some_days, some_days)
def test_what_becomes_known_later_changes_no_earlier_view(deal: Deal, one: date, other: date) -> None:
    early, late = sorted((one, other))
    known = tuple(a for a in deal.amendments if a.known_from <= early)
    assert consolidate(replace(deal, amendments=known), View(early)).clauses == consolidate(deal, View(early)).clauses
    names = {f.amendment.name for f in consolidate(deal, View(early)).fates if f.from_ is not None}
    assert names <= {f.amendment.name for f in consolidate(deal, View(late)).fates if f.from_ is not None}


@settings(max_examples=150)
@given(deals(), views)
def test_no_amendment_is_left_out_in_silence(deal: Deal, view: View) -> None:
    fates = consolidate(deal, view).fates
    assert [f.amendment for f in fates] == list(deal.amendments)
    assert all(f.why for f in fates)
    assert all((f.from_ is None) == (f.fate in {"not known", "too weak", "withdrawn"}) for f in fates)


def test_removing_a_line_of_the_sentence() -> None:
    deal = deal_of("clause x\n    a has first refusal when b buys compute\n        notice 30 days\n")
    change = ChangeClause("x", removed=("notice",))
    amended = Amendment("m", "signed", date(2022, 1, 1), "binding", patches=(change,))
    version = last(consolidate(replace(deal, amendments=(amended,)), view_of(deal)), "x")
    assert isinstance(version.clause.sentence, FirstRefusal)
    assert version.clause.sentence.notice is None
    assert lines(version)["sentence.notice"] == ("m", str(Duration(days=30)), None)


@pytest.mark.parametrize("day", ["2024-05-31", "2024-06-01"])
def test_ending_on_a_stated_day(day: str) -> None:
    text = f"clause x\n    a pays b 1m on 2026-01-01\namendment m signed 2024-06-01, binding\n    end x on {day}\n"
    assert [e.at for e in agreement_of(text).clauses[0].endings] == [certainly(date.fromisoformat(day))]


def test_an_effect_that_never_comes() -> None:
    clause = "clause x\n    a pays b 1m on 2026-01-01\n"
    text = clause + "amendment m signed 2024-06-01, binding\n    effective agi\n    end x\n"
    found = agreement_of(text, agi=None).fates[0]
    assert (found.fate, found.from_, found.why) == ("failed", NEVER, "signed on 2024-06-01; takes effect on agi: never")
