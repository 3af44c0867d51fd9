"""Events: known and pinned days, days to be drawn, and days on which a rule first holds."""

from fractions import Fraction

from msgspec.structs import replace

from termwise.base.dates import Duration, add
from termwise.ir.program import NEVER, WAITING, DrawnEvent, Origin, Value
from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.passes.conditions import first_seen
from termwise.lower.passes.pausing import later_by
from termwise.model.declaration import Event, Hazard, Likely, Rule, WaitAfter, WaitBetween
from termwise.model.expression import Expression, Interval, Quantity
from termwise.model.moment import On
from termwise.model.sentence import TriggersEvent
from termwise.standing.asking import Asking
from termwise.view.units import in_base_units


def event(lo: Lowers, name: str) -> Value:
    """The day an event happens. One that the view knows, or that is pinned, is certain."""
    declared = lo.facts.names().events.get(name)
    origin = Origin(name, "the day it happens", span=None if declared is None else declared.span)
    bare = DrawnEvent(name, None, origin=origin)
    reach = lo.facts.event(name)
    if name in lo.facts.course.settable:
        return lo.builder.event(replace(bare, pinned=NEVER, settable=True))
    if reach.earliest is None:
        return lo.builder.event(replace(bare, pinned=NEVER))
    if reach.earliest == reach.latest:
        return lo.builder.event(replace(bare, pinned=reach.earliest.toordinal()))
    if declared is not None and isinstance(declared.chance, Rule):
        holds = lo.truth(declared.chance.condition, f"{name}: rule")
        return first_seen(lo, holds, f"{name}: the day it happens")
    triggered, whole = _triggered(lo, name)
    if not whole:
        lo.leave_out(name, "that a clause may trigger it is not followed, unless a scenario makes it certain")
    if triggered and whole and (declared is None or declared.chance is None):
        return lo.builder.earliest(triggered)
    match None if declared is None else declared.chance:
        case Likely(chance, WaitAfter(low, high, after)) if not is_drawn(lo.facts, after):
            own = _following(lo, bare, replace(bare, chance=_fraction(chance), **_days(lo, low, high)), after)
        case _:
            own = lo.builder.event(_drawn(lo, declared, bare))
    return lo.builder.earliest([own, *triggered])


def _following(lo: Lowers, bare: DrawnEvent, wait: DrawnEvent, after: str) -> Value:
    """An event that follows one the run decides: the waiting time is drawn, and begins on that event's day."""
    b, today = lo.builder, lo.agreement.deal.today.toordinal()
    drawn = b.event(replace(wait, name=bare.name + WAITING, origin_day=today))
    days = b.days_between(lo.given_day("today", today), drawn)
    return later_by(lo, lo.event(after), days)


def _days(lo: Lowers, low: Duration, high: Duration) -> dict[str, int]:
    """The ends of a waiting time in days, counted from `today`."""
    today = lo.agreement.deal.today
    return {"low_days": (add(today, low) - today).days, "high_days": (add(today, high) - today).days}


def is_drawn(facts: Asking, name: str) -> bool:
    """Whether nothing of the run decides when an event happens: neither a rule, nor a power or a breach."""
    declared, reach = facts.names().events.get(name), facts.event(name)
    if reach.earliest is None or reach.earliest == reach.latest or name in facts.course.settable:
        return True
    if facts.sources.triggers.get(name):
        return False
    match None if declared is None else declared.chance:
        case Rule():
            return False
        case Likely(wait=WaitAfter(after=after)):
            return is_drawn(facts, after)
        case _:
            return True


def _triggered(lo: Lowers, name: str) -> tuple[list[Value], bool]:
    """The days on which powers used by their policy and violated duties make it happen, and whether that is all."""
    days: list[Value] = []
    whole = True
    for source in lo.facts.sources.triggers.get(name, ()):
        found = [use.takes_effect for use in lo.uses(source) if TriggersEvent(name) in use.effects]
        whole = whole and bool(found)
        days += found
    return days, whole


def _drawn(lo: Lowers, declared: Event | None, bare: DrawnEvent) -> DrawnEvent:
    match None if declared is None else declared.chance:
        case Likely(chance, WaitBetween(earliest, latest)):
            today = lo.agreement.deal.today
            low, high = (earliest.day - today).days, (latest.day - today).days
            return replace(bare, chance=_fraction(chance), low_days=low, high_days=high, origin_day=today.toordinal())
        case Likely(chance, WaitAfter(low, high, after)):
            lo.event(after)
            index = lo.builder.event_index(after)
            return replace(bare, chance=_fraction(chance), after=index, **_days(lo, low, high))
        case Hazard(rate, On(day)):
            per_day = _fraction(rate) * Fraction(4, 1461)
            return replace(bare, hazard_per_day=per_day, origin_day=day.toordinal())
        case Likely() | Hazard():
            lo.leave_out(bare.name, "nothing says when it may happen: it is taken as never happening")
        case _:
            lo.leave_out(bare.name, "nothing says how likely it is: it is taken as never happening")
    return replace(bare, pinned=NEVER)


def _fraction(expression: Expression) -> Fraction:
    """A chance, per year where it is a rate; the middle of an interval."""
    match expression:
        case Quantity():
            return in_base_units(expression)
        case Interval(low, high):
            return (in_base_units(low) + in_base_units(high)) / 2
        case _:
            raise NotLoweredError("a chance that is not a number")
