"""Amounts of money, shares, rates and quantities of trade: what each place of a sentence takes."""

from typing import Literal

from termwise.base.diagnostic import Diagnostic
from termwise.base.units import PURE, Dimension, of_symbol
from termwise.elaborate.context import Context
from termwise.elaborate.dimensions import (
    PER_TIME,
    Sort,
    Typed,
    in_words,
    is_per_time,
    number_of,
    without_time,
)
from termwise.elaborate.expressions import expression
from termwise.elaborate.faults import numbers as faults
from termwise.model.expression import Between, Choice, Expression, Interval, Quantity, Triangular, Undisclosed
from termwise.syntax.tree import Expr

SHARES = number_of(of_symbol("share"))
"""Units of a company's capital."""

_MONEY_WORDS = {"never": "a total of money", "perhaps": "money, or money per time", "always": "money per time"}

PerTime = Literal["never", "perhaps", "always"]
"""Whether an amount may be a rate."""


def number(ctx: Context, node: Expr, wanted: Sort) -> Typed | None:
    """Any number; None after reporting that it is something else."""
    found = expression(ctx, node, wanted)
    if found is None:
        return None
    if found.sort.kind != "number":
        ctx.report(faults.number_needed(in_words(found.sort), node.span))
        return None
    return found


def money(ctx: Context, node: Expr, what: str, per_time: PerTime = "never") -> Typed | None:
    """Money in any one currency, a rate per time or not as `per_time` says; None after reporting otherwise."""
    found = number(ctx, node, ctx.money)
    if found is None:
        return None
    dimension = found.sort.dimension
    if dimension is None:
        return found
    if dimension == PURE:
        ctx.report(_not_money(ctx, found, what))
        return None
    is_money = dimension.currency is not None and without_time(dimension) == of_symbol(dimension.currency)
    if not is_money or not _time_fits(dimension, per_time):
        needed = {"never": "a total of money", "perhaps": "money, or money per time", "always": "money per time"}[
            per_time
        ]
        ctx.report(faults.wrong_dimension(what, needed, in_words(found.sort), node.span))
        return None
    return found


def money_per_share(ctx: Context, node: Expr, what: str) -> Expression | None:
    """The price of one share: money, with `per share` said or not."""
    found = number(ctx, node, ctx.money)
    if found is None:
        return None
    dimension = found.sort.dimension
    if dimension is None:
        return found.expression
    for_one = dimension.times(of_symbol("share")) if ("share", -1) in dimension.powers else dimension
    if for_one.currency is not None and for_one == of_symbol(for_one.currency):
        return found.expression
    if dimension == PURE:
        ctx.report(_not_money(ctx, found, what))
    else:
        ctx.report(faults.wrong_dimension(what, "money for one share", in_words(found.sort), found.span))
    return None


def is_money(found: Typed) -> bool:
    """Whether a number is money in one currency, per time or not."""
    dimension = found.sort.dimension
    return dimension is not None and dimension.currency is not None and _total_of(dimension)


def _total_of(dimension: Dimension) -> bool:
    return without_time(dimension) == of_symbol(dimension.currency or "")


def unit_price(ctx: Context, node: Expr, what: str, counted: Typed | None) -> Expression | None:
    """The price of one of what is counted: money per its unit. None after reporting another dimension."""
    found = number(ctx, node, ctx.money)
    if found is None or counted is None:
        return None
    price, unit = found.sort.dimension, counted.sort.dimension
    if price is None or unit is None:
        return found.expression
    one = without_time(unit)
    total = price.times(one)
    if total.currency is not None and total == of_symbol(total.currency) and one != PURE:
        return found.expression
    needed = number_of(of_symbol(ctx.frame.currency or "USD").times(one.inverse()))
    ctx.report(faults.wrong_dimension(what, in_words(needed), in_words(found.sort), node.span))
    return None


def _time_fits(dimension: Dimension, per_time: PerTime) -> bool:
    return per_time == "perhaps" or is_per_time(dimension) == (per_time == "always")


