"""Clauses, events and amendments on one line of time."""

from datetime import date

from msgspec.structs import replace

from termwise.explain.chart import Bar, EventMark, Timeline
from termwise.explain.timeline import timeline
from termwise.model.deal import Deal
from termwise.model.declaration import Given
from termwise.view.fold import consolidate
from termwise.view.view import View
from tests.explain.small_deal import small_deal

TODAY = date(2025, 10, 29)


def drawn(known_by: date = TODAY, deal: Deal | None = None, given: tuple[Given, ...] = ()) -> Timeline:
    return timeline(consolidate(deal or small_deal(), View(known_by, given=given)))


def event(line: Timeline, name: str) -> EventMark:
    return next(mark for mark in line.events if mark.name == name)


def test_solid_while_certain_then_open_on_what_it_hangs_on() -> None:
    line = drawn(date(2025, 9, 11))
    rights, share, exclusive = line.rows
    assert rights.bars == (
        Bar(date(2020, 1, 1), date(2025, 9, 12), True, None, "binding", ()),
        Bar(date(2025, 9, 12), date(2031, 1, 1), False, None, "binding", ("agi",)),
    )
    assert share.bars == (Bar(date(2020, 1, 1), date(2036, 1, 1), True, None, "binding", ()),)
    assert (line.start, line.end, line.today) == (date(2020, 1, 1), date(2036, 1, 1), date(2025, 9, 11))
    assert exclusive.bars[-1].end == date(2036, 1, 1)


def test_each_wording_has_its_bar() -> None:
    rights = drawn().rows[0]
    assert [(bar.start, bar.end, bar.certain, bar.amendment) for bar in rights.bars] == [
        (date(2020, 1, 1), date(2025, 10, 28), True, None),
        (date(2025, 10, 28), date(2033, 1, 1), True, "definitive"),
    ]


def test_events_on_a_day_never_or_in_a_window() -> None:
    line = drawn(given=(Given("agi", None),))
    consent = event(line, "consent")
    assert (consent.on, consent.words) == (date(2025, 10, 28), "on 2025-10-28")
    agi = event(line, "agi")
    assert (agi.on, agi.never, agi.words) == (None, True, "never")


def test_the_window_of_an_open_event_is_what_the_deal_believes() -> None:
    agi = event(drawn(), "agi")
    assert (agi.low, agi.high) == (date(2027, 1, 1), date(2040, 12, 31))
    assert agi.words == "likely 70%, between 2027-01-01 and 2040-12-31"


def test_an_event_after_another_waits_for_its_window() -> None:
    checked = event(drawn(), "checked")
    assert (checked.low, checked.high) == (date(2027, 4, 1), date(2042, 6, 30))
    assert checked.words == "likely 60%, 3 to 18 months after agi"
    pinned = event(drawn(given=(Given("agi", date(2028, 1, 31)),)), "checked")
    assert (pinned.low, pinned.high) == (date(2028, 4, 30), date(2029, 7, 31))


def test_an_event_without_a_belief_is_open() -> None:
    deal = small_deal()
    deal = replace(deal, events=tuple(replace(e, chance=None) for e in deal.events))
    agi = event(drawn(deal=deal), "agi")
    assert (agi.on, agi.never, agi.low, agi.words) == (None, False, date(2025, 10, 30), "open from 2025-10-30")


def test_amendments_stand_on_the_day_of_their_effect() -> None:
    assert [(m.name, m.day, m.status, m.fate) for m in drawn().amendments] == [
        ("rumour", date(2025, 7, 1), "rumoured", "too weak"),
        ("memo", date(2025, 9, 11), "non-binding", "too weak"),
        ("definitive", date(2025, 10, 28), "binding", "in effect"),
    ]
