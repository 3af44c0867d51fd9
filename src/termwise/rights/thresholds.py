"""The days of an event that could matter to a question asked on a day.

What hangs on an event turns on whether it comes before or after a few days: the day asked, the day asked
less the times that run from the event, and the dates it is measured against ("by 2025-12-31"). Times add
up along chains: a duty falls due 10 days after delivery, its breach lets a notice of 30 days run.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from termwise.base.calendars import business_days
from termwise.base.dates import Duration, IsBusinessDay, add, day_after
from termwise.model.amendment import AddClause, ChangeClause
from termwise.model.clause import Clause, OtherwiseEnds, OtherwiseTriggers
from termwise.model.deal import Deal
from termwise.model.declaration import Event
from termwise.model.expression import Comparison, Expression, Ref, StateIs
from termwise.model.moment import On, OnBreach, OnEvent
from termwise.model.sentence import EndsClause, ResumesClause, SuspendsClause, TriggersEvent
from termwise.model.walk import parts
from termwise.view.course import Reach

Node = tuple[str, str]
"""An "event", or a "clause" (its state or breach), by name."""

_LONGEST_CHAIN = 3
_MOST_CHAINS = 64


class Statement(Struct, frozen=True):
    """What one piece of the text says in one breath: what it hangs on, what it bears on, lengths and dates.

    `orders` are the events it compares with a date or another event, `ranks` those it compares with another:
    what it says of them can turn on what comes after the day asked.
    """

    hangs_on: frozenset[Node]
    bears_on: frozenset[Node]
    lengths: frozenset[Duration]
    dates: frozenset[date]
    orders: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()


class Timing(Struct, frozen=True):
    """What a deal says of time: its statements that hang on something, and its business days."""

    statements: tuple[Statement, ...]
    is_business_day: IsBusinessDay

    @property
    def ranks(self) -> frozenset[str]:
        """The events that the deal compares with one another: which comes first may matter, whatever the day."""
        return frozenset[str]().union(*(statement.ranks for statement in self.statements))


def timing_of(deal: Deal) -> Timing:
    """Every clause, event, condition and change of a deal as a statement.

    Raises `UnknownCalendarError` when the deal names a calendar there is not.
    """
    found = [_statement(part, bears_on) for part, bears_on in _pieces(deal)]
    return Timing(tuple(statement for statement in found if statement.hangs_on), business_days(deal.calendar))


def also(timing: Timing, said: Expression) -> Timing:
    """What a deal says of time, and what a question to it says."""
    return Timing((*timing.statements, _statement(said, frozenset())), timing.is_business_day)


def days_that_matter(timing: Timing, event: str, reach: Reach, day: date) -> tuple[date, ...]:
    """The days an open event is tried on, in order; the last is the last on which it matters for `day`.

    `reach` is when it may come. Empty when it can no longer come by then.
    """
    if reach.earliest is None:
        return ()
    chains = _chains(timing.statements, ("event", event))
    ahead = {turn for chain, _ in chains if (turn := _turn(day, chain, timing)) is not None}
    dated = {turn for chain, dates in chains for d in dates if (turn := _turn(d, chain, timing)) is not None}
    latest = max(day, *ahead) if ahead else day
    if any(event in statement.orders for statement in timing.statements):
        latest = _after_all(max(latest, *dated) if dated else latest, timing)
        dated |= {latest - timedelta(days=n) for n in range(len(timing.ranks))}
    if reach.latest is not None:
        latest = min(latest, reach.latest)
    if reach.earliest > latest:
        return ()
    turns = ahead | dated
    tried = {reach.earliest, day, latest, *turns, *(day_after(turn) for turn in turns)}
    return tuple(sorted(d for d in tried if reach.earliest <= d <= latest))


def _after_all(day: date, timing: Timing) -> date:
    """Late enough that all events that are compared with one another can follow in any order after `day`."""
    return day + timedelta(days=min(1 + len(timing.ranks), (date.max - day).days))


def _turn(goal: date, chain: tuple[Duration, ...], timing: Timing) -> date | None:
    """The last day from which a chain of lengths has run by the goal; None outside the calendar."""
    turn: date | None = goal
    for length in reversed(chain):
        turn = _back(turn, length, timing.is_business_day) if turn is not None else None
    return turn


def _chains(known: tuple[Statement, ...], node: Node) -> list[tuple[tuple[Duration, ...], frozenset[date]]]:
    """The lengths that run one after another from a node, and the dates met at the end of each chain."""
    found: list[tuple[tuple[Duration, ...], frozenset[date]]] = []
    waiting: list[tuple[Node, tuple[Duration, ...]]] = [(node, ())]
    seen = {waiting[0]}
    while waiting and len(found) < _MOST_CHAINS:
        here, chain = waiting.pop(0)
        for statement in known:
            if here not in statement.hangs_on:
                continue
            found.append((chain, statement.dates))
            longer = [chain, *((*chain, length) for length in statement.lengths)]
            found += [(one, statement.dates) for one in longer[1:]]
            steps = {(there, one) for there in statement.bears_on for one in longer if len(one) <= _LONGEST_CHAIN}
            waiting += sorted(steps - seen, key=repr)
            seen |= steps
    return found


def _pieces(deal: Deal) -> Iterator[tuple[Struct, frozenset[Node]]]:
    for clause in deal.clauses:
        yield clause, frozenset({("clause", clause.name)})
    for event in deal.events:
        yield event, frozenset({("event", event.name)})
    for amendment in deal.amendments:
        for requirement in amendment.requires:
            yield requirement, frozenset()
        for patch in amendment.patches:
            yield patch, frozenset() if isinstance(patch, AddClause) else frozenset({("clause", patch.clause)})
        if amendment.effective is not None:
            yield amendment.effective, frozenset()


def _statement(piece: Struct, bears_on: frozenset[Node]) -> Statement:
    pieces = list(parts(piece))
    hangs_on = {node for part in pieces if (node := _hangs_on(part)) is not None}
    own = {part.name for part in pieces if isinstance(part, Clause)}
    own |= {part.clause for part in pieces if isinstance(part, ChangeClause)}
    brought = {node for part in pieces if (node := _brings(part)) is not None}
    compared = [_events(part) for part in pieces if isinstance(part, Comparison)]
    return Statement(
        hangs_on=frozenset(hangs_on - bears_on if isinstance(piece, Event) else hangs_on),
        bears_on=bears_on | brought | {("clause", name) for name in own},
        lengths=frozenset(part for part in pieces if isinstance(part, Duration)),
        dates=frozenset(part.day for part in pieces if isinstance(part, On)),
        orders=frozenset[str]().union(*compared),
        ranks=frozenset[str]().union(*(events for events in compared if len(events) > 1)),
    )


def _events(comparison: Comparison) -> frozenset[str]:
    nodes = (_hangs_on(part) for part in parts(comparison))
    return frozenset(node[1] for node in nodes if node is not None and node[0] == "event")


def _hangs_on(part: Struct) -> Node | None:
    match part:
        case OnEvent(name) | Ref("event", name):
            return "event", name
        case OnBreach(name) | StateIs(name):
            return "clause", name
        case _:
            return None


def _brings(part: Struct) -> Node | None:
    match part:
        case TriggersEvent(name) | OtherwiseTriggers(name):
            return "event", name
        case EndsClause(name) | SuspendsClause(name) | ResumesClause(name) | OtherwiseEnds(str(name)):
            return "clause", name
        case _:
            return None


def _back(day: date, length: Duration, is_business_day: IsBusinessDay) -> date | None:
    """The last day from which `length` has run by `day`; None outside the calendar."""
    try:
        back = add(day, length.negated(), "down", is_business_day)
        ahead = add(back, length, "down", is_business_day)
    except (OverflowError, ValueError):
        return None
    return back - timedelta(days=1) if ahead > day else back
