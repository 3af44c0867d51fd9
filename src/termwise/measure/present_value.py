"""What flows of cash are worth on a day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from termwise.engine.irrational import power
from termwise.measure.cash_flow import CashFlow
from termwise.measure.day_count import Convention, year_fraction

_WORKING_DIGITS, _KEPT_DIGITS = 60, 40


class ImpossibleRateError(ValueError):
    """A discount rate of minus 100 % per year or less."""


def present_value(flows: Iterable[CashFlow], rate: Fraction, on: date, convention: Convention = "ACT/365F") -> Fraction:
    """The sum of amount x (1 + rate)^-t, t the years from `on` to the flow; earlier flows are compounded.

    The default is the convention of XNPV in spreadsheets. Discount factors have 40 significant digits. Raises
    `ImpossibleRateError` for a rate of -1 or less.
    """
    if rate <= -1:
        raise ImpossibleRateError(f"nothing can be discounted at {float(rate):.0%} per year")
    return sum((flow.amount * discount_factor(rate, on, flow.on, convention) for flow in flows), start=Fraction(0))


def discount_factor(rate: Fraction, on: date, day: date, convention: Convention = "ACT/365F") -> Fraction:
    """What 1 on `day` is worth on `on`; more than 1 for a day before it, at a positive rate."""
    if day >= on:
        return power(1 + rate, -year_fraction(on, day, convention))
    return power(1 + rate, year_fraction(day, on, convention))


def discount_factors(rate: Fraction, days: int) -> tuple[Fraction, ...]:
    """What 1 is worth that falls due in 1, 2, …, `days` days, by days over 365: shape (days,), 40 significant digits.

    `rate` is more than -1.
    """
    with localcontext() as context:
        context.prec = _WORKING_DIGITS
        grown = 1 + Decimal(rate.numerator) / Decimal(rate.denominator)
        a_day = grown ** (Decimal(-1) / Decimal(365))
        factor, found = Decimal(1), []
        for _ in range(days):
            factor *= a_day
            found.append(factor)
        context.prec = _KEPT_DIGITS
        return tuple(Fraction(+factor) for factor in found)
