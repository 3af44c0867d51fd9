"""Suspension: the stretches of days in which a clause stands still, and how they move what falls due."""

from termwise.base.dates import Duration
from termwise.ir.program import NEVER, Value
from termwise.lower.asking import Lowers, Term
from termwise.lower.passes import moments
from termwise.model.sentence import Effect, ResumesClause, SuspendsClause
from termwise.view.course import Reach

Pauses = tuple[tuple[Value, Value], ...]


def pauses(lo: Lowers, clause: str) -> Pauses:
    """The disjoint stretches `[from, until)` in which the clause is suspended; a resumption ends what came before."""
    stops, backs = _recorded(lo, clause)
    for source in lo.facts.sources.pauses.get(clause, ()):
        known = len(stops) + len(backs)
        for effected in lo.facts.effects(source):
            _mark(clause, effected.effect, _day(lo, effected.words, effected.at), (stops, backs))
        for use in lo.uses(source):
            for effect in use.effects:
                _mark(clause, effect, use.takes_effect, (stops, backs))
        if len(stops) + len(backs) == known:
            lo.leave_out(clause, f"{source} may suspend or resume it: no policy or scenario says when")
    return _disjoint(lo, stops, backs)


def _recorded(lo: Lowers, clause: str) -> tuple[list[Value], list[Value]]:
    stops: list[Value] = []
    backs: list[Value] = []
    for record in lo.facts.records(clause):
        if record.kind in {"suspends", "resumes"}:
            day = moments.given(lo, f"{clause}: {record.kind} on {record.day}", record.day)
            (stops if record.kind == "suspends" else backs).append(day)
    return stops, backs


def _day(lo: Lowers, words: str, at: Reach) -> Value | None:
    """The day of an effect; None when it never comes or is open."""
    if at.earliest is None or at.earliest != at.latest:
        return None
    return moments.given(lo, words, at.earliest)


def _mark(clause: str, effect: Effect, day: Value | None, marks: tuple[list[Value], list[Value]]) -> None:
    match effect:
        case SuspendsClause(target) if target == clause and day is not None:
            marks[0].append(day)
        case ResumesClause(target) if target == clause and day is not None:
            marks[1].append(day)
        case _:
            pass


def _disjoint(lo: Lowers, stops: list[Value], backs: list[Value]) -> Pauses:
    """Each suspension until the next resumption; of those that end together the first alone."""
    b = lo.builder
    ends = [b.earliest([b.select(b.at_most(stop, back), back, b.never()) for back in backs]) for stop in stops]
    found = []
    for place, (stop, end) in enumerate(zip(stops, ends, strict=True)):
        held = []
        for other, (earlier, same) in enumerate(zip(stops, ends, strict=True)):
            if other != place:
                first = b.at_most(earlier, stop) if other < place else b.less(earlier, stop)
                held.append(b.both(b.equal(same, end), first))
        found.append((b.select(b.any_of(held), b.never(), stop) if held else stop, end))
    return tuple(found)


# -- what falls due ------------------------------------------------------------------------------------


def tolled(lo: Lowers, term: Term, deadline: Value, since: Value | None = None) -> Value:
    """A deadline moved by the days of suspension before it (counted from `since`); never while one lasts for ever."""
    b = lo.builder
    for stop, back in term.pauses:
        begins = stop if since is None else b.latest(stop, since)
        bears = b.both(b.at_most(begins, deadline), b.less(begins, back))
        moved = later_by(lo, deadline, b.days_between(begins, back))
        deadline = b.select(bears, b.select(b.less(back, b.never()), moved, b.never()), deadline)
    return deadline


def resumed(lo: Lowers, term: Term, day: Value) -> Value:
    """The day itself, or the day on which the clause goes on when it is suspended then."""
    b = lo.builder
    for stop, back in term.pauses:
        day = b.select(b.both(b.at_most(stop, day), b.less(day, back)), back, day)
    return day


_MOST_DAYS = 2**15
"""More days than this (ninety years) move a day beyond every horizon of a program."""


def later_by(lo: Lowers, day: Value, days: Value) -> Value:
    """A day moved by a number of days that only the run knows: by its binary digits."""
    b = lo.builder
    rest, moved, size = days, day, _MOST_DAYS
    while size > 1:
        size //= 2
        has = b.at_most(b.number(size), rest)
        rest = b.subtract(rest, b.when(has, b.number(size)))
        moved = b.select(has, moments.shifted(lo, moved, Duration(days=size)), moved)
    return b.select(b.less(days, b.number(_MOST_DAYS)), moved, b.day(NEVER))
