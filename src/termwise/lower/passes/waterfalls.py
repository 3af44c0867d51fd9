"""Distributions in tiers: each party's share of what is distributed, tier by tier, then by preference."""

from msgspec import Struct

from termwise.ir.program import Movement, Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.grid import UNITS
from termwise.lower.passes.entering import enter
from termwise.lower.passes.exchange import converted, currency_of
from termwise.lower.passes.in_force import is_in_force_on, part_in_force
from termwise.lower.passes.payments import due_on
from termwise.lower.passes.preferences import by_preference
from termwise.lower.passes.settling import capped, count, rounded
from termwise.lower.passes.shares import Share, base_in_period, share_of
from termwise.lower.passes.tier_bounds import Distributing, begin, closed, room_in
from termwise.lower.passes.trading import due_day
from termwise.lower.passes.wording import said_by, words
from termwise.model.expression import Ref
from termwise.model.sentence import ByThen, Once, Periodic, Waterfall, WaterfallTier, When, Within
from termwise.model.text.tables import allocations_text


class _Money(Struct, frozen=True):
    """What there is to distribute in the period, whether it falls due, and on which day."""

    amount: Value
    falls: Value
    on: Value


def lower_waterfall(lo: Lowers, term: Term, waterfall: Waterfall) -> None:
    """What the base comes to for every party; a loss distributes nothing.

    Rounding may make the parts more than the whole: what is rounded counts against caps part by part, up to each.
    """
    b, is_rounded = lo.builder, term.version.clause.qualifiers.rounded is not None
    if waterfall.base not in lo.facts.names().drivers:
        raise NotLoweredError(f"`{waterfall.base}` is words: no driver says how much is distributed")
    share = share_of(lo, Ref("driver", waterfall.base))
    with lo.saying(term.clause, f"{waterfall.base} to distribute", said_by(term.version, "sentence")):
        money = _to_distribute(lo, term, waterfall, share)
        left = converted(lo, b.positive_part(money.amount), currency_of(lo, share.base))
        left = capped(lo, term, left)
        if not is_rounded:
            count(lo, term, left)
        d = begin(lo, term, waterfall.tiers, money.falls, money.on)
    for place, tier in enumerate(waterfall.tiers, start=1):
        with lo.saying(term.clause, f"tier {place}: {_words(tier)}", said_by(term.version, "sentence")):
            left = b.subtract(left, _tier(lo, d, (tier, place), left))
    with lo.saying(term.clause, "what each has after it", said_by(term.version, "sentence")):
        closed(lo, d)
    for party, amounts in d.received.items():
        with lo.saying(term.clause, f"what {party} receives", said_by(term.version, "sentence")):
            paid = b.total(amounts)
            if is_rounded:
                paid = capped(lo, term, rounded(lo, term, paid))
                count(lo, term, paid)
            if party != waterfall.payer:
                enter(lo, term, Movement(term.clause, waterfall.payer, party, paid, money.on, "distribution"))
    if waterfall.by_preference:
        by_preference(lo, term, waterfall.payer, left, money.on)


def _words(tier: WaterfallTier) -> str:
    return allocations_text(tier.allocations)


# -- what there is -----------------------------------------------------------------------------------


def _to_distribute(lo: Lowers, term: Term, waterfall: Waterfall, share: Share) -> _Money:
    match waterfall.schedule or Periodic(lo.agreement.deal.grid):
        case Periodic(in_advance=False) as periodic:
            if not share.flows:
                raise NotLoweredError(f"`{waterfall.base}` is no amount per time")
            return _periodic(lo, term, periodic, share)
        case Once() | ByThen() | Within() | When() as schedule:
            if share.flows:
                raise NotLoweredError(f"`{waterfall.base}` is per time, and it is distributed once")
            return _once(lo, term, schedule, share)
        case _:
            raise NotLoweredError("only distributions once, or again and again after their period, are followed")


def _periodic(lo: Lowers, term: Term, schedule: Periodic, share: Share) -> _Money:
    b, unit = lo.builder, UNITS[schedule.frequency]
    amount, falls = b.multiply(base_in_period(lo, term, share, unit), part_in_force(lo, term, unit)), b.true()
    alike = [one for one in lo.terms(term.clause) if one.sentence == term.sentence]
    if not lo.grid.ends_with(unit):
        falls = b.less(b.number(0), b.table(lo.grid.closing(unit)))
    if len(alike) > 1:  # what two of them share out in two goes would be caught up with twice
        falls = b.both(falls, b.opposite(_is_passed_on(lo, term, alike, unit)))
    if len(alike) > 1 or not lo.grid.ends_with(unit):
        name = f"{alike[0].tag if alike else term.tag}: to distribute"
        amount = b.add(lo.running.get(name), amount)
        lo.running.set(name, b.select(falls, b.number(0), amount))
        amount = b.when(falls, amount)
    return _Money(amount, falls, due_on(lo, term.clause, schedule))


def _is_passed_on(lo: Lowers, term: Term, alike: list[Term], unit: str) -> Value:
    """Whether a later wording that says the same begins before the unit is over: that one distributes."""
    b = lo.builder
    after = b.latest(b.shift(lo.grid.day_after(unit), b.period_start()), b.period_end())  # a unit may be the finer one
    return b.any_of(
        [
            b.all_of([b.at_most(term.end, one.start), b.less(one.start, one.end), b.less(one.start, after)])
            for one in alike
            if one.tag != term.tag
        ]
    )


def _once(lo: Lowers, term: Term, schedule: Once | ByThen | Within | When, share: Share) -> _Money:
    b = lo.builder
    day = due_day(lo, term, schedule)
    falls = b.both(b.falls_in_period(day), is_in_force_on(lo, term, day))
    amount = lo.number(share.base, f"{term.tag}: amount")
    for place, deducted in enumerate(term.version.clause.qualifiers.deducts, start=1):
        with lo.saying(term.clause, f"deducts {words(lo, deducted)}", term.version.amendment):
            amount = b.subtract(amount, lo.number(deducted, f"{term.tag}: deduction {place}"))
    return _Money(b.when(falls, amount), falls, day)


# -- tiers -------------------------------------------------------------------------------------------


def _tier(lo: Lowers, d: Distributing, tier_at: tuple[WaterfallTier, int], left: Value) -> Value:
    """What a tier takes of what is left, handed out to its parties."""
    b, (tier, place) = lo.builder, tier_at
    parts = {a.holder: lo.number(a.amount, f"{d.term.tag}: tier {place} {a.holder}") for a in tier.allocations}
    room = room_in(lo, d, tier_at, parts, left)
    taken = left if room is None else b.minimum(left, b.positive_part(room))
    d.hand_out(lo, tier, {party: b.multiply(taken, part) for party, part in parts.items()}, taken)
    return taken
