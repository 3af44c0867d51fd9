"""A change keeps the lines of a sentence that it does not speak of, whatever came before it in the view."""

from datetime import date

from termwise.base.dates import Duration
from termwise.model.sentence import FirstRefusal, PurchaseCommitment
from termwise.view.fold import consolidate
from termwise.view.view import View
from tests.elaborate.reading import deal_of

TEXT = """
clause refusal
    microsoft has first refusal when openai buys compute
        notice 30 days, silence declines
clause commitment
    openai commits to buy 250bn of compute from microsoft by 2032
        shortfall paid

amendment rumour reported 2025-06-01, rumoured
    change refusal
        accept within 5 days
amendment second signed 2025-10-28, binding
    change refusal
        notice 60 days
    change commitment
        openai commits to buy 300bn of compute from microsoft by 2035
"""


def _refusal(view: View) -> FirstRefusal:
    history = consolidate(deal_of(TEXT), view).clause("refusal")
    assert history is not None
    sentence = history.versions[-1].clause.sentence
    assert isinstance(sentence, FirstRefusal)
    return sentence


def test_a_rumour_leaves_no_trace_in_the_binding_text() -> None:
    binding = _refusal(View(date(2025, 10, 29)))
    assert (binding.notice, binding.accept_within, binding.silence) == (Duration(days=60), None, "declines")


def test_a_weaker_view_has_both_changes() -> None:
    weak = _refusal(View(date(2025, 10, 29), lowest="rumoured"))
    assert (weak.notice, weak.accept_within, weak.silence) == (Duration(days=60), Duration(days=5), "declines")


def test_a_new_sentence_keeps_the_shortfall() -> None:
    history = consolidate(deal_of(TEXT), View(date(2025, 10, 29))).clause("commitment")
    assert history is not None
    sentence = history.versions[-1].clause.sentence
    assert isinstance(sentence, PurchaseCommitment)
    assert sentence.shortfall == "paid"
    assert [blame.path for blame in history.versions[-1].blame if blame.amendment] == ["sentence.amount", "sentence.by"]
