"""First refusal and consent: offer, notice, window, accept, decline, lapse, waive."""

from datetime import date

import pytest
from msgspec.structs import replace

from termwise.standing.protocols import ConsentStanding, RefusalStanding, consent_state, refusal_state
from termwise.view.agreement import Agreement
from termwise.view.course import HangsOn, Record, open_on
from termwise.view.fold import consolidate
from termwise.view.occurrences import course_of
from termwise.view.view import View
from tests.view.reading import agreement_of, deal_of, replayed

REFUSAL = "clause x\n    a has first refusal when b buys compute\n        notice 30 days, accept within 60 days\n"
SILENCE = REFUSAL + "        silence accepts\n"
NO_WINDOW = "clause x\n    a has first refusal when b buys compute\n"


def refusal(agreement: Agreement, day: str) -> RefusalStanding:
    found = refusal_state(agreement, "x", date.fromisoformat(day))
    assert found is not None
    return found


def consent(agreement: Agreement, day: str) -> ConsentStanding:
    found = consent_state(agreement, "x", date.fromisoformat(day))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "records", "day", "expected"),
    [
        (REFUSAL, "", "2025-06-01", ("none offered", None)),
        (REFUSAL, "2025-03-01 offers", "2025-02-28", ("none offered", None)),
        (REFUSAL, "2025-03-01 offers", "2025-03-01", ("offered", None)),
        (REFUSAL, "2025-03-01 offers", "2025-04-30", ("offered", None)),
        (REFUSAL, "2025-03-01 offers", "2025-05-01", ("lapsed", "2025-05-01")),
        (SILENCE, "2025-03-01 offers", "2025-04-30", ("offered", None)),
        (SILENCE, "2025-03-01 offers", "2025-05-01", ("accepted", "2025-05-01")),
        (REFUSAL, "2025-03-01 offers, 2025-03-10 accepts", "2025-03-10", ("accepted", "2025-03-10")),
        (REFUSAL, "2025-03-01 offers, 2025-03-10 declines", "2025-03-09", ("offered", None)),
        (REFUSAL, "2025-03-01 offers, 2025-03-10 declines", "2025-03-10", ("declined", "2025-03-31")),
        (REFUSAL, "2025-03-01 offers, 2025-04-20 declines", "2025-04-20", ("declined", "2025-04-20")),
        (REFUSAL, "2025-03-01 offers, 2025-05-01 accepts", "2025-05-02", ("lapsed", "2025-05-01")),
        (REFUSAL, "2025-03-01 offers, 2025-03-10 declines, 2025-06-01 offers", "2025-06-02", ("offered", None)),
        (REFUSAL, "2025-02-01 waives", "2025-02-01", ("waived", "2025-02-01")),
        (NO_WINDOW, "2025-03-01 offers", "2029-01-01", ("offered", None)),
        (NO_WINDOW, "2025-03-01 offers, 2026-01-01 declines", "2026-01-01", ("declined", "2026-01-01")),
    ],
)
def test_a_first_refusal(text: str, records: str, day: str, expected: tuple[str, str | None]) -> None:
    acts = [(*record.split(" "), "x") for record in records.split(", ") if record]
    found = refusal(replayed(text, acts), day)  # type: ignore[arg-type]
    settled = None if expected[1] is None else date.fromisoformat(expected[1])
    assert (found.state, found.settled, found.truth.value) == (expected[0], settled, True)


def test_what_the_view_does_not_know_is_open() -> None:
    deal = deal_of(REFUSAL)
    view = View(date(2025, 3, 15))
    course = course_of(deal, view, [Record(date(2025, 3, 1), "offers", "x", "b")])
    agreement = consolidate(deal, view, course)
    maybe = open_on(HangsOn("refusal", "x"))
    assert refusal(agreement, "2025-03-15").truth.value is True
    assert refusal(agreement, "2025-04-15").truth == maybe
    assert (refusal(agreement, "2025-05-01").state, refusal(agreement, "2025-05-01").truth) == ("lapsed", maybe)
    assert refusal(agreement_of(REFUSAL), "2026-01-01").truth == maybe


CONSENT = "clause x\n    b needs consent of a, c to convert\n        within 20 days\n"


@pytest.mark.parametrize(
    ("text", "records", "day", "expected"),
    [
        (CONSENT, "", "2025-06-01", ("not asked", None, ("a", "c"))),
        (CONSENT, "2025-03-01 offers b", "2025-03-21", ("asked", None, ("a", "c"))),
        (CONSENT, "2025-03-01 offers b", "2025-03-22", ("lapsed", None, ("a", "c"))),
        (CONSENT + "        silence accepts\n", "2025-03-01 offers b", "2025-03-22", ("consented", "2025-03-22", ())),
        (CONSENT, "2025-03-01 offers b, 2025-03-05 consents a", "2025-03-05", ("asked", None, ("c",))),
        (
            CONSENT,
            "2025-03-01 offers b, 2025-03-05 consents a, 2025-03-09 consents c",
            "2025-03-09",
            ("consented", "2025-03-09", ()),
        ),
        (CONSENT, "2025-03-01 offers b, 2025-03-05 refuses a", "2025-03-05", ("refused", None, ())),
        (CONSENT, "2025-03-01 consents a, 2025-03-02 consents c", "2025-03-02", ("consented", "2025-03-02", ())),
        (CONSENT, "2025-03-01 waives a", "2025-03-02", ("waived", "2025-03-01", ())),
    ],
)
def test_a_consent(text: str, records: str, day: str, expected: tuple[str, str | None, tuple[str, ...]]) -> None:
    deal = deal_of(text)
    acts = [record.split(" ") for record in records.split(", ") if record]
    made = [Record(date.fromisoformat(on), kind, "x", by) for on, kind, by in acts]  # type: ignore[arg-type]
    view = View(deal.end)
    found = consent(consolidate(deal, view, course_of(deal, view, made, complete=True)), day)
    settled = None if expected[1] is None else date.fromisoformat(expected[1])
    assert (found.state, found.settled, found.missing) == (expected[0], settled, expected[2])
    assert found.truth.value is True


def test_an_unasked_consent_is_open_later() -> None:
    assert consent(agreement_of(CONSENT), "2026-01-01").truth == open_on(HangsOn("consent", "x"))
    assert consent(agreement_of(CONSENT), "2024-01-01").truth.value is True


def test_business_days_of_a_notice() -> None:
    deal = replace(deal_of(REFUSAL.replace("60 days", "5 business days")), calendar="US")
    view = View(deal.end)
    course = course_of(deal, view, [Record(date(2025, 6, 30), "offers", "x")], complete=True)
    assert refusal(consolidate(deal, view, course), "2025-07-08").state == "offered"
    assert refusal(consolidate(deal, view, course), "2025-07-09").state == "lapsed"


def test_what_is_neither() -> None:
    agreement = agreement_of("clause x\n    a grants b use of note\n")
    assert refusal_state(agreement, "x", date(2025, 1, 1)) is None
    assert consent_state(agreement, "x", date(2025, 1, 1)) is None
