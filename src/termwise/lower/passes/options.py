"""Puts and calls: exercised once, by the policy the text states or as a scenario pins it; shares against money."""

from msgspec import Struct

from termwise.ir.program import Movement, Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes.cap_table import OPTIONS, Lot
from termwise.lower.passes.changing import Changing, issue
from termwise.lower.passes.entering import enter
from termwise.lower.passes.equity_plan import is_units
from termwise.lower.passes.exchange import money
from termwise.lower.passes.settling import rounded
from termwise.lower.passes.wording import said_by, words
from termwise.model.entitlement import PutOrCall


class Exercised(Struct, frozen=True):
    """A put or a call, the day on which it is exercised, and whether that falls in the period."""

    term: Term
    option: PutOrCall
    day: Value
    falls: Value


def lower_exercise(lo: Lowers, of: Changing, use: Exercised) -> None:
    """Shares from the seller to the buyer against the price. What the seller has not is neither given nor paid for."""
    b, table, option, clause = lo.builder, of.table, use.option, use.term.clause
    lots = [lot for lot in table.lots if lot.holder == option.seller and lot.share_class != OPTIONS]
    if not lots:
        raise NotLoweredError(f"nothing says what `{option.seller}` holds of `{option.company}`")
    held = b.total(table.lots[lot] for lot in lots)
    if option.per_share and of.plan.counting == "parts":
        raise NotLoweredError("a price per share needs the number of shares there are")
    wanted = _wanted(lo, of, use, held)
    given_up = b.when(use.falls, b.minimum(wanted, held))
    paid = b.multiply(_price(lo, use, wanted), b.divide(given_up, wanted))
    part = b.divide(given_up, held)
    for lot in lots:
        moved = b.multiply(table.lots[lot], part)
        issue(lo, of, clause, lot, b.subtract(b.number(0), moved))
        issue(lo, of, clause, Lot(option.buyer, lot.share_class), moved)
    with lo.saying(clause, "the price", said_by(use.term.version, "sentence.price", "sentence")):
        amount = rounded(lo, use.term, paid)
        enter(lo, use.term, Movement(clause, option.buyer, option.seller, amount, use.day, option.kind))


def _wanted(lo: Lowers, of: Changing, use: Exercised, held: Value) -> Value:
    """The units it is on: all, a number of shares, or a part of all shares."""
    option = use.option
    if option.amount is None:
        return held
    about = f"{use.term.tag}: shares"
    if not is_units(lo, option.amount):
        if of.plan.counting == "some":
            raise NotLoweredError("nothing says how many shares there are in all")
        return lo.builder.multiply(lo.number(option.amount, about), of.table.total("outstanding"))
    if of.plan.counting == "parts":
        raise NotLoweredError("nothing says how many shares a percentage is")
    return lo.number(option.amount, about)


def _price(lo: Lowers, use: Exercised, wanted: Value) -> Value:
    """What is paid for all it is on: the price, no less than its floor and no more than its cap."""
    b, option, said = lo.builder, use.option, use.term.version.clause.qualifiers
    if option.price is None and said.floor is None:
        raise NotLoweredError("nothing says at which price")
    price = b.number(0)
    if option.price is not None:
        price = money(lo, option.price, f"{use.term.tag}: price")
        price = b.multiply(price, wanted) if option.per_share else price
    if said.floor is not None:
        with lo.saying(use.term.clause, f"floor {words(lo, said.floor)}", said_by(use.term.version, "floor")):
            price = b.maximum(price, money(lo, said.floor, f"{use.term.tag}: floor"))
    for cap in said.cap:
        if cap.per is not None:
            raise NotLoweredError("a cap per time of what is paid once")
        with lo.saying(use.term.clause, f"cap {words(lo, cap.amount)}", said_by(use.term.version, "cap")):
            price = b.minimum(price, money(lo, cap.amount, f"{use.term.tag}: cap"))
    return price
