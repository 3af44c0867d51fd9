"""Rows of blocks: tiers, vesting tables, tiers of a waterfall, steps in time, effects."""

from collections.abc import Callable
from typing import TypeVar

from msgspec import structs

from termwise.syntax import faults
from termwise.syntax.parser.cursor import Cursor, no_rows
from termwise.syntax.parser.effects import effect
from termwise.syntax.parser.equity import allocations
from termwise.syntax.parser.expressions import amount, expression
from termwise.syntax.parser.literals import duration, name, starts_duration
from termwise.syntax.parser.loans import interest_rate
from termwise.syntax.tree import AllocationRow, EffectNode, StepNode, TierNode, VestingNode

R = TypeVar("R")


def tier_rows(p: Cursor) -> tuple[TierNode, ...]:
    """The rows under `tiers`."""
    return _rows(p, tier_row, "rows such as `from 1bn: 5%`")


def vesting_rows(p: Cursor) -> tuple[VestingNode, ...]:
    """The rows under `vests`."""
    return _rows(p, vesting_row, "rows such as `40m shares when ipo`")


def effect_rows(p: Cursor) -> tuple[EffectNode, ...]:
    """The rows under `on breach`."""
    return _rows(p, effect_row, "effects such as `ends deal`")


def _rows(p: Cursor, read: Callable[[Cursor], R], what: str) -> tuple[R, ...]:
    """The rows that could be read. A block without any is lost: what its rows lack is told already."""
    p.used_rows = True
    found: list[R] = []
    for branch in p.rows:
        row = p.under(branch)
        value = row.attempt(read, None)
        no_rows(row, "a row")
        if value is not None:
            found.append(value)
    if not found:
        p.silent = p.silent or bool(p.rows)
        keyword = " ".join(token.text for token in p.tokens[: p.at])
        p.give_up(faults.empty_block(p.since(0), keyword, what))
    return tuple(found)


def tier_row(p: Cursor) -> TierNode:
    """From which amount of the base up which rate holds.

    ``tier_row = 'from' amount ':' amount NEWLINE``
    """
    start = p.at
    p.expect("from", help_="a tier is written `from 1bn: 5%`")
    above = amount(p)
    p.expect(":")
    rate = amount(p)
    return TierNode(above, rate, p.since(start))


def vesting_row(p: Cursor) -> VestingNode:
    """What vests once a condition has held.

    ``vesting_row = amount 'when' expression NEWLINE``
    """
    start = p.at
    vested = amount(p, "what vests, such as `40m shares`")
    p.expect("when", help_="a row is written `40m shares when ipo`")
    condition = expression(p)
    return VestingNode(vested, condition, p.since(start))


def effect_row(p: Cursor) -> EffectNode:
    """An effect on a row of its own.

    ``effect_row = effect NEWLINE``
    """
    return effect(p)


def allocation_row(p: Cursor) -> AllocationRow:
    """A tier of a waterfall, by what bounds it; the last takes the rest.

    ``allocation_row = 'first' plain_amount ':' allocations | 'until' name 'has' amount ':' allocations
        | 'until' name 'has' name 'back' ['with' interest_rate] ':' allocations
        | 'until' name 'is' 'repaid' ':' allocations | 'catch-up' 'until' name 'has' amount ':' allocations
        | 'then' [':'] allocations``
    """
    start = p.at
    if p.accept("then"):
        p.accept(":")
        shared = allocations(p)
        return AllocationRow("then", None, None, shared, p.since(start))
    bound = _bound(p)
    p.expect(":", help_="write `first 13bn: microsoft 75%, others 25%`")
    shared = allocations(p)
    return structs.replace(bound, allocations=shared, span=p.since(start))


def _bound(p: Cursor) -> AllocationRow:
    """What bounds a tier; who gets what of it is read after."""
    here = p.here()
    if p.accept("first"):
        return AllocationRow("first", amount(p), None, (), here)
    catches_up = p.accept("catch-up")
    p.expect("until", help_="write `catch-up until manager has 20%: manager 100%`" if catches_up else None)
    if p.ahead(1).text == "is" and not catches_up:
        loan = name(p, "a loan")
        p.expect("is", "repaid")
        return AllocationRow("repaid", None, None, (), here, loan)
    party = name(p, "a party")
    p.expect("has")
    if p.ahead(1).text == "back" and not catches_up:
        paid = name(p, "the clause under which it paid")
        p.expect("back")
        earned = interest_rate(p) if p.accept("with") else None
        return AllocationRow("back", None, party, (), here, paid, earned)
    return AllocationRow("catch-up" if catches_up else "until", amount(p), party, (), here)


def starts_steps(p: Cursor) -> bool:
    """Whether the line begins with `first` and a length of time."""
    return p.word == "first" and starts_duration(p, 1)


def steps(p: Cursor) -> tuple[StepNode, ...]:
    """Shares that change with time; the last holds for the rest.

    ``steps = 'first' duration plain_amount {',' 'then' duration plain_amount} [',' 'then' plain_amount]``
    """
    p.expect("first")
    found = [StepNode(duration(p), amount(p))]
    while found[-1].length is not None and p.accept(",", "then"):
        length = duration(p) if starts_duration(p) else None
        found.append(StepNode(length, amount(p)))
    return tuple(found)
