"""Rows of blocks: tiers, vesting tables, tiers of a waterfall, steps in time, effects."""

from collections.abc import Callable
from typing import TypeVar

from termwise.syntax import faults
from termwise.syntax.parser.cursor import Cursor, no_rows
from termwise.syntax.parser.effects import effect
from termwise.syntax.parser.equity import allocations
from termwise.syntax.parser.expressions import amount, expression
from termwise.syntax.parser.literals import duration, name, starts_duration
from termwise.syntax.tree import AllocationRow, EffectNode, Expr, Name, StepNode, TierNode, VestingNode

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
    """A tier of a waterfall: bounded by its total, by what one party has received, or the rest.

    ``allocation_row = 'first' plain_amount ':' allocations | 'until' name 'has' amount ':' allocations
        | 'then' [':'] allocations``
    """
    start = p.at
    if p.accept("then"):
        p.accept(":")
        shared = allocations(p)
        return AllocationRow("then", None, None, shared, p.since(start))
    party: Name | None = None
    limit: Expr
    if p.accept("first"):
        limit = amount(p)
    else:
        p.expect("until")
        party = name(p, "a party")
        p.expect("has")
        limit = amount(p)
    p.expect(":", help_="write `first 13bn: microsoft 75%, others 25%`")
    shared = allocations(p)
    return AllocationRow("first" if party is None else "until", limit, party, shared, p.since(start))


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
