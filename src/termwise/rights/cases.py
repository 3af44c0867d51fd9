"""Splitting an open answer on the events it hangs on: settled after all, or yes and no under which courses.

Kleene's logic is sound and not complete. Each open event is pinned to the days that matter and to
"not by then", the agreement is folded again under each pinning, and the act judged under each.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from termwise.base.dates import day_before
from termwise.model.act import Act
from termwise.model.declaration import Given, PowerPin
from termwise.rights.answer import Case, Verdict
from termwise.rights.judgement import Judgement
from termwise.rights.may import judged
from termwise.rights.thresholds import Near, days_that_matter, near_events
from termwise.view.agreement import Agreement
from termwise.view.course import Tri
from termwise.view.fold import consolidate
from termwise.view.occurrences import course_of, scenario_pins

MOST_EVENTS = 4
"""Open events an answer is split on; with more it stays "depends"."""


class Branch(Struct, frozen=True):
    """A leaf: the pins on the way to it, those that matter in words and by event, and the judgement there.

    `others` are judgements with the same verdict, resting on other clauses, of courses merged into it.
    """

    pins: tuple[Given, ...]
    words: tuple[str, ...]
    turns_on: tuple[str, ...]
    judgement: Judgement
    others: tuple[Judgement, ...] = ()

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The judgement and the others."""
        return (self.judgement, *self.others)

    def joined(self, other: "Branch") -> "Branch":
        """The branch with those judgements of another that rest on other clauses."""
        known = {judgement.decisive for judgement in self.judgements}
        fresh = tuple(judgement for judgement in other.judgements if judgement.decisive not in known)
        return replace(self, others=(*self.others, *fresh))


class Split(Struct, frozen=True):
    """A question split on its open events: one branch for each outcome, adjacent equal ones merged."""

    branches: tuple[Branch, ...]

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """The verdicts that occur."""
        return frozenset(verdict_of(branch.judgement.truth) for branch in self.branches)


def verdict_of(truth: Tri) -> Verdict:
    """A truth as a verdict."""
    return "depends" if truth.value is None else ("yes" if truth.value else "no")


def split(agreement: Agreement, judgement: Judgement, day: date) -> Split | None:
    """The branches on the open events the judgement hangs on; None when it hangs on none or too many."""
    events = _open_events(judgement, frozenset())
    if not events or len(events) > MOST_EVENTS:
        return None
    splitting = _Splitting(judgement.act, day, near_events(agreement.deal))
    return Split(tuple(splitting.branches(agreement, judgement, ())))


def cases_of(found: Split) -> tuple[Case, ...]:
    """The branches as cases, in order."""
    return tuple(
        Case(
            pins=branch.pins,
            words=" and ".join(branch.words) or "whatever happens",
            verdict=verdict_of(branch.judgement.truth),
            decided_by=tuple(dict.fromkeys(name for one in branch.judgements for name in one.decisive)),
        )
        for branch in found.branches
    )


class _Cell(Struct, frozen=True):
    """An event comes on one of the days from `start` to before `end`; `end` None: not before `start`, perhaps never."""

    start: date
    end: date | None
    branches: tuple[Branch, ...]


class _Splitting(Struct, frozen=True):
    """One question being split."""

    act: Act
    day: date
    near: Mapping[str, Near]

    def branches(self, agreement: Agreement, judgement: Judgement, pins: tuple[Given, ...]) -> list[Branch]:
        """The branches below a pinning: the judgement itself when nothing is left to pin."""
        events = _open_events(judgement, frozenset(pin.event for pin in pins))
        for event in events:
            if len(pins) >= MOST_EVENTS:
                break
            days = days_that_matter(agreement, event, self.day, self.near.get(event, Near()))
            if days:
                return self._on_event(agreement, event, days, pins)
        return [Branch(pins, (), (), judgement)]

    def _on_event(
        self, agreement: Agreement, event: str, days: Sequence[date], pins: tuple[Given, ...]
    ) -> list[Branch]:
        starts = [*days, days[-1] + timedelta(days=1)]
        cells = [
            _Cell(start, starts[index + 1] if index + 1 < len(starts) else None, ())
            for index, start in enumerate(starts)
        ]
        tried = [
            _Cell(cell.start, cell.end, tuple(self._pinned(agreement, Given(event, _day(cell)), pins)))
            for cell in cells
        ]
        merged = _merged(tried)
        if len(merged) == 1:
            return list(merged[0].branches)
        return [
            replace(b, words=(_words(event, cell, days[0]), *b.words), turns_on=(event, *b.turns_on))
            for cell in merged
            for b in cell.branches
        ]

    def _pinned(self, agreement: Agreement, pin: Given, pins: tuple[Given, ...]) -> list[Branch]:
        again = pinned(agreement, pin)
        return self.branches(again, judged(again, self.act, self.day), (*pins, pin))


def pinned(agreement: Agreement, pin: Given) -> Agreement:
    """The agreement folded again with one event pinned on top of its view."""
    view = replace(agreement.view, given=(*agreement.view.given, pin))
    # The scenario's powers are records too, and `course_of` adds them itself.
    powers = [p for p in scenario_pins(agreement.deal, view.scenario) if isinstance(p, PowerPin)]
    planned = {(p.day, p.clause, p.party) for p in powers}
    records = [r for r in agreement.course.records if (r.day, r.clause, r.by) not in planned]
    return consolidate(agreement.deal, view, course_of(agreement.deal, view, records, agreement.course.complete))


def _open_events(judgement: Judgement, done: frozenset[str]) -> list[str]:
    hangs_on = judgement.truth.hangs_on if judgement.truth.value is None else frozenset()
    return sorted(thing.name for thing in hangs_on if thing.kind == "event" and thing.name not in done)


def _day(cell: _Cell) -> date | None:
    return None if cell.end is None else cell.start


def _merged(cells: list[_Cell]) -> list[_Cell]:
    """Adjacent cells with the same outcome as one."""
    merged: list[_Cell] = []
    for cell in cells:
        if merged and _outcome(merged[-1]) == _outcome(cell):
            pairs = zip(merged[-1].branches, cell.branches, strict=True)
            merged[-1] = _Cell(merged[-1].start, cell.end, tuple(one.joined(other) for one, other in pairs))
        else:
            merged.append(cell)
    return merged


def _outcome(cell: _Cell) -> list[tuple[tuple[str, ...], Verdict]]:
    return [(branch.words, verdict_of(branch.judgement.truth)) for branch in cell.branches]


def _words(event: str, cell: _Cell, earliest: date) -> str:
    """A cell in words: "agi_verified has not happened by 2031-05-31"."""
    if cell.end is None:
        return f"{event} has not happened by {day_before(cell.start)}"
    last = day_before(cell.end)
    if cell.start == earliest:
        return f"{event} has happened by {last}"
    return f"{event} happens on {last}" if cell.start == last else f"{event} happens from {cell.start} through {last}"
