"""Distributions in tiers: each party's share of what is distributed, tier by tier."""

from termwise.ir.program import Movement, Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.grid import UNITS
from termwise.lower.passes.entering import enter
from termwise.lower.passes.in_force import part_in_force
from termwise.lower.passes.payments import due_on
from termwise.lower.passes.settling import rounded
from termwise.lower.passes.shares import share_of
from termwise.lower.passes.wording import said_by
from termwise.model.expression import Ref
from termwise.model.sentence import Periodic, Waterfall, WaterfallTier
from termwise.model.text.tables import allocations_text


def lower_waterfall(lo: Lowers, term: Term, waterfall: Waterfall) -> None:
    """What the base of each period comes to for every party; a loss distributes nothing."""
    b = lo.builder
    if waterfall.base not in lo.facts.names().drivers:
        raise NotLoweredError(f"`{waterfall.base}` is words: no driver says how much is distributed")
    share = share_of(lo, Ref("driver", waterfall.base))
    schedule = waterfall.schedule or Periodic(lo.agreement.deal.grid)
    if not isinstance(schedule, Periodic) or schedule.in_advance:
        raise NotLoweredError("only distributions again and again, after their period, are followed")
    if not share.flows:
        raise NotLoweredError(f"`{waterfall.base}` is no amount per time")
    unit = UNITS[schedule.frequency]
    with lo.saying(term.clause, f"{waterfall.base} to distribute", said_by(term.version, "sentence")):
        left = b.multiply(lo.driver(waterfall.base), part_in_force(lo, term, unit))
        if not lo.grid.ends_with(unit):
            closes = b.less(b.number(0), b.table(lo.grid.closing(unit)))
            name = f"{term.tag}: to distribute"
            left = b.add(lo.running.get(name), left)
            lo.running.set(name, b.select(closes, b.number(0), left))
            left = b.when(closes, left)
        left = b.positive_part(left)
    received: dict[str, list[Value]] = {}
    for place, tier in enumerate(waterfall.tiers, start=1):
        with lo.saying(
            term.clause, f"tier {place}: {allocations_text(tier.allocations)}", said_by(term.version, "sentence")
        ):
            left = b.subtract(left, _tier(lo, term, (tier, place), left, received))
    on = due_on(lo, term.clause, schedule)
    for party, amounts in received.items():
        with lo.saying(term.clause, f"what {party} receives", said_by(term.version, "sentence")):
            received_now = rounded(lo, term, b.total(amounts))
            enter(lo, term, Movement(term.clause, waterfall.payer, party, received_now, on, "distribution"))


def _tier(
    lo: Lowers, term: Term, tier_at: tuple[WaterfallTier, int], left: Value, received: dict[str, list[Value]]
) -> Value:
    """What a tier takes of what is left, handed out to its parties."""
    b, (tier, place) = lo.builder, tier_at
    parts = {a.holder: lo.number(a.amount, f"{term.tag}: tier {place} {a.holder}") for a in tier.allocations}
    taken = left
    if tier.first is not None:
        name = f"{term.clause}: tier {place} so far"
        room = b.positive_part(
            b.subtract(lo.number(tier.first, f"{term.tag}: tier {place} first"), lo.running.get(name))
        )
        taken = b.minimum(left, room)
        lo.running.set(name, b.add(lo.running.get(name), taken))
    elif tier.until_party is not None and tier.until_has is not None:
        goal = lo.number(tier.until_has, f"{term.tag}: tier {place} until")
        missing = b.positive_part(b.subtract(goal, lo.running.get(f"{term.clause}: {tier.until_party} has")))
        if tier.until_party not in parts:
            raise NotLoweredError(f"{tier.until_party} has no share in the tier that lasts until it has enough")
        taken = b.minimum(left, b.divide(missing, parts[tier.until_party]))
    for party, part in parts.items():
        amount = b.multiply(taken, part)
        received.setdefault(party, []).append(amount)
        name = f"{term.clause}: {party} has"
        lo.running.set(name, b.add(lo.running.get(name), amount))
    return taken
