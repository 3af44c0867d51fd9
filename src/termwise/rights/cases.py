"""Splitting an open answer on what it hangs on: settled after all, or yes and no under which courses.

Kleene's logic is sound and not complete. Each open event is pinned to the days that matter and to "not by
then"; the agreement is folded again under each pinning, and the act judged under each.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from termwise.base.dates import day_after, day_before
from termwise.model.act import Act
from termwise.model.declaration import Given, PowerPin
from termwise.rights.answer import Case, Verdict
from termwise.rights.judgement import Judgement
from termwise.rights.may import judged
from termwise.rights.thresholds import Timing, days_that_matter, timing_of
from termwise.view.agreement import Agreement
from termwise.view.course import NEVER, Tri
from termwise.view.fold import consolidate
from termwise.view.occurrences import course_of, scenario_pins

MOST_EVENTS = 4
"""Open events an answer is split on; with more it stays "depends"."""
MOST_JUDGEMENTS = 400
"""Courses tried for one question; with more it stays "depends", which is never wrong, only less sharp."""
MOST_DAYS = 60
"""Days tried for one event; with more it stays "depends": any of them may be the one that matters."""
MOST_CASES = 12
"""Cases that are worth reading; with more an answer only says what it hangs on."""


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
    """A question split on its open events: one branch for each outcome, adjacent equal ones merged.

    `in_words`: the branches can be told by days alone, not by which of two events comes first.
    """

    branches: tuple[Branch, ...]
    in_words: bool = True

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """The verdicts that occur."""
        return frozenset(verdict_of(branch.judgement.truth) for branch in self.branches)


def verdict_of(truth: Tri) -> Verdict:
    """A truth as a verdict."""
    return "depends" if truth.value is None else ("yes" if truth.value else "no")


def split(agreement: Agreement, judgement: Judgement, day: date) -> Split | None:
    """The branches on the open events the judgement hangs on; None when it hangs on none, or on too much to try."""
    splitting = _splitting(agreement, judgement, day)
    if splitting is None:
        return None
    try:
        branches = tuple(splitting.branches(agreement, judgement, ()))
    except _TooMuchError:
        return None
    ranks = splitting.timing.ranks
    return Split(branches, in_words=not any(ranks.intersection(branch.turns_on) for branch in branches))


def verdict_on(agreement: Agreement, act: Act, day: date) -> Verdict:
    """The verdict that splitting comes to, without its branches: two that differ are enough for "depends"."""
    judgement = judged(agreement, act, day)
    splitting = _splitting(agreement, judgement, day)
    if splitting is None:
        return verdict_of(judgement.truth)
    found: set[Verdict] = set()
    try:
        for verdict in splitting.verdicts(agreement, judgement, ()):
            found.add(verdict)
            if len(found) > 1 or verdict == "depends":
                return "depends"
    except _TooMuchError:
        return "depends"
    return found.pop() if found else verdict_of(judgement.truth)


def _splitting(agreement: Agreement, judgement: Judgement, day: date) -> "_Splitting | None":
    events = _open_events(judgement, ())
    if not events or len(events) > MOST_EVENTS:
        return None
    return _Splitting(judgement.act, day, kept_timing(agreement), _Budget())


def kept_timing(agreement: Agreement) -> Timing:
    """What the deal says of time, kept with the agreement."""
    held = agreement.memo.held
    kept = held.get("timing")
    timing = kept if isinstance(kept, Timing) else timing_of(agreement.deal)
    held["timing"] = timing
    return timing


def cases_of(found: Split) -> tuple[Case, ...]:
    """The branches as cases, in order; none when there is but one, or too many to be read, or no words for them."""
    if not found.in_words or not 1 < len(found.branches) <= MOST_CASES:
        return ()
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


class _TooMuchError(Exception):
    """A question takes more judgements than are worth its answer."""


class _Budget:
    """Counts the judgements that one question takes."""

    def __init__(self) -> None:
        self._left = MOST_JUDGEMENTS

    def spend(self) -> None:
        """One more judgement. Raises `_TooMuchError` when there were too many."""
        self._left -= 1
        if self._left < 0:
            raise _TooMuchError


class _Splitting(Struct, frozen=True):
    """One question being split."""

    act: Act
    day: date
    timing: Timing
    budget: _Budget

    def branches(self, agreement: Agreement, judgement: Judgement, pins: tuple[Given, ...]) -> list[Branch]:
        """The branches below a pinning: the judgement itself when nothing is left to pin."""
        event, days = self._next(agreement, judgement, pins)
        return self._on(agreement, event, days, pins) if days else [Branch(pins, (), (), judgement)]

    def verdicts(self, agreement: Agreement, judgement: Judgement, pins: tuple[Given, ...]) -> Iterator[Verdict]:
        """The verdicts below a pinning, one after another; "never" is tried first."""
        event, days = self._next(agreement, judgement, pins)
        if not days:
            yield verdict_of(judgement.truth)
            return
        for day in (None, *days):
            pin = Given(event, day)
            again, judged_again = self._judged(agreement, pin)
            yield from self.verdicts(again, judged_again, (*pins, pin))

    def _next(self, agreement: Agreement, judgement: Judgement, pins: tuple[Given, ...]) -> tuple[str, Sequence[date]]:
        """The next event to pin and the days to try; no days when nothing is left to pin."""
        if len(pins) < MOST_EVENTS:
            for event in _open_events(judgement, pins):
                reach = agreement.course.reaches.get(event, NEVER)
                days = days_that_matter(self.timing, event, reach, self.day)
                if len(days) > MOST_DAYS:
                    raise _TooMuchError
                if days:
                    return event, days
        return "", ()

    def _judged(self, agreement: Agreement, pin: Given) -> tuple[Agreement, Judgement]:
        self.budget.spend()
        again = pinned(agreement, pin)
        return again, judged(again, self.act, self.day)

    def _on(self, agreement: Agreement, event: str, days: Sequence[date], pins: tuple[Given, ...]) -> list[Branch]:
        """The branches on one event: a cell from each day to the next, and one for "not by then"."""
        starts = [*days, day_after(days[-1])]
        ends: list[date | None] = [*starts[1:], None]
        tried = [
            _Cell(start, end, tuple(self._pinned(agreement, Given(event, None if end is None else start), pins)))
            for start, end in zip(starts, ends, strict=True)
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
        again, judgement = self._judged(agreement, pin)
        return self.branches(again, judgement, (*pins, pin))


def pinned(agreement: Agreement, pin: Given) -> Agreement:
    """The agreement folded again with one event pinned on top of its view. Kept: many questions pin alike."""
    held = agreement.memo.held
    kept = held.get(f"pinned {pin.event} {pin.day}")
    again = kept if isinstance(kept, Agreement) else _folded_with(agreement, pin)
    held[f"pinned {pin.event} {pin.day}"] = again
    return again


def _folded_with(agreement: Agreement, pin: Given) -> Agreement:
    view, course = replace(agreement.view, given=(*agreement.view.given, pin)), agreement.course
    # The scenario's powers are records too, and `course_of` adds them itself.
    powers = [p for p in scenario_pins(agreement.deal, view.scenario) if isinstance(p, PowerPin)]
    planned = {(p.day, p.clause, p.party) for p in powers}
    records = [r for r in course.records if (r.day, r.clause, r.by) not in planned]
    return consolidate(agreement.deal, view, course_of(agreement.deal, view, records, course.complete))


def _open_events(judgement: Judgement, pins: tuple[Given, ...]) -> list[str]:
    """The events the judgement hangs on and that are not pinned, in order."""
    hangs_on = judgement.truth.hangs_on if judgement.truth.value is None else frozenset()
    done = {pin.event for pin in pins}
    return sorted(thing.name for thing in hangs_on if thing.kind == "event" and thing.name not in done)


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
