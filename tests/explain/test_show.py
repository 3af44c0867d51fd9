"""The consolidated agreement: states, words, blame, what is undisclosed and untranslated."""

from datetime import date

from msgspec.structs import replace

from termwise.explain.show import show
from termwise.explain.shown import Shown, ShownClause
from termwise.model.amendment import Amendment, ChangeClause
from termwise.model.clause import Clause, Qualifiers
from termwise.model.deal import Deal
from termwise.model.moment import On, OnEvent
from termwise.model.sentence import Grant, Prose
from termwise.view.fold import consolidate
from termwise.view.view import View
from tests.explain.small_deal import DEFINITIVE, RUMOUR, small_deal

TODAY = date(2025, 10, 29)
CHANGED = (
    "`end` changed from `until first of (2031-01-01, agi)` to `through 2032-12-31` "
    "by definitive, signed 2025-10-28, binding"
)


def shown(known_by: date = TODAY, day: date | None = None, deal: Deal | None = None, lowest: str = "binding") -> Shown:
    return show(consolidate(deal or small_deal(), View(known_by, lowest)), day)  # type: ignore[arg-type]


def clause(shown: Shown, name: str) -> ShownClause:
    return next(c for group in shown.groups for c in group.clauses if c.name == name)


def states(shown: Shown) -> dict[str, str]:
    return {c.name: c.state for group in shown.groups for c in group.clauses}


def test_head() -> None:
    page = shown()
    assert (page.title, page.day, page.currency) == ("Small", TODAY, "USD")
    assert page.view_words == "as known on 2025-10-29, binding text only"
    assert [(p.name, p.full_name, p.kind) for p in page.parties] == [
        ("lab", "Lab Inc.", "company"),
        ("cloud", "Cloud Corp.", "company"),
        ("state", "State", None),
    ]


def test_states_today_and_before() -> None:
    assert states(shown()) == {
        "rights": "in force",
        "share": "in force",
        "open_compute": "in force",
        "exclusive": "ended",
    }
    assert states(shown(date(2025, 9, 11))) == {"rights": "in force", "share": "in force", "exclusive": "in force"}
    # On an earlier day, as known today.
    assert states(shown(day=date(2025, 1, 1)))["open_compute"] == "not yet"


def test_groups_follow_the_order_of_reading() -> None:
    assert [group.state for group in shown().groups] == ["in force", "ended"]


def test_an_open_event_makes_a_clause_open_or_pending() -> None:
    waiting = Clause(
        "waiting", Grant("lab", ("cloud",), ("host",), "models"), qualifiers=Qualifiers(start=OnEvent("agi"))
    )
    deal = replace(small_deal(), clauses=(*small_deal().clauses, waiting))
    assert clause(shown(deal=deal), "waiting").state == "pending"
    assert clause(shown(deal=deal, day=date(2026, 1, 1)), "waiting").state == "open"
    never = replace(waiting, qualifiers=Qualifiers(start=On(date(2040, 1, 1))))
    deal = replace(small_deal(), clauses=(*small_deal().clauses, never))
    assert clause(shown(deal=deal), "waiting").state == "never"


def test_words_of_a_clause() -> None:
    rights = clause(shown(date(2025, 9, 11)), "rights")
    assert rights.sentence == "lab grants cloud use of models"
    assert rights.qualifiers == ("until first of (2031-01-01, agi) (that day excluded)",)
    assert [s.words for s in rights.stretches] == [
        "from 2020-01-01 through 2025-09-11",
        "from 2025-09-12 through 2030-12-31",
    ]
    assert [s.certain for s in rights.stretches] == [True, False]


def test_stretches_of_several_wordings_are_one() -> None:
    assert [s.words for s in clause(shown(), "rights").stretches] == ["from 2020-01-01 through 2032-12-31"]
    assert [s.words for s in clause(shown(), "share").stretches] == [
        "from 2020-01-01 to the end of the period, 2035-12-31"
    ]


def test_blame_names_the_writer_and_every_later_change() -> None:
    assert [b.words for b in clause(shown(), "rights").blame] == [
        "written in the original text, 2020-01-01",
        CHANGED,
    ]
    assert [b.words for b in clause(shown(), "open_compute").blame] == [
        "written by definitive, signed 2025-10-28, binding"
    ]


def test_blame_of_parts_of_a_sentence_and_of_qualifiers_added_and_removed() -> None:
    second = Amendment(
        "second",
        "signed",
        date(2025, 10, 29),
        "binding",
        patches=(
            ChangeClause(
                "rights",
                sentence=Grant("lab", ("cloud",), ("use",), "models", "sole"),
                qualifiers=Qualifiers(survives=True),
                said=("survives",),
                removed=("end",),
            ),
        ),
    )
    assert [b.words for b in clause(shown(deal=small_deal(DEFINITIVE, second)), "rights").blame][1:] == [
        "`exclusiveness` changed from `non-exclusive` to `sole` by second, signed 2025-10-29, binding",
        "`survives termination` added by second, signed 2025-10-29, binding",
    ]


def test_sources_carry_the_facts_of_their_document() -> None:
    assert [(s.source, s.title, s.quote) for s in clause(shown(), "rights").sources] == [
        ("paper", "The paper", "until 2030"),
        ("paper", "The paper", "2032"),
    ]


def test_undisclosed_numbers_and_untranslated_words_are_named() -> None:
    share = clause(shown(), "share")
    assert share.undisclosed == ("undisclosed 15% to 20%",)
    assert share.untranslated == ("net of taxes",)
    prose = Clause("efforts", Prose("reasonable efforts", "counsel"))
    deal = replace(small_deal(), clauses=(prose,), amendments=())
    assert clause(shown(deal=deal), "efforts").untranslated == ("reasonable efforts",)


def test_a_weak_text_shows_its_status() -> None:
    page = shown(lowest="rumoured", deal=small_deal(RUMOUR))
    assert clause(page, "rights").status == "rumoured"
    assert clause(page, "share").status == "binding"


def test_wordings_and_endings_to_come() -> None:
    page = shown(day=date(2025, 1, 1))
    assert clause(page, "rights").later == ("changed by definitive from 2025-10-28",)
    assert clause(page, "exclusive").later == ("ended by definitive from 2025-10-28",)


def test_every_amendment_has_its_fate() -> None:
    assert [(a.name, a.fate, a.effect) for a in shown().amendments] == [
        ("rumour", "too weak", "too weak"),
        ("memo", "too weak", "too weak"),
        ("definitive", "in effect", "in effect from 2025-10-28"),
    ]
