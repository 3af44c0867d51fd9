"""Terms of payment around a clause: caps, minimums, tiers, late interest, rounding."""

from itertools import pairwise
from typing import cast, get_args

from termwise.base.source import Span
from termwise.base.units import TIME_UNITS
from termwise.elaborate.amounts import chance, points, rate, trade
from termwise.elaborate.context import Context
from termwise.elaborate.dimensions import in_words, number_of, quantity_dimension
from termwise.elaborate.faults import clauses as faults
from termwise.elaborate.faults import names as name_faults
from termwise.elaborate.faults import numbers as number_faults
from termwise.elaborate.literals import quantity
from termwise.elaborate.schedules import FREQUENCIES
from termwise.model.clause import Cap, LateInterest, Minimum, RoundedTo, Rounding, TierRow, Tiers
from termwise.model.expression import Expression
from termwise.syntax.tree import QualifierNode, TierNode

_MODES: tuple[str, ...] = get_args(Rounding)


def cap(ctx: Context, node: QualifierNode) -> Cap | None:
    """`cap 38bn in total`, `cap 5bn per year`."""
    amount = None if node.expr is None else trade(ctx, node.expr, "the cap", "never")
    per, readable = _per(ctx, node)
    if amount is None or not readable:
        return None
    if any(point.value < 0 for point in points(amount.expression)):
        ctx.report(number_faults.out_of_range("a cap", "0", None, amount.span))
        return None
    return Cap(amount.expression, per, node.span)


def _per(ctx: Context, node: QualifierNode) -> tuple[str | None, bool]:
    """The time after `per` (None: in total), and whether it is one."""
    if node.word in {None, "total"}:
        return None, True
    if node.word in TIME_UNITS:
        return node.word, True
    ctx.report(name_faults.unknown_word(node.word or "", node.span, "time", sorted(TIME_UNITS)))
    return None, False


def floor(ctx: Context, node: QualifierNode) -> Expression | None:
    """`floor 1bn per year`, `deducts 5m`: money or a quantity, per time or not."""
    amount = None if node.expr is None else trade(ctx, node.expr, "the amount")
    return None if amount is None else amount.expression


def minimum(ctx: Context, node: QualifierNode) -> Minimum | None:
    """`minimum 100m per year, trued up yearly`."""
    amount = None if node.expr is None else trade(ctx, node.expr, "the minimum", "never")
    per, readable = _per(ctx, node)
    if amount is None or not readable:
        return None
    true_up = node.names[0] if node.names else None
    if true_up is not None and true_up.text not in FREQUENCIES:
        ctx.report(name_faults.unknown_word(true_up.text, true_up.span, "frequency", FREQUENCIES))
        return None
    return Minimum(amount.expression, per, true_up.text if true_up else None, node.span)


def tiers(ctx: Context, node: QualifierNode) -> Tiers | None:
    """Rows `from X: R`, each above the one before."""
    if not node.tiers:
        ctx.report(faults.missing_rows("`tiers`", node.span, "write rows such as `from 1bn: 5%` under it"))
        return None
    rows = [_tier(ctx, row) for row in node.tiers]
    known = tuple(row for row in rows if row is not None)
    if len(known) < len(rows):
        return None
    for before, row in pairwise(known):
        first, second = number_of(quantity_dimension(before.above)), number_of(quantity_dimension(row.above))
        if first != second:
            sides = (in_words(first), _place(before)), (in_words(second), _place(row))
            ctx.report(number_faults.dimension_mismatch("compare", _place(row), *sides))
            return None
        if row.above.value <= before.above.value:
            ctx.report(faults.tiers_order(_place(row), _place(before)))
            return None
    return Tiers(known, "yearly" if node.word == "yearly" else None, node.flag, node.span)


def _place(row: TierRow) -> Span:
    return row.span or Span("", 0, 0, 0, 0)


def _tier(ctx: Context, node: TierNode) -> TierRow | None:
    above, share = quantity(ctx, node.above, ctx.money), chance(ctx, node.rate, "the rate of a tier")
    return None if above is None or share is None else TierRow(above, share, node.span)


def late_interest(ctx: Context, node: QualifierNode) -> LateInterest | None:
    """`late interest 8% per year`."""
    found = None if node.expr is None else rate(ctx, node.expr, "late interest")
    return None if found is None else LateInterest(found, node.span)


def rounded(ctx: Context, node: QualifierNode) -> RoundedTo | None:
    """`rounded to 0.01 half up`; half even unless said."""
    unit = None if node.expr is None else quantity(ctx, node.expr, ctx.money)
    mode = node.word or "half even"
    if unit is None:
        return None
    if unit.value <= 0:
        ctx.report(number_faults.above_zero("the unit of rounding", unit.span or node.span))
        return None
    if mode not in _MODES:
        ctx.report(name_faults.unknown_word(mode, node.span, "way of rounding", _MODES))
        return None
    return RoundedTo(unit, cast("Rounding", mode), node.span)
