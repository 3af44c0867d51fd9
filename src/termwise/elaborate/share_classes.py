"""What a class of shares is entitled to, and interest: the lines as meaning."""

from decimal import Decimal
from typing import cast

from termwise.base.dates import Frequency
from termwise.elaborate.amounts import holding, money, money_per_share, points, rate
from termwise.elaborate.context import Context
from termwise.elaborate.faults import clauses as faults
from termwise.elaborate.faults import names as name_faults
from termwise.elaborate.faults import numbers as number_faults
from termwise.elaborate.literals import plain_number
from termwise.model.entitlement import ConversionRatio, DayCount, InterestRate, Participation, Preference, PutOrCall
from termwise.model.sentence import Issue, Sentence
from termwise.syntax.tree import Expr, InterestRateNode, PutOrCallSentence, QualifierNode

Entitlement = Preference | Participation | ConversionRatio | tuple[str, ...]


def entitlement(ctx: Context, node: QualifierNode, sentence: Sentence | None) -> Entitlement | None:
    """What one line of a class says; None after reporting what is wrong with it."""
    match node.keyword:
        case "preference":
            return _preference(ctx, node, sentence)
        case "senior to" | "pari passu with":
            return tuple(name.text for name in node.names)
        case "participating":
            cap = None if node.second is None else _positive(ctx, node.second, "the cap of a participation")
            return None if cap is None and node.second is not None else Participation(node.flag, cap)
        case "converts" if node.expr is not None and node.second is not None:
            shares = _positive(ctx, node.expr, "a number of shares")
            into = _positive(ctx, node.second, "a number of shares")
            return None if shares is None or into is None else ConversionRatio(shares, into)
        case _:
            return None


def _preference(ctx: Context, node: QualifierNode, sentence: Sentence | None) -> Preference | None:
    multiple = Decimal(1) if node.second is None else _positive(ctx, node.second, "the multiple of a preference")
    if multiple is None:
        return None
    if node.expr is None:
        if isinstance(sentence, Issue) and sentence.price is None:
            ctx.report(faults.preference_of_nothing(node.span))
            return None
        return Preference(multiple)
    if node.flag:
        price = money_per_share(ctx, node.expr, "the preference of a share")
        return None if price is None else Preference(multiple, price, per_share=True)
    amount = money(ctx, node.expr, "the preference")
    if amount is None:
        return None
    if any(point.value < 0 for point in points(amount.expression)):
        ctx.report(number_faults.out_of_range("a preference", "0", None, amount.span))
        return None
    return Preference(multiple, amount.expression)


def _positive(ctx: Context, node: Expr, what: str) -> Decimal | None:
    found = plain_number(ctx, node)
    if found is not None and found <= 0:
        ctx.report(number_faults.above_zero(what, node.span))
        return None
    return found


def put_or_call(ctx: Context, node: PutOrCallSentence) -> PutOrCall | None:
    """A right to sell shares to somebody, or to buy them; None after reporting every fault in it."""
    company = ctx.named(node.company, "party")
    sides = ctx.named(node.holder, "party"), ctx.named(node.counterparty, "party")
    amount = None if node.amount is None else holding(ctx, node.amount, "what may be sold")
    price = None
    if node.price is not None and node.per_share:
        price = money_per_share(ctx, node.price, "the price of a share")
    elif node.price is not None:
        found = money(ctx, node.price, "the price")
        price = None if found is None else found.expression
    if company is None or sides[0] is None or sides[1] is None:
        return None
    if sides[0] == sides[1]:
        ctx.report(name_faults.same_party(node.counterparty, "the seller", "the buyer"))
        return None
    if (amount is None) != (node.amount is None) or (price is None) != (node.price is None):
        return None
    return PutOrCall(sides[0], node.kind, amount, company, sides[1], price, node.per_share)


def interest(ctx: Context, node: InterestRateNode) -> InterestRate | None:
    """`8% per year compounded quarterly, actual/360`: a percent per time."""
    found = rate(ctx, node.rate, "interest")
    if found is None:
        return None
    compounded = cast("Frequency | None", node.compounded)
    return InterestRate(found, compounded, cast("DayCount", node.day_count or "actual/365"))
