"""The answers beside the text, part by part: what is in force, what falls due, what money moves, what is open."""

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from termwise.base.dates import day_before
from termwise.explain.chart import EventMark
from termwise.session.ran import NotRunnableError
from termwise.session.tables import Only, tables
from termwise.web.asked import Part, Seen, seen
from termwise.web.desk import Desk
from termwise.web.refusal import invalid
from termwise.web.render import fragment
from termwise.web.supposing import as_moved


class Fragment(Struct, frozen=True):
    """A piece of the page."""

    html: str


def part(desk: Desk, asked: Part) -> Fragment:
    """One part of the answers. Raises `Refusal` (422) for a part that the page does not have."""
    make = PARTS.get(asked.part)
    if make is None:
        raise invalid(f"there is no part `{asked.part}`; there are {', '.join(PARTS)}")
    return Fragment(make(as_moved(desk, seen(desk, asked), asked.settings)))


def summary(looked: Seen) -> str:
    """Where the deal stands on the day, in one sentence and a few counts."""
    shown = looked.session.show(looked.view, looked.day)
    clauses = [clause for group in shown.groups for clause in group.clauses]
    return fragment(
        "summary",
        shown=shown,
        counts=[(group.state, len(group.clauses)) for group in shown.groups],
        view_words=looked.words,
        undisclosed=[clause for clause in clauses if clause.undisclosed],
        open_events=_open_events(looked),
    )


def terms(looked: Seen) -> str:
    """Every clause in the wording of the day, those in force first."""
    return fragment("terms", groups=looked.session.show(looked.view, looked.day).groups)


def duties(looked: Seen) -> str:
    """Duties and prohibitions, the most urgent first; what falls due in the year after the day."""
    found = looked.session.duties(looked.view, looked.day)
    last = min(looked.session.deal.end, _a_year_after(looked.day))
    due = looked.session.deadlines(looked.day, last, looked.view) if looked.day < last else ()
    return fragment("duties", duties=found, deadlines=due, last=day_before(last), day=looked.day)


def money(looked: Seen) -> str:
    """What the central course moves, by clause and by party and year; every figure leads to its explanation."""
    try:
        told = tables(looked.session.run(looked.view), looked.words, Only())
    except NotRunnableError as fault:
        return fragment("not_run", why=str(fault))
    return fragment("money", told=told, clauses=looked.session.names.clauses)


def open_things(looked: Seen) -> str:
    """What is not known: open events, numbers that are not public, words without a formal meaning."""
    shown = looked.session.show(looked.view, looked.day)
    clauses = [clause for group in shown.groups for clause in group.clauses]
    return fragment(
        "open",
        events=_open_events(looked),
        undisclosed=[clause for clause in clauses if clause.undisclosed],
        untranslated=[clause for clause in clauses if clause.untranslated],
    )


def expectations(looked: Seen) -> str:
    """The `expect` lines of the text and what came of each, those that do not hold first."""
    found = looked.session.expectations()
    order = ("failed", "open", "passed")
    return fragment("expectations", outcomes=sorted(found, key=lambda one: order.index(one.result)))


def _open_events(looked: Seen) -> list[EventMark]:
    marks = looked.session.timeline(looked.view).events
    return [event for event in marks if event.on is None and not event.never]


def _a_year_after(day: date) -> date:
    return date(min(day.year + 1, date.max.year), day.month, min(day.day, 28))


PARTS: Mapping[str, Callable[[Seen], str]] = {
    "summary": summary,
    "terms": terms,
    "duties": duties,
    "money": money,
    "open": open_things,
    "expectations": expectations,
}
"""Every part by its name, in the order of the page."""
