"""The calendar of a deal: its deadlines, and the events that happened, will or may happen."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from termwise.base.dates import day_before
from termwise.explain.chart import EventMark
from termwise.explain.cited import cited
from termwise.explain.shown import ShownSource
from termwise.model.text import moment_text
from termwise.report.agenda import Agenda, Entry
from termwise.rights.answer import Ground
from termwise.rights.deadline import Deadline, Kind
from termwise.session.session import Session
from termwise.view.view import View
from termwise.view.words import view_words

KINDS: dict[Kind, str] = {
    "due": "due",
    "cure": "last day to cure",
    "begins": "begins",
    "ends": "ends",
    "expires": "expires",
    "notice": "last day for notice",
    "window": "silence decides",
    "effect": "takes effect",
    "long-stop": "long-stop date",
}
"""What a deadline is called on its day."""


class Gathered(Struct, frozen=True):
    """An agenda, and the events that have no place in it: open ones of which the deal believes no time."""

    agenda: Agenda
    undated: tuple[str, ...]


def agenda(session: Session, view: View, start: date, end: date) -> Gathered:
    """Everything of the deal that falls on a day, or may fall within days, from `start` to `end` (excluded)."""
    marks = session.timeline(view).events
    entries = [_deadline(session, view, found) for found in session.deadlines(start, end, view)]
    for mark in marks:
        entries += _event(mark, start, end, _party(session, mark.by))
    ordered = sorted(entries, key=lambda entry: (entry.first, entry.last, entry.key, entry.title))
    undated = tuple(mark.name for mark in marks if not mark.never and mark.on is None and mark.high is None)
    return Gathered(Agenda(session.deal.title, view_words(view), view.known_by, tuple(ordered)), undated)


def _deadline(session: Session, view: View, found: Deadline) -> Entry:
    of = found.clause or found.amendment or ""
    title = (found.ground.title if found.ground else None) or _amendment_title(session, found.amendment) or of
    lines = [found.what]
    if found.party is not None:
        lines.append(f"By: {_party(session, found.party)}")
    if found.ground is not None:
        lines += _grounds(session, found.ground, found.what)
    lines.append(f"Seen: {view_words(view)}")
    key = (of, found.kind, found.on.isoformat(), found.party or "")
    return Entry(key, KINDS[found.kind], found.on, found.on, f"{title}: {KINDS[found.kind]}", tuple(lines))


def _grounds(session: Session, ground: Ground, what: str) -> Iterator[str]:
    """The words of the clause, the text they come from, and what that text is known from."""
    if ground.sentence not in what:
        yield f"Words: {ground.sentence}"
    text = "the original text" if ground.amendment is None else ground.amendment
    yield f"Clause: {ground.clause}, {text}, {ground.dated}, {ground.status}"
    for source in cited(ground.citations, session.names):
        yield f"Source: {_source(source)}"
    for words in ground.untranslated:
        yield f"Not put into rules: “{words}”"


def _source(source: ShownSource) -> str:
    published = "undated" if source.published is None else moment_text(source.published)
    quote = "" if source.quote is None else f" “{source.quote}”"
    return f"{source.source}{quote}" if source.title is None else f"{source.title} ({published}){quote}"


def _amendment_title(session: Session, name: str | None) -> str | None:
    found = session.names.amendments.get(name or "")
    return found.title if found else None


def _party(session: Session, name: str | None) -> str:
    found = session.names.parties.get(name or "")
    return found.full_name if found else name or ""


def _event(mark: EventMark, start: date, end: date, by: str) -> Iterator[Entry]:
    """The event on its day, or over the days in which it may fall, as far as they lie in the calendar."""
    title, key = mark.title or mark.name, ("event", mark.name)
    lines = (f"Event: {mark.name}", *((f"Decided by: {by}",) if by else ()))
    if mark.on is not None:
        if start <= mark.on < end:
            yield Entry(key, "event", mark.on, mark.on, title, lines)
        return
    if mark.never or mark.low is None or mark.high is None:
        return
    first, last = max(mark.low, start), min(mark.high, day_before(end))
    if first <= last:
        words = f"May happen: {mark.words}"
        between = f"If it happens, then most likely from {mark.low} through {mark.high}"
        texts = (words, between, *lines)
        yield Entry(key, "may happen", first, last, f"May happen: {title}", texts, certain=False)
