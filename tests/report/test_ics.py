"""Calendars: every deadline once, stable names, spans that may happen, lines no text can break out of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from termwise.report.agenda import Agenda, Entry
from termwise.report.ics import calendar
from termwise.session import Session, load_text
from termwise.session.agenda import agenda
from termwise.view.view import default_view

DEAL = """\
deal "Songs"
    currency USD
    period 2024-01-01 through 2030-12-31
    today 2025-03-01
party label "Label, Inc.", company
party service "Service; Streams", company
asset songs of label
event sale "Sale of the label" by label
    likely 60%, between 2026 and 2028
event strike by label
clause licence "The \\"songs\\""
    label grants service use of songs
    through 2027-06-30
clause royalty "Royalty"
    service pays label 100 yearly
    source paper "2027"
clause bonus
    service pays label 5 on 2025-09-01
clause twice
    service pays label 5 on 2025-09-01
amendment longer signed 2025-02-01, binding
    change licence
        through 2028-06-30
source paper "Paper, one; two"
    published 2025-01
"""
END = date(2031, 1, 1)


@pytest.fixture(scope="module")
def session() -> Session:
    found = load_text(DEAL.encode(), name="songs.deal")
    assert found.usable, found.diagnostics
    return found


def read(content: bytes) -> list[Event]:
    parsed = Calendar.from_ical(content)
    return [part for part in parsed.walk() if isinstance(part, Event)]


def written(session: Session, known_by: date | None = None, remind: int | None = None) -> bytes:
    view = session.view(known_by=known_by)
    return calendar(agenda(session, view, view.known_by, END).agenda, remind)


def test_every_deadline_stands_on_its_day_once(session: Session) -> None:
    view = default_view(session.deal)
    due = [line.on for line in session.deadlines(view.known_by, END, view)]
    events = read(written(session))
    certain = [event.decoded("DTSTART") for event in events if event["STATUS"] == "CONFIRMED"]
    assert certain == due
    assert date(2028, 7, 1) in certain
    assert all(
        event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(1) for event in events if event in certain
    )


def test_what_may_happen_is_a_span_that_says_so(session: Session) -> None:
    [span] = [event for event in read(written(session)) if event["STATUS"] == "TENTATIVE"]
    assert span["SUMMARY"] == "May happen: Sale of the label"
    assert (span.decoded("DTSTART"), span.decoded("DTEND")) == (date(2026, 1, 1), date(2028, 1, 2))
    assert span["TRANSP"] == "TRANSPARENT"
    assert "likely 60%, between 2026 and 2028" in str(span["DESCRIPTION"])
    assert agenda(session, default_view(session.deal), date(2025, 3, 1), END).undated == ("strike",)


def test_names_are_unique_and_outlive_the_view(session: Session) -> None:
    earlier, later = (read(written(session, day)) for day in (date(2024, 6, 1), date(2026, 6, 1)))
    for events in (earlier, later):
        assert len({event["UID"] for event in events}) == len(events)
    keys = [{(e["SUMMARY"], e.decoded("DTSTART")): e["UID"] for e in events} for events in (earlier, later)]
    shared = keys[0].keys() & keys[1].keys()
    assert len(shared) >= 5
    assert all(keys[0][key] == keys[1][key] for key in shared)
    sale = [next(e for e in events if "Sale" in str(e["SUMMARY"])) for events in (earlier, later)]
    assert sale[0]["UID"] == sale[1]["UID"]


def test_the_stamp_is_the_view_and_never_the_clock(session: Session) -> None:
    content = written(session, date(2024, 6, 1))
    assert content == written(session, date(2024, 6, 1))
    assert content.count(b"DTSTAMP:20240601T000000Z\r\n") == content.count(b"BEGIN:VEVENT\r\n")


def test_lines_are_folded_and_end_as_they_must(session: Session) -> None:
    content = written(session)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b'SUMMARY:The "songs": ends\r\n' in content
    assert b"By: Service\\; Streams" in content.replace(b"\r\n ", b"")


def test_reminders_are_set_when_asked_for_on_what_is_certain(session: Session) -> None:
    assert b"VALARM" not in written(session)
    content = written(session, remind=14)
    confirmed = content.count(b"STATUS:CONFIRMED")
    assert content.count(b"TRIGGER:-P14D\r\n") == content.count(b"BEGIN:VALARM\r\n") == confirmed > 0


HOSTILE = [
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil",
    "x\nATTACH:http://example.com",
    "\x1b[31m\x00\x07\u2028BEGIN:VALARM\u2029\u202e",
    "a;b,c\\n\\r:\"^n'",
    "=HYPERLINK(1) ]]> <b>&amp;",
    "\ud800",
    "ü" * 200,
]


def an_agenda(text: str) -> Agenda:
    entry = Entry((text, "due"), text, date(2025, 1, 1), date(2025, 1, 3), text, (text, text), certain=False)
    return Agenda(text, text, date(2025, 1, 1), (entry, entry))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    assert_one_span_twice(calendar(an_agenda(text), remind=1))


@given(st.text(max_size=80))
def test_nor_does_any_other(text: str) -> None:
    assert_one_span_twice(calendar(an_agenda(text), remind=1))


def assert_one_span_twice(content: bytes) -> None:
    names = {line.split(b":")[0].split(b";")[0] for line in content.split(b"\r\n") if line and line[:1] != b" "}
    assert names <= KNOWN
    assert content.count(b"\r\nBEGIN:VEVENT\r\n") == 2
    assert b"\r\nBEGIN:VALARM\r\n" not in content
    assert not any(control in content for control in (b"\x00", b"\x1b", b"\x07"))
    assert len({event["UID"] for event in read(content)}) == 2


KNOWN = {
    *(b"BEGIN", b"END", b"VERSION", b"PRODID", b"CALSCALE", b"METHOD", b"NAME", b"X-WR-CALNAME", b"X-WR-CALDESC"),
    *(b"UID", b"DTSTAMP", b"DTSTART", b"DTEND", b"SUMMARY", b"DESCRIPTION", b"CATEGORIES", b"STATUS", b"TRANSP"),
}
