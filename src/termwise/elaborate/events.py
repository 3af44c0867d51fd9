"""Events: known days, chances, waiting times, hazards and rules."""

from termwise.base.dates import Duration
from termwise.elaborate.amounts import chance, points, rate
from termwise.elaborate.context import Context
from termwise.elaborate.expressions import condition
from termwise.elaborate.faults import declarations as faults
from termwise.elaborate.faults import numbers as number_faults
from termwise.elaborate.lines import lines
from termwise.elaborate.moments import calendar_day, duration, moment, window
from termwise.elaborate.qualifiers import citations
from termwise.model.declaration import Event, Hazard, Likely, Rule, WaitAfter, WaitBetween
from termwise.syntax.tree import EventNode, HazardNode, LikelyNode


def event(ctx: Context, node: EventNode) -> Event:
    """An event; faulty lines are reported and left out."""
    said = lines(ctx, node.qualifiers, "an event", frozenset({"source"}))
    on = None if node.on is None else calendar_day(ctx, node.on, "the day of an event")
    known = None if node.known is None else calendar_day(ctx, node.known, "the day from which an event is known")
    if node.known is not None and node.on is None and "on" not in node.lost:
        ctx.report(faults.known_before(node.name, node.known.span))
    return Event(
        name=node.name.text,
        title=node.title.text if node.title else None,
        by=None if node.by is None else ctx.named(node.by, "party"),
        on=on,
        known=known,
        chance=_chance(ctx, node),
        sources=citations(ctx, said.all("source")),
        span=node.span,
        name_span=node.name.span,
    )


def _chance(ctx: Context, node: EventNode) -> Likely | Hazard | Rule | None:
    if node.when is not None:
        if node.chance is not None:
            ctx.report(faults.event_two_ways(node.name, node.when.span))
        holds = condition(ctx, node.when)
        return None if holds is None else Rule(holds)
    return None if node.chance is None else likelihood(ctx, node.chance)


def likelihood(ctx: Context, node: LikelyNode | HazardNode) -> Likely | Hazard | None:
    """How likely an event is, and when; None after reporting what cannot be read."""
    match node:
        case LikelyNode():
            return _likely(ctx, node)
        case HazardNode():
            return _hazard(ctx, node)


def _likely(ctx: Context, node: LikelyNode) -> Likely | None:
    likely = chance(ctx, node.chance, "a chance")
    wait: WaitBetween | WaitAfter | None = None
    if node.between is not None:
        found = window(ctx, *node.between, node.span)
        wait = None if found is None else WaitBetween(*found)
    elif node.low is not None and node.high is not None:
        wait = _wait_after(ctx, node)
    if likely is None or (wait is None and (node.between is not None or node.low is not None)):
        return None
    return Likely(likely, wait)


def _wait_after(ctx: Context, node: LikelyNode) -> WaitAfter | None:
    if node.after is None or node.low is None or node.high is None:
        advice = "write `3 to 18 months after EVENT`, or `between DATE and DATE`"
        ctx.report(number_faults.date_needed("a waiting time without its event", node.span, advice))
        return None
    low, high = duration(node.low), duration(node.high)
    if not 0 < _days(low) < _days(high):
        ctx.report(faults.wait_order(node.span))
        return None
    after = ctx.named(node.after, "event")
    return None if after is None else WaitAfter(low, high, after)


def _days(length: Duration) -> float:
    """About how many days: to tell the shorter of two waits, nothing else."""
    return 365.25 * length.years + 30.4375 * length.months + length.days + 1.4 * length.business_days


def _hazard(ctx: Context, node: HazardNode) -> Hazard | None:
    each, origin = rate(ctx, node.rate, "a chance per time"), moment(ctx, node.origin)
    if each is None or origin is None:
        return None
    if any(not 0 <= point.value <= 1 for point in points(each)):
        ctx.report(number_faults.out_of_range("a chance per time", "0%", "100%", node.rate.span))
        return None
    return Hazard(each, origin)
