"""What accrues period by period under the wordings of a clause, settled together when it falls due.

All wordings add to one amount, and the one that governs at the end says what becomes of it: so an amendment that
changes nothing about money changes no amount, floors and minimums included.
"""

from collections.abc import Sequence

from msgspec import Struct

from termwise.ir.program import Movement, Value
from termwise.lower.asking import Lowers, Term
from termwise.lower.passes.entering import enter
from termwise.lower.passes.exchange import converted
from termwise.lower.passes.settling import (
    Due,
    Flow,
    capped,
    count,
    counted_against_minimum,
    minimum_unit,
    rounded,
    settle,
)
from termwise.lower.passes.wording import said_by, words


class Accrual(Struct, frozen=True):
    """What one wording adds in the period: to what is due, to its floor, to its minimum. `unit` is the payment's.

    What is due is in `currency` until it falls due. `apart`: it is paid by itself, in advance, and settled here for
    its minimum alone.
    """

    term: Term
    flow: Flow
    unit: str
    due: Value
    floor: Value | None
    needed: Value | None
    currency: str
    apart: bool = False


def settle_together(lo: Lowers, accruals: list[Accrual]) -> None:
    """Settle the accruals of one clause: those between the same parties and of one frequency together."""
    groups: dict[tuple[str, ...], list[Accrual]] = {}
    for one in accruals:
        key = (one.flow.payer, one.flow.payee, one.flow.kind, one.unit, one.currency, str(one.apart))
        groups.setdefault(key, []).append(one)
    for group in groups.values():
        if not group[0].apart:
            _settle(lo, group)
        if any(one.needed is not None for one in group):
            _true_up(lo, group)


def _settle(lo: Lowers, group: list[Accrual]) -> None:
    b, first = lo.builder, group[0]
    clause, unit, payee = first.term.clause, first.unit, first.flow.payee
    with lo.saying(
        clause, f"accrued until the {unit} ends", said_by(first.term.version, "sentence.schedule", "sentence")
    ):
        closes = closing(lo, unit)
        due = b.total([one.due for one in group])
        floors = [one.floor for one in group if one.floor is not None]
        floor = b.total(floors) if floors else None
        if not lo.grid.ends_with(unit):
            due = _carried(lo, f"{clause}: accrued to {payee} by the {unit}", due, closes)
            if floor is not None:
                floor = _carried(lo, f"{clause}: floor accrued by the {unit}", floor, closes)
        due = converted(lo, due, first.currency)
        settling = [b.both(closes, governs) for governs in governing(lo, [one.term for one in group])]
    for one, settles in zip(group, settling, strict=True):
        settle(lo, one.term, one.flow, Due(due, settles, None if one.floor is None else floor))


def closing(lo: Lowers, unit: str) -> Value:
    """Whether a unit ends in the period; always, when the grid is as coarse."""
    b = lo.builder
    return b.true() if lo.grid.ends_with(unit) else b.less(b.number(0), b.table(lo.grid.closing(unit)))


def _carried(lo: Lowers, name: str, added: Value, closes: Value) -> Value:
    """What has accrued with what is added now; it begins again after the closing."""
    b = lo.builder
    total = b.add(lo.running.get(name), added)
    lo.running.set(name, b.select(closes, b.number(0), total))
    return total


def governing(lo: Lowers, terms: Sequence[Term]) -> list[Value]:
    """For each wording whether it is the last that has begun by the period's end."""
    b = lo.builder
    begun = [b.less(term.start, b.period_end()) for term in terms]
    if len(terms) == 1:
        return [b.true()]
    found = []
    for place, has in enumerate(begun):
        later = b.any_of(begun[place + 1 :])
        found.append(b.both(has, b.opposite(later)) if place + 1 < len(begun) else has)
    return found


def _true_up(lo: Lowers, group: list[Accrual]) -> None:
    """After each unit of the minimum pay what was counted less than it, as the wording that governs says."""
    b, clause = lo.builder, group[0].term.clause
    needed_name = f"{clause}: minimum accrued"
    needed = b.total([lo.running.get(needed_name), *(one.needed for one in group if one.needed is not None)])
    for one, governs in zip(group, governing(lo, [one.term for one in group]), strict=True):
        minimum = one.term.version.clause.qualifiers.minimum
        if minimum is None:
            continue
        unit, counted = minimum_unit(minimum), counted_against_minimum(one.term)
        author = said_by(one.term.version, "minimum")
        with lo.saying(clause, f"topped up to the minimum {words(lo, minimum.amount)}", author):
            closes = b.both(closing(lo, unit), governs)
            short = b.positive_part(b.subtract(needed, lo.running.get(counted)))
            topped = b.when(closes, capped(lo, one.term, rounded(lo, one.term, short)))
            needed = b.select(closes, b.number(0), needed)
            count(lo, one.term, topped)
            lo.running.set(counted, b.select(closes, b.number(0), lo.running.get(counted)))
            on = b.shift(lo.grid.due(unit, None, None, last=False), b.period_start())
            enter(lo, one.term, Movement(clause, one.flow.payer, one.flow.payee, topped, on, "true-up"))
    lo.running.set(needed_name, needed)