def _not_money(ctx: Context, found: Typed, what: str) -> Diagnostic:
    if is_percent(found.expression):
        return faults.share_of_nothing(found.span)
    currency = ctx.frame.currency or "USD"
    return faults.wrong_dimension(
        what, "money", in_words(found.sort), found.span, f"name the currency, as in `500 {currency}`"
    )


def is_percent(expression: Expression) -> bool:
    """Whether it is written as a percent."""
    match expression:
        case Quantity(unit=unit):
            return unit == "%"
        case Interval(low=sample) | Triangular(low=sample) | Between(low=sample) | Choice(options=(sample, *_)):
            return sample.unit == "%"
        case Undisclosed(range=inner, unit=unit):
            return unit == "%" if inner is None else is_percent(inner)
        case _:
            return False


def share(ctx: Context, node: Expr, what: str) -> Expression | None:
    """A plain fraction: a percent or a number without unit."""
    found = number(ctx, node, number_of(PURE))
    if found is None:
        return None
    if found.sort.dimension not in {None, PURE}:
        ctx.report(faults.wrong_dimension(what, "a percent", in_words(found.sort), node.span))
        return None
    return found.expression


def chance(ctx: Context, node: Expr, what: str) -> Expression | None:
    """A probability or another fraction between 0 and 1, as far as it is written out."""
    found = share(ctx, node, what)
    if found is None:
        return None
    if any(not 0 <= point.value <= 1 for point in points(found)):
        ctx.report(faults.out_of_range(what, "0%", "100%", node.span))
        return None
    return found


def points(expression: Expression) -> tuple[Quantity, ...]:
    """The written numbers of a literal value; none of a computed one."""
    match expression:
        case Quantity():
            return (expression,)
        case Interval(low=low, high=high) | Between(low=low, high=high) | Triangular(low=low, high=high):
            return (low, high)
        case Choice(options=options):
            return options
        case Undisclosed(range=inner) if inner is not None:
            return points(inner)
        case _:
            return ()


def rate(ctx: Context, node: Expr, what: str) -> Expression | None:
    """A percent per time, as growth, variation, hazard and interest are."""
    found = number(ctx, node, number_of(PER_TIME))
    if found is None:
        return None
    if found.sort.dimension not in {None, PER_TIME}:
        advice = "say the time, as in `8% per year`" if found.sort.dimension == PURE else None
        ctx.report(faults.wrong_dimension(what, "a percent per time", in_words(found.sort), node.span, advice))
        return None
    return found.expression


def discount_rate(ctx: Context, node: Expr) -> Expression | None:
    """A rate of discount: a percent, per year whether that is said or not."""
    found = number(ctx, node, number_of(PURE))
    if found is None:
        return None
    if found.sort.dimension not in {None, PURE, PER_TIME}:
        ctx.report(faults.wrong_dimension("a rate of discount", "a percent", in_words(found.sort), node.span))
        return None
    if any(point.value <= -1 for point in points(found.expression)):
        ctx.report(faults.out_of_range("a rate of discount", "-100%", None, node.span))
        return None
    return found.expression


def holding(ctx: Context, node: Expr, what: str) -> Expression | None:
    """A percent of a company, or a number of shares said as such."""
    found = number(ctx, node, SHARES)
    if found is None:
        return None
    dimension = found.sort.dimension
    counted = isinstance(found.expression, Quantity) and found.expression.unit == ""
    if dimension in {None, SHARES.dimension} or (dimension == PURE and not counted):
        return found.expression
    advice = "write `27%` or `160m shares`"
    ctx.report(faults.wrong_dimension(what, "a percent or a number of shares", in_words(found.sort), node.span, advice))
    return None


def trade(ctx: Context, node: Expr, what: str, per_time: PerTime = "perhaps") -> Typed | None:
    """What is bought: money, or a physical quantity; not a bare percent."""
    found = number(ctx, node, ctx.money)
    if found is None:
        return None
    dimension = found.sort.dimension
    if dimension == PURE:
        ctx.report(_not_money(ctx, found, what))
        return None
    if dimension is not None and not _time_fits(dimension, per_time):
        needed = "an amount per time" if per_time == "always" else "a total"
        ctx.report(faults.wrong_dimension(what, needed, in_words(found.sort), node.span))
        return None
    return found
