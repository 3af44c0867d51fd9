"""One clause through rumour, memorandum and definitive text."""

from datetime import date

from msgspec.structs import replace

from termwise.explain.history import ValueChange, history
from termwise.explain.succession import Superseding
from termwise.model.amendment import Amendment, ChangeClause, EndClause
from tests.explain.small_deal import DEFINITIVE, MEMO, RUMOUR, small_deal, through

BEFORE = "until first of (2031-01-01, agi)"


def test_every_text_in_order_of_the_day_it_became_known() -> None:
    rows = history(small_deal(DEFINITIVE, RUMOUR, MEMO), "rights")
    assert [(row.text, row.known, row.dating, row.status, row.what) for row in rows] == [
        (None, date(2020, 1, 1), None, "binding", "written"),
        ("rumour", date(2025, 7, 1), "reported", "rumoured", "changed"),
        ("memo", date(2025, 9, 11), "signed", "non-binding", "changed"),
        ("definitive", date(2025, 10, 28), "signed", "binding", "changed"),
    ]


def test_words_of_each_text() -> None:
    rows = history(small_deal(), "rights")
    assert rows[0].lines == ("lab grants cloud use of models", BEFORE)
    assert [row.lines for row in rows[1:]] == [
        ("through 2035-12-31",),
        ("through 2032-12-31",),
        ("through 2032-12-31",),
    ]


def test_what_a_text_changed_is_seen_from_texts_at_least_as_strong() -> None:
    rows = history(small_deal(), "rights")
    assert rows[0].changes == ()
    # The rumour does not count for who looks at the memorandum, nor either for who looks at the definitive text.
    assert [row.changes for row in rows[1:]] == [
        (ValueChange("end", BEFORE, "through 2035-12-31"),),
        (ValueChange("end", BEFORE, "through 2032-12-31"),),
        (ValueChange("end", BEFORE, "through 2032-12-31"),),
    ]


def test_a_weaker_text_takes_no_place() -> None:
    original, rumour, memo, definitive = history(small_deal(), "rights")
    assert original.superseded == (Superseding("definitive", ("end",)),)
    assert rumour.superseded == (Superseding("memo", ("end",)), Superseding("definitive", ("end",)))
    assert memo.supersedes == ("rumour",)
    assert definitive.supersedes == ("the original text", "rumour", "memo")
    assert definitive.superseded == ()


def test_sources_with_title_day_and_quote() -> None:
    (source,) = history(small_deal(), "rights")[3].sources
    assert (source.source, source.title, source.quote) == ("paper", "The paper", "2032")
    assert source.published is not None
    assert source.published.day == date(2025, 10, 29)


def test_an_end_speaks_on_the_whole_clause() -> None:
    original, ended = history(small_deal(), "exclusive")
    assert ended.what == "ended"
    assert ended.lines == ("end exclusive",)
    assert ended.supersedes == ("the original text",)
    assert original.superseded == (Superseding("definitive", ("clause",)),)


def test_a_clause_added_later_begins_with_its_amendment() -> None:
    (row,) = history(small_deal(), "open_compute")
    assert (row.text, row.what, row.lines) == ("definitive", "written", ("cloud grants lab access of compute",))


def test_fate_of_a_text_whose_condition_failed() -> None:
    failed = replace(DEFINITIVE, requires=(replace(DEFINITIVE.requires[0], by=None),))
    deal = small_deal(RUMOUR, failed)
    deal = replace(deal, events=tuple(replace(e, on=None) if e.name == "consent" else e for e in deal.events))
    assert history(deal, "rights")[2].fate == "pending"


def test_withdrawn_texts_stay_in_the_history() -> None:
    memo = replace(MEMO, withdraws=("rumour",))
    lost = Amendment("lost", "proposed", date(2025, 8, 1), "withdrawn", patches=(EndClause("rights"),))
    rows = history(small_deal(RUMOUR, lost, memo), "rights")
    assert [(row.text, row.fate) for row in rows] == [
        (None, "in effect"),
        ("rumour", "withdrawn"),
        ("lost", "withdrawn"),
        ("memo", "in effect"),
    ]
    assert rows[0].superseded == ()


def test_other_values_are_not_superseded() -> None:
    scope = Amendment(
        "scope", "signed", date(2025, 11, 1), "binding", patches=(ChangeClause("rights", title="New", said=()),)
    )
    assert all(s.by != "scope" for row in history(small_deal(DEFINITIVE, scope), "rights") for s in row.superseded)


def test_change_of_the_same_value_again() -> None:
    again = Amendment(
        "again",
        "signed",
        date(2025, 11, 1),
        "binding",
        patches=(ChangeClause("rights", qualifiers=through(date(2033, 1, 1)), said=("end",)),),
    )
    rows = history(small_deal(DEFINITIVE, again), "rights")
    assert rows[-1].changes == (ValueChange("end", "through 2032-12-31", "through 2033-01-01"),)


def test_nothing_is_known_of_a_clause_nobody_speaks_of() -> None:
    assert history(small_deal(), "nowhere") == ()
