"""Money of another currency: converted by a driver of the rate of exchange, when it falls due."""

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.passes.dimensions import dimension, foreign
from termwise.model.expression import Expression


def currency_of(lo: Lowers, expression: Expression) -> str:
    """The currency of an amount; the deal's when it names none."""
    own = lo.agreement.deal.currency
    return foreign(dimension(expression, lo.facts.names(), own), own) or own


def converted(lo: Lowers, amount: Value, currency: str) -> Value:
    """An amount in a currency as money of the deal, by the rate at the end of the period.

    Raises `NotLoweredError` when no driver states the rate, or several do.
    """
    own = lo.agreement.deal.currency
    if currency == own:
        return amount
    found = [
        driver.name
        for driver in lo.facts.names().drivers.values()
        if (driver.unit, driver.per) in {(own, currency), (currency, own)}
    ]
    if not found:
        name = f"{currency}_{own}".lower()
        raise NotLoweredError(
            f"it is in {currency}: add a driver of the rate of exchange, such as "
            f"`driver {name} in {own} per {currency}`"
        )
    if len(found) > 1:
        raise NotLoweredError(f"it is in {currency}, and several drivers say the rate: {', '.join(sorted(found))}")
    rate = lo.driver(found[0])
    if lo.facts.names().drivers[found[0]].unit == own:
        return lo.builder.multiply(amount, rate)
    return lo.builder.divide(amount, rate)


def money(lo: Lowers, expression: Expression, about: str) -> Value:
    """An amount of money in the deal's currency, as it is worth in the period."""
    return converted(lo, lo.number(expression, about), currency_of(lo, expression))
