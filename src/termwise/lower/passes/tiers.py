"""Tiered rates: what a cumulated base comes to, marginal or as a cliff."""

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, Term
from termwise.model.clause import Tiers


def tiered(lo: Lowers, term: Term, tiers: Tiers, base: Value, skipped: Value | None = None) -> Value:
    """What this period's base earns: what the cumulated base comes to after it, less what it came to before.

    What is `skipped` counts in the cumulated base before it and earns nothing.
    """
    b, running = lo.builder, lo.running
    name = f"{term.clause}: base so far"
    carrying = lo.grid.carrying("year") if tiers.resets == "yearly" else None
    goes_on = not running.knows(name) and skipped is None  # else another wording or what is skipped comes in between
    before = running.get(name, carrying)
    if skipped is not None:
        before = b.add(before, skipped)
    after = b.add(before, base)
    running.set(name, after)
    come_to = cliff if tiers.cliff else marginal
    if goes_on:
        earned = f"{term.tag}: earned so far"
        come_to_before = running.came_to(earned, lambda: come_to(lo, term, tiers, running.get(name)), carrying)
    else:
        come_to_before = come_to(lo, term, tiers, before)
    return b.subtract(come_to(lo, term, tiers, after), come_to_before)


def _rows(lo: Lowers, term: Term, tiers: Tiers) -> list[tuple[Value, Value]]:
    """Each row's lower end, half-open above, and its rate."""
    return [
        (
            lo.parameter(f"{term.tag}: tier {place} from", row.above),
            lo.number(row.rate, f"{term.tag}: tier {place} rate"),
        )
        for place, row in enumerate(tiers.rows, start=1)
    ]


def marginal(lo: Lowers, term: Term, tiers: Tiers, base: Value) -> Value:
    """Each row's rate on the part of the base inside the row."""
    b, rows = lo.builder, _rows(lo, term, tiers)
    parts = []
    for place, (low, rate) in enumerate(rows):
        inside = base if place + 1 == len(rows) else b.minimum(base, rows[place + 1][0])
        parts.append(b.multiply(rate, b.positive_part(b.subtract(inside, low))))
    return b.total(parts)


def cliff(lo: Lowers, term: Term, tiers: Tiers, base: Value) -> Value:
    """The rate of the highest row reached, on the whole base; nothing below the first row."""
    b = lo.builder
    rate = b.number(0)
    for low, row_rate in _rows(lo, term, tiers):
        rate = b.select(b.at_most(low, base), row_rate, rate)
    return b.multiply(rate, b.positive_part(base))
