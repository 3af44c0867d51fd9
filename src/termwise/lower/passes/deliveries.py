"""Quantities that are bought: what is delivered in a period, and what it costs in all."""

from msgspec.structs import replace

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.grid import UNITS
from termwise.lower.passes.anchored import anchored_days
from termwise.lower.passes.dimensions import dimension, is_flow
from termwise.lower.passes.in_force import is_in_force_on, part_in_force, spread
from termwise.lower.passes.trading import due_day
from termwise.lower.passes.wording import said_by, words
from termwise.model.expression import Arithmetic, Expression
from termwise.model.sentence import ByThen, Every, Once, Periodic, Purchase, When, Within


def total_price(purchase: Purchase) -> Expression | None:
    """What a purchase costs: its amount, else its quantity at its price; None when neither is said."""
    if purchase.amount is not None or purchase.quantity is None or purchase.price is None:
        return purchase.amount
    return Arithmetic("*", purchase.quantity, purchase.price)


def delivered_in_period(lo: Lowers, term: Term, purchase: Purchase, quantity: Expression) -> Value:
    """The quantity that a purchase delivers in the period: by its days in force, or on its day."""
    b = lo.builder
    author = said_by(term.version, "sentence.quantity", "sentence")
    with lo.saying(term.clause, f"{words(lo, quantity)} of {purchase.asset} delivered", author):
        # At a price it is one number with what is paid: what is drawn for the one is drawn for the other.
        value = lo.number(quantity, f"{term.tag}: {'quantity' if purchase.price is None else 'amount'}")
        flows = is_flow(dimension(quantity, lo.facts.names(), lo.agreement.deal.currency))
        match purchase.schedule:
            case Periodic(frequency):
                unit = UNITS[frequency]
                per_period = value if flows else b.multiply(value, spread(lo, term, unit))
                return b.multiply(per_period, part_in_force(lo, term, unit))
            case None if flows:
                return b.multiply(value, part_in_force(lo, term, lo.grid.unit))
            case None:
                raise NotLoweredError("nothing says when it is delivered")
            case Every() if flows:
                return b.multiply(value, part_in_force(lo, term, lo.grid.unit))
            case Every(length, origin):
                days = anchored_days(lo, replace(term, tag=f"{term.tag}: delivery"), (length, origin))
                falls_on = [b.both(b.falls_in_period(on), is_in_force_on(lo, term, on)) for on in days.of_period]
                return b.total([b.when(falls, value) for falls in falls_on])
            case Once() | ByThen() | Within() | When() as schedule:
                day = due_day(lo, replace(term, tag=f"{term.tag}: delivery"), schedule)
                falls = b.both(b.falls_in_period(day), is_in_force_on(lo, term, day))
                return b.when(falls, value)
