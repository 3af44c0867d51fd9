"""Every ground carries the facts of its text: amendment, date, status, citations, untranslated words."""

from datetime import date

from msgspec.structs import replace

from termwise.rights.answer import Ground
from termwise.rights.decide import decide
from termwise.view.fold import consolidate
from termwise.view.view import View
from tests.rights.reading import act_of, agreement_of, deal_of

TEXT = """
source paper "The paper"
    published 2023-01-01
source news "The news"
    published 2024-07-01

clause licence "The licence"
    beta grants alpha use of models
    until 2028-01-01
    source paper "until 2028"

amendment talks "Talks" reported 2024-07-01, rumoured
    source news "2035"
    change licence
        until 2035-01-01

amendment extension "Extension" signed 2024-12-01, binding
    requires verified by 2025-12-31, otherwise no effect
    change licence
        through 2032-12-31
        source news "2032"
"""
DEAL = deal_of(TEXT)
USE = act_of("alpha use models")


def the_ground(view: View, day: date) -> tuple[str, Ground]:
    answer = decide(consolidate(DEAL, view), USE, day)
    return answer.verdict, next(g for g in answer.grounds if g.clause == "licence")


def test_the_original_text() -> None:
    verdict, ground = the_ground(View(known_by=date(2024, 1, 1)), date(2026, 1, 1))
    assert (verdict, ground.role) == ("yes", "decides")
    assert (ground.title, ground.sentence) == ("The licence", "beta grants alpha use of models")
    assert (ground.amendment, ground.dated, ground.status) == (None, date(2020, 1, 1), "binding")
    assert [(c.source, c.quote) for c in ground.citations] == [("paper", "until 2028")]
    assert ground.span is not None


def test_a_rumour_counts_only_in_a_view_that_takes_rumours_and_shows() -> None:
    day = date(2030, 1, 1)
    assert the_ground(View(known_by=date(2024, 8, 1)), day)[0] == "no"
    verdict, ground = the_ground(View(known_by=date(2024, 8, 1), lowest="rumoured"), day)
    assert (verdict, ground.amendment, ground.status) == ("yes", "talks", "rumoured")
    assert ground.dated == date(2024, 7, 1)


def test_an_amendment_under_a_condition_precedent_is_open_until_it_is_met() -> None:
    view = View(known_by=date(2025, 1, 1))
    answer = decide(consolidate(DEAL, view), USE, date(2030, 1, 1))
    assert [(case.words, case.verdict) for case in answer.cases] == [
        ("verified has happened by 2025-12-31", "yes"),
        ("verified has not happened by 2025-12-31", "no"),
    ]


def test_the_same_question_known_by_two_dates() -> None:
    met = replace(
        DEAL, events=tuple(replace(e, on=date(2025, 3, 1)) if e.name == "verified" else e for e in DEAL.events)
    )
    day = date(2031, 6, 1)
    before = decide(consolidate(met, View(known_by=date(2024, 9, 11))), USE, day)
    after = decide(consolidate(met, View(known_by=date(2025, 10, 29))), USE, day)
    assert (before.verdict, after.verdict) == ("no", "yes")
    ground = after.grounds[0]
    assert (ground.amendment, ground.dated) == ("extension", date(2024, 12, 1))
    assert [c.quote for c in ground.citations] == ["until 2028", "2032"]


def test_words_without_a_formal_meaning_are_named() -> None:
    text = 'clause licence\n    beta grants alpha use of models\n    untranslated "for research", owner alpha\n'
    answer = decide(agreement_of(deal_of(text)), USE, date(2026, 1, 1))
    assert answer.verdict == "depends"
    assert answer.reason == "depends on the words “for research”"
    assert answer.grounds[0].untranslated == ("for research",)


def test_prose_about_a_clause_bears_on_it() -> None:
    text = "clause licence\n    beta grants alpha use of models\n"
    text += 'clause intent\n    untranslated "in the spirit of openness", owner alpha, about licence\n'
    answer = decide(agreement_of(deal_of(text)), USE, date(2026, 1, 1))
    assert (answer.verdict, [h.name for h in answer.hangs_on]) == ("depends", ["in the spirit of openness"])
