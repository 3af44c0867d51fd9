"""A calendar file (iCalendar, RFC 5545): one all-day event for each entry of an agenda."""

import hashlib
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from termwise.base.dates import day_after
from termwise.report.agenda import Agenda, Entry
from termwise.report.inert import inert

PRODUCT = "-//Termwise//Termwise//EN"


def calendar(agenda: Agenda, remind: int | None = None) -> bytes:
    """The calendar as UTF-8 with lines folded at 75 octets, the same bytes for the same agenda.

    `remind` adds an alarm so many days before each certain entry. No entry blocks a day (`TRANSP:TRANSPARENT`);
    one that may or may not happen is `STATUS:TENTATIVE`. The stamp of every event is the view's known-by date.
    """
    found = Calendar()
    found.add("PRODID", PRODUCT)
    found.add("VERSION", "2.0")
    found.add("CALSCALE", "GREGORIAN")
    found.add("METHOD", "PUBLISH")
    found.add("NAME", inert(agenda.title))
    found.add("X-WR-CALNAME", inert(agenda.title))
    found.add("X-WR-CALDESC", inert(agenda.view_words))
    stamp = datetime.combine(agenda.known_by, time(), UTC)
    seen: Counter[str] = Counter()
    for entry in agenda.entries:
        key = _key(agenda, entry)
        seen[key] += 1
        event = _event(entry, f"{key}-{seen[key]}@termwise" if seen[key] > 1 else f"{key}@termwise", stamp)
        if remind is not None and entry.certain:
            event.add_component(_alarm(entry, remind))
        found.add_component(event)
    content: bytes = found.to_ical()
    return content


def _key(agenda: Agenda, entry: Entry) -> str:
    return hashlib.sha256("\0".join((agenda.title, *entry.key)).encode("utf-8", "replace")).hexdigest()[:32]


def _event(entry: Entry, uid: str, stamp: datetime) -> Event:
    event = Event()
    event.add("UID", uid)
    event.add("DTSTAMP", stamp)
    event.add("DTSTART", entry.first)
    event.add("DTEND", _end(entry.last))
    event.add("SUMMARY", inert(entry.title))
    event.add("DESCRIPTION", "\n".join(inert(line) for line in entry.lines))
    event.add("CATEGORIES", [inert(entry.kind)])
    event.add("STATUS", "CONFIRMED" if entry.certain else "TENTATIVE")
    event.add("TRANSP", "TRANSPARENT")
    return event


def _end(last: date) -> date:
    """The end of an all-day event is the first day outside."""
    return last if last == date.max else day_after(last)


def _alarm(entry: Entry, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", inert(entry.title))
    alarm.add("TRIGGER", timedelta(days=-days))
    return alarm
