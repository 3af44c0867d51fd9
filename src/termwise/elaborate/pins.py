"""What a scenario holds fixed: events and their chances, drivers, open numbers of clauses, powers, late payment."""

from collections.abc import Mapping
from datetime import timedelta

from msgspec import Struct, structs

from termwise.elaborate.amounts import number, rate
from termwise.elaborate.context import Context
from termwise.elaborate.dimensions import fits, in_words, number_of, quantity_dimension
from termwise.elaborate.drivers import growth, value
from termwise.elaborate.events import likelihood
from termwise.elaborate.faults import declarations as faults
from termwise.elaborate.faults import numbers as number_faults
from termwise.elaborate.moments import calendar_date, calendar_day, duration, last_day
from termwise.model.declaration import (
    ChancePin,
    DriverPin,
    EventPin,
    LatePin,
    Likely,
    Pin,
    PowerPin,
    TermPin,
    VariationPin,
)
from termwise.model.terms import Open, sample
from termwise.syntax.tree import DriverNode, EventNode, LikelyNode, PinNode


class Pinnable(Struct, frozen=True):
    """What pins are read by: drivers and events by name, and the open numbers of clauses by clause and term."""

    drivers: Mapping[str, DriverNode]
    events: Mapping[str, EventNode]
    terms: Mapping[str, Mapping[str, Open]]


def pins(ctx: Context, nodes: tuple[PinNode, ...], pinnable: Pinnable) -> tuple[Pin, ...]:
    """The pins of a scenario; faulty ones are reported and left out."""
    found: dict[tuple[str, str | None], Pin] = {}
    for node in nodes:
        pin = _pin(ctx, node, pinnable)
        if pin is None:
            continue
        key = (node.name.text, _what_is_pinned(pin))
        first = found.get(key)
        if first is None:
            found[key] = pin
        elif isinstance(pin, DriverPin) and isinstance(first, DriverPin) and _goes_on(first, pin):
            found[key] = structs.replace(first, growth=(*first.growth, *pin.growth))
        else:
            ctx.report(faults.pinned_twice(node.name, first.span))
    return tuple(found.values())


def _goes_on(first: DriverPin, pin: DriverPin) -> bool:
    """Whether a second line of growth says what follows an event that no line before it speaks of."""
    told = {one.after for one in first.growth}
    return bool(first.growth and pin.growth) and all(one.after and one.after not in told for one in pin.growth)


def _what_is_pinned(pin: Pin) -> str | None:
    """What of a name is pinned: of a party its power, of a clause the stretch that is paid late, …"""
    match pin:
        case PowerPin(clause=clause):
            return clause
        case LatePin(start=start, end=end):
            return f"{start} {end}"
        case VariationPin():
            return "varies"
        case _:
            return None


def _pin(ctx: Context, node: PinNode, pinnable: Pinnable) -> Pin | None:
    match node.kind:
        case "on" | "never":
            event = ctx.named(node.name, "event")
            day = None if node.moment is None else calendar_day(ctx, node.moment, "the day of an event")
            return None if event is None or (day is None and node.kind == "on") else EventPin(event, day, node.span)
        case "likely":
            return _chance_pin(ctx, node, pinnable)
        case "is" if node.name.text not in pinnable.drivers and "." in node.name.text:
            return _term_pin(ctx, node, pinnable)
        case "is" | "grows" | "varies":
            return _driver_pin(ctx, node, pinnable)
        case "exercises":
            party = ctx.named(node.name, "party")
            clause = None if node.clause is None else ctx.named(node.clause, "clause")
            day = None if node.moment is None else calendar_day(ctx, node.moment, "an exercise")
            return None if party is None or clause is None or day is None else PowerPin(party, clause, day, node.span)
        case "late":
            return _late_pin(ctx, node)


def _chance_pin(ctx: Context, node: PinNode, pinnable: Pinnable) -> ChancePin | None:
    """`ipo likely 80%`: when it may come is as declared unless the pin says it."""
    event = ctx.named(node.name, "event")
    found = None if node.chance is None else likelihood(ctx, node.chance)
    if event is None or found is None:
        return None
    declared = pinnable.events[event].chance if event in pinnable.events else None
    has_time = isinstance(declared, LikelyNode) and (declared.between is not None or declared.low is not None)
    if isinstance(found, Likely) and found.wait is None and not has_time:
        ctx.report(faults.chance_without_time(node.name, node.span or node.name.span))
        return None
    return ChancePin(event, found, node.span)


def _term_pin(ctx: Context, node: PinNode, pinnable: Pinnable) -> TermPin | None:
    """`revenue_share.rate is 17%`: a number that some wording of the clause leaves open."""
    clause, _, term = node.name.text.rpartition(".")
    if ctx.named(structs.replace(node.name, text=clause), "clause") is None or node.value is None:
        return None
    terms = pinnable.terms.get(clause, {})
    if term not in terms:
        ctx.report(faults.no_open_term(structs.replace(node.name, text=term), clause, tuple(terms)))
        return None
    known = sample(terms[term])
    wanted = number_of(None if known is None else quantity_dimension(known))
    found = number(ctx, node.value, wanted)
    if found is None:
        return None
    if not fits(found.sort, wanted):
        words = (in_words(wanted), in_words(found.sort))
        ctx.report(number_faults.wrong_dimension(f"`{node.name.text}`", *words, node.value.span))
        return None
    return TermPin(clause, term, found.expression, node.span)


def _late_pin(ctx: Context, node: PinNode) -> LatePin | None:
    """`royalty paid 45 days late in 2027`; None after reporting what cannot be read."""
    clause = ctx.named(node.name, "clause")
    first = None if node.moment is None else calendar_date(ctx, node.moment)
    end = None if node.end is None else calendar_day(ctx, node.end, "the end of late payment")
    unread = (first is None) != (node.moment is None) or (end is None) != (node.end is None)
    if clause is None or node.length is None or unread:
        return None
    if first is None or not node.within:
        return LatePin(clause, duration(node.length), None if first is None else first.day, end, node.span)
    after = last_day(first) + timedelta(days=1)
    return LatePin(clause, duration(node.length), first.day, after, node.span)


def _driver_pin(ctx: Context, node: PinNode, pinnable: Pinnable) -> DriverPin | VariationPin | None:
    driver = ctx.named(node.name, "driver")
    if driver is None:
        return None
    if node.kind == "grows":
        found = growth(ctx, node.growth)
        return DriverPin(driver, found, None, node.span) if len(found) == len(node.growth) else None
    declared = pinnable.drivers.get(driver)
    if node.value is None or declared is None:
        return None
    if node.kind == "varies":
        variation = rate(ctx, node.value, "the variation")
        return None if variation is None else VariationPin(driver, variation, node.span)
    pinned = value(ctx, node.value, f"`{driver}`", declared.unit.text, declared.per)
    return None if pinned is None else DriverPin(driver, (), pinned, node.span)
